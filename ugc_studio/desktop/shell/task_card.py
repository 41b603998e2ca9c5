"""The card of long work in the sidebar: what, how far, how long still, and Stop."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.tasks import Task
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, Label, row
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(row(Spinner(theme), self._title, gap=8))
        layout.addWidget(self._bar)
        layout.addLayout(row(self._left, self._stop))
        layout.addWidget(self._more)
        desk.tasks.changed.connect(self.update_card)
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
        self._left.set_text(show(_("Stopping …") if task.stopping else time_left(look)))
        self._stop.setEnabled(not task.stopping)
        more = len(running) - 1
        self._more.setVisible(bool(more))
        self._more.set_text(show(ngettext("{n} more task waits", "{n} more tasks are running", more, n=more)))
        self.setAccessibleName(f"{self._title.text()}. {self._left.text()}")

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
        return look.stage or _("Getting ready …")
    if seconds < 60:
        return _("Less than a minute left")
    minutes = round(seconds / 60)
    return ngettext("About {n} minute left", "About {n} minutes left", minutes, n=minutes)
