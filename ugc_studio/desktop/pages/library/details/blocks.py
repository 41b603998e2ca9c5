"""Small pieces of the details: sentences with an icon, the reasons of an answer, content that is replaced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.table import breakable
from ugc_studio.desktop.theme.theme import SEMIBOLD, Theme
from ugc_studio.desktop.widgets.basic import Label, clear, panel, row, shown
from ugc_studio.domain.messages import ngettext
from ugc_studio.services.consent.desk.opened import VerdictView

MOST_REASONS, MOST_NEEDS = 3, 2
"""The rest is said with the people that it is about."""


class Block(QWidget):
    """A column whose content is replaced whenever another photo is shown."""

    def __init__(self, *, gap: int = 8) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show these, and nothing of what was there."""
        clear(self._column)
        for part in parts:
            self._column.addWidget(part)
            part.show()  # at once: a layout would show it in the next turn only, and count it as nothing until then
        if self.parentWidget() is not None or not parts:  # shown before it has a parent, it would be a window
            self.setVisible(bool(parts))


def cut(theme: Theme, text: str, width: int) -> str:
    """A foreign text on one line, no wider than so many pixels of the design: buttons do not cut by themselves."""
    metrics = QFontMetrics(theme.font(13, SEMIBOLD))
    line = shown(" ".join(text[:400].split()))
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, theme.px(width))


def bullet(theme: Theme, icon: str, ink: str, words: str, style: str = "hint") -> QWidget:
    """An icon beside a sentence that wraps."""
    sign = Label(theme, "")
    sign.setPixmap(theme.pixmap(icon, ink, 14))
    sign.setFixedSize(QSize(theme.px(16), theme.px(18)))
    text = breakable(Label(theme, words, style, wrap=True))
    line = row(sign, text, gap=8)
    line.setStretch(1, 1)
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return panel(line)


def verdict_parts(desk: Desk, verdict: VerdictView) -> list[QWidget]:
    """Why something may not be used, and what would clear it; only remarks for what is cleared."""
    theme, show = desk.theme, desk.show
    parts = [bullet(theme, "blocked", "danger", show(reason.text)) for reason in verdict.reasons[:MOST_REASONS]]
    more = len(verdict.reasons) - MOST_REASONS
    if more > 0:
        words = ngettext("and {n} more reason", "and {n} more reasons", more, n=more)
        parts.append(breakable(Label(theme, show(words), "hint", wrap=True)))
    parts += [bullet(theme, "sparkle", "accent_text", show(need)) for need in verdict.needs[:MOST_NEEDS]]
    return parts + remark_parts(desk, verdict)


def remark_parts(desk: Desk, verdict: VerdictView) -> list[QWidget]:
    """What has to be known beside the answer, also where it is yes."""
    return [bullet(desk.theme, "warning", "warn", desk.show(text)) for text in verdict.remarks]
