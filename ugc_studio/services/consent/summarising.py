"""Keeps ``consent_summary`` true: the answer for each brand's standard use, with the days between which it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ugc_studio.domain.clearance import Dossier, clearance
from ugc_studio.domain.clearance.dossier import GENERIC_STRICT, CountryPack, Depiction, PartyFacts
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, next_month
from ugc_studio.domain.consent import BrandPolicy, ConsentState, EventType, PeopleAnswer
from ugc_studio.domain.verdicts import ReasonCode, Verdict
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.library import Library
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.library.summary import FactsRow, SummaryRow
from ugc_studio.services.consent.uses import DEFAULT_STANDARD_USE, standard_use, today_of

ALWAYS = dt.date.max
GROUP = 500
VEILING = frozenset({"sensitive", "illegal"})
"""Marks with which lists blur a photo (of illegal content nothing is shown at all)."""

NOES = frozenset(
    {
        ReasonCode.REFUSED, ReasonCode.WITHDRAWN, ReasonCode.OBJECTED, ReasonCode.REVOKED, ReasonCode.INVALIDATED,
        ReasonCode.BLOCKED_BY_NEAR_DUPLICATE, ReasonCode.TOMBSTONE, ReasonCode.ILLEGAL_CONTENT, ReasonCode.FROZEN,
        ReasonCode.SENSITIVE, ReasonCode.MINOR_CONSIDERATION,
    }
)  # fmt: skip


def state_word(verdict: Verdict) -> ConsentState:
    """The one word of the screen for a verdict about the standard use (§3)."""
    codes = {reason.code for reason in verdict.reasons}
    if not codes:
        return ConsentState.CLEARED
    if codes & NOES:
        return ConsentState.BLOCKED
    if ReasonCode.REPLIED in codes:
        return ConsentState.TO_READ
    if codes & {ReasonCode.REQUESTED, ReasonCode.NO_RESPONSE}:
        return ConsentState.WAITING
    if ReasonCode.EXPIRED in codes:
        return ConsentState.ENDED
    unasked = {
        ReasonCode.UNKNOWN, ReasonCode.PEOPLE_NOT_REVIEWED, ReasonCode.AUDIO_NOT_REVIEWED,
        ReasonCode.AUTHOR_NOT_CONFIRMED, ReasonCode.ADULT_UNKNOWN, ReasonCode.HOLDERS_UNDECLARED,
    }  # fmt: skip
    return ConsentState.NOT_REQUESTED if codes <= unasked else ConsentState.BLOCKED


class Summariser:
    """Builds the rows of the projection for some assets, or for all."""

    def __init__(self, library: Library, packs: Mapping[str, CountryPack]) -> None:
        self._library = library
        self._packs = packs

    def refresh(self, session: Session, asset_ids: Sequence[int]) -> None:
        """Bring the rows of these assets up to date inside the writing transaction."""
        rows, facts = self.built(session, asset_ids)
        session.summary.replace(rows, built_seq=session.ledger.head()[0])
        session.summary.replace_facts(facts)

    def built(self, session: Session, asset_ids: Sequence[int]) -> tuple[list[SummaryRow], list[FactsRow]]:
        """The rows as they ought to be: for every brand its answer, and what was recorded whatever the brand."""
        now = self._library.clock()
        rows: list[SummaryRow] = []
        dossiers: Mapping[int, Dossier] | None = None
        for brand in session.register.brands():
            dossiers = session.dossiers.gather(asset_ids, policy=brand.policy, packs=self._packs)
            today = today_of(brand, now)
            rows += [summary_of(asset_id, brand, dossier, today) for asset_id, dossier in dossiers.items()]
        if dossiers is None:  # a library without a brand
            dossiers = session.dossiers.gather(asset_ids, policy=BrandPolicy(), packs=self._packs)
        return rows, [facts_of(asset_id, dossier) for asset_id, dossier in dossiers.items()]

    def rebuild(self, context: JobContext) -> int:
        """Build every row anew; returns how many assets."""
        self._library.write(lambda session: session.summary.clear())
        done = 0
        for group in self._groups():
            context.check()
            self._refresh_group(group)
            context.advance(len(group))
            done += len(group)
        return done

    def refresh_all(self) -> None:
        """Bring every row up to date, after the choices of a brand changed."""
        for group in self._groups():
            self._refresh_group(group)

    def _refresh_group(self, group: Sequence[int]) -> None:
        """Bring the rows of these assets up to date in a transaction of their own."""
        self._library.write(lambda session: self.refresh(session, group))

    def _groups(self) -> Iterable[list[int]]:
        with self._library.read() as session:
            ids = session.summary.assets_with_events()
        return (ids[start : start + GROUP] for start in range(0, len(ids), GROUP))

    def differing(self, session: Session) -> int:
        """How many rows are not what the ledger says today (``doctor``)."""
        now = self._library.clock()
        days = {brand.id: today_of(brand, now).isoformat() for brand in session.register.brands()}
        present = session.summary.rows()
        wrong = 0
        ids = session.summary.assets_with_events()
        for start in range(0, len(ids), GROUP):
            group = ids[start : start + GROUP]
            rows, recorded = self.built(session, group)
            for row in rows:
                kept = present.get((row.asset_id, row.brand_id))
                wrong += kept is None or _clear(kept, days[row.brand_id]) != _clear(row, days[row.brand_id])
            facts = session.summary.facts(group)
            wrong += sum(facts.get(row.asset_id) != row for row in recorded)
        return wrong


def _clear(row: SummaryRow, today: str) -> bool:
    return row.clear_from is not None and row.clear_from <= today <= (row.clear_until or "")


def facts_of(asset_id: int, dossier: Dossier) -> FactsRow:
    """What lists ask about the people in one asset; who nobody looked at yet is never called free of children."""
    facts = dossier.assets[dossier.asset]
    days = [_grown_up_from(dossier.party(depiction.party)) for depiction in facts.depictions if _is_seen(depiction)]
    known = facts.people != PeopleAnswer.NOT_REVIEWED and None not in days
    first = max((day for day in days if day is not None), default=dt.date.min) if known else None
    veiled = not VEILING.isdisjoint(facts.flags)
    return FactsRow(asset_id, facts.people.value, veiled, first.isoformat() if first else None)


def _is_seen(depiction: Depiction) -> bool:
    return depiction.recognisable or depiction.role in IDENTIFIABLE


def _grown_up_from(party: PartyFacts) -> dt.date | None:
    """The first day on which someone is surely no minor; an unknown age gives none."""
    if party.turns_18 is not None:
        return next_month(party.turns_18)
    return dt.date.min if party.adult == "yes" else None


def summary_of(asset_id: int, brand: Brand, dossier: Dossier, today: dt.date) -> SummaryRow:
    """One asset's row: today's word, and the days between which the standard use is cleared."""

    def ask(day: dt.date) -> Verdict:
        return clearance(dossier, standard_use(brand, day))

    verdict = ask(today)
    state = state_word(verdict).value
    changes = sorted(day for day in _changes(dossier, brand) if day > today)
    if verdict.cleared:
        first: dt.date | None = today
    else:
        first = next((day for day in changes if ask(day).cleared), None) if _may_clear(verdict) else None
    if first is None:
        return SummaryRow(asset_id, brand.id, state, None, None)
    stop = next((day for day in changes if day > first and not ask(day).cleared), None)
    until = stop - dt.timedelta(days=1) if stop else ALWAYS
    return SummaryRow(asset_id, brand.id, state, first.isoformat(), until.isoformat())


def _may_clear(verdict: Verdict) -> bool:
    """Whether waiting alone could clear it: only a grant that has not begun does that."""
    return {reason.code for reason in verdict.reasons} <= {ReasonCode.BEFORE_START}


def _changes(dossier: Dossier, brand: Brand) -> Iterable[dt.date]:
    """The days on which the answer for the standard use can change."""
    length = dt.timedelta(days=int(str(brand.standard_use.get("days", DEFAULT_STANDARD_USE["days"]))))
    day = dt.timedelta(days=1)
    packs = (*dossier.packs.values(), GENERIC_STRICT)
    ages = sorted({pack.child_says_from for pack in packs if pack.child_says_from is not None})
    for event in dossier.events:
        if event.type == EventType.GIVEN and event.scope is not None:
            if event.scope.start:
                yield event.scope.start
            if event.scope.end:
                yield from (event.scope.end + day, event.scope.end - length + day)
        for limit in (event.limits.get("start"), event.limits.get("end")):
            if isinstance(limit, dt.date):
                yield from (limit - length, limit + day)
    for party in dossier.parties.values():
        if party.turns_18:
            yield from (party.turns_18 - length, party.turns_18, next_month(party.turns_18))
            for age in ages:
                start = dt.date(party.turns_18.year - 18 + age, party.turns_18.month, 1)
                yield from (start - length, start)
        if party.leaves:
            yield from (party.leaves + day, party.leaves - length + day)
    for facts in dossier.assets.values():
        if facts.tombstone_until and facts.tombstone_until < ALWAYS:
            yield facts.tombstone_until + day
