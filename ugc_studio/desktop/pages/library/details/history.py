"""What was recorded about a photo, the latest first: what, who, when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.blocks import Block
from ugc_studio.desktop.pages.library.details.reading import Sheet, moment_of
from ugc_studio.desktop.pages.library.details.section import SheetSection
from ugc_studio.desktop.pages.library.details.table import breakable
from ugc_studio.desktop.widgets.basic import Button, Label, panel, plain_tip, row, shown
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.reading import EventLine

AT_FIRST = 6
ICONS: Mapping[EventType, str] = {
    EventType.REQUESTED: "send", EventType.REPLIED: "to_read", EventType.NO_RESPONSE: "waiting",
    EventType.GIVEN: "cleared", EventType.REFUSED: "refuse", EventType.WITHDRAWN: "refuse",
    EventType.OBJECTED: "refuse", EventType.REVOKED: "refuse", EventType.INVALIDATED: "law",
    EventType.APPROVED: "law", EventType.OVERRIDE: "law", EventType.MERGED: "merge", EventType.SPLIT: "merge",
    EventType.FROZEN: "freeze", EventType.UNFROZEN: "freeze", EventType.AUTHOR_STATED: "camera",
    EventType.PEOPLE_REVIEWED: "people", EventType.DEPICTED: "person", EventType.AUDIO_REVIEWED: "audio",
    EventType.FLAGGED: "sensitive", EventType.UNFLAGGED: "eye", EventType.PLACED: "place", EventType.USED: "export",
    EventType.TAKEDOWN_DONE: "check", EventType.RELATED: "duplicates",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    icon: str
    text: Text
    at: dt.datetime
    who: str
    hash: str = ""


class History(SheetSection):
    """The audit lines of one photo, and its import."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("History")))
        self._desk = desk
        self._entries: list[Entry] = []
        self._block = Block(gap=8)
        self.more = Button(desk.theme, "", "link").on(self._show_all)
        self.more.hide()
        self._asset_id = 0
        origin = Button(desk.theme, desk.show(_("Where it comes from…")), "link").on(self.open_provenance)
        origin.setToolTip(desk.actions.action("photos.provenance").toolTip())
        self.add(self._block, row(self.more, None), row(origin, None))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the history of another photo."""
        self._asset_id = int(sheet.asset_id)
        self._entries = list(entries_of(sheet))
        rest = len(self._entries) - AT_FIRST
        self.more.setVisible(rest > 0)
        if rest > 0:
            self.more.set_text(self._desk.show(ngettext("Show {n} more", "Show {n} more", rest, n=rest)))
        self._block.fill([self._line(entry) for entry in self._entries[:AT_FIRST]])

    def open_provenance(self) -> None:
        """Show where the photo comes from."""
        from ugc_studio.desktop.pages.library.details.provenance import open_provenance

        if self._asset_id:
            open_provenance(self._desk, self.window(), self._asset_id)

    def _show_all(self) -> None:
        self.more.hide()
        self._block.fill([self._line(entry) for entry in self._entries])

    def _line(self, entry: Entry) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        sign = Label(theme, "")
        sign.setPixmap(theme.pixmap(entry.icon, "text3", 14))
        sign.setFixedSize(QSize(theme.px(16), theme.px(18)))
        words = breakable(Label(theme, show(entry.text), "hint", wrap=True))
        when = Label(theme, self._when(entry.at), "faint")
        line = row(sign, words, when, gap=8)
        line.setStretch(1, 1)
        for part in (sign, when):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        made = panel(line)
        said = _("{when}, by {who}", when=entry.at, who=entry.who) if entry.who else _("{when}", when=entry.at)
        about = show(said) + (f" · SHA-256 {entry.hash[:16]}…" if entry.hash else "")
        made.setToolTip(plain_tip(about))
        made.setAccessibleName(shown(show(entry.text)))
        made.setAccessibleDescription(about)
        return made

    def _when(self, at: dt.datetime) -> str:
        """The time today, else the day."""
        if at.date() == self._desk.today():
            return f"{at:%H:%M}"
        words = self._desk.show(_("{day}", day=at.date())).split()
        return " ".join(words[:2]) if at.year == self._desk.today().year else " ".join(words)


def entries_of(sheet: Sheet) -> Iterator[Entry]:
    """The lines, the latest first; the import closes them."""
    lines: tuple[EventLine, ...] = sheet.opened.file.events
    for line in reversed(lines):
        icon = ICONS.get(line.event.type, "note")
        yield Entry(icon, line.text, line.event.at.astimezone(), line.actor, line.hash)
    if sheet.imported_at is not None:
        yield Entry("import", _("Imported"), moment_of(sheet.imported_at), "")
