"""What can be wrong for someone who does not see the window or does not use a mouse, in words for a failure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from ugc_studio.desktop.shell.toasts import ToastBar
from ugc_studio.desktop.widgets.empty import EmptyState

MOST_STOPS = 400
MOST_PARTS = 8
"""A date has so many parts at most that Tab stops at."""
MOST_ITEMS = 12
"""So many items of a list are read."""
SPOKEN = {
    QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton, QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox, QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree,
    QAccessible.Role.Slider, QAccessible.Role.SpinBox, QAccessible.Role.ButtonMenu, QAccessible.Role.PageTab,
    QAccessible.Role.Graphic, QAccessible.Role.ButtonDropDown, QAccessible.Role.Link, QAccessible.Role.ListItem,
}  # fmt: skip
"""Roles that tell a person what can be done with a control."""


def voice(widget: QWidget) -> QAccessibleInterface:
    """What a screen reader knows of a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def said(widget: QWidget) -> str:
    """The name that a screen reader says."""
    return voice(widget).text(QAccessible.Text.Name).strip()


def named(widget: QWidget) -> str:
    """A widget in the words of a failure."""
    chain, one = [type(widget).__name__], widget.parentWidget()
    while one is not None and len(chain) < 4:
        if type(one).__module__.startswith("ugc_studio"):
            chain.append(type(one).__name__)
        one = one.parentWidget()
    return f"{' < '.join(chain)} {said(widget)[:50]!r}"


def takes_keyboard(widget: QWidget) -> bool:
    """Whether Tab stops at it."""
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.focusProxy() is None


def controls(root: QWidget) -> list[QWidget]:
    """Everything under a root that can be seen, is enabled, and takes the keyboard by Tab."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and takes_keyboard(widget) and widget.window() is root.window()
    ]


def spoken_faults(root: QWidget) -> Iterator[str]:
    """Controls that a screen reader cannot name, or cannot say what they are."""
    for widget in controls(root):
        if not said(widget):
            yield f"has no name: {named(widget)}"
        if voice(widget).role() not in SPOKEN and not isinstance(widget, QScrollArea):
            yield f"is a {voice(widget).role().name}: {named(widget)}"
    for button in root.findChildren(QAbstractButton):
        if button.isVisible() and not button.icon().isNull() and not button.text() and not button.toolTip():
            yield f"is an icon without a tooltip: {named(button)}"
    for view in root.findChildren(QAbstractItemView):
        if view.isVisible() and not isinstance(view, QTableView):
            yield from _silent_items(view)


def _silent_items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    for number in range(min(MOST_ITEMS, model.rowCount())):
        words = str(model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "")
        if not words.strip():
            yield f"item {number} says nothing: {named(view)}"


def tab_round(root: QWidget) -> tuple[list[QWidget], QWidget | None]:
    """Where Tab leads, from where the keyboard is now, and where it ends: at the start again, if all is well."""
    start = QApplication.focusWidget()
    assert start is not None, "the keyboard is nowhere"
    seen = [start]
    for _step in range(MOST_STOPS):
        now = _next_stop(seen[-1])
        if now is None or now in seen:
            return seen, now
        seen.append(now)
    return seen, None


def _next_stop(widget: QWidget) -> QWidget | None:
    """Press Tab; in a date it first goes from the day to the month and the year."""
    for _part in range(MOST_PARTS):
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not widget:
            break
    return QApplication.focusWidget()


def tab_faults(root: QWidget) -> Iterator[str]:
    """Controls that Tab does not reach, places it does not leave, and leaps against the order of reading."""
    start = QApplication.focusWidget()
    if start is None or not (start is root or root.isAncestorOf(start)):
        yield f"the keyboard is not there but at {named(start) if start else 'nothing'}"
        return
    if not takes_keyboard(start):  # words that were brought to be read out first, as those of an empty place
        start = _next_stop(start)
        assert start is not None
    seen, end = tab_round(root)
    if end is not start:
        ending = named(end) if end else "nothing"
        yield f"Tab does not come round to {named(start)}: it ends at {ending} after {named(seen[-1])}"
    for widget in controls(root):
        if widget not in seen and not _is_reached_otherwise(widget, seen):
            yield f"Tab does not reach {named(widget)}"
    for before, after in pairwise(seen):
        if said(before) == said(after) and voice(before).role() == voice(after).role() and not _in_empty(after):
            yield f"twice the same name in a row: {named(before)} and {named(after)}"
    yield from _leaps(seen, root)


def _in_empty(widget: QWidget) -> bool:
    """An empty place repeats its one command in the middle."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, EmptyState):
        above = above.parentWidget()
    return above is not None


