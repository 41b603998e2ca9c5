"""The place for exports: three steps on one screen, and a button that says what will happen."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QSizePolicy, QStackedWidget, QWidget

from ugc_studio.app import paths
from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.export.check import CheckCard, RowsCard
from ugc_studio.desktop.pages.export.destinations import Destinations
from ugc_studio.desktop.pages.export.doing import do_about
from ugc_studio.desktop.pages.export.form import OptionsForm
from ugc_studio.desktop.pages.export.looking import Checked, Choices, Wish, check, folder_for, look_up, parts_of
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, Label, action_button, column, panel
from ugc_studio.desktop.widgets.empty import EmptyState, scrolling
from ugc_studio.desktop.widgets.frame import Bar, Header, PageFrame
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.desktop.widgets.sizes import size_words
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.exports import ExportOptions, ExportReport
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.jobs.context import JobContext
from ugc_studio.services.exporting.blockers import Blocker
from ugc_studio.services.exporting.desk import ExportPreset

WATCHED = (
    Changed.GALLERIES
    | Changed.CONSENT
    | Changed.MARKS
    | Changed.MEMBERS
    | Changed.DUPLICATES
    | Changed.REGISTER
    | Changed.USES
)
DESTINATION = "destination"


class ExportPage(Page):
    """Where to, how, and the check; blocked photos stay out, the rest leaves."""

    name: ClassVar[str] = "export"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._choices: Choices | None = None
        self._gallery: int | None = None
        self._card = "scheduler"
        self._checked: Checked | None = None
        self._parent_folder = paths.exports_folder()
        self._build()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        theme, show = self.theme, self.show_text
        self.galleries = Select(theme, show(_("Gallery")))
        self.galleries.setMinimumContentsLength(18)
        self.galleries.picked.connect(self._choose_gallery)
        self.presets = Select(theme, show(_("Presets")))
        self.presets.picked.connect(self._use_preset)
        self.save = Button(theme, show(_("Save preset")), icon="save").on(self._save_preset)
        header = Header(theme, show(_("Export")), [self.presets, self.save, self.galleries])
        self.header = header
        self.destinations = Destinations(self.desk)
        self.destinations.chosen.connect(self._choose_destination)
        self.form = OptionsForm(self.desk)
        self.form.changed.connect(self._check)
        left = column(
            Label(theme, show(_("1  Where to?")), "section"), self.destinations, 8,
            Label(theme, show(_("2  Options")), "section"), self.form, None, gap=10,
        )  # fmt: skip
        self.check_card = CheckCard(self.desk)
        self.check_card.acted.connect(self._deal_with)
        self.rows_card = RowsCard(self.desk)
        right = column(
            Label(theme, show(_("3  Check and export")), "section"), self.check_card, self.rows_card, None, gap=12
        )
        both = QHBoxLayout()
        both.setContentsMargins(24, 18, 24, 18)
        both.setSpacing(28)
        both.addLayout(left, 5)
        both.addLayout(right, 6)
        steps = scrolling(panel(both))
        steps.setProperty("canvas", True)
        self.steps = panel(column(steps, gap=0), canvas=True)
        new = action_button(theme, self.desk.actions.action("galleries.new"), "primary", icon="plus")
        sentence = _(
            "Put photos into a gallery first; then it can leave as a file for a scheduler, a web page or a folder."
        )
        empty = EmptyState(theme, "export", show(_("Nothing to export yet")), show(sentence), [new])
        self.middle = QStackedWidget()
        self.middle.addWidget(self.steps)
        self.middle.addWidget(empty)
        self.set_content(PageFrame(theme, header=header, body=self.middle, foot=self._foot()))
        self.desk.actions.bind("app.export", self._export, owner=self, page=self.name)

    def _foot(self) -> QWidget:
        theme, show = self.theme, self.show_text
        self.foot = Bar(theme, foot=True, height=60)
        sign = QLabel()
        sign.setPixmap(theme.pixmap("folder", "text2"))
        self.folder = ElidedLabel(theme, "", "quiet")
        self.change = Button(theme, show(_("Change…")), "ghost").on(self._choose_folder)
        self.estimate = Label(theme, "", "hint")
        self.button = Button(theme, show(_("Export")), "primary", icon="export").on(self._export)
        self.button.setToolTip(self.desk.actions.action("app.export").toolTip())
        for part in (sign, self.folder, self.change):
            self.foot.row.addWidget(part)
        self.folder.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.foot.row.addStretch(1)
        for part in (self.estimate, self.button):
            self.foot.row.addWidget(part)
        return self.foot

    # ------------------------------------------------------------------ the place

    def entered(self, place: Mapping[str, Any]) -> None:
        """Show the gallery that is named, else the last one."""
        gallery = place.get("gallery")
        if isinstance(gallery, int):
            self._gallery = gallery
        destination = place.get(DESTINATION)
        if isinstance(destination, str):
            self._card = destination
        self._look()
        self.destinations.first_card().setFocus()

    def place(self) -> dict[str, Any]:
        """Gallery and destination."""
        return {DESTINATION: self._card, **({"gallery": self._gallery} if self._gallery is not None else {})}

    def refresh(self, changed: Changes) -> None:
        """Something that the check looks at was changed."""
        if changed.touch(WATCHED) and self.isVisible():
            self._look()

    def brand_changed(self) -> None:
        """Other accounts."""
        if self.isVisible():
            self._look()

    def panes(self) -> Sequence[QWidget]:
        """Destination, check, button."""
        return (self.destinations.first_card(), self.check_card, self.button)

    # ------------------------------------------------------------------ choosing

    def _look(self) -> None:
        brand = self.desk.brand
        self.desk.ask(lambda studio: look_up(studio, brand), self._show_choices, owner=self, key="choices")

    def _show_choices(self, choices: Choices) -> None:
        self._choices = choices
        self.middle.setCurrentIndex(0 if choices.galleries else 1)
        for part in (self.foot, self.galleries, self.save):
            part.setVisible(bool(choices.galleries))
        self.presets.setVisible(bool(choices.presets))
        if not choices.galleries:
            self.header.set_facts("")
            return
        ids = [int(gallery.id) for gallery in choices.galleries]
        if self._gallery not in ids:
            self._gallery = ids[0]
        self.galleries.set_choices([(int(one.id), one.name) for one in choices.galleries])
        self.galleries.set_value(self._gallery)
        self.presets.set_choices([(None, self.show_text(_("Presets"))), *((one, one.name) for one in choices.presets)])
        self.header.set_facts(next(one.name for one in choices.galleries if int(one.id) == self._gallery))
        self.destinations.set_destinations(choices.destinations)
        self.destinations.choose(self._card)
        self._check()

    def _choose_gallery(self, gallery: object) -> None:
        if isinstance(gallery, int) and self._choices:
            self._gallery = gallery
            self._show_choices(self._choices)

    def _choose_destination(self, name: str) -> None:
        self._card = name
        self._check()

    def _use_preset(self, preset: object) -> None:
        if not isinstance(preset, ExportPreset):
            return
        posts = any(one.id == preset.exporter for one in self.destinations.schedulers)
        self._card = "scheduler" if posts else preset.exporter
        values = {**dataclasses.asdict(preset.options), "account": preset.parts.account}
        self.form.set_values({**values, **({"tool": preset.exporter} if posts else {})})
        self.destinations.choose(self._card)
        self._check()

    def _save_preset(self) -> None:
        wish = self._wish()
        if wish is None:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.show_text(_("Save preset")))
        dialog.setLabelText(self.show_text(_("Name of the preset")))

        def keep(name: str) -> None:
            if name.strip():
                self.desk.act(
                    lambda studio: studio.export_desk.save_preset(
                        name.strip(), wish.exporter, parts=parts_of(studio, wish), options=wish.options
                    ),
                    kinds=Changed.REGISTER,
                    toast=Toast(_("Preset saved: {name}", name=name.strip())),
                    owner=self,
                )

        dialog.textValueSelected.connect(keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # ------------------------------------------------------------------ the check

    def _exporter(self) -> str:
        if self._card != "scheduler":
            return self._card
        tools = [one.id for one in self.destinations.schedulers]
        chosen = self.form.value("tool")
        return chosen if chosen in tools else tools[0]

    def _wish(self) -> Wish | None:
        if self._gallery is None or self._choices is None:
            return None
        known = {field.name for field in dataclasses.fields(ExportOptions)} - {"ledger_head", "language"}
        said = {name: self.form.value(name) for name in known if self.form.value(name) is not None}
        language = self.form.value("language") or self.desk.language
        account = self.form.value("account") if self._needs_account() else None
        options = ExportOptions(language=language, **said)
        return Wish(self._gallery, self._exporter(), account, options, self.desk.language)

    def _needs_account(self) -> bool:
        exporter = self._exporter()
        choices = self._choices
        found = next((one for one in choices.destinations if one.id == exporter), None) if choices else None
        return found is not None and found.implied_channel is None

    def _check(self) -> None:
        wish = self._wish()
        if wish is not None:
            self.desk.ask(lambda studio: check(studio, wish), self._show_check, owner=self, key="check")

    def _show_check(self, checked: Checked) -> None:
        if self._choices is None:
            return
        self._checked = checked
        self.form.show_fields(
            checked.fields,
            tools=self.destinations.schedulers if self._card == "scheduler" else (),
            tool=self._exporter(),
            accounts=self._choices.accounts,
            account=checked.wish.account,
            needs_account=self._needs_account(),
        )
        self.check_card.show_check(checked)
        review = checked.review
        self.rows_card.setVisible(review is not None and bool(review.rows))
        if review is not None:
            self.rows_card.show_rows(checked, review)
        ready = review is not None and review.ready > 0
        self.button.setEnabled(ready)
        self.button.set_text(self.show_text(review.button if review is not None and ready else _("Nothing to export")))
        self.estimate.set_text(
            self.show_text(_("About {size}", size=size_words(review.bytes))) if review and ready else ""
        )
        self.folder.set_text(str(self._parent_folder))

    def _deal_with(self, blocker: object) -> None:
        if isinstance(blocker, Blocker) and self._checked is not None:
            do_about(self, blocker, self._checked)

    # ------------------------------------------------------------------ doing it

    def _choose_folder(self) -> None:
        def chosen(folder: Path) -> None:
            self._parent_folder = folder
            self.folder.set_text(str(folder))

        title = self.show_text(_("Where the export goes"))
        self.desk.prompts.folder(self, title, chosen, start=self._parent_folder)

    def _export(self) -> None:
        checked = self._checked
        if checked is None or checked.review is None or not checked.review.ready:
            return
        if self.desk.read_only:
            self.desk.tell(UsageError(_("This library is open for reading only; exporting records each hand-over.")))
            return
        wish, parent, day = checked.wish, self._parent_folder, self.desk.today().isoformat()
        name = checked.review.plan.gallery.name

        def body(studio: Studio, context: JobContext) -> ExportReport:
            parent.mkdir(parents=True, exist_ok=True)
            plan = studio.exporting.plan(str(wish.gallery), wish.exporter, parts_of(studio, wish), wish.options)
            return studio.exporting.execute(plan, folder_for(parent, day, name), context)

        self.button.setEnabled(False)
        self.desk.run(_("Exporting"), body, kinds=Changed.USES, done=self._exported, precious=True)

    def _exported(self, report: ExportReport) -> None:
        n, folder = len(report.uses), report.out
        text = ngettext("Exported {n} photo to {folder}", "Exported {n} photos to {folder}", n, n=n,
                        folder=folder.name if folder else "")  # fmt: skip
        if folder is None:
            self.desk.toast(Toast(_("Nothing was exported: no photo is ready."), icon="warning", tone="warn"))
            return
        self.desk.prompts.show_folder(folder)
        self.desk.toast(
            Toast(text, icon="export", button=_("Open the folder"), do=lambda: self.desk.prompts.show_folder(folder))
        )
