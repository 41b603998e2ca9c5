"""The first steps of a newcomer: four lines in the sidebar of the sample, ticked off as they are done."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ugc_studio.app import paths
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.shell.side_row import SideRow
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, clear, row
from ugc_studio.domain.messages import Text, _

HIDDEN = "first_steps_hidden"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it is done, in which words, and the commands that count as having done it."""

    key: str
    page: str
    words: Text
    commands: tuple[str, ...] = ()


STEPS: tuple[Step, ...] = (
    Step("first_pick", "library", _("Pick and reject"), ("photos.pick", "photos.reject")),
    Step(
        "first_duplicate",
        "duplicates",
        _("Settle duplicates"),
        ("duplicates.merge", "duplicates.keep_all", "duplicates.not", "duplicates.exact"),
    ),
    Step(
        "first_reply",
        "consent",
        _("Record a reply"),
        ("consent.approve", "consent.ask_again", "consent.refuse"),
    ),
    Step("first_export", "export", _("Export a gallery")),
)


class FirstSteps(QFrame):
    """The card; it is there in the sample until it is closed, and comes back by its command."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rail = False
        self.setProperty("card", "quiet")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(6, 6, 6, 6)
        self._lines.setSpacing(0)
        self.wanted = is_sample(desk) and HIDDEN not in desk.preferences.hints_seen
        desk.actions.triggered.connect(self._commanded)
        desk.changed.connect(self._changed)
        self._fill()

    def set_rail(self, *, rail: bool) -> None:
        """Not in a narrow window."""
        self._rail = rail
        self.setVisible(self.wanted and not rail)

    def bring_back(self) -> None:
        """Show it again, wherever one is."""
        self._remember(without=HIDDEN)
        self.wanted = True
        self._fill()

    def done(self) -> tuple[str, ...]:
        """The steps that were done."""
        return tuple(step.key for step in STEPS if step.key in self._desk.preferences.hints_seen)

    # ------------------------------------------------------------------ inside

    def _fill(self) -> None:
        clear(self._lines)
        theme, show, done = self._desk.theme, self._desk.show, self.done()
        heading = Label(theme, show(_("First steps: {n} of {all}", n=len(done), all=len(STEPS))), "strong", wrap=True)
        close = IconButton(theme, "close", show(_("Close")), size=14).on(self.close_for_good)
        head = row(heading, close, margins=(8, 0, 0, 0))
        head.setStretch(0, 1)
        self._lines.addLayout(head)
        for step in STEPS:
            ticked = step.key in done
            line = SideRow(theme, show(step.words), icon="ok" if ticked else "circle")
            line.setAccessibleDescription(show(_("done")) if ticked else "")
            line.clicked.connect(partial(self._go, step.page))
            self._lines.addWidget(line)
        if len(done) == len(STEPS):
            own = Button(theme, show(_("Now your own photos")), "primary").on(self._own)
            self._lines.addWidget(own)
        self.setAccessibleName(heading.text())
        self.setVisible(self.wanted and not self._rail)

    def close_for_good(self) -> None:
        """Not shown any more, unless it is asked for."""
        self.wanted = False
        self._remember(HIDDEN)
        self.hide()

    def _go(self, page: str, _checked: bool = False) -> None:
        self._desk.go(page)

    def _own(self) -> None:
        self.close_for_good()
        self._desk.switch_library(paths.default_library())

    def _commanded(self, command: str) -> None:
        self._tick(*(step.key for step in STEPS if command in step.commands))

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changes) and changed.kinds == Changed.USES:
            self._tick("first_export")

    def _tick(self, *keys: str) -> None:
        new = [key for key in keys if key not in self._desk.preferences.hints_seen]
        if self.wanted and new:
            self._remember(*new)
            self._fill()

    def _remember(self, *keys: str, without: str = "") -> None:
        chosen = self._desk.preferences
        seen = tuple(key for key in dict.fromkeys((*chosen.hints_seen, *keys)) if key != without)
        self._desk.prefer(dataclasses.replace(chosen, hints_seen=seen), rebuild=False)


def is_sample(desk: Desk) -> bool:
    """Whether this is the sample that the welcome made for this person."""
    from ugc_studio.app.demo.sample import sample_library

    return desk.studio.library.folder.root.absolute() == sample_library().absolute()
