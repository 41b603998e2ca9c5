"""Palette and style sheet from the tokens: Fusion draws, these say in which colours."""

from __future__ import annotations

import dataclasses
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ugc_studio.desktop.theme.theme import Theme

SHEET = Template(
    """
* { outline: 0; }
QMainWindow, QDialog, QStackedWidget#pages { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $border_strong; border-radius: 6px;
    padding: 4px 6px; font-size: ${px12}px; }
QFrame[card="true"] { background: $panel; border: 1px solid $border; border-radius: 12px; }
QFrame[card="quiet"] { background: $raised; border: 0; border-radius: 10px; }
QFrame[bar="true"] { background: $window; border: 0; border-bottom: 1px solid $border; }
QFrame[foot="true"] { background: $window; border: 0; border-top: 1px solid $border; }
QFrame[side="true"] { background: $panel; border: 0; border-left: 1px solid $border; }
QFrame[left="true"] { background: $panel; border: 0; border-right: 1px solid $border; }
QWidget[canvas="true"] { background: $canvas; }
QFrame[line="true"] { background: $border; border: 0; }
QAbstractButton[kind] { border-radius: 8px; padding: 0 ${px12}px; min-height: ${px34}px; font-weight: 600;
    border: 1px solid transparent; color: $text; background: transparent; }
QAbstractButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QAbstractButton[kind="primary"]:hover { background: $accent_hover; }
QAbstractButton[kind="secondary"] { background: $raised; border-color: $border; }
QAbstractButton[kind="secondary"]:hover, QAbstractButton[kind="ghost"]:hover { background: $hover; }
QAbstractButton[kind="danger"] { background: $panel; color: $danger; border-color: $border; }
QAbstractButton[kind="danger"]:hover { background: $danger_bg; }
QAbstractButton[kind="danger_fill"] { background: $danger_fill; color: #FFFFFF; }
QAbstractButton[kind="link"] { color: $accent_text; padding: 0; min-height: ${px20}px; font-weight: 500;
    text-align: left; }
QAbstractButton[kind="link"]:hover { text-decoration: underline; }
QAbstractButton[kind="icon"] { padding: 0; min-width: ${px32}px; min-height: ${px32}px; }
QAbstractButton[kind="icon"]:hover { background: $hover; }
QAbstractButton[kind]:pressed { background: $pressed; color: $text; }
QAbstractButton[kind]:disabled { color: $disabled; background: $raised; border-color: $border; }
QAbstractButton[kind="ghost"]:disabled, QAbstractButton[kind="icon"]:disabled { background: transparent;
    border-color: transparent; }
QAbstractButton[kind]:focus { border: 2px solid $focus; }
QAbstractButton[kind="chip"] { border-radius: ${half_chip}px; min-height: ${px28}px; padding: 0 ${px12}px;
    background: $panel; border-color: $border_strong; font-weight: 500; }
QAbstractButton[kind="chip"][quiet="true"] { border-color: $border; }
QAbstractButton[kind="chip"]:hover { background: $hover; }
QAbstractButton[kind="chip"]:checked { background: $selected; border-color: $accent; color: $accent_text; }
QAbstractButton[kind="tag"] { border-radius: ${half_tag}px; min-height: ${px22}px; padding: 0 ${px10}px;
    background: $raised; font-weight: 500; font-size: ${px12}px; }
QAbstractButton[kind="segment"] { border-radius: 6px; min-height: ${px28}px; padding: 0 ${px12}px; color: $text2; }
QAbstractButton[kind="segment"]:checked { background: $panel_checked; color: $text; }
QFrame[segments="true"] { background: $raised; border: 1px solid $border; border-radius: 9px; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
    background: $raised; color: $text; border: 1px solid $border_strong; border-radius: 8px;
    selection-background-color: $accent; selection-color: $on_accent; padding: ${px4}px ${px8}px; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox { min-height: ${px26}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus,
    QTimeEdit:focus, QComboBox:focus { border: 2px solid $focus; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $disabled; border-color: $border; }
QAbstractSpinBox { max-height: ${px26}px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { padding-left: ${px8}px; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { subcontrol-origin: border; width: ${px28}px; border: 0;
    background: transparent; }
QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: none; width: 0; height: 0; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button,
    QTimeEdit::up-button, QTimeEdit::down-button { subcontrol-origin: border; width: ${px24}px; border: 0;
    background: transparent; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QTimeEdit::up-button { subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QTimeEdit::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { image: none; width: 0; height: 0; }
QCalendarWidget QWidget { alternate-background-color: $raised; background: $panel; color: $text; }
QCalendarWidget QToolButton { background: transparent; color: $text; border-radius: 6px; padding: ${px4}px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; }
QComboBox { padding-right: ${px28}px; }
QComboBox::drop-down { width: 0; border: 0; }
QComboBox QAbstractItemView, QMenu, QCompleter QAbstractItemView { background: $panel; color: $text;
    border: 1px solid $border_strong; border-radius: 8px; padding: 4px; selection-background-color: $selected;
    selection-color: $text; }
QMenu::item { padding: ${px6}px ${px24}px ${px6}px ${px10}px; border-radius: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QScrollArea { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea[pane="true"] { border: 2px solid transparent; border-radius: 8px; }
QScrollArea[pane="true"]:focus { border-color: $focus; }
QScrollArea > QWidget > QWidget[clear="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $pressed; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $border_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QListView, QTableView, QTreeView { background: transparent; border: 0; selection-background-color: $selected;
    selection-color: $text; alternate-background-color: $panel; gridline-color: $border; }
QListView::item:hover, QTableView::item:hover { background: $hover; }
QListView::item:selected, QTableView::item:selected { background: $selected; color: $text; }
QTableView::item { padding: 0 5px; }
QTableView:focus, QListView:focus { border: 0; }
QHeaderView::section { background: $window; color: $text2; border: 0; border-bottom: 1px solid $border;
    padding: ${px6}px ${px8}px; font-size: ${px11}px; font-weight: 600; }
QTableCornerButton::section { background: $window; border: 0; }
QProgressBar { background: $pressed; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $pressed; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $text2; }
QSlider::handle:horizontal:focus { background: $focus; }
QSplitter::handle { background: $border; }
"""
)


