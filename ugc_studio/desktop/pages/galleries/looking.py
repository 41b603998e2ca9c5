"""What the place for galleries looks up on a thread: the shelf of all galleries, or one of them opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ugc_studio.app.studio import Studio
from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.channels import Channel
from ugc_studio.domain.consent import DEFAULT_ZONE, ConsentState, Right, Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import Gallery, GalleryItem
from ugc_studio.domain.messages import Translator
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.services.curation_board import CaptionCheck, GalleryStatus, Readiness

MOST_PICKED = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One photo in its place, with all that is shown about it; ``number`` counts from 1, 0 is "not in the gallery"."""

    number: int
    row: AssetRow
    item: GalleryItem
    readiness: Readiness | None = None
    caption: CaptionCheck | None = None
    kept: AssetId | None = None
    """The photo that shows instead, when this one was merged under it."""

    @property
    def id(self) -> int:
        """The photo's id."""
        return int(self.row.asset.id)

    @property
    def state(self) -> ConsentState:
        """May it go out as planned? Without a complete use nothing may; a picked photo has its everyday word."""
        if self.readiness is not None:
            return self.readiness.state
        return ConsentState.NOT_REQUESTED if self.number else self.row.consent

    @property
    def who(self) -> str:
        """Who made it, else what the file is called."""
        return self.row.creator or self.row.name

    @property
    def day(self) -> dt.date | None:
        """The day for which it is planned."""
        return self.item.planned.wall.date() if self.item.planned else None

    @property
    def is_trashed(self) -> bool:
        """Whether it was thrown away since it was placed; the export leaves it out."""
        return self.row.asset.state is not AssetState.PRESENT

    @property
    def ratio(self) -> float:
        """Width over height of the whole picture."""
        asset = self.row.asset
        return asset.width / asset.height if asset.width and asset.height else 1.0


@dataclass(frozen=True, slots=True)
class Opened:
    """One gallery."""

    gallery: Gallery
    items: tuple[Item, ...]
    tray: tuple[Item, ...]
    status: GalleryStatus
    alike: frozenset[int]
    """Photos that look like a neighbour in the feed."""
    account: str
    channel: Channel | None
    zone: str

    @property
    def kept(self) -> dict[AssetId, AssetId]:
        """Items that were merged under another photo, with that one."""
        return {item.row.asset.id: item.kept for item in self.items if item.kept is not None}


@dataclass(frozen=True, slots=True)
class Shelf:
    """All galleries with how far they are and a photo for the cover."""

    galleries: tuple[tuple[GalleryStatus, AssetRow | None], ...]


@dataclass(frozen=True, slots=True)
class PostRights:
    """What is known about one post beyond the verdict: until when, and whether a part of the picture may be shown."""

    asset: int
    until: dt.date | None
    may_crop: bool


def look_at(studio: Studio, gallery_id: int, translator: Translator, brand: str | None) -> Opened:
    """Open one gallery."""
    reference = str(gallery_id)
    gallery, items = studio.curation.show(reference)
    board = studio.board
    status = board.status(reference)
    readiness: dict[AssetId, Readiness] = {}
    captions: dict[AssetId, CaptionCheck] = {}
    if status.use_problem is None:
        readiness = board.readiness(reference)
        captions = board.captions(reference, translator)
    rows = {row.asset.id: row for row in studio.browsing.rows([int(item.asset_id) for item in items], brand=brand)}
    kept = board.stacked(reference)
    shown = [item for item in items if item.asset_id in rows]
    opened = tuple(
        Item(number, rows[one.asset_id], one, readiness.get(one.asset_id), captions.get(one.asset_id),
             kept.get(one.asset_id))
        for number, one in enumerate(shown, 1)
    )  # fmt: skip
    picked = [int(asset) for asset in board.not_placed(reference, limit=MOST_PICKED)]
    tray = tuple(Item(0, row, GalleryItem(row.asset.id, 0)) for row in studio.browsing.rows(picked, brand=brand))
    alike = {int(asset) for pair in board.lookalikes(reference) for asset in pair}
    account, zone = _account_of(studio, gallery)
    return Opened(gallery, opened, tray, status, frozenset(alike), account, _channel_of(studio, gallery), zone)


def look_over(studio: Studio) -> Shelf:
    """All galleries."""
    found: list[tuple[GalleryStatus, AssetRow | None]] = []
    for gallery in studio.curation.galleries():
        _gallery, items = studio.curation.show(str(gallery.id))
        cover = studio.browsing.rows([int(items[0].asset_id)]) if items else []
        found.append((studio.board.status(str(gallery.id)), cover[0] if cover else None))
    return Shelf(tuple(found))


def look_closer(studio: Studio, asset: AssetId, use: Use) -> PostRights:
    """Until when a post is covered, and whether it may be cropped."""
    plain = replace(use, alterations=use.alterations - {Right.CROP.value})
    cut = replace(use, alterations=use.alterations | {Right.CROP.value})
    with studio.library.read() as session:
        rights = studio.consent.answers(session, [asset], use)[asset][1]
        refused = [
            ReasonCode.ALTERATION_NOT_GRANTED in studio.consent.answers(session, [asset], one)[asset][0].codes
            for one in (plain, cut)
        ]
    return PostRights(int(asset), rights.licence_until, may_crop=refused[0] or not refused[1])


def _channel_of(studio: Studio, gallery: Gallery) -> Channel | None:
    try:
        return studio.board.channel_of(gallery.parts)
    except UsageError:
        return None  # an account that was deleted since; the status says what is missing


def _account_of(studio: Studio, gallery: Gallery) -> tuple[str, str]:
    if gallery.parts.account is not None:
        with studio.library.read() as session:
            for account in session.register.accounts():
                if account.uuid == gallery.parts.account:
                    return account.handle, account.zone
    return "", gallery.parts.zone or DEFAULT_ZONE
