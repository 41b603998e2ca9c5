"""The place of galleries: how far a campaign is, what may go out, what fits, what touches something alike."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.channels import Channel
from ugc_studio.domain.consent import ConsentState, EventType, Right, Use
from ugc_studio.domain.counting import check_alt, check_text, length
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.exports import ExportItem, RowReason
from ugc_studio.domain.fingerprints import HASH_BYTES, POSES, distance
from ugc_studio.domain.galleries import Gallery, GalleryItem, UseParts
from ugc_studio.domain.messages import Text, Translator, _, ngettext
from ugc_studio.domain.relations import RelationState
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.services.consent.summarising import state_word

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.uses import UseResolver

ALIKE = 84
"""Bits of 256 in which two pictures differ at most to look alike beside each other."""
FEW_ANSWERS = 20
USUAL_YES = 0.5
"""How many of those who are asked say yes, as long as a library knows too few answers to tell."""


@dataclass(frozen=True, slots=True)
class GalleryStatus:
    """How far a gallery is; ``missing`` counts from the goal, or from the photos that nobody was asked about."""

    gallery: Gallery
    items: int
    cleared: int
    awaiting: int
    blocked: int
    unasked: int
    missing: int
    ask_more: int
    """How many more people to ask, as some will say no."""
    line: Text
    days_left: int | None
    late: bool
    use_problem: Text | None = None
    """What is missing from the gallery's use; until then nothing counts as cleared."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """May this item go out as it is planned?"""

    use: Use
    verdict: Verdict
    state: ConsentState
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class CaptionCheck:
    """The text of an item as it would be posted, counted as its channel counts."""

    used: int
    limit: int | None
    credit_line: str | None
    """What the permission asks for; nothing while the item is not cleared."""
    credit_added: bool
    """Whether the export adds it, because the caption does not say it."""
    problems: tuple[RowReason, ...]

    @property
    def over(self) -> int:
        """How many characters too many."""
        return max(0, self.used - self.limit) if self.limit is not None else 0