def apply(application: QApplication, theme: Theme) -> None:
    """Dress the whole application: Fusion, palette, style sheet and font from one theme."""
    application.setStyle("Fusion")
    application.setPalette(palette(theme))
    application.setFont(theme.font(13))
    application.setStyleSheet(sheet(theme))


def sheet(theme: Theme) -> str:
    """The style sheet of a theme."""
    sizes = {f"px{size}": theme.px(size) for size in (4, 6, 8, 10, 11, 12, 13, 20, 22, 24, 26, 28, 32, 34)}
    colours = {
        field.name: getattr(theme.tokens, field.name)
        for field in dataclasses.fields(theme.tokens)
        if field.name != "dark"
    }
    derived = {
        "half_chip": theme.px(28) // 2 + 1,
        "half_tag": theme.px(22) // 2 + 1,
        "panel_checked": theme.tokens.pressed if theme.tokens.dark else theme.tokens.panel,
    }
    return SHEET.substitute(colours, **sizes, **derived)


def palette(theme: Theme) -> QPalette:
    """The palette for everything that the style sheet does not name."""
    role = QPalette.ColorRole
    colours = {
        role.Window: "window", role.WindowText: "text", role.Base: "panel", role.AlternateBase: "raised",
        role.Text: "text", role.Button: "raised", role.ButtonText: "text", role.BrightText: "danger",
        role.ToolTipBase: "raised", role.ToolTipText: "text", role.Highlight: "accent",
        role.HighlightedText: "on_accent", role.Link: "accent_text", role.LinkVisited: "accent_text",
        role.PlaceholderText: "text3", role.Mid: "border", role.Dark: "border", role.Light: "raised",
        role.Midlight: "hover", role.Shadow: "scrim", role.Accent: "accent",
    }  # fmt: skip
    made = QPalette()
    for where, token in colours.items():
        made.setColor(where, theme.colour(token))
    disabled = QColor(theme.tokens.disabled)
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, disabled)
    return made
