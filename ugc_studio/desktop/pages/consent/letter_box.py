"""The message of a request: its first words may be changed, the rest may not; copied in as many parts as needed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column, row, sentence
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.messages import _
from ugc_studio.domain.requests import CHANNELS
from ugc_studio.services.consent.requests.messages import parts_of
from ugc_studio.services.consent.requests.viewing import DraftView
from ugc_studio.services.consent.requests.words import channel_words, language_name


class LetterBox(QWidget):
    """Language, greeting and the fixed text; ``copy`` and ``post`` are buttons for the foot of the window."""

    language_picked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        show, theme = desk.show, desk.theme
        self._rest, self._default = "", ""
        self._addresses: tuple[str, ...] = ()
        self._next = 0
        self.language = Select(theme, show(_("Language of the message")))
        self.language.picked.connect(lambda value: self.language_picked.emit(str(value)))
        self.greeting = _text(desk, 84)
        self.greeting.setAccessibleName(show(_("The first words, which you may change")))
        self.body = _text(desk, 150)
        self.body.setReadOnly(True)
        self.body.setAccessibleName(show(_("The rest of the message, which stays as it is")))
        self.digest = Words(theme, "", "hint")
        self.channel = Select(theme, show(_("Sent through")))
        self.channel.set_choices(
            [(None, show(_("Sent through…"))), *((one, sentence(show(channel_words(one)))) for one in CHANNELS)]
        )
        self.channel.picked.connect(lambda _value: self._begin_anew())
        self.copy = Button(theme, show(_("Copy the message")), icon="copy").on(self._copy)
        self.post = Button(theme, show(_("Open the post")), icon="open").on(self._open_post)
        self.told = Words(theme, "", "hint")
        self.greeting.textChanged.connect(self._begin_anew)
        head = row(Label(theme, show(_("The message")), "caps"), None, self.channel, self.language, gap=8)
        self.setLayout(column(head, self.greeting, self.body, self.digest, self.told, gap=8))

    # ------------------------------------------------------------------ showing

    def show_view(self, view: DraftView | None) -> None:
        """Show the message of a request; what was typed into the greeting stays while it is the same person's."""
        show = self._desk.show
        message = view.message if view is not None else None
        self._addresses = view.addresses if view is not None else ()
        self.language.set_choices([(code, language_name(code)) for code in (view.languages if view else ())])
        self.language.set_value(view.language if view is not None else None)
        self.language.setVisible(view is not None and len(view.languages) > 1)
        self.setVisible(message is not None)
        self.copy.setEnabled(message is not None)
        self.post.setEnabled(bool(self._addresses))
        if message is None or view is None:
            return
        self._rest = message.text.removeprefix(message.greeting.strip()).lstrip("\n")
        self.greeting.blockSignals(True)
        self.greeting.setPlainText(message.greeting)
        self.greeting.blockSignals(False)
        self.body.setPlainText(self._rest)
        digest = view.notice.text_hash(view.language) if view.notice is not None else None
        self.digest.set_text(show(_("Text of the wording: SHA-256 {hash}", hash=(digest or "")[:16])))
        self.digest.setToolTip(digest or "")
        if self.channel.value() is None and view.channel is not None:
            self.channel.set_value(view.channel)
        self._begin_anew()

    @property
    def text(self) -> str:
        """The whole message as it is copied."""
        return f"{self.greeting.toPlainText().strip()}\n\n{self._rest}".lstrip("\n")

    @property
    def said_through(self) -> str | None:
        """Where it is sent, if that was said."""
        value = self.channel.value()
        return str(value) if value is not None else None

    def forget_channel(self) -> None:
        """The next person may be somewhere else."""
        self.channel.set_value(None)
        self.channel.setCurrentIndex(0)

    # ------------------------------------------------------------------ doing

    def _parts(self) -> list[str]:
        return parts_of(self.text, self.said_through)

    def _begin_anew(self) -> None:
        self._next = 0
        self._name_copy()

    def _name_copy(self) -> None:
        show, total = self._desk.show, len(self._parts())
        words = _("Copy the message")
        if total > 1:
            words = _("Copy part {n} of {total}", n=self._next + 1, total=total)
        self.copy.set_text(show(words))
        too_long = _("One message there holds less than this text: copy and send it in {total} parts.", total=total)
        self.told.set_text(show(too_long) if total > 1 else "")
        self.told.setVisible(total > 1)

    def _copy(self) -> None:
        parts = self._parts()
        self._desk.prompts.copy(parts[self._next % len(parts)])
        self._next = (self._next + 1) % len(parts)
        self._name_copy()
        self._desk.say(_("The message was copied."))

    def _open_post(self) -> None:
        for address in self._addresses[:1]:
            if not self._desk.prompts.open_address(address):
                self._desk.toast(_("This address cannot be opened."))


def _text(desk: Desk, height: int) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setFixedHeight(desk.theme.px(height))
    return box