def _is_reached_otherwise(widget: QWidget, seen: list[QWidget]) -> bool:
    """One of a set of exclusive choices stands for all (arrows walk on); an inner line of a box stands for the box."""
    if isinstance(widget, QAbstractButton) and widget.group() is not None and widget.group().exclusive():
        return any(other in seen for other in widget.group().buttons())
    if isinstance(widget, QAbstractButton) and widget.autoExclusive():
        parent = widget.parentWidget()
        return any(isinstance(one, type(widget)) and one.parentWidget() is parent for one in seen)
    inner = widget.findChildren(QLineEdit)
    return any(one in seen for one in inner) or any(one.isAncestorOf(widget) for one in seen if one is not widget)


def _leaps(seen: list[QWidget], root: QWidget) -> Iterator[str]:
    """Steps back up or to the left; one of them begins the next round. A notice floats over all and comes last."""
    found = []
    placed = [stop for stop in seen if not any(bar.isAncestorOf(stop) for bar in root.findChildren(ToastBar))]
    for before, after in pairwise([*placed, placed[0]]):
        one, two = _in_sight(before, after, root), _in_sight(after, before, root)
        above = two.bottom() <= one.top() + 4 and two.left() < one.right()
        in_row = two.top() < one.bottom() - 4 and one.top() < two.bottom() - 4
        if before.isAncestorOf(after):
            continue  # from a scrolling part into what it holds, wherever that is scrolled to
        if above or (in_row and two.right() <= one.left() + 4):
            found.append(f"Tab leaps back from {named(before)} {_at(one)} to {named(after)} {_at(two)}")
    return iter(found if len(found) > 1 else ())


def _place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint()), widget.size()) if root.isAncestorOf(widget) else widget.rect()


def _in_sight(widget: QWidget, other: QWidget, root: QWidget) -> QRect:
    """Where it is seen once Tab has scrolled to it: inside its scrolling part, if the other one is outside of that."""
    place, above = _place(widget, root), widget.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, QScrollArea) and not above.isAncestorOf(other):
            seen = _place(above.viewport(), root)
            place.moveTop(max(seen.top(), min(place.top(), seen.bottom() - place.height())))
        above = above.parentWidget()
    return place


def _at(place: QRect) -> str:
    return f"({place.left()}, {place.top()}, {place.width()}×{place.height()})"


def focus_faults(root: QWidget) -> Iterator[str]:
    """Controls that look the same with and without the keyboard in them."""
    start = QApplication.focusWidget()
    for widget in controls(root):
        if not shiboken6.isValid(widget) or not widget.isVisible() or _has_nothing(widget):
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not widget:
            continue
        bring_into_view(widget)
        lit = _seen(widget, root)
        widget.clearFocus()
        if _seen(widget, root) == lit:
            yield f"does not show the keyboard: {named(widget)}"
    if start is not None and shiboken6.isValid(start):
        start.setFocus()


def _has_nothing(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractItemView) and (widget.model() is None or not widget.model().rowCount())


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever holds a widget until it is seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _seen(widget: QWidget, root: QWidget) -> QImage:
    return root.grab(_place(widget, root).adjusted(-4, -4, 4, 4)).toImage()
