"""Text over several lines that never widens its panel, whatever strangers wrote into it."""

from __future__ import annotations

import re

from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import Label

LONGEST_READ = 8000
"""A label cuts what it shows much earlier; more is not even looked at."""
LONG_RUN = re.compile(r"(\S{24})(?=\S)")


class Words(Label):
    """A label that wraps; words too long for any line may break anywhere."""

    def __init__(self, theme: Theme, text: str = "", style: str = "body", *, colour: str = "") -> None:
        super().__init__(theme, text, style, colour=colour, wrap=True)

    def set_text(self, text: str) -> None:
        """Show another text; a zero-width space marks where a long word may break."""
        super().set_text(LONG_RUN.sub("\\1\u200b", text[:LONGEST_READ]))
