"""Four first steps with the sample library, on a card over the photos: done ones are ticked, any can be jumped to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ugc_studio.app.paths import sample_library
from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, row
from ugc_studio.domain.messages import Text, _

REMEMBERED = "first_steps"
"""Where the window remembers how things stood when the card first appeared, and whether it was put away."""
ENOUGH = 10
"""Photos that are flagged for the first step."""
EDGE = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """What the steps change."""

    flagged: int
    groups: int
    unread: int
    exports: int

    @classmethod
    def of(cls, studio: Studio) -> Standing:
        """How things stand now; runs on a thread."""
        from ugc_studio.services.consent.desk.queues import Queue

        (flagged,) = studio.browsing.counts(["flag:picked,rejected"])
        groups = studio.duplicates.counts().near
        unread = studio.consent_desk.counts().get(Queue.TO_READ, 0)
        with studio.library.read() as session:
            return cls(flagged, groups, unread, len(session.uses.all()))

    def done_since(self, start: Standing) -> tuple[bool, bool, bool, bool]:
        """Which of the four steps were taken since then."""
        return (
            self.flagged >= start.flagged + ENOUGH,
            self.groups < start.groups,
            self.unread < start.unread,
            self.exports > start.exports,
        )


class _Step(QWidget):
    """One line: a tick or a ring, the words, and where it leads."""

    def __init__(self, desk: Desk, words: Text, hint: Text, go: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self.sign = QLabel()
        self.button = Button(desk.theme, desk.show(words), "link").on(go)
        self.hint = Label(desk.theme, desk.show(hint), "hint", wrap=True)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.hint)
        layout = row(self.sign, lines, gap=10)
        layout.setAlignment(self.sign, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.show_done(done=False)

    def show_done(self, *, done: bool) -> None:
        """Tick it, also in words."""
        theme = self._desk.theme
        self.sign.setPixmap(theme.pixmap("ok" if done else "circle", "ok" if done else "text3", 18))
        words = self.button.text().replace("&&", "&")
        name = self._desk.show(_("{step}, done", step=words)) if done else words
        self.button.setAccessibleName(name)
        self.hint.setVisible(not done)


class FirstSteps(QFrame):
    """The card; it sits in the lower right corner of what it is given."""

    def __init__(self, desk: Desk, room: QWidget, focus_photos: Callable[[], object]) -> None:
        super().__init__(room)
        self._desk, self._room = desk, room
        theme, show = desk.theme, desk.show
        self.setObjectName("first_steps")
        self.setStyleSheet(
            f"QFrame#first_steps {{ background: {theme.tokens.panel}; border: 1px solid {theme.tokens.border_strong};"
            " border-radius: 12px; }"
        )
        self.setAccessibleName(show(_("First steps")))
        self.setFixedWidth(theme.px(300))
        close = IconButton(theme, "close", show(_("Close")), size=14).on(self.dismiss)
        caps = desk.actions.caps
        keys = _("Arrow keys move, {pick} picks, {reject} rejects.", pick="+".join(caps("photos.pick")),
                 reject="+".join(caps("photos.reject")))  # fmt: skip
        self.steps = (
            _Step(desk, _("Sort ten photos"), keys, focus_photos),
            _Step(desk, _("Merge two that are the same"), _("Tags, galleries and proofs are carried over."),
                  lambda: desk.go("duplicates")),
            _Step(desk, _("Record what a guest answered"), _("Nothing counts that the reply does not say."),
                  lambda: desk.go("consent", {"queue": "to_read"})),
            _Step(desk, _("Export a gallery"), _("Only cleared photos leave."), lambda: desk.go("export")),
        )  # fmt: skip
        self.after = Button(theme, show(_("Now your own photos…")), "primary", icon="folder_open").on(
            lambda: desk.actions.trigger("app.open_library")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 14)
        layout.setSpacing(10)
        layout.addLayout(row(Label(theme, show(_("First steps")), "section"), None, close))
        for step in self.steps:
            layout.addWidget(step)
        layout.addWidget(self.after)
        self.after.hide()
        room.installEventFilter(self)
        self.hide()

    # ------------------------------------------------------------------ when it is shown

    def look_up(self) -> None:
        """Show the card in the sample library, until it was closed; ticks follow what was done."""
        folder = self._desk.studio.library.folder.root.resolve()
        wanted = folder == sample_library().resolve() and not self._kept().get("closed")
        if wanted or self.isVisible():
            self._desk.ask(Standing.of, self._show, owner=self, key="standing")

    def reopen(self) -> None:
        """Show it again, with nothing ticked, wherever one is."""
        self._keep({})
        self._desk.ask(Standing.of, self._show, owner=self, key="standing")

    def dismiss(self) -> None:
        """Close it for good; the command palette brings it back."""
        self._keep({**self._kept(), "closed": True})
        self.hide()

    def _show(self, now: Standing) -> None:
        kept = self._kept()
        stored = kept.get("start")
        start = Standing(**stored) if isinstance(stored, dict) else now
        if not isinstance(stored, dict):
            self._keep({"start": dataclasses.asdict(now)})
        done = now.done_since(start)
        for step, is_done in zip(self.steps, done, strict=True):
            step.show_done(done=is_done)
        self.after.setVisible(all(done))
        self.show()
        self._settle()
        self.raise_()

    def _kept(self) -> Mapping[str, object]:
        kept = self._desk.preferences.window.get(REMEMBERED)
        return kept if isinstance(kept, dict) else {}

    def _keep(self, values: Mapping[str, object]) -> None:
        window = {**self._desk.preferences.window, REMEMBERED: dict(values)}
        self._desk.prefer(dataclasses.replace(self._desk.preferences, window=window), rebuild=False)

    # ------------------------------------------------------------------ where it sits

    def _settle(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        self.move(self._room.width() - self.width() - EDGE - 12, self._room.height() - self.height() - EDGE)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep to the corner."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False
