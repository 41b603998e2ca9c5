"""The search box: words as they are typed, and names that exist, offered while somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QSizePolicy

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.widgets.basic import shown
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.search import LONGEST_QUERY, Field, tokens
from ugc_studio.library.suggestions import Suggestion

WAIT_MS = 150
WIDE = 300
SHORTEST = 2
"""Letters from which on names are offered."""
OFFERED: dict[Field, Text] = {
    Field.TAG: _("#{value}"),
    Field.CREATOR: _("{value} · author"),
    Field.PLACE: _("{value} · place"),
    Field.GALLERY: _("{value} · gallery"),
    Field.CAMPAIGN: _("{value} · campaign"),
}


class SearchBox(QLineEdit):
    """Says what to look for as soon as typing pauses; Enter turns typed terms into chips."""

    typed = Signal(str)
    """The words, after a short pause."""
    settled = Signal()
    """Enter was pressed or the box was left: terms may become chips."""
    term_chosen = Signal(str)
    """A suggestion was taken; what was typed for it is already gone from the box."""
    down_pressed = Signal()
    """The person wants to go on to the photos."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        show = desk.show
        self.setPlaceholderText(show(_("Search captions, people, places, #tags")))
        self.setAccessibleName(show(_("Search")))
        caps = "+".join(desk.actions.caps("app.search"))
        self.setToolTip(f"{self.placeholderText()}  ({caps})" if caps else self.placeholderText())
        self.setMaxLength(LONGEST_QUERY)
        self.setFixedHeight(desk.theme.px(36))
        self.setMinimumWidth(desk.theme.px(160))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.addAction(desk.theme.icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._pause)
        self.textEdited.connect(lambda _text: self._wait.start())
        self._offers: list[Suggestion] = []
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # the stubs know no overloads
        self._popup.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Wide enough for the words that say what can be found."""
        return QSize(self._desk.theme.px(WIDE), super().sizeHint().height())

    def show_words(self, words: str) -> None:
        """Show other words, unless they are the ones that are being typed."""
        if words.strip() != self.text().strip():
            self.setText(words)

    def settle(self) -> None:
        """Say at once what is in the box."""
        self._wait.stop()
        self._popup.hide()
        self.typed.emit(self.text())
        self.settled.emit()

    def _pause(self) -> None:
        self.typed.emit(self.text())
        word = self._word()
        if len(word.lstrip("#@-")) < SHORTEST or ":" in word:
            self._popup.hide()
            return
        self._desk.ask(
            lambda studio: studio.browsing.suggest(word, 8),
            lambda found: self._offer(word, found),
            owner=self,
            key="suggest",
        )

    def _word(self) -> str:
        typed = self.text()
        found = tokens(typed)
        return found[-1] if found and typed.endswith(found[-1]) else ""

    def _offer(self, word: str, found: Sequence[Suggestion]) -> None:
        if not self.hasFocus() or word != self._word():
            return
        self._offers = [one for one in found if one.field in OFFERED]
        show = self._desk.show
        self._names.setStringList(
            [show(Text(OFFERED[one.field].msgid, {"value": shown(one.value)})) for one in self._offers]
        )
        if self._offers:
            self._completer.complete()
        else:
            self._popup.hide()

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._offers):
            word = self._word()
            self.setText(self.text().removesuffix(word))
            self._wait.stop()
            self.term_chosen.emit(self._offers[index.row()].term)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter without a chosen suggestion searches for what was typed."""
        if watched is self._popup and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and enter and not self._popup.currentIndex().isValid():
                self.settle()
                return True
        return super().eventFilter(watched, event)

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches, Down goes on to the photos, Esc empties the box."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
        elif event.key() == Qt.Key.Key_Down:
            self.settle()
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.settle()
        else:
            super().keyPressEvent(event)

    @qt_override(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the box is as good as Enter."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._wait.isActive():
            self.settle()
