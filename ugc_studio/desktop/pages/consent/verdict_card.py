"""What the gate says of the photo now, for the brand's standard use, and what would clear it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.widgets.basic import clear, row
from ugc_studio.domain.consent import ConsentState, Use
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.describing import MEDIA
from ugc_studio.services.consent.rights import country_name

MOST_NEEDS = 3


class VerdictCard(QFrame):
    """Shown when no message waits: a photo that is cleared says until when, any other says what it needs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "quiet")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 10, 12, 10)
        self._lines.setSpacing(6)

    def show_photo(self, opened: Opened) -> None:
        """Say it of another photo."""
        clear(self._lines)
        self.setVisible(opened.reply is None)
        theme, show, look = self._desk.theme, self._desk.show, LOOKS[opened.photo.verdict.state]
        icon = QLabel()
        icon.setPixmap(theme.pixmap(look.icon, look.ink, 18))
        head = row(icon, Words(theme, show(self._headline(opened)), "strong"), gap=8)
        head.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        self._lines.addLayout(head)
        for text in self._details(opened):
            self._lines.addWidget(Words(theme, show(text), "hint"))

    def _headline(self, opened: Opened) -> Text:
        verdict = opened.photo.verdict
        if verdict.use is None:
            return _("There is no brand yet, so nothing can be used.")
        if verdict.cleared:
            return _("Cleared for the standard use")
        blocked = verdict.state is ConsentState.BLOCKED
        return _("Blocked for the standard use") if blocked else _("Not yet cleared for the standard use")

    def _details(self, opened: Opened) -> Iterator[Text]:
        verdict = opened.photo.verdict
        if verdict.use is not None:
            yield self._use(verdict.use, opened.brand)
        until = opened.row.clear_until
        if verdict.cleared and until is not None:
            day = dt.date.fromisoformat(until)
            if day < dt.date.max:
                yield _("A post may start until {day}", day=day)
        yield from verdict.needs[:MOST_NEEDS]

    def _use(self, use: Use, brand: str) -> Text:
        countries = [country_name(code, self._desk.language) for code in sorted(use.territories)]
        medium = MEDIA.get(use.medium, use.medium)
        return _("{brand}: {medium}, {countries}", brand=brand, medium=medium, countries=countries)
