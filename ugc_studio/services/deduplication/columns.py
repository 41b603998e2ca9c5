"""Makes the columns of a group: what is known of each photo, where it is better, and a sentence why."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.galleries import GalleryId
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.relations import Relation, RelationKind, RelationState
from ugc_studio.library.asset_rows import AssetRow, consent_word
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication.groups import Fact, GalleryRef, GroupMember
from ugc_studio.services.words import relation_detail


def letter_of(place: int) -> str:
    """A, B, … Z, AA, AB …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = string.ascii_uppercase[rest] + letters
    return letters


def galleries_of(session: Session, assets: Sequence[int]) -> dict[int, list[GalleryRef]]:
    """The galleries that hold each of these assets."""
    places = session.stacks.places(assets)
    names = {gallery.id: gallery.name for gallery in session.galleries.all()} if places else {}
    found: dict[int, list[GalleryRef]] = {}
    for place in places:
        gallery = GalleryId(place.gallery_id)
        found.setdefault(place.asset_id, []).append(GalleryRef(gallery, names[gallery]))
    return found


def columns(
    session: Session, assets: Sequence[AssetId], *, suggested: AssetId, relations: Sequence[Relation], day: str
) -> tuple[GroupMember, ...]:
    """One column for each of these assets, in their order; ``day`` decides which rights have ended."""
    rows = session.assets.page(assets)
    origins = session.duplicate_queue.origins(assets)
    galleries = galleries_of(session, assets)
    consent = _consent(session, assets, day)
    letters = {asset: letter_of(place) for place, asset in enumerate(assets)}
    keeper = next(row for row in rows if row.asset.id == suggested)
    members = []
    for row in rows:
        asset, origin = row.asset.id, origins[row.asset.id]
        members.append(
            GroupMember(
                letters[asset], row.asset, row.name, row.source_path, origin.importer, origin.platform, row.creator,
                row.posted_at, row.caption, tuple(galleries.get(asset, ())), consent.get(asset, {}), row.tags,
                origin.sharpness, row.stacked_under,
                _suggestion(row, rows) if row is keeper else _likeness(row, keeper, letters[suggested], relations),
            )
        )  # fmt: skip
    return _ticked(members)


def _consent(session: Session, assets: Sequence[AssetId], day: str) -> dict[int, dict[int, ConsentState]]:
    brands = [brand.id for brand in session.register.brands()]
    rows = session.summary.rows(assets)
    found: dict[int, dict[int, ConsentState]] = {}
    for asset in assets:
        for brand in brands:
            row = rows.get((asset, brand))
            word = consent_word(row.state, row.clear_from, row.clear_until, day) if row else ConsentState.NOT_REQUESTED
            found.setdefault(asset, {})[brand] = word
    return found


# -- the sentence of a column


def _suggestion(keeper: AssetRow, rows: Sequence[AssetRow]) -> Text:
    """Why this photo is suggested: the largest, else the oldest, else the larger file."""
    others = [row for row in rows if row is not keeper]
    area = keeper.asset.width * keeper.asset.height
    if all(row.asset.width * row.asset.height < area for row in others):
        return _("Suggested: it has the most pixels.")
    if keeper.posted_at is not None and all((row.posted_at or "9999") > keeper.posted_at for row in others):
        return _("Suggested: as large as the largest, and posted first.")
    if all(row.asset.bytes <= keeper.asset.bytes for row in others):
        return _("Suggested: as large as the largest, and least compressed.")
    return _("Suggested: as large as the largest, and the oldest.")


def _likeness(row: AssetRow, keeper: AssetRow, letter: str, relations: Sequence[Relation]) -> Text:
    """What a photo is to the suggested one, as far as the pair itself was compared."""
    pair = {row.asset.id, keeper.asset.id}
    found = next((r for r in relations if {r.from_asset, r.to_asset} == pair), None)
    if found is None or found.state is RelationState.REJECTED:
        return _("The same picture as another one of this group.")
    if found.kind is RelationKind.EXACT:
        return _("Exactly the same pixels as {letter}, in another file.", letter=letter)
    if found.kind is RelationKind.SAME_SCENE:
        return _("Another shot of the same scene as {letter}.", letter=letter)
    if found.kind is RelationKind.CONTAINED:
        if found.from_asset == row.asset.id:
            return _("This photo is in the collage {letter}.", letter=letter)
        return _("A collage that holds {letter}.", letter=letter)
    if found.kind is RelationKind.SAME and found.detail == "resized":
        percent = round(100 * row.asset.width / keeper.asset.width)
        return _("The same picture as {letter}, {percent} % as wide.", letter=letter, percent=percent)
    if not found.detail:
        return _("The same picture as {letter}.", letter=letter)
    return _("The same picture as {letter}: {detail}.", letter=letter, detail=relation_detail(found.detail))


# -- the ticks

_VALUES: Mapping[Fact, Callable[[GroupMember], float | str | None]] = {
    Fact.PIXELS: lambda m: m.pixels,
    Fact.BYTES: lambda m: m.asset.bytes,
    Fact.POSTED: lambda m: _reversed(m.posted_at),
    Fact.GALLERIES: lambda m: len(m.galleries),
    Fact.CONSENT: lambda m: sum(state is ConsentState.CLEARED for state in m.consent.values()),
    Fact.RATING: lambda m: m.asset.rating,
    Fact.TAGS: lambda m: len(m.tags),
    Fact.SHARPNESS: lambda m: m.sharpness,
}


def _reversed(date: str | None) -> float | None:
    """A date such that the earlier one is greater; ISO dates sort as their digits."""
    if date is None:
        return None
    digits = "".join(char for char in date if char.isdigit())[:14]
    return -float(digits.ljust(14, "0")) if digits else None


def _ticked(members: Sequence[GroupMember]) -> tuple[GroupMember, ...]:
    """Tick what is better in one photo than in another; where all are equal nothing is ticked."""
    best: dict[str, set[Fact]] = {member.letter: set() for member in members}
    for fact, value_of in _VALUES.items():
        values = {member.letter: value_of(member) for member in members}
        known = [value for value in values.values() if isinstance(value, int | float)]
        unmeasured = fact is Fact.SHARPNESS and len(known) < len(members)
        if not known or unmeasured or (len(known) == len(members) and min(known) == max(known)):
            continue
        for letter, value in values.items():
            if value == max(known):
                best[letter].add(fact)
    return tuple(replace(member, best=frozenset(best[member.letter])) for member in members)
