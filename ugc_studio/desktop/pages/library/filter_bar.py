"""The filter bar: chips for what is looked for, "More" for those that find no room, order, Clear, Save search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.asked import Asked, term_filter
from ugc_studio.desktop.pages.library.chip import HIGH, FilterChip
from ugc_studio.desktop.pages.library.filters import ALWAYS_SHOWN, CHIPS, Chip, Offer, chip_of
from ugc_studio.desktop.pages.library.offering import Offering
from ugc_studio.desktop.pages.library.popup import Popup
from ugc_studio.desktop.pages.library.spans import Span, span_words
from ugc_studio.desktop.widgets.basic import IconButton, action_button
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.search import Sort

GAP = 8
SORTS: dict[Sort, Text] = {
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
    Sort.ADDED: _("Added last first"),
    Sort.RATING: _("Most stars first"),
    Sort.LIKES: _("Most likes first"),
    Sort.RELEVANCE: _("Best match first"),
}


class ChipRow(QWidget):
    """Chips in one row: those that filter first of all, then as many others as there is room for, then "More"."""

    opened = Signal(object)
    """The chip to offer values for, as a :class:`Chip`."""
    cleared = Signal(object)
    """A chip whose filter goes away."""
    term_cleared = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        show, theme = desk.show, desk.theme
        self.chips: dict[str, FilterChip] = {}
        for chip in CHIPS:
            made = FilterChip(theme, show(chip.words), icon=chip.icon)
            made.setParent(self)
            made.clicked.connect(lambda _checked=False, chip=chip: self.opened.emit(chip))
            made.asked_to_clear.connect(lambda chip=chip: self.cleared.emit(chip))
            self.chips[chip.id] = made
        self.more = FilterChip(theme, show(_("More")))
        self.more.setParent(self)
        self.more.clicked.connect(lambda _checked=False: self._open_more())
        self._typed: list[FilterChip] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(HIGH))

    def show_asked(self, asked: Asked) -> None:
        """Light the chips that filter."""
        for chip in CHIPS:
            self.chips[chip.id].show_value(value_of(self._desk, chip, asked), tip=self._tip(chip))
        for old in self._typed:
            old.hide()
            old.deleteLater()
        self._typed = []
        for token in asked.terms:
            found = term_filter(token)
            if found is not None and chip_of(found) is None:
                made = FilterChip(self._desk.theme, token, icon="filter", removable_only=True)
                made.setParent(self)
                made.show_value(token)
                made.asked_to_clear.connect(lambda token=token: self.term_cleared.emit(token))
                self._typed.append(made)
        self._arrange()

    def anchor(self, chip: Chip) -> QWidget:
        """Where the popup of a chip hangs."""
        widget = self.chips[chip.id]
        return self.more if widget.isHidden() else widget

    def _tip(self, chip: Chip) -> str:
        return self._desk.show(chip.words)

    def sizeHint(self) -> QSize:
        """At least "More"."""
        return self.more.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """At least "More"."""
        return self.more.sizeHint()

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Decide who is seen, in the fixed order of the bar; the keyboard walks in that order too."""
        widgets = [*self._typed, *self.chips.values()]
        lit = [widget for widget in widgets if widget.isChecked()]
        wanted = [*lit, *(widget for widget in list(self.chips.values())[:ALWAYS_SHOWN] if widget not in lit)]
        more = self.more.sizeHint().width()
        room = self.width() - more - GAP
        seen: set[FilterChip] = set()
        for widget in wanted:
            width = widget.sizeHint().width() + GAP
            if width > room:
                break
            room -= width
            seen.add(widget)
        x = 0
        for widget in widgets:
            widget.setVisible(widget in seen)
            if widget in seen:
                widget.setGeometry(x, 0, widget.sizeHint().width(), self.height())
                x += widget.width() + GAP
        self.more.setGeometry(x, 0, more, self.height())

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in CHIPS:
            widget = self.chips[chip.id]
            if widget.isHidden():
                action = QAction(self._desk.theme.icon(chip.icon, "text2"), _menu_words(widget), menu)
                action.triggered.connect(lambda _checked=False, chip=chip: self.opened.emit(chip))
                menu.addAction(action)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))


