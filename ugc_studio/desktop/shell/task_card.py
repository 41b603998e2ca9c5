"""The card of long work in the sidebar: what, how far, how long still, and Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.tasks import Task
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, IconButton, Label, plain_tip, row
from ugc_studio.desktop.widgets.pieces import Spinner
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.jobs.context import JobSnapshot


class TaskCard(QFrame):
    """Shows the job that was begun first; how many wait behind it stands beside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.setProperty("card", "quiet")
        self._title = ElidedLabel(theme, "", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._left = ElidedLabel(theme, "", "hint")
        self._stop = Button(theme, desk.show(_("Stop")), "link").on(self._stop_first)
        self._more = Label(theme, "", "faint")
        self._small_stop = IconButton(theme, "stop", desk.show(_("Stop"))).on(self._stop_first)
        self._spinner = Spinner(theme)
        self._rail = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 12, 10)
        self._layout.setSpacing(6)
        self._layout.addLayout(row(self._spinner, self._title, gap=8))
        self._layout.addWidget(self._bar)
        foot = row(self._left, self._stop)
        foot.setStretch(0, 1)
        self._layout.addLayout(foot)
        self._layout.addWidget(self._more)
        self._layout.addWidget(self._small_stop, 0, Qt.AlignmentFlag.AlignHCenter)
        desk.tasks.changed.connect(self.update_card)
        self.set_rail(rail=False)

    def set_rail(self, *, rail: bool) -> None:
        """In a narrow window only the bar and a button to stop; the words are in the tooltip."""
        self._rail = rail
        for part in (self._spinner, self._title, self._left, self._stop):
            part.setVisible(not rail)
        self._small_stop.setVisible(rail)
        side = 4 if rail else 12
        self._layout.setContentsMargins(side, 10, side, 10 if not rail else 2)
        self.update_card()

    def update_card(self) -> None:
        """Show how far the first job is."""
        running = self._desk.tasks.running
        self.setVisible(bool(running))
        if not running:
            return
        task, show = running[0], self._desk.show
        look = task.look
        self._title.set_text(show(self._title_of(task)))
        self._bar.setRange(0, look.total or 0)
        self._bar.setValue(min(look.done, look.total or 0))
        self._left.set_text(show(_("Stopping…") if task.stopping else time_left(look)))
        self._stop.setEnabled(not task.stopping)
        self._small_stop.setEnabled(not task.stopping)
        more = len(running) - 1
        self._more.setVisible(bool(more) and not self._rail)
        self._more.set_text(show(ngettext("{n} more task waits", "{n} more tasks are running", more, n=more)))
        words = f"{self._title.text()}. {self._left.text()}"
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words) if self._rail else "")

    @staticmethod
    def _title_of(task: Task) -> Text:
        look = task.look
        if look.total:
            return _("{what}: {done} of {total}", what=task.title, done=look.done, total=look.total)
        return task.title

    def _stop_first(self) -> None:
        if self._desk.tasks.running:
            self._desk.tasks.stop(self._desk.tasks.running[0])


def time_left(look: JobSnapshot) -> Text:
    """How long it will still take, in words."""
    seconds = look.seconds_left
    if seconds is None:
        return look.stage or _("Getting ready…")
    if seconds < 60:
        return _("Less than a minute left")
    minutes = round(seconds / 60)
    return ngettext("About {n} minute left", "About {n} minutes left", minutes, n=minutes)
