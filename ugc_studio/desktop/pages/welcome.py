"""The first place of an empty library: bring photos, or try the sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ugc_studio.app.demo.sample import make_sample
from ugc_studio.app.paths import sample_library
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.widgets.basic import Button, Label, card, column, panel, row
from ugc_studio.desktop.widgets.drop import DropField
from ugc_studio.desktop.widgets.empty import Medallion, scrolling
from ugc_studio.domain.messages import Text, _

WIDE = 860

STEPS: tuple[tuple[str, Text, Text], ...] = (
    ("import", _("Import"), _("Copies stay untouched")),
    ("duplicates", _("Remove duplicates"), _("Suggestions you confirm")),
    ("consent", _("Get consent"), _("Ask, record, keep proof")),
    ("galleries", _("Curate"), _("Galleries and feed preview")),
    ("export", _("Export"), _("Only cleared photos leave")),
)


class WelcomePage(Page):
    """Says what the program does, and has one button for each way to begin."""

    name = "welcome"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        show = desk.show
        hero = Label(self.theme, show(_("Welcome to UGC Studio")), "hero", wrap=True)
        about = Label(self.theme, show(_("Turn customer photos into galleries you are allowed to publish.")), "quiet")
        about.setWordWrap(True)
        for label in (hero, about):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._first = Button(self.theme, show(_("Choose files…")), "primary", icon="folder").on(self._choose_files)
        middle = column(hero, about, 8, self._drop_field(), self._sample_card(), self._steps(), self._privacy(), gap=14)
        body = panel(middle)
        body.setMaximumWidth(self.theme.px(WIDE))
        outer = QVBoxLayout()
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(body, 100)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)
        ground = panel(column(scrolling(panel(outer))), canvas=True)
        self.set_content(ground)

    # ------------------------------------------------------------------ parts

    def _drop_field(self) -> QWidget:
        show, theme = self.desk.show, self.theme
        field = DropField(theme)
        heading = Label(theme, show(_("Drop photos, folders or a table of posts here")), "section", wrap=True)
        kinds = Label(
            theme, show(_("JPEG, PNG, HEIC, WebP, MP4 · tables of posts as CSV, Excel or JSON")), "hint", wrap=True
        )
        for label in (heading, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        folder = Button(theme, show(_("Choose a folder…"))).on(self._choose_folder)
        medal = Medallion(theme, "picture_add")
        field.column.addWidget(medal, 0, Qt.AlignmentFlag.AlignHCenter)
        field.column.addWidget(heading)
        field.column.addWidget(kinds)
        field.column.addLayout(row(None, self._first, folder, None))
        for button in (self._first, folder):
            button.setEnabled(not self.desk.read_only)
        return field

    def _sample_card(self) -> QWidget:
        show, theme = self.desk.show, self.theme
        box = card(quiet=True)
        sign = QLabel()
        sign.setPixmap(theme.pixmap("sparkle", "accent_text", 22))
        heading = Label(theme, show(_("New here? Open the sample library")), "strong", wrap=True)
        about = Label(
            theme, show(_("60 photos with duplicates, replies and a half-built gallery. About 5 minutes.")), "hint"
        )
        about.setWordWrap(True)
        self._open_sample = Button(theme, show(_("Open sample")), icon="arrow_right").on(self.open_sample)
        layout = QHBoxLayout(box)
        layout.setContentsMargins(18, 12, 14, 12)
        layout.setSpacing(14)
        layout.addWidget(sign)
        layout.addLayout(column(heading, about, gap=2), 1)
        layout.addWidget(self._open_sample)
        return box

    def _steps(self) -> QWidget:
        steps = QHBoxLayout()
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(12)
        for number, (icon, heading, about) in enumerate(STEPS, 1):
            steps.addWidget(self._step(number, icon, heading, about), 1)
        return panel(steps)

    def _step(self, number: int, icon: str, heading: Text, about: Text) -> QFrame:
        theme, show = self.theme, self.desk.show
        box = card()
        sign = QLabel()
        sign.setPixmap(theme.pixmap(icon, "accent_text", 20))
        layout = QVBoxLayout(box)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(6)
        layout.addLayout(row(sign, None, Label(theme, self.desk.translate.number(number), "faint")))
        layout.addWidget(Label(theme, show(heading), "strong", wrap=True))
        layout.addWidget(Label(theme, show(about), "hint", wrap=True))
        layout.addStretch(1)
        return box

    def _privacy(self) -> QWidget:
        sign = QLabel()
        sign.setPixmap(self.theme.pixmap("lock", "text2", 15))
        words = self.desk.show(_("Everything stays on this computer. No account, no upload."))
        return panel(row(None, sign, Label(self.theme, words, "hint"), None, gap=8))

    # ------------------------------------------------------------------ what can be done

    def _choose_files(self) -> None:
        title = self.desk.show(_("Choose photos, films or tables"))
        self.desk.prompts.files(self, title, self.desk.importing.emit)

    def _choose_folder(self) -> None:
        title = self.desk.show(_("Choose a folder to import"))
        self.desk.prompts.folder(self, title, lambda folder: self.desk.importing.emit([folder]))

    def open_sample(self) -> None:
        """Open the sample library of this person, made now if it is not there yet."""
        desk, library = self.desk, sample_library()
        if (library / "library.db").is_file():
            desk.switch_library(library)
            return
        self._open_sample.setEnabled(False)
        translator = desk.translate

        def failed(error: BaseException) -> None:
            self._open_sample.setEnabled(True)
            desk.tell(error)

        desk.run(
            _("Making the sample library"),
            lambda _studio, context: make_sample(library.parent, context, translator=translator),
            done=desk.switch_library,
            failed=failed,
        )

    # ------------------------------------------------------------------ as every place

    def entered(self, _place: Mapping[str, Any]) -> None:
        """Put the focus on the first button, so that Enter begins."""
        self._first.setFocus()

    def refresh(self, changed: Changes) -> None:
        """As soon as there are photos, the library is the place to be."""
        if changed.touch(Changed.MEMBERS) and self.isVisible():
            self.desk.ask(_count, self._leave_when_filled, owner=self, key="count")

    def _leave_when_filled(self, photos: int) -> None:
        if photos and self.isVisible():
            self.desk.go("library")

    def panes(self) -> Sequence[QWidget]:
        """One pane."""
        return (self._first,)


def _count(studio: Any) -> int:
    with studio.library.read() as session:
        return int(session.assets.count())
