"""The import dialog: what comes in, where from, a look first if wanted, then the import in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCompleter, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.dialogs.importing.looking import Findings
from ugc_studio.desktop.dialogs.importing.running import start_import
from ugc_studio.desktop.dialogs.importing.sources import SourceList
from ugc_studio.desktop.tasks import Task
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row
from ugc_studio.desktop.widgets.drop import DropField
from ugc_studio.desktop.widgets.empty import Medallion
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import Complaint, Form
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.errors import Stopped, StudioError
from ugc_studio.domain.imports import ImportReport
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.importers.registry import IMPORTERS
from ugc_studio.services.importing.desk import Recognised
from ugc_studio.services.importing.options import ImportOptions


@dataclass(frozen=True, slots=True)
class _Register:
    """What can be chosen: people (UUID and name), places, campaigns."""

    people: list[tuple[str, str]]
    places: list[str]
    campaigns: list[str]


def _register(studio: Studio) -> _Register:
    with studio.library.read() as session:
        uuids = [party.uuid for party in session.parties.all()]
        people = sorted(session.parties.labels(uuids).items(), key=lambda pair: pair[1].casefold())
        places = [place.name for place in session.register.places()]
        campaigns = [gallery.name for gallery in session.galleries.all()]
    return _Register(people, places, campaigns)


class ImportDialog(Dialog):
    """Everything about one import before it starts; more can be dropped on it."""

    def __init__(self, desk: Desk, window: QWidget, paths: Sequence[Path]) -> None:
        super().__init__(desk, window, _("Import photos"), width=700)
        self.setAcceptDrops(True)
        self.paths: list[Path] = []
        self._known: list[Recognised] = []
        self._found: ImportReport | None = None
        self._looking: Task | None = None
        self.finished.connect(lambda _result: self._stop_looking())
        show, theme = desk.show, self.theme
        self._drop = self._drop_field()
        self._list = SourceList(desk, self.take_off)
        self._more = panel(
            row(
                Button(theme, show(_("Add files…")), icon="plus").on(self._choose_files),
                Button(theme, show(_("Add a folder…")), icon="folder").on(self._choose_folder),
                None,
            )
        )
        self.findings = Findings(desk)
        self._complaint = Complaint(theme)
        untouched = Label(theme, show(_("Photos are copied into the library. The originals stay untouched.")), "hint")
        untouched.setWordWrap(True)
        self.look = Button(theme, show(_("Look first")), icon="eye").on(self.look_first)
        self.look.setToolTip(show(_("Reads everything and says what would come in, without changing anything.")))
        self.go = Button(theme, show(_("Import")), "primary", icon="import").on(self.start)
        self.go.setDefault(True)
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        content = column(self._drop, self._list, self._more, self._form(), self.findings, self._complaint, untouched)
        content.setSpacing(12)
        content.addStretch(1)
        self.fill(content, (self.look, None, cancel, self.go))
        desk.ask(_register, self._offer, owner=self, key="register")
        self.add(paths)

    # ------------------------------------------------------------------ parts

    def _drop_field(self) -> QWidget:
        show, theme = self.desk.show, self.theme
        field = DropField(theme)
        heading = Label(theme, show(_("Drop photos, folders or a table of posts here")), "section", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._files = Button(theme, show(_("Choose files…")), "primary", icon="folder").on(self._choose_files)
        folder = Button(theme, show(_("Choose a folder…"))).on(self._choose_folder)
        field.column.addWidget(Medallion(theme, "picture_add", size=48), 0, Qt.AlignmentFlag.AlignHCenter)
        field.column.addWidget(heading)
        field.column.addLayout(row(None, self._files, folder, None))
        return field

    def _form(self) -> QWidget:
        show, theme = self.desk.show, self.theme
        self.person = Select(theme, show(_("Received from")), [("", show(_("Nobody in particular")))])
        self.place = LineField(theme, show(_("Place")), hint=show(_("Where they were taken, if it is one place")))
        self.campaign = Select(theme, show(_("Campaign")), [("", show(_("None")))])
        kinds: list[tuple[object, str]] = [("", show(_("As recognised")))]
        kinds += [(importer.id, show(importer.name)) for importer in IMPORTERS]
        self.kind = Select(theme, show(_("Read as")), kinds)
        self.kind.picked.connect(lambda _value: self._recognise())
        form = Form(theme, gap=10)
        hint = _("Who handed them over, which is not to say who took them.")
        form.add(show(_("Received from")), self.person, hint=show(hint))
        form.add(show(_("Place")), self.place)
        form.add(show(_("Campaign")), self.campaign)
        form.add(show(_("Read as")), self.kind)
        self._fields = form
        return form

    def _offer(self, known: _Register) -> None:
        show = self.desk.show
        self.person.set_choices([("", show(_("Nobody in particular"))), *known.people])
        none: list[tuple[object, str]] = [("", show(_("None")))]
        self.campaign.set_choices(none + [(name, name) for name in known.campaigns])
        completer = QCompleter(known.places, self.place)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.place.setCompleter(completer)

    # ------------------------------------------------------------------ sources

    def add(self, paths: Sequence[Path]) -> None:
        """Put more on the list; what is there already is not doubled."""
        self.paths += [path for path in paths if path not in self.paths]
        self._recognise()

    def take_off(self, path: Path) -> None:
        """Take something off the list."""
        self.paths = [kept for kept in self.paths if kept != path]
        self._recognise()

    def _recognise(self) -> None:
        self._found = None
        self._stop_looking()
        self.findings.show_nothing()
        paths, kind = list(self.paths), str(self.kind.value() or "") or None
        self.desk.ask(
            lambda studio: studio.import_desk.recognise(paths, kind), self._show_sources, owner=self, key="recognise"
        )
        if not paths:
            self._show_sources([])

    def _show_sources(self, known: list[Recognised]) -> None:
        self._known = known
        self._list.show_sources(known)
        self._drop.setVisible(not known)
        for part in (self._list, self._more, self._fields):
            part.setVisible(bool(known))
        self._refresh()
        (self.go if known else self._files).setFocus()

    def _usable(self) -> list[Path]:
        return [source.path for source in self._known if source.problem is None]

    def _refresh(self) -> None:
        usable = bool(self._usable()) and not self.desk.read_only
        self.go.setEnabled(usable)
        self.look.setEnabled(usable)
        self.go.set_text(self.desk.show(self._button()))

    def _button(self) -> Text:
        if self._found is not None and self._found.imported:
            n = self._found.imported
            return ngettext("Import {n} photo", "Import {n} photos", n, n=n)
        counts = [source.estimate for source in self._known if source.problem is None]
        if self._found is None and counts and None not in counts:
            n = sum(count or 0 for count in counts)
            return ngettext("Import {n} file", "Import {n} files", n, n=n)
        return _("Import")

    # ------------------------------------------------------------------ looking and starting

    def options(self) -> ImportOptions:
        """What was chosen for everything that comes in."""
        return ImportOptions(
            importer=str(self.kind.value() or "") or None,
            received_from=str(self.person.value() or "") or None,
            place=self.place.text().strip() or None,
            campaign=str(self.campaign.value() or "") or None,
        )

    def look_first(self) -> None:
        """Read everything without changing anything, and say what would come in."""
        sources, options = self._usable(), replace(self.options(), dry_run=True)
        self.look.setEnabled(False)
        self.findings.show_busy(self._stop_looking)
        self._looking = self.desk.run(
            _("Looking at what would come in"),
            lambda studio, context: studio.importing.run(sources, options=options, context=context),
            done=self._looked,
            failed=self._refused,
        )

    def _stop_looking(self) -> None:
        """The look is not wanted any more: the import begins, the sources changed, or the dialog was closed."""
        if self._looking is not None:
            self.desk.tasks.stop(self._looking)
            self._looking = None

    def _looked(self, report: ImportReport) -> None:
        if self._is_gone():
            return
        self._looking = None
        self._found = report
        self.findings.show_report(report)
        self._refresh()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Stopped):
            if not self._is_gone():
                self.findings.show_nothing()
                self._refresh()
            return
        if self._is_gone():
            self.desk.tell(error)
            return
        self._looking = None
        self.findings.show_nothing()
        self._refresh()
        if isinstance(error, StudioError):
            self._complaint.say(self.desk.show(error.text))
        else:
            self.desk.tell(error)

    def start(self) -> None:
        """Import; the card in the sidebar shows how far it is."""
        sources, options = self._usable(), self.options()
        self.accept()
        start_import(self.desk, sources, options)

    def _is_gone(self) -> bool:
        import shiboken6

        return not shiboken6.isValid(self)

    # ------------------------------------------------------------------ Qt

    def _choose_files(self) -> None:
        self.desk.prompts.files(self, self.desk.show(_("Choose photos, films or tables")), self.add)

    def _choose_folder(self) -> None:
        self.desk.prompts.folder(
            self, self.desk.show(_("Choose a folder to import")), lambda folder: self.add([folder])
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """More can be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put it on the list."""
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
