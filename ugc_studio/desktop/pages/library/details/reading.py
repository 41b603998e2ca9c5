"""Gathers on a thread what the details of one photo show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ugc_studio.app.studio import Studio
from ugc_studio.domain.assets import AssetId, AssetKind
from ugc_studio.domain.consent import Use
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.posts import Post
from ugc_studio.domain.relations import RelationState
from ugc_studio.library.assets import AssetRow
from ugc_studio.library.session import Session
from ugc_studio.services.browsing import AssetDetail
from ugc_studio.services.consent.describing import MEDIA
from ugc_studio.services.consent.desk.opened import OpenedPhoto
from ugc_studio.services.consent.granting import Granted, granted_for
from ugc_studio.services.consent.packs import packs_of
from ugc_studio.services.consent.rights import country_name
from ugc_studio.services.words import NETWORKS, RELATIONS, network_name

MOST_SIMILAR = 12


@dataclass(frozen=True, slots=True)
class Alike:
    """Another photo that looks like this one, and what it is to it."""

    row: AssetRow
    relation: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """One photo with everything the details show, of one moment."""

    detail: AssetDetail
    opened: OpenedPhoto
    brand: str | None
    """The name of the brand whose standard use the rights are for."""
    use: Text | None
    granted: Granted | None
    post: Post | None
    alike: tuple[Alike, ...]
    imported_at: str | None
    imported_from: str | None

    @property
    def row(self) -> AssetRow:
        """What lists show of it."""
        return self.detail.row

    @property
    def asset_id(self) -> AssetId:
        """Its number."""
        return self.detail.row.asset.id

    @property
    def is_video(self) -> bool:
        """Whether it moves and may be heard."""
        return self.detail.row.asset.kind is AssetKind.VIDEO


def read_sheet(studio: Studio, asset_id: int, brand: str | None) -> Sheet:
    """Everything about one photo for a brand (the first by default)."""
    detail = studio.browsing.detail(str(asset_id), brand=brand)
    opened = studio.consent_desk.open(asset_id, brand=brand)
    with studio.library.read() as session:
        chosen = session.register.brand_or_first(brand)
        use = opened.verdict.use
        granted = None
        if use is not None and chosen is not None and opened.verdict.cleared:
            granted = granted_for(session, asset_id, use, policy=chosen.policy, packs=packs_of(studio.country_rules))
        posts = session.posts.of_asset(asset_id)
        batch = session.batches.get(detail.occurrences[0].batch_id) if detail.occurrences else None
        brand_id = chosen.id if chosen is not None else None
        return Sheet(
            detail,
            opened,
            chosen.name if chosen is not None else None,
            use_words(use, studio.translator.language) if use is not None else None,
            granted,
            posts[0] if posts else None,
            tuple(_alike(session, asset_id, brand_id, detail.copies)),
            batch.started_at if batch is not None else None,
            batch.received_from if batch is not None else None,
        )


def use_words(use: Use, language: str) -> Text:
    """A use in one phrase: where, which countries, from when until when."""
    first = use.publish_at.astimezone(ZoneInfo(use.zone)).date()
    where = _("{channel} ({medium})", channel=network_name(use.channel), medium=MEDIA.get(use.medium, use.medium))
    countries = country_names(use.territories, language)
    if use.live_until is None:
        return _("{media}, {countries}, from {start}, without an end", media=where, countries=countries, start=first)
    return _(
        "{media}, {countries}, from {start} until {end}",
        media=where, countries=countries, start=first, end=use.live_until,
    )  # fmt: skip


def country_names(codes: Iterable[str], language: str) -> list[object]:
    """Countries as people call them."""
    return [country_name(code, language) for code in sorted(codes)]


def medium_words(media: Iterable[str]) -> list[object]:
    """Media, or single channels, as people call them."""
    return [MEDIA.get(one) or NETWORKS.get(one, one) for one in media]


def moment_of(stamp: str) -> dt.datetime:
    """A stored instant in the clock of the person."""
    found = dt.datetime.fromisoformat(stamp)
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone()


def _alike(session: Session, asset_id: int, brand_id: int | None, copies: Iterable[int]) -> Iterable[Alike]:
    """Copies stacked under it first, then what somebody or something found alike."""
    related: dict[int, Text] = {int(copy): _("stacked under this photo") for copy in copies}
    for relation in session.relations.of_assets([asset_id]):
        other = relation.to_asset if relation.from_asset == asset_id else relation.from_asset
        if relation.state is not RelationState.REJECTED:
            related.setdefault(int(other), RELATIONS[relation.kind])
    wanted = list(related)[:MOST_SIMILAR]
    for row in session.assets.page(wanted, brand_id=brand_id):
        if row.asset.state.value == "present":
            yield Alike(row, related[row.asset.id])
