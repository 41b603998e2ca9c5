"""Signed papers that nobody has read yet: how many, and each with the button that opens it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.paper.paper_dialog import KINDS, open_paper
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, card, column, panel, row
from ugc_studio.domain.forms import IssuedForm
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.library.forms import SignedPaper


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A paper with the form that it is of."""

    paper: SignedPaper
    form: IssuedForm


def waiting_papers(studio: Studio) -> list[WaitingPaper]:
    """The papers to read, the oldest first."""
    return [WaitingPaper(one, studio.forms.get(one.code)) for one in studio.forms.waiting()]


class PapersButton(Button):
    """Says how many papers wait; hidden while none does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "", icon="form")
        self._desk = desk
        self._papers: Sequence[WaitingPaper] = ()
        self._narrow = False
        self.clicked.connect(lambda _checked=False: self._open())
        self.hide()

    def show_papers(self, papers: Sequence[WaitingPaper]) -> None:
        """Hold the papers that wait."""
        self._papers = papers
        self.setToolTip(self._desk.show(_("Signed papers that came back: record what is ticked on them")))
        self.setVisible(bool(papers))
        self._name()

    def set_narrow(self, narrow: bool) -> None:
        """Show only the number where there is little room."""
        self._narrow = narrow
        self._name()

    def _name(self) -> None:
        n = len(self._papers)
        words = self._desk.show(ngettext("{n} signed paper", "{n} signed papers", n, n=n))
        self.set_text(self._desk.translate.number(n) if self._narrow else words)
        self.setAccessibleName(words)

    def _open(self) -> None:
        show_waiting(self._desk, self.window(), self._papers)


def show_waiting(desk: Desk, window: QWidget, papers: Sequence[WaitingPaper]) -> None:
    """Open the only paper that waits, or list them; none may be left by the time that somebody looks."""
    if len(papers) == 1:
        open_paper(desk, window, papers[0].paper.evidence)
    elif papers:
        open_waiting(desk, window, papers)
    else:
        desk.toast(_("Every signed paper is recorded."))


def open_waiting(desk: Desk, window: QWidget, papers: Sequence[WaitingPaper]) -> Dialog:
    """List the papers that wait."""
    sentence = _("These papers are kept. Open each one and record what is ticked on it.")
    dialog = Dialog(desk, window, _("Signed papers to record"), width=560, only_shows=True, sentence=sentence)
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    theme, show = desk.theme, desk.show

    def read(evidence: str) -> None:
        dialog.accept()
        open_paper(desk, window, evidence)

    for one in papers:
        facts = ngettext(
            "For {kind}, {n} photo; came on {day}", "For {kind}, {n} photos; came on {day}", len(one.form.shas),
            n=len(one.form.shas), kind=KINDS[one.form.kind], day=dt.date.fromisoformat(one.paper.came_at[:10]),
        )  # fmt: skip
        name = show(_("Record the paper {code}", code=one.form.code))
        button = Button(theme, show(_("Record…")), name=name).on(partial(read, one.paper.evidence))
        words = column(Words(theme, one.form.code, "strong"), Words(theme, show(facts), "hint"), gap=2)
        line = row(panel(words), button, gap=8, margins=(12, 8, 12, 8))
        line.setStretch(0, 1)
        box = card(quiet=True)
        box.setLayout(line)
        layout.addWidget(box)
    close = Button(theme, show(_("Close")), "primary").on(dialog.accept)
    dialog.fill(panel(layout), (None, close))
    dialog.appear()
    return dialog
