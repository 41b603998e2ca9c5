"""Who must sign for a picture (§2, §4.3, §4.4): every author, every person shown, every holder for a minor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ugc_studio.domain.clearance.dossier import (
    GENERIC_STRICT,
    AssetFacts,
    Depiction,
    Dossier,
    Holder,
    PartyFacts,
)
from ugc_studio.domain.clearance.scopes import Question
from ugc_studio.domain.consent import WORLDWIDE, DepictionRole, HolderBasis, Instrument
from ugc_studio.domain.verdicts import Reason, ReasonCode

Horizon = Callable[[str, str, str], dt.date]

IDENTIFIABLE = frozenset({DepictionRole.MAIN, DepictionRole.RECOGNISABLE})


@dataclass(frozen=True, slots=True)
class Signature:
    """One word that is needed: ``signer`` speaks for ``party``; ``silence`` is the reason when nothing was said.

    ``since`` and ``until`` are the days for which this signer is asked: holders until the month of majority is over,
    the person from its first day on.
    """

    instrument: Instrument
    party: str
    signer: str
    silence: ReasonCode = ReasonCode.UNKNOWN
    minor: bool = False
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after the one of ``day``."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Age:
    """Whether someone is a minor or grown up at any day of a window; both while the window crosses the month."""

    minor: bool
    adult: bool
    unknown: bool = False


def age_in(party: PartyFacts, first: dt.date, last: dt.date) -> Age:
    """Read "turns 18 in MM/YYYY": that whole month counts as both; no birth date is ever stored."""
    if party.turns_18 is not None:
        return Age(minor=first < next_month(party.turns_18), adult=last >= party.turns_18)
    if party.adult == "yes":
        return Age(minor=False, adult=True)
    return Age(minor=party.adult == "no", adult=False, unknown=party.adult != "no")


def child_says_from(dossier: Dossier, party: PartyFacts, question: Question) -> dt.date | None:
    """From which day a country's rule asks for the child's own release too: the strictest of residence and markets."""
    countries = {party.residence or dossier.policy.country, *question.territories} - {WORLDWIDE}
    ages = [dossier.pack(country).child_says_from for country in countries]
    if WORLDWIDE in question.territories:
        ages += [GENERIC_STRICT.child_says_from, *(pack.child_says_from for pack in dossier.packs.values())]
    asked = [age for age in ages if age is not None]
    if not asked:
        return None
    if party.turns_18 is None:
        return dt.date.min  # an unknown age is treated as over every threshold
    return dt.date(party.turns_18.year - 18 + min(asked), party.turns_18.month, 1)


def unread_rules(dossier: Dossier, facts: AssetFacts, question: Question) -> tuple[str, ...]:
    """The countries that count here, by market or residence, whose rule was not read at its source."""
    named = [*facts.creators, *(depiction.party for depiction in facts.depictions)]
    countries = {dossier.party(party).residence or dossier.policy.country for party in named} | question.use.territories
    unread = {country for country, pack in dossier.packs.items() if not pack.source_read}
    return tuple(sorted(unread if WORLDWIDE in countries else unread & countries))


def people_shown(facts: AssetFacts) -> Iterator[Depiction]:
    """The people who can be identified in a picture."""
    return (depiction for depiction in facts.depictions if depiction.role in IDENTIFIABLE)


def holders_of(dossier: Dossier, facts: AssetFacts, party: str) -> tuple[Holder, ...]:
    """Who holds parental authority: as recorded with this picture, else as recorded for the person."""
    for depiction in facts.depictions:
        if depiction.party == party and depiction.holders:
            return depiction.holders
    return dossier.party(party).holders


def undeclared(holders: tuple[Holder, ...]) -> bool:
    """Whether a minor's holders are not fully declared: none, one without a basis, or half of a joint authority."""
    if not holders or any(holder.basis is None for holder in holders):
        return True
    return len(holders) == 1 and holders[0].basis == HolderBasis.JOINT


def emancipated(holders: tuple[Holder, ...]) -> bool:
    """Whether a minor acts alone: only when that is the one basis declared."""
    return bool(holders) and all(holder.basis == HolderBasis.EMANCIPATED for holder in holders)


