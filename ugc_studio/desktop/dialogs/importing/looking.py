"""What a look before the import found: what would come in, what is known, and what cannot be used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import Button, Label, clear, panel, row
from ugc_studio.desktop.widgets.pieces import Spinner
from ugc_studio.domain.imports import QUIET_CODES, ImportReport
from ugc_studio.domain.messages import _, ngettext

LISTED = 8


class Findings(QFrame):
    """A card that is there only when there is something to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "quiet")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(14, 10, 14, 10)
        self._lines.setSpacing(4)
        self.hide()

    def show_nothing(self) -> None:
        """Nothing was looked at yet."""
        clear(self._lines)
        self.hide()

    def show_busy(self, stop: Callable[[], None]) -> None:
        """A look is under way; it can be stopped here, because the dialog lies over the card of the job."""
        clear(self._lines)
        theme, show = self._desk.theme, self._desk.show
        words = Label(theme, show(_("Looking … nothing is changed.")), "quiet", wrap=True)
        across = row(Spinner(theme), words, Button(theme, show(_("Stop")), "link").on(stop), gap=10)
        across.setStretch(1, 1)
        self._lines.addWidget(panel(across))
        self.show()

    def show_report(self, report: ImportReport) -> None:
        """Say what would happen."""
        show = self._desk.show
        clear(self._lines)
        new, known, bad = report.imported, report.known, len(report.problems)
        left = sum(problem.code not in QUIET_CODES for problem in report.skipped)
        self._say(show(ngettext("{n} new photo or film", "{n} new photos and films", new, n=new)), "strong")
        if known:
            self._say(show(ngettext("{n} is in the library already", "{n} are in the library already", known, n=known)))
        if report.posts:
            self._say(show(ngettext("{n} post", "{n} posts", report.posts, n=report.posts)))
        if left:
            self._say(show(ngettext("{n} file is left out", "{n} files are left out", left, n=left)))
        if bad:
            self._say(show(ngettext("{n} file cannot be used:", "{n} files cannot be used:", bad, n=bad)), "medium")
        for problem in report.problems[:LISTED]:
            name = problem.path.rpartition("/")[2]
            self._say(show(_("{file}: {reason}", file=name, reason=problem.text)), "hint")
        if bad > LISTED:
            more = bad - LISTED
            self._say(show(ngettext("and {n} more", "and {n} more", more, n=more)), "hint")
        self.show()
        self._desk.say(show(ngettext("{n} new photo or film", "{n} new photos and films", new, n=new)))

    def _say(self, words: str, style: str = "body") -> None:
        self._lines.addWidget(Label(self._desk.theme, words, style, wrap=True))