class GalleryBoard:
    """Reads for the place of galleries; changes are in :class:`~ugc_studio.services.curation.CurationService`."""

    def __init__(self, library: Library, *, consent: ConsentService, uses: UseResolver) -> None:
        self._library = library
        self._consent = consent
        self._uses = uses

    # -- how far it is

    def status(self, reference: str) -> GalleryStatus:
        """How far a gallery is, for its own use."""
        with self._library.read() as session:
            gallery = session.galleries.resolve(reference)
            return self._status(session, gallery)

    def statuses(self) -> list[GalleryStatus]:
        """All campaigns (galleries with a goal or a deadline), the soonest deadline first."""
        with self._library.read() as session:
            campaigns = [one for one in session.galleries.all() if one.goal is not None or one.deadline is not None]
            campaigns.sort(key=lambda one: (one.deadline or dt.date.max, one.id))
            return [self._status(session, gallery) for gallery in campaigns]

    def _status(self, session: Session, gallery: Gallery) -> GalleryStatus:
        items = session.galleries.items(gallery.id)
        problem: Text | None = None
        states: list[ConsentState] = []
        try:
            uses = self._uses_of(session, gallery, items)
            states = [state_word(verdict) for verdict in self._consent.clearances_each(session, uses).values()]
        except UsageError as error:
            problem = error.text
        cleared = states.count(ConsentState.CLEARED)
        awaiting = states.count(ConsentState.WAITING) + states.count(ConsentState.TO_READ)
        unasked = states.count(ConsentState.NOT_REQUESTED)
        missing = max(0, gallery.goal - cleared - awaiting) if gallery.goal is not None else unasked
        ask_more = math.ceil(missing / self._usual_yes(session)) if gallery.goal is not None and missing else missing
        today = self._library.clock().date()
        reached = cleared >= (gallery.goal if gallery.goal is not None else len(items))
        return GalleryStatus(
            gallery, len(items), cleared, awaiting, len(states) - cleared - awaiting - unasked, unasked, missing,
            ask_more, _status_line(gallery, cleared, awaiting, missing, ask_more),
            (gallery.deadline - today).days if gallery.deadline else None,
            gallery.deadline is not None and gallery.deadline < today and not reached, problem,
        )  # fmt: skip

    def _usual_yes(self, session: Session) -> float:
        """How many of this library's answers are a yes, once there are enough of them."""
        counts = session.ledger.counts([EventType.GIVEN, EventType.REFUSED, EventType.NO_RESPONSE])
        every = sum(counts.values())
        return max(0.2, counts[EventType.GIVEN] / every) if every >= FEW_ANSWERS else USUAL_YES

    # -- may it go out?

    def readiness(self, reference: str) -> dict[AssetId, Readiness]:
        """The gate's answer for each item at its own planned time.

        Raises:
            UsageError: the gallery's use is not fully described; the sentence names what is missing.
        """
        with self._library.read() as session:
            gallery = session.galleries.resolve(reference)
            uses = self._uses_of(session, gallery, session.galleries.items(gallery.id))
            verdicts = self._consent.clearances_each(session, uses)
        describer = self._consent.describer(verdicts.values())
        return {
            AssetId(asset): Readiness(
                uses[AssetId(asset)], verdict, state_word(verdict), tuple(map(describer.reason, verdict.reasons))
            )
            for asset, verdict in verdicts.items()
        }

    def _uses_of(self, session: Session, gallery: Gallery, items: Sequence[GalleryItem]) -> dict[int, Use]:
        base, _channel = self._uses.resolve(session, gallery.parts, now=self._library.clock())
        return {item.asset_id: planned_use(base, item) for item in items}

    # -- what else a person wants to see

    def not_placed(self, reference: str, *, limit: int = 500) -> list[AssetId]:
        """Picked photos that are not in this gallery, the newest first."""
        with self._library.read() as session:
            return session.galleries.picked_outside(session.galleries.resolve(reference).id, limit=limit)

    def stacked(self, reference: str) -> dict[AssetId, AssetId]:
        """Items that are hidden under a kept photo, with that one: offer ``curation.substitute``."""
        with self._library.read() as session:
            return session.galleries.hidden_items(session.galleries.resolve(reference).id)

    def lookalikes(self, reference: str, *, columns: int = 3) -> list[tuple[AssetId, AssetId]]:
        """Items that look alike and touch in a feed of so many columns, from what is stored."""
        with self._library.read() as session:
            gallery = session.galleries.resolve(reference)
            order = [item.asset_id for item in session.galleries.items(gallery.id)]
            alike = _likeness(session, order)
        return [pair for pair in _touching(order, columns) if alike(*pair)]

    def captions(
        self, reference: str, translator: Translator | None = None, *, channel_id: str | None = None
    ) -> dict[AssetId, CaptionCheck]:
        """The text of each item as a channel counts it (the gallery's own by default), with the credit line that a
        permission asks for.

        Raises:
            UsageError: the gallery's channel is not known yet.
        """
        with self._library.read() as session:
            gallery = session.galleries.resolve(reference)
            items = session.galleries.items(gallery.id)
            use, channel = self._uses.resolve(session, gallery.parts, now=self._library.clock())
            channel = self._uses.channels.get(channel_id) if channel_id is not None else channel
            answers = self._consent.answers(session, [item.asset_id for item in items], use)
            assets = {asset.id: asset for asset in session.assets.get_many([item.asset_id for item in items])}
        checks = {}
        for item in items:
            rights = answers[item.asset_id][1]
            whole = ExportItem(
                item.position + 1, item, assets[item.asset_id], self._library.folder.root, use, rights
            )  # the place of the original is not looked at
            checks[item.asset_id] = _caption(whole, channel, translator or Translator.source_language())
        return checks

    def channel_of(self, parts: UseParts) -> Channel | None:
        """The channel that a use names, by itself or through its account; nothing while it names none."""
        with self._library.read() as session:
            if parts.channel is not None:
                return self._uses.channels.get(parts.channel)
            return self._uses.channels.get(session.register.account(parts.account).channel) if parts.account else None