class SignerRules:
    """Lists the signatures that one asset needs for one use, and the reasons that need no signature to see.

    ``horizon(instrument, party, signer)`` says until when an open-ended post may live under what a signer gave.
    """

    def __init__(self, dossier: Dossier, facts: AssetFacts, question: Question, horizon: Horizon) -> None:
        self._dossier = dossier
        self._facts = facts
        self._question = question
        self._horizon = horizon
        self.reasons: list[Reason] = []
        self.signatures: list[Signature] = []
        self._collect()

    def last_day(self, instrument: Instrument, party: str) -> dt.date:
        """The last day online as it matters for a minor: the planned one, else the first end of a holder's grants."""
        window = self._question.window
        if window.last is not None:
            return max(window.last, window.first)
        holders = [holder.party for holder in holders_of(self._dossier, self._facts, party)] or [party]
        ends = [self._horizon(instrument.value, party, holder) for holder in holders]
        return max(min(ends), window.published)

    def age(self, instrument: Instrument, party: str) -> Age:
        """Minor, adult or both over the window."""
        return age_in(self._dossier.party(party), self._question.window.first, self.last_day(instrument, party))

    def _collect(self) -> None:
        for creator in self._facts.creators:
            self._author(creator)
        if not self._facts.creators:
            self.reasons.append(Reason(ReasonCode.UNKNOWN, Instrument.LICENCE.value, field="author"))
        for depiction in self._facts.depictions:
            if depiction.role in IDENTIFIABLE:
                self._person(depiction)
            else:
                self._bystander(depiction)
        for item in self._facts.items:
            if item.needed and item.party:
                self._grantor_age(Instrument.THIRD_PARTY, item.party, item.party)
                self._sign(Signature(Instrument.THIRD_PARTY, item.party, item.party))
            elif item.needed:
                self.reasons.append(Reason(ReasonCode.UNKNOWN, Instrument.THIRD_PARTY.value, field=item.id))

    def _author(self, party: str) -> None:
        age = self.age(Instrument.LICENCE, party)
        holders = holders_of(self._dossier, self._facts, party)
        if age.minor and undeclared(holders):
            for code in (ReasonCode.MINOR_CREATOR, ReasonCode.HOLDERS_UNDECLARED):
                self.reasons.append(Reason(code, Instrument.LICENCE.value, party))
        elif age.minor:
            self._by_holders(Instrument.LICENCE, party, holders, ReasonCode.MINOR_CREATOR)
        self._by_themselves(Instrument.LICENCE, party, age)

    def _person(self, depiction: Depiction) -> None:
        age = self.age(Instrument.IMAGE_RELEASE, depiction.party)
        if age.minor:
            self._minor_shown(depiction)
        self._by_themselves(Instrument.IMAGE_RELEASE, depiction.party, age)

    def _by_themselves(self, instrument: Instrument, party: str, age: Age) -> None:
        if age.unknown:
            self._age_unknown(instrument, party, party)
        if age.adult or age.unknown:
            grown = self._dossier.party(party).turns_18 or dt.date.min
            self._sign(Signature(instrument, party, party, since=grown))

    def _minor_shown(self, depiction: Depiction) -> None:
        party = depiction.party
        holders = depiction.holders or self._dossier.party(party).holders
        if undeclared(holders):
            self.reasons.append(Reason(ReasonCode.HOLDERS_UNDECLARED, Instrument.IMAGE_RELEASE.value, party))
        else:
            self._by_holders(Instrument.IMAGE_RELEASE, party, holders, ReasonCode.UNKNOWN)
        if emancipated(holders):
            return
        since = child_says_from(self._dossier, self._dossier.party(party), self._question)
        if since is not None and since <= self.last_day(Instrument.IMAGE_RELEASE, party):
            code = ReasonCode.CHILD_SAY_MISSING
            self._sign(Signature(Instrument.IMAGE_RELEASE, party, party, code, minor=True, since=since))

    def _by_holders(self, instrument: Instrument, party: str, holders: tuple[Holder, ...], silence: ReasonCode) -> None:
        until = self._minor_until(party)
        if emancipated(holders):
            self._sign(Signature(instrument, party, party, silence, minor=True, until=until))
            return
        for holder in holders:
            self._sign(Signature(instrument, party, holder.party, silence, minor=True, until=until))
            if holder.party != party:
                self._grantor_age(instrument, party, holder.party)

    def _minor_until(self, party: str) -> dt.date:
        turns_18 = self._dossier.party(party).turns_18
        return dt.date.max if turns_18 is None else next_month(turns_18) - dt.timedelta(days=1)

    def _bystander(self, depiction: Depiction) -> None:
        age = self.age(Instrument.IMAGE_RELEASE, depiction.party)
        if depiction.recognisable and (age.minor or age.unknown):
            code = ReasonCode.MINOR_NOT_CROWD  # an unknown age is treated as under every threshold
            self.reasons.append(Reason(code, Instrument.IMAGE_RELEASE.value, depiction.party))

    def _grantor_age(self, instrument: Instrument, party: str, signer: str) -> None:
        age = age_in(self._dossier.party(signer), self._question.window.first, self._question.window.first)
        if age.unknown:
            self._age_unknown(instrument, party, signer)
        elif age.minor:
            # A minor cannot give it: as if nothing had been said.
            self.reasons.append(Reason(ReasonCode.UNKNOWN, instrument.value, party, signer))

    def _age_unknown(self, instrument: Instrument, party: str, signer: str) -> None:
        self.reasons.append(Reason(ReasonCode.ADULT_UNKNOWN, instrument.value, party, signer))

    def _sign(self, signature: Signature) -> None:
        if signature not in self.signatures:
            self.signatures.append(signature)
