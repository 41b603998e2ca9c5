"""One photo of a group: whole, the same spot at 100 %, where it came from, its rights, and what is better about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.duplicates.spot import SpotView
from ugc_studio.desktop.widgets.basic import ElidedLabel, Label, panel, row
from ugc_studio.desktop.widgets.photo import Photo
from ugc_studio.desktop.widgets.pieces import Pill, consent_pill
from ugc_studio.desktop.widgets.sizes import size_words
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.deduplication.groups import Fact, GroupMember
from ugc_studio.services.words import network_name

NARROWEST = 216
MARGIN = 12


class Column(QFrame):
    """Pressing it makes it the one that is kept."""

    chosen = Signal(int)
    pointed = Signal(QPointF)
    """A spot of the whole photo was pressed, in relative coordinates."""

    def __init__(self, desk: Desk, member: GroupMember, *, brand: int | None, blurred: bool) -> None:
        super().__init__()
        self._desk, self.member = desk, member
        self._zoomed = False
        theme, show = desk.theme, desk.show
        self.setProperty("card", "true")
        self.setMinimumWidth(theme.px(NARROWEST))
        self.photo = Photo(desk, width=NARROWEST - 24, height=180, whole=True)
        asset = member.asset
        self.photo.set_photo(
            str(asset.sha256), ratio=asset.width / max(1, asset.height), blurred=blurred, colour=asset.colour,
            name=show(_("Photo {letter}, {name}", letter=member.letter, name=member.name)),
        )  # fmt: skip
        self.spot = SpotView(desk, name=show(_("Photo {letter}, same spot at 100 %", letter=member.letter)))
        self.spot.set_photo(asset, blurred=blurred)
        self.mark = Pill(theme, member.letter, ink="#FFFFFF", ground="scrim")
        self.mark.setParent(self.photo)
        self.mark.move(8, 8)
        zoom = QLabel()
        zoom.setPixmap(theme.pixmap("zoom", "text2", 14))
        self._caption = panel(row(zoom, Label(theme, show(_("Same spot, 100 %")), "hint"), None, gap=6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(8)
        layout.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._caption)
        layout.addWidget(self.spot, 1)
        source = ElidedLabel(theme, show(source_of(member)), "strong")
        state = member.consent.get(brand, ConsentState.NOT_REQUESTED) if brand is not None else None
        pill = [consent_pill(theme, desk.translate, state)] if state is not None else []
        layout.addLayout(row(source, *pill))
        layout.addLayout(self._facts())
        layout.addWidget(self._reason())
        self.setAccessibleName(show(_("Photo {letter}: {reason}", letter=member.letter, reason=member.reason)))

    # ------------------------------------------------------------------ for the page

    def set_kept(self, kept: bool) -> None:
        """Mark the one that will show after a merge."""
        show = self._desk.show
        if kept:
            self.mark.set_look(
                show(_("Keep {letter}", letter=self.member.letter)), icon="keep", ink="ok", ground="ok_bg"
            )
        else:
            self.mark.set_look(self.member.letter, ink="#FFFFFF", ground="scrim")
        self.mark.adjustSize()
        self._place_mark()
        self.mark.show()
        self.photo.ring = "ok" if kept else ""
        self.photo.update()

    def set_zoomed(self, zoomed: bool) -> None:
        """Give all the room to the spot, or show the whole photo again."""
        self.photo.setVisible(not zoomed)
        self._caption.setVisible(not zoomed)
        self._zoomed = zoomed
        self._place_mark()

    def fit(self, width: int, height: int) -> None:
        """Make the whole photo as large as the column allows."""
        self.photo.set_box(max(80, width - 24), max(80, height))
        self._place_mark()

    def reason_height(self, width: int) -> int:
        """How high the sentence is in a column so wide; all columns take the highest, so that their parts line up."""
        return self.reason.heightForWidth(width - 2 * MARGIN - self._desk.theme.px(14) - 6)

    def _place_mark(self) -> None:
        where: QWidget = self.spot if self._zoomed else self.photo
        if self.mark.parentWidget() is not where:
            self.mark.setParent(where)
            self.mark.show()
        corner = QPointF() if self._zoomed else self.photo.picture_box().topLeft()
        self.mark.move(round(corner.x()) + 8, round(corner.y()) + 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep this one; a press on the photo also shows that spot in all columns."""
        place = self.photo.mapFrom(self, event.position().toPoint())
        box = self.photo.picture_box()
        if self.photo.isVisible() and box.contains(QPointF(place)):
            self.pointed.emit(QPointF((place.x() - box.x()) / box.width(), (place.y() - box.y()) / box.height()))
        self.chosen.emit(int(self.member.asset.id))

    # ------------------------------------------------------------------ parts

    def _facts(self) -> QGridLayout:
        member, show, theme = self.member, self._desk.show, self._desk.theme
        lines: list[tuple[Text, str, Fact]] = [
            (_("Pixels"), f"{member.asset.width} × {member.asset.height}", Fact.PIXELS),
            (_("File"), f"{member.asset.format.upper()} · {show(size_words(member.asset.bytes))}", Fact.BYTES),
            (_("Posted"), moment(member.posted_at, self._desk.translate.show), Fact.POSTED),
            (_("Used in"), ", ".join(gallery.name for gallery in member.galleries) or "–", Fact.GALLERIES),
        ]
        if member.asset.rating:
            lines.append((_("Stars"), "★" * member.asset.rating, Fact.RATING))
        if member.tags:
            lines.append((_("Tags"), ", ".join(member.tags), Fact.TAGS))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for number, (name, value, fact) in enumerate(lines):
            better = fact in member.best
            grid.addWidget(Label(theme, show(name), "hint"), number, 0)
            text = ElidedLabel(theme, value, "strong" if better else "body")
            text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            cells = row(text, gap=6)
            if better:
                tick = QLabel()
                tick.setPixmap(theme.pixmap("check", "ok", 14))
                tick.setToolTip(show(_("Better than the others")))
                tick.setAccessibleName(show(_("{fact}: better than the others", fact=name)))
                cells.addWidget(tick)
            cells.addStretch(1)
            grid.addLayout(cells, number, 1)
        return grid

    def _reason(self) -> QWidget:
        theme = self._desk.theme
        sign = QLabel()
        sign.setPixmap(theme.pixmap("info", "text3", 14))
        self.reason = words = Label(theme, self._desk.show(self.member.reason), "hint", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = row(sign, words, gap=6)
        layout.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        return panel(layout)


def source_of(member: GroupMember) -> Text:
    """Where a photo came from: the network, else the kind of import."""
    if member.platform and member.platform != "other":
        return _("{source}", source=network_name(member.platform))
    return _("{source}", source=member.name)


def moment(stored: str | None, show: Callable[[object], str]) -> str:
    """A stored instant in words; a dash when there is none."""
    if not stored:
        return "–"
    try:
        return show(dt.datetime.fromisoformat(stored))
    except ValueError:
        return stored[:10]
