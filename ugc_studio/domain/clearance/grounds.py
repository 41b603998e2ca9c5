"""On which grants a cleared use stands, and how long they last: what an exported file may say about its rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ugc_studio.domain.clearance import neighbours
from ugc_studio.domain.clearance.dossier import AssetFacts, Dossier, PartyFacts
from ugc_studio.domain.clearance.scopes import FOREVER, Point, Question
from ugc_studio.domain.clearance.signers import Signature, SignerRules
from ugc_studio.domain.clearance.statements import Denied, Grant, Track
from ugc_studio.domain.clearance.testimony import Testimony
from ugc_studio.domain.consent import PartyKind


@dataclass(frozen=True, slots=True)
class Ground:
    """What one signer's word carries of a use: the grants that count there, and the days they hold without a gap.

    No grants means that nothing holds on the day of publication. ``start`` and ``end`` are ``None`` where open; the
    end is the end of the term, also where posts may stay after it.
    """

    signature: Signature
    grants: tuple[Grant, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None


def grounds_of(dossier: Dossier, asked: Question) -> tuple[Ground, ...]:
    """One ground for each signature that the use needs; the end planned for the use does not shorten them."""
    question = replace(asked, window=replace(asked.window, last=None))
    facts = dossier.assets.get(dossier.asset) or AssetFacts(dossier.asset)
    copies = sorted(neighbours.same_work_members(dossier))
    voices = [Testimony(dossier, seen, question) for seen in (facts, *(dossier.assets[copy] for copy in copies))]

    def tracks(instrument: str, party: str, signer: str) -> list[Track]:
        return [voice.track(instrument, party, signer) for voice in voices]

    def horizon(instrument: str, party: str, signer: str) -> dt.date:
        return max(track.horizon() for track in tracks(instrument, party, signer))

    signatures = SignerRules(dossier, facts, question, horizon).signatures
    return tuple(
        _until_leaving(
            _ground(signature, tracks(signature.instrument.value, signature.party, signature.signer), question),
            dossier.party(signature.party),
        )
        for signature in signatures
    )


def _until_leaving(ground: Ground, party: PartyFacts) -> Ground:
    """The leaving date of an employee ends the grant (§4.10)."""
    if party.kind != PartyKind.EMPLOYEE or party.leaves is None or not ground.grants:
        return ground
    return replace(ground, end=min(ground.end or FOREVER, party.leaves))


def _ground(signature: Signature, tracks: list[Track], question: Question) -> Ground:
    first = max(question.window.published, signature.since)
    found: dict[int, Grant] = {}
    starts: list[dt.date] = []
    ends: list[dt.date] = []
    for territory in question.territories:
        for right in question.rights:
            carrying, end = _stretch(territory, right, signature, tracks, first)
            if not carrying:
                return Ground(signature)
            found |= {grant.event.seq: grant for grant in carrying}
            starts += [carrying[0].scope.start] if carrying[0].scope.start else []
            ends += [end] if end is not None else []
    grants = tuple(found[seq] for seq in sorted(found))
    return Ground(signature, grants, max(starts, default=None), min(ends, default=None))


def _stretch(
    territory: str, right: str, signature: Signature, tracks: list[Track], first: dt.date
) -> tuple[list[Grant], dt.date | None]:
    """The grants that carry one right in one country from a day on without a gap, and the last day; none is open."""
    carrying: list[Grant] = []
    for day in _days(tracks, first, signature.until):
        word = _says(tracks, Point(territory, right, day))
        if word is None or (word.scope.end is not None and word.scope.end < day):
            return carrying, day - dt.timedelta(days=1)
        carrying.append(word)
    return carrying, None


def _days(tracks: Iterable[Track], first: dt.date, until: dt.date) -> Iterator[dt.date]:
    """The first day, and every later one on which something that was said begins or has ended."""
    turns = {turn for track in tracks for turn in track.turns() if first < turn <= min(until, FOREVER)}
    return iter([first, *sorted(turns)])


def _says(tracks: list[Track], point: Point) -> Grant | None:
    """The grant that carries a point: the asset's own, else where its ledger is silent that of a merged copy."""
    for track in tracks:
        word = track.says(point)
        if isinstance(word, Denied):
            return None
        if word is not None:
            return word
    return None
