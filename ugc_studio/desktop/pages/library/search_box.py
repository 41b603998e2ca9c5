"""The search box: words as they are typed, and names that exist, offered while somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.picklist import Entry, PickList
from ugc_studio.desktop.pages.library.popup import Card
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.search import LONGEST_QUERY, Field, tokens
from ugc_studio.library.suggestions import Suggestion

WAIT_MS = 150
WIDE = 300
SHORTEST = 2
"""Letters from which on names are offered."""
OFFERED: dict[Field, tuple[Text, str]] = {
    Field.TAG: (_("Tag"), "tag"),
    Field.CREATOR: (_("Author"), "person"),
    Field.PLACE: (_("Place"), "place"),
    Field.GALLERY: (_("Gallery"), "galleries"),
    Field.CAMPAIGN: (_("Campaign"), "campaign"),
}
"""What each kind of name is called, and its icon."""


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
        for button in self.findChildren(QAbstractButton):  # the glass and the cross, which Qt makes without words
            words = self.accessibleName() if button.actions() else show(_("Clear"))
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._pause)
        self.textEdited.connect(lambda _text: self._wait.start())
        self.offers = PickList(desk.theme, show(_("Suggestions")))
        self.offers.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.picked.connect(self._take)
        self.offers.setParent(self)
        self.offers.hide()
        self._card: Card | None = None

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
        self._hide_offers()
        self.typed.emit(self.text())
        self.settled.emit()

    def close_down(self) -> None:
        """Wait for nothing any more."""
        self._wait.stop()

    @property
    def is_offering(self) -> bool:
        """Whether names are offered now."""
        return self._card is not None and self._card.isVisible()

    def _pause(self) -> None:
        self.typed.emit(self.text())
        word = self._word()
        if len(word.lstrip("#@-")) < SHORTEST or ":" in word:
            self._hide_offers()
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
        show = self._desk.show
        entries = [
            Entry(one.term, one.value, show(OFFERED[one.field][0]), OFFERED[one.field][1])
            for one in found
            if one.field in OFFERED
        ]
        self.offers.show_entries(entries)
        self.offers.lines.setCurrentRow(-1)  # Enter searches for what was typed until somebody goes to a name
        if entries:
            self._show_offers()
        else:
            self._hide_offers()

    def _show_offers(self) -> None:
        window = self.window()
        if self._card is None:
            self._card = Card(self._desk.theme, window, self.offers)
            self.destroyed.connect(self._card.deleteLater)
            self.offers.show()
        size = self._card.sizeHint()
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        self._card.setGeometry(QRect(corner, QSize(max(size.width(), self.width()), size.height())))
        self._card.show()
        self._card.raise_()

    def _hide_offers(self) -> None:
        if self._card is not None:
            self._card.hide()

    def _take(self, term: object) -> None:
        self._hide_offers()
        self.setText(self.text().removesuffix(self._word()))
        self._wait.stop()
        self.term_chosen.emit(str(term))

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches or takes the name; Down goes to the names, else on to the photos; Esc gives up."""
        key, chosen = event.key(), self.offers.lines.currentRow() >= 0
        if self.is_offering and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.offers.step(1 if key == Qt.Key.Key_Down else -1)
            self._desk.say(self.offers.lines.currentItem().text())
        elif self.is_offering and key == Qt.Key.Key_Escape:
            self._hide_offers()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.is_offering and chosen:
                self.offers.press_current()
            else:
                self.settle()
        elif key == Qt.Key.Key_Down:
            self.settle()
            self.down_pressed.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.settle()
        else:
            super().keyPressEvent(event)

    @qt_override(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the box is as good as Enter."""
        super().focusOutEvent(event)
        self._hide_offers()
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._wait.isActive():
            self.settle()