def planned_use(base: Use, item: GalleryItem) -> Use:
    """The gallery's use at the moment of a post, with its crop."""
    cut = item.crop is not None and not item.crop.is_whole
    alterations = base.alterations | {Right.CROP.value} if cut else base.alterations
    moment = item.planned.instant if item.planned is not None else base.publish_at
    return replace(base, publish_at=moment, alterations=alterations)


def _status_line(gallery: Gallery, cleared: int, awaiting: int, missing: int, ask_more: int) -> Text:
    """"12 cleared, 5 awaiting, 3 missing → ask 6 more"."""
    done = ngettext("{n} cleared", "{n} cleared", cleared, n=cleared)
    waiting = ngettext("{n} awaiting", "{n} awaiting", awaiting, n=awaiting)
    if gallery.goal is None:
        unasked = ngettext("{n} not asked", "{n} not asked", missing, n=missing)
        return _("{cleared}, {awaiting}, {unasked}", cleared=done, awaiting=waiting, unasked=unasked)
    if cleared >= gallery.goal:
        return _("{cleared} of {goal}: the goal is reached", cleared=done, goal=gallery.goal)
    if not missing:
        return _("{cleared}, {awaiting}", cleared=done, awaiting=waiting)
    lacking = ngettext("{n} missing", "{n} missing", missing, n=missing)
    ask = ngettext("ask {n} more", "ask {n} more", ask_more, n=ask_more)
    return _(
        "{cleared}, {awaiting}, {missing} → {ask}", cleared=done, awaiting=waiting, missing=lacking, ask=ask
    )


def _caption(item: ExportItem, channel: Channel, translator: Translator) -> CaptionCheck:
    from ugc_studio.exporters.base import full_text

    text = full_text(item, translator)
    said = (item.item.caption or "").casefold()
    credit = item.rights.credit_line if item.rights != RightsStatement() else None
    problems = [reason for _enforce, reason in check_text(text, channel.text)]
    problems += [reason for _enforce, reason in check_alt(item.item.alt_text, channel.alt)]
    return CaptionCheck(
        length(text, channel.text), channel.text.max, credit,
        credit is not None and credit.casefold() not in said, tuple(problems),
    )  # fmt: skip


# -- photos that look alike beside each other


def _touching(order: Sequence[AssetId], columns: int) -> Iterator[tuple[AssetId, AssetId]]:
    """Neighbours in a row, and one above the other."""
    for place, (left, right) in enumerate(pairwise(order)):
        if (place + 1) % columns:
            yield left, right
    yield from zip(order, order[columns:], strict=False)


def _likeness(session: Session, assets: Sequence[AssetId]) -> Callable[[AssetId, AssetId], bool]:
    """Whether two of these are related as far as is known, or their fingerprints are near each other in some pose."""
    related = {
        frozenset((one.from_asset, one.to_asset))
        for one in session.relations.of_assets(assets)
        if one.state is not RelationState.REJECTED
    }
    rows = session.fingerprints.rows(assets)
    size = HASH_BYTES * POSES
    hashes: Mapping[int, bytes] = {
        asset: bytes(rows.hashes[place * size : (place + 1) * size]) for place, asset in enumerate(rows.ids)
    }

    def alike(first: AssetId, second: AssetId) -> bool:
        if frozenset((first, second)) in related:
            return True
        one, other = hashes.get(first), hashes.get(second)
        if one is None or other is None:
            return False
        upright = one[:HASH_BYTES]
        return any(distance(upright, other[at : at + HASH_BYTES]) <= ALIKE for at in range(0, size, HASH_BYTES))

    return alike
