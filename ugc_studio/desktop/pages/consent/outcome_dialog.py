"""After a withdrawal: it is blocked, and this is everything that has to come down, in the order of its last day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, card, column, panel, row
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.desk.takedowns import TakedownRow
from ugc_studio.services.consent.withdrawing import Outcome


class OutcomeDialog(Dialog):
    """The list at once, before anybody has to look for it."""

    def __init__(self, desk: Desk, window: QWidget, outcome: Outcome) -> None:
        n = len(outcome.takedowns)
        told: Text = _("Recorded under your name, with its proof. These photos are blocked for every use.")
        super().__init__(desk, window, _("Blocked at once"), width=600, sentence=told)
        self.rows = outcome.takedowns
        show, theme = desk.show, desk.theme
        heading = ngettext(
            "{n} publication has to come down:", "{n} publications have to come down:", n, n=n
        ) if n else _("Nothing of it was handed over, so nothing has to come down.")  # fmt: skip
        content = column(Words(theme, show(heading), "strong"), *(self._line(one) for one in self.rows), gap=8)
        close = Button(theme, show(_("Close")), "secondary" if n else "primary").on(self.accept)
        buttons, first = [None, close], close
        if n:
            first = Button(theme, show(_("Open the takedown list")), "primary", icon="trash").on(self._show_list)
            buttons.append(first)
        self.fill(content, buttons)
        first.setDefault(True)
        first.setFocus()

    def _line(self, one: TakedownRow) -> QWidget:
        theme, show = self.theme, self.desk.show
        words = column(Words(theme, show(one.task)), Words(theme, show(one.where), "hint"), gap=2)
        due = Pill(theme, show(_("by {day}", day=one.due)), icon="calendar", ink="warn", ground="warn_bg")
        box = card(quiet=True)
        lines = row(panel(words), due, gap=12, margins=(12, 8, 12, 8))
        lines.setStretch(0, 1)
        lines.setAlignment(due, Qt.AlignmentFlag.AlignTop)
        box.setLayout(lines)
        box.setAccessibleName(show(_("{task} Last day: {day}", task=one.task, day=one.due)))
        return box

    def _show_list(self) -> None:
        self.accept()
        self.desk.go("consent", {"queue": "takedowns"})


def open_outcome(desk: Desk, window: QWidget, outcome: Outcome) -> OutcomeDialog:
    """Show what a withdrawal has led to."""
    dialog = OutcomeDialog(desk, window, outcome)
    dialog.appear()
    n = len(outcome.takedowns)
    desk.say(ngettext("{n} publication has to come down", "{n} publications have to come down", n, n=n))
    return dialog
