"""The one reminder of a request that was not answered: copied, sent by hand, recorded."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.letter_box import LetterBox
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, column
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.requests.viewing import DraftView
from ugc_studio.services.consent.requests.waiting import OpenRequest


class ReminderDialog(Dialog):
    """Nobody is reminded twice, and nobody who does not want to be written to."""

    def __init__(self, desk: Desk, window: QWidget, request: OpenRequest) -> None:
        sentence = _("Copy the reminder, send it where you asked before, then record here that it was sent.")
        super().__init__(desk, window, _("Remind {name}", name=request.label[:80]), width=640, sentence=sentence)
        self._request = request
        theme, show = desk.theme, desk.show
        self.letter = LetterBox(desk)
        self.letter.language.setEnabled(False)  # it is answered in the language in which it was asked
        self.told = Words(theme, "", "hint")
        self.sent = Button(theme, show(_("I have sent it")), "primary", icon="send").on(self._record)
        self.sent.setEnabled(False)
        self.sent.setDefault(True)
        self.fill(column(self.letter, self.told, gap=8), (self.letter.copy, self.letter.post, None, self.sent))
        desk.ask(lambda studio: studio.requests.reminder(request.id), self._show_view, owner=self, key="reminder")

    def _show_view(self, view: DraftView) -> None:
        self.letter.show_view(view)
        self.told.set_text(self.desk.show(view.problem) if view.problem is not None else "")
        self.told.setVisible(view.problem is not None)
        self.sent.setEnabled(view.problem is None and view.message is not None and not self.desk.read_only)
        self.letter.copy.setFocus()
        self.settle()

    def _record(self) -> None:
        request, channel = self._request.id, self.letter.said_through
        greeting = self.letter.greeting.toPlainText().strip() or None
        self.sent.setEnabled(False)
        self.desk.act(
            lambda studio: studio.requests.remind(request, channel=channel, greeting=greeting), kinds=Changed.CONSENT,
            ids=tuple(int(one) for one in self._request.assets),
            toast=Toast(_("Recorded: {name} was reminded.", name=self._request.label), icon="bell"),
            done=lambda _events: self.accept(), failed=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, StudioError):
            self.told.set_text(self.desk.show(error.text))
            self.told.show()
            self.settle()
        else:
            self.desk.tell(error)