def _menu_words(chip: FilterChip) -> str:
    return chip.accessibleName().replace("&", "&&")


class FilterBar(Bar):
    """Chips at the left; order, Clear and Save search at the right."""

    changed = Signal(object)
    """The :class:`Asked` that the person wants now."""
    sorted_by = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        show, theme = desk.show, desk.theme
        self._asked, self._sort = Asked(), Sort.NEWEST
        sign = QLabel()
        sign.setPixmap(theme.pixmap("filter", "text2"))
        self.chips = ChipRow(desk)
        self.chips.opened.connect(self.open_chip)
        self.chips.cleared.connect(lambda chip: self.changed.emit(self._asked.put(chip.owns, ())))
        self.chips.term_cleared.connect(self._drop)
        self.order = IconButton(theme, "sort", "").on(self._open_order)
        self.clear = action_button(theme, desk.actions.action("library.clear"), "ghost", text=show(_("Clear")))
        self.save = action_button(
            theme, desk.actions.action("library.save_search"), text=show(_("Save search")), icon="save"
        )
        self.details = IconButton(theme, "details", desk.actions.action("view.details").toolTip())
        self.details.on(lambda: desk.actions.trigger("view.details"))
        for widget in (sign, self.chips, self.order, self.details, self.clear, self.save):
            self.row.addWidget(widget, 1 if widget is self.chips else 0)
        self.show_asked(self._asked, self._sort)

    def show_asked(self, asked: Asked, sort: Sort) -> None:
        """Show what is looked for now."""
        self._asked, self._sort = asked, sort
        self.clear.setVisible(bool(asked))
        self.save.setVisible(bool(asked))
        words = self._desk.show(_("Order: {order}", order=SORTS[sort]))
        self.order.set_look("sort", words, colour="text2" if sort is Sort.NEWEST else "accent_text")
        self.chips.show_asked(asked)

    def spoken(self) -> str:
        """What is looked for in a few words, to propose as a name."""
        values = [value for chip in CHIPS if (value := value_of(self._desk, chip, self._asked))]
        values += [self._asked.words.strip()] if self._asked.words.strip() else []
        return ", ".join(values)[:60]

    def open_chip(self, chip: Chip) -> None:
        """Offer the values of a chip."""
        anchor = self.chips.anchor(chip)
        offering = Offering(self._desk, chip, self._asked, self.changed.emit)
        popup = Popup(self._desk.theme, self, offering, name=self._desk.show(chip.words))
        popup.open_under(anchor)

    def _drop(self, token: str) -> None:
        kept = tuple(one for one in self._asked.terms if one != token)
        self.changed.emit(Asked(self._asked.words, kept))

    def _open_order(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for sort, words in SORTS.items():
            if sort is Sort.RELEVANCE and not self._asked.words.strip():
                continue
            action = menu.addAction(self._desk.show(words))
            action.setCheckable(True)
            action.setChecked(sort is self._sort)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, sort=sort: self.sorted_by.emit(sort))
        menu.popup(self.order.mapToGlobal(QPoint(0, self.order.height() + 4)))


def value_of(desk: Desk, chip: Chip, asked: Asked) -> str:
    """What a chip says while it filters; empty while it does not."""
    terms = asked.matching(chip.owns)
    if not terms:
        return ""
    if chip.offer is Offer.DAYS:
        return span_words(desk.translate, Span.of(terms), desk.today())
    if chip.id == "rating":
        return _stars(desk, terms[-1].values)
    values: list[Text | str] = [value for one in terms for value in chip.read(one)]
    named = desk.translate.show(values)
    return named[:1].upper() + named[1:]


def _stars(desk: Desk, values: Sequence[str]) -> str:
    numbers = sorted(int(value) for value in values)
    if numbers == [0]:
        return desk.show(_("No stars"))
    if len(numbers) == 1:
        return "★" * numbers[0]
    if numbers and numbers[-1] == 5 and numbers == list(range(numbers[0], 6)):
        return desk.show(_("{stars} or more", stars="★" * numbers[0]))
    return f"{numbers[0]}–{numbers[-1]} ★" if numbers else ""
