"""Tab goes through a window as it is read, not in the order in which its parts were made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget


def step_within(root: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next control inside, round and round; False when there is none.

    Qt's own chain is in the order of making, and parts that stand for another one lead it astray.
    """
    stops = [stop for stop in stops_in(root) if stop.isVisible() and stop.isEnabled()]
    if not stops:
        return False
    here = _place_of_focus(stops)
    at = (0 if forward else -1) if here is None else (here + (1 if forward else -1)) % len(stops)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[at].setFocus(reason)
    _bring_into_view(stops[at])
    return True


def _place_of_focus(stops: Sequence[QWidget]) -> int | None:
    """The stop that has the keyboard, or that holds most closely what has it."""
    places = {id(stop): at for at, stop in enumerate(stops)}
    focus = QApplication.focusWidget()
    while focus is not None and id(focus) not in places:
        focus = focus.parentWidget()
    return places[id(focus)] if focus is not None else None


def _bring_into_view(widget: QWidget) -> None:
    """Scroll what holds it, from the inside out."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """Everything that takes the keyboard by Tab, in the order of reading."""
    takes_focus = _takes_tab(widget)
    if takes_focus:
        yield widget
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from stops_in(content)
        return
    layout = widget.layout()
    placed: list[QWidget] = list(_widgets_in(layout)) if layout is not None else []
    for child in placed:
        yield from stops_in(child)
    # Boxes that take the keyboard themselves (a date, a drop-down) look after their inner parts.
    if layout is not None or not takes_focus:
        for child in _left_over(widget, placed):
            yield from stops_in(child)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.focusProxy() is None


def _widgets_in(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets_in(inner)


def _left_over(widget: QWidget, placed: list[QWidget]) -> list[QWidget]:
    """Children that no layout holds, as they lie: from the top, and from the left."""
    known = {id(one) for one in placed}
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    loose = [child for child in children if id(child) not in known and not child.isWindow()]
    return sorted(loose, key=lambda child: (child.y(), child.x()))
