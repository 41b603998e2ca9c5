"""Says things to screen readers."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say these words; Qt before 6.8 cannot, and then nothing is said."""
    event_type = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if event_type is not None and words and QAccessible.isActive():
        QAccessible.updateAccessibility(event_type(widget, words))
