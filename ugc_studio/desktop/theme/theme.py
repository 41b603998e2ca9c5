"""The theme that every widget is given: colours, scaled sizes, fonts and icons, for one appearance and text size."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPixmap

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.tokens import DARK, LIGHT, Tokens, strengthened

REGULAR, MEDIUM, SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold


class Theme:
    """One look of the window; a change of appearance or text size makes a new one and rebuilds the window."""

    def __init__(self, tokens: Tokens = DARK, *, text_scale: float = 1.0, family: str = "") -> None:
        self.tokens = tokens
        self.text_scale = text_scale
        self.family = family

    def px(self, size: float) -> int:
        """A size of the design in device-independent pixels, grown with the text size."""
        return max(1, round(size * self.text_scale))

    def colour(self, name: str) -> QColor:
        """The colour of a token (``"accent"``), or of ``#RRGGBB`` itself."""
        return QColor(name if name.startswith("#") else getattr(self.tokens, name))

    def font(self, size: int = 13, weight: QFont.Weight = REGULAR) -> QFont:
        """The interface font in one of the sizes of the design (30, 28, 20, 15, 13, 12, 11)."""
        font = QFont(self.family) if self.family else QFont()
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        if self.family:  # Inter comes as one variable file, whose weights FreeType draws only when the axis is named
            font.setVariableAxis(QFont.Tag("wght"), float(weight.value))
        return font

    def pixmap(self, name: str, colour: str = "text", size: int = 18, ratio: float = 0) -> QPixmap:
        """An icon in a token's colour; ``size`` is grown with the text size."""
        return _pixmap(name, self.colour(colour).name(), self.px(size), ratio or _screen_ratio())

    def icon(self, name: str, colour: str = "text", size: int = 18) -> QIcon:
        """An icon for buttons and actions, paler when disabled."""
        icon = QIcon()
        for mode, token in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "disabled")):
            for ratio in {1.0, _screen_ratio(), 2.0}:
                icon.addPixmap(self.pixmap(name, token, size, ratio), mode)
        return icon

    def icon_size(self, size: int = 18) -> QSize:
        """The size at which :meth:`icon` is meant to be shown."""
        return QSize(self.px(size), self.px(size))


def theme_for(appearance: str, *, text_scale: float, family: str, more_contrast: bool = False) -> Theme:
    """The theme of a preference: ``light``, ``dark``, or ``system`` (what the desktop around us uses)."""
    dark = appearance == "dark" or (appearance == "system" and _system_is_dark())
    tokens = DARK if dark else LIGHT
    return Theme(strengthened(tokens) if more_contrast else tokens, text_scale=text_scale, family=family)


def load_interface_font() -> str:
    """Register Inter and return its family name; empty (the system's own font) where the package is missing."""
    spec = importlib.util.find_spec("fontpkg_inter")
    if spec is None or not spec.submodule_search_locations:
        return ""
    folder = Path(next(iter(spec.submodule_search_locations))) / "files"
    for file in sorted(folder.glob("Inter*.ttf")):
        if "Italic" not in file.name:
            families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
            return families[0] if families else ""
    return ""


def wants_contrast() -> bool:
    """Whether the system asks for more contrast (known to Qt from 6.10 on)."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", lambda: None)()
    preference = getattr(accessibility, "contrastPreference", lambda: None)()
    return preference is not None and getattr(preference, "name", "") == "HighContrast"


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _screen_ratio() -> float:
    screens = QGuiApplication.screens()
    return screens[0].devicePixelRatio() if screens else 1.0


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    return icons.pixmap(name, QColor(colour), size, ratio)
