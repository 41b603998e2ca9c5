"""Who must sign for a picture (§2, §4.3, §4.4): every author, every person shown, every holder for a minor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ugc_studio.domain.clearance.dossier import AssetFacts, Depiction, Dossier, Holder, PartyFacts
from ugc_studio.domain.clearance.scopes import Question
from ugc_studio.domain.consent import WORLDWIDE, DepictionRole, HolderBasis, Instrument
from ugc_studio.domain.verdicts import Reason, ReasonCode

IDENTIFIABLE = frozenset({DepictionRole.MAIN, DepictionRole.RECOGNISABLE})


@dataclass(frozen=True, slots=True)
class Signature:
    """One word that is needed: ``signer`` speaks for ``party``; ``silence`` is the reason when nothing was said."""

    instrument: Instrument
    party: str
    signer: str
    silence: ReasonCode = ReasonCode.UNKNOWN
    minor: bool = False


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


def child_says(dossier: Dossier, party: PartyFacts, question: Question, last: dt.date) -> bool:
    """Whether a country's rule asks for the child's own release too: the strictest of residence and markets wins."""
    countries = {party.residence or dossier.policy.country, *question.territories} - {WORLDWIDE}
    ages = [dossier.pack(country).child_says_from for country in countries]
    if WORLDWIDE in question.territories:
        ages += [12, *(pack.child_says_from for pack in dossier.packs.values())]
    asked = [age for age in ages if age is not None]
    if not asked:
        return False
    if party.turns_18 is None:
        return True  # an unknown age is treated as over every threshold
    month = dt.date(party.turns_18.year - 18 + min(asked), party.turns_18.month, 1)
    return last >= month


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


class SignerRules:
    """Lists the signatures that one asset needs for one use, and the reasons that need no signature to see."""

    def __init__(self, dossier: Dossier, facts: AssetFacts, question: Question, horizons: dict[str, dt.date]) -> None:
        self._dossier = dossier
        self._facts = facts
        self._question = question
        self._horizons = horizons
        self.reasons: list[Reason] = []
        self.signatures: list[Signature] = []
        self._collect()

    def last_day(self, party: str) -> dt.date:
        """The last day online as it matters for a person: the planned one, else the end of the grants."""
        window = self._question.window
        if window.last is not None:
            return max(window.last, window.first)
        return max(self._horizons.get(party, window.published), window.published)

    def age(self, party: str) -> Age:
        """Minor, adult or both over the window."""
        return age_in(self._dossier.party(party), self._question.window.first, self.last_day(party))

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
                self._adult_only(Instrument.THIRD_PARTY, item.party)
            elif item.needed:
                self.reasons.append(Reason(ReasonCode.UNKNOWN, Instrument.THIRD_PARTY.value, field=item.id))

    def _author(self, party: str) -> None:
        age = self.age(party)
        if age.minor:
            holders = holders_of(self._dossier, self._facts, party)
            if undeclared(holders):
                self.reasons.append(Reason(ReasonCode.MINOR_CREATOR, Instrument.LICENCE.value, party))
            else:
                self._by_holders(Instrument.LICENCE, party, holders, ReasonCode.MINOR_CREATOR)
        if age.unknown:
            self._age_unknown(Instrument.LICENCE, party, party)
        if age.adult or age.unknown:
            self._sign(Signature(Instrument.LICENCE, party, party))

    def _person(self, depiction: Depiction) -> None:
        party = depiction.party
        age = self.age(party)
        if age.minor:
            self._minor_shown(depiction)
        if age.unknown:
            self._age_unknown(Instrument.IMAGE_RELEASE, party, party)
        if age.adult or age.unknown:
            self._sign(Signature(Instrument.IMAGE_RELEASE, party, party))

    def _minor_shown(self, depiction: Depiction) -> None:
        party = depiction.party
        holders = depiction.holders or self._dossier.party(party).holders
        if undeclared(holders):
            self.reasons.append(Reason(ReasonCode.HOLDERS_UNDECLARED, Instrument.IMAGE_RELEASE.value, party))
        else:
            self._by_holders(Instrument.IMAGE_RELEASE, party, holders, ReasonCode.UNKNOWN)
        if any(holder.basis == HolderBasis.EMANCIPATED for holder in holders):
            return
        if child_says(self._dossier, self._dossier.party(party), self._question, self.last_day(party)):
            self._sign(Signature(Instrument.IMAGE_RELEASE, party, party, ReasonCode.CHILD_SAY_MISSING, minor=True))

    def _by_holders(self, instrument: Instrument, party: str, holders: tuple[Holder, ...], silence: ReasonCode) -> None:
        if all(holder.basis == HolderBasis.EMANCIPATED for holder in holders):
            self._sign(Signature(instrument, party, party, silence, minor=True))
            return
        for holder in holders:
            self._sign(Signature(instrument, party, holder.party, silence, minor=True))
            if holder.party != party:
                self._grantor_age(instrument, party, holder.party)

    def _bystander(self, depiction: Depiction) -> None:
        if not depiction.recognisable:
            return
        age = self.age(depiction.party)
        if age.minor:
            code = ReasonCode.MINOR_NOT_CROWD
            self.reasons.append(Reason(code, Instrument.IMAGE_RELEASE.value, depiction.party))
        elif age.unknown:
            self._age_unknown(Instrument.IMAGE_RELEASE, depiction.party, depiction.party)

    def _adult_only(self, instrument: Instrument, party: str) -> None:
        self._grantor_age(instrument, party, party)
        self._sign(Signature(instrument, party, party))

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
        key = (signature.instrument, signature.party, signature.signer)
        for position, present in enumerate(self.signatures):
            if (present.instrument, present.party, present.signer) == key:
                if present.silence == ReasonCode.CHILD_SAY_MISSING:
                    self.signatures[position] = signature
                return
        self.signatures.append(signature)
