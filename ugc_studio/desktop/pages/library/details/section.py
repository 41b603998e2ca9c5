"""A part of the details that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ugc_studio.desktop.pages.library.details.reading import Sheet
from ugc_studio.desktop.theme.theme import SEMIBOLD, Theme
from ugc_studio.desktop.widgets.basic import clear, line


class Section(QWidget):
    """A heading that folds its content; stays folded for the next photo."""

    def __init__(self, theme: Theme, title: str, *, large: bool = False, folded: bool = False) -> None:
        super().__init__()
        self._theme, self._large = theme, large
        self._toggle = QToolButton()
        self._toggle.setText(title)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._toggle.setFont(theme.font(15 if large else 12, SEMIBOLD))
        self._toggle.setCheckable(True)
        self._toggle.setCursor(Qt.CursorShape.PointingHandCursor)
        self._toggle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ink, focus = theme.tokens.text if large else theme.tokens.text2, theme.tokens.focus
        self._toggle.setStyleSheet(
            f"QToolButton {{ color: {ink}; background: transparent; border: 2px solid transparent; border-radius: 6px;"
            f" padding: 2px 4px 2px 0; margin-left: -4px; }} QToolButton:focus {{ border-color: {focus}; }}"
        )
        self._toggle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self._toggle)
        self._head.addStretch(1)
        self.body = QWidget()
        self.content = QVBoxLayout(self.body)
        self.content.setContentsMargins(0, 2, 0, 4)
        self.content.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(line())
        layout.addLayout(self._head)
        layout.addWidget(self.body)
        self._toggle.toggled.connect(self._fold)
        self._toggle.setChecked(not folded)
        self._fold(not folded)

    def add_beside(self, widget: QWidget) -> None:
        """Put something at the right of the heading."""
        self._head.addWidget(widget)

    def empty(self) -> None:
        """Take the content out, to be filled anew."""
        clear(self.content)

    def add(self, *items: QWidget | QLayout) -> None:
        """Put widgets and layouts under the heading."""
        for item in items:
            if isinstance(item, QWidget):
                self.content.addWidget(item)
            else:
                self.content.addLayout(item)

    @property
    def is_open(self) -> bool:
        """Whether the content is seen."""
        return self._toggle.isChecked()

    def open(self) -> None:
        """Show the content."""
        self._toggle.setChecked(True)

    def _fold(self, opened: bool) -> None:
        self.body.setVisible(opened)
        self._toggle.setIcon(self._theme.icon("caret_down" if opened else "caret_right", "text3", 12))
        self._toggle.setIconSize(self._theme.icon_size(12))


class SheetSection(Section):
    """A section about one photo; while it is folded nothing is built for it."""

    def __init__(self, theme: Theme, title: str, *, large: bool = False, folded: bool = False) -> None:
        self._due: Sheet | None = None
        super().__init__(theme, title, large=large, folded=folded)

    def offer(self, sheet: Sheet) -> None:
        """Show another photo, now or when the section is opened."""
        self._due = None if self.is_open else sheet
        if self.is_open:
            self.show_sheet(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another photo."""
        raise NotImplementedError

    def _fold(self, opened: bool) -> None:
        super()._fold(opened)
        due, self._due = self._due, None
        if opened and due is not None:
            self.show_sheet(due)
        elif due is not None:
            self._due = due
