"""Which formule to ask for: the smallest one that covers the planned uses, and no wider one without a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ugc_studio.domain.clearance.scopes import (
    Question,
    covers_day,
    covers_territory,
    missing_fields,
    question_of,
    wider_fields,
)
from ugc_studio.domain.consent import WORLDWIDE, Scope, Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import Gallery
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.notices.catalogue import StandardFormule
from ugc_studio.services.consent.uses import standard_use, today_of
from ugc_studio.services.curation_board import planned_use
from ugc_studio.services.uses import UseResolver

WHOLE_WORLD = 300
"""How many countries "worldwide" counts for when scopes are compared."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What fits the planned uses: an adopted notice, else formules that would fit once they are adopted."""

    notice: Notice | None
    adoptable: tuple[str, ...]
    """Keys of standard formules."""
    uses: tuple[Use, ...]

    def is_wider(self, chosen: Notice) -> bool:
        """Whether a notice asks for more than the proposed one, so that somebody has to say why."""
        if self.notice is None or chosen.uuid == self.notice.uuid:
            return False
        return bool(wider_fields(chosen.scope, self.notice.scope))


def covers(scope: Scope, use: Use) -> bool:
    """Whether a scope, given by everybody, would permit a use: every country, right and day of it."""
    question = question_of(use)
    if missing_fields(scope, question) or not set(question.rights) <= scope.rights:
        return False
    return all(covers_territory(scope.territories, one) for one in question.territories) and all(
        covers_day(scope, day, question.window) for day in _days(question)
    )


def _days(question: Question) -> Iterator[dt.date]:
    """The first and the last day stand for all between them; a term has no holes."""
    window = question.window
    yield from (window.first, window.published)
    if window.last is not None:
        yield window.last


def propose(
    notices: Iterable[Notice], uses: Sequence[Use], formules: Sequence[StandardFormule], brand: Brand, today: dt.date
) -> Proposal:
    """The smallest notice for these uses, or which formules could be adopted for them."""
    fitting = [notice for notice in notices if uses and all(covers(notice.scope, use) for use in uses)]
    fitting.sort(key=lambda notice: (*_size(notice.scope), notice.id))
    if fitting or not uses:
        return Proposal(fitting[0] if fitting else None, (), tuple(uses))
    territories = frozenset(brand.countries)
    adoptable = []
    for one in formules:
        term = dt.timedelta(days=30 * one.months)
        scope = replace(
            one.scope, territories=territories, start=today, end=today + term, brands=frozenset({brand.uuid})
        )
        if all(covers(scope, use) for use in uses):
            adoptable.append((_size(scope), one.key))
    return Proposal(None, tuple(key for _rank, key in sorted(adoptable)), tuple(uses))


def _size(scope: Scope) -> tuple[int, int, int, dt.date]:
    countries = WHOLE_WORLD if WORLDWIDE in scope.territories else len(scope.territories)
    return len(scope.media), countries, len(scope.rights), scope.end or dt.date.max


class PlannedUses:
    """What photos are planned for: the uses of a gallery, of all galleries they are in, or the brand's standard use."""

    def __init__(self, resolver: UseResolver) -> None:
        self._resolver = resolver

    def of_gallery(self, session: Session, gallery: Gallery, ids: Sequence[int], *, now: dt.datetime) -> dict[int, Use]:
        """The use of each photo in a gallery, also of one that is not in it yet.

        Raises:
            UsageError: the gallery's use is not fully described.
        """
        base, _channel = self._resolver.resolve(session, gallery.parts, now=now)
        items = {int(item.asset_id): item for item in session.galleries.items(gallery.id)}
        return {asset: planned_use(base, items[asset]) if asset in items else base for asset in ids}

    def of_photos(
        self, session: Session, brand: Brand, ids: Sequence[int], *, gallery: Gallery | None, now: dt.datetime
    ) -> list[Use]:
        """The different uses that are planned for some photos under a brand."""
        galleries = [gallery] if gallery is not None else self._galleries_of(session, ids)
        found: list[Use] = []
        for one in galleries:
            inside = {int(item.asset_id) for item in session.galleries.items(one.id)}
            wanted = list(ids) if gallery is not None else [asset for asset in ids if asset in inside]
            try:
                found += self.of_gallery(session, one, wanted, now=now).values()
            except UsageError:
                continue  # the gallery itself says what is missing of its use
        mine = [use for use in dict.fromkeys(found) if use.brand == brand.uuid]
        return mine or [standard_use(brand, today_of(brand, now))]

    def each(self, session: Session, brand: Brand, ids: Sequence[int], *, now: dt.datetime) -> dict[int, Use]:
        """One use a photo: the first that is planned for it."""
        return {asset: self.of_photos(session, brand, [asset], gallery=None, now=now)[0] for asset in ids}

    @staticmethod
    def _galleries_of(session: Session, ids: Sequence[int]) -> list[Gallery]:
        held: Mapping[int, Gallery] = {int(one.id): one for one in session.galleries.all()}
        places = session.stacks.places(list(ids))
        return [held[one] for one in dict.fromkeys(int(place.gallery_id) for place in places) if one in held]
