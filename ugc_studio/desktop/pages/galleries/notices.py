"""What has to be said about the whole gallery, each with its one button: the goal, copies, a use that is not said."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.looking import Opened
from ugc_studio.desktop.pages.galleries.words import deadline_of
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.messages import _, ngettext


class Notices(QWidget):
    """Up to three bars under the header; none when there is nothing to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.line = Label(theme, "", "medium", wrap=True)
        self.deadline = Label(theme, "", "hint", wrap=True)
        self.ask = Button(theme, show(_("Ask…")), icon="send")
        self.goal = self._bar("campaign", "text2", panel(column(self.line, self.deadline, gap=0)), self.ask)
        self.unsaid_words = Label(theme, show(_("Say where this gallery appears, so that rights can be checked.")),
                                  "medium", wrap=True)  # fmt: skip
        self.say_use = Button(theme, show(_("Where it appears…")))
        self.unsaid = self._bar("warning", "warn", self.unsaid_words, self.say_use)
        self.copies_words = Label(theme, "", "medium", wrap=True)
        self.use_kept = Button(theme, show(_("Use the kept one")), icon="stack")
        self.copies = self._bar("stack", "info", self.copies_words, self.use_kept)
        self.setLayout(column(self.goal, self.unsaid, self.copies, gap=0))

    def _bar(self, icon: str, ink: str, words: QWidget, *controls: QWidget) -> Bar:
        bar = Bar(self._desk.theme, height=48)
        sign = QLabel()
        sign.setPixmap(self._desk.theme.pixmap(icon, ink))
        bar.row.addWidget(sign)
        bar.row.addWidget(words, 1)
        for control in controls:
            bar.row.addWidget(control)
        return bar

    def show_opened(self, opened: Opened) -> None:
        """Show what is to be said about a gallery."""
        status, show = opened.status, self._desk.show
        self.unsaid.setVisible(status.use_problem is not None)
        deadline, wanted = deadline_of(status), status.ask_more > 0 or status.gallery.goal is not None
        self.goal.setVisible(status.use_problem is None and (wanted or deadline is not None))
        self.line.set_text(show(status.line))
        self.deadline.setVisible(deadline is not None)
        if deadline is not None:
            self.deadline.set_text(show(deadline))
            self.deadline.set_colour("danger" if status.late else "text2")
        self.ask.setVisible(status.ask_more > 0)
        n = len(opened.kept)
        self.copies.setVisible(n > 0)
        text = ngettext("{n} photo was merged under another one", "{n} photos were merged under others", n, n=n)
        self.copies_words.set_text(show(text))
        self.use_kept.set_text(show(ngettext("Use the kept one", "Use the kept ones", n)))
