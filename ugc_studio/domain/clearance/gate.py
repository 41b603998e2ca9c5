"""``clearance``: the one question that everything in the program asks before a picture leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ugc_studio.domain.clearance import conditions, diagnosis, neighbours
from ugc_studio.domain.clearance.dossier import AssetFacts, Dossier
from ugc_studio.domain.clearance.scopes import Question, question_of
from ugc_studio.domain.clearance.signers import Signature, SignerRules, age_in, unread_rules
from ugc_studio.domain.clearance.statements import ASKED, Grant, Shortfall, Track
from ugc_studio.domain.clearance.testimony import Testimony, TrackKey
from ugc_studio.domain.consent import Instrument, Use
from ugc_studio.domain.verdicts import Need, Reason, ReasonCode, Verdict

SILENT_CODES = frozenset({ReasonCode.UNKNOWN, *ASKED.values()})


def clearance(dossier: Dossier, use: Use) -> Verdict:
    """Answer for one asset and one planned use: cleared, or every reason why not and what would clear it.

    Deny wins across parties and unknown is deny (ODRL ``conflict: prohibit``). Pure: the same dossier and use always
    give the same verdict.
    """
    return _Judgement(dossier, question_of(use)).verdict()


class _Judgement:
    """One asking of the gate; holds what several rules look at."""

    def __init__(self, dossier: Dossier, question: Question) -> None:
        self._dossier = dossier
        self._question = question
        self._facts = dossier.assets.get(dossier.asset) or AssetFacts(dossier.asset)
        self._testimony = Testimony(dossier, self._facts, question)
        self._copies = [
            Testimony(dossier, dossier.assets[copy], question) for copy in neighbours.same_work_members(dossier)
        ]
        self._rules = SignerRules(dossier, self._facts, question, self._horizon)
        self._needs: list[Need] = []

    def verdict(self) -> Verdict:
        """Run every rule and collect what blocks."""
        reasons: list[Reason] = []
        if neighbours.is_tombstone(self._dossier, self._dossier.asset, self._question):
            reasons.append(Reason(ReasonCode.TOMBSTONE, asset=self._dossier.asset))
        reasons += conditions.open_reviews(self._facts)
        reasons += self._rules.reasons
        reasons += self._signature_reasons()
        reasons += self._other_noes()
        reasons += neighbours.spread_reasons(self._dossier, self._question)
        reasons += conditions.flag_reasons(self._dossier, self._facts, self._question)
        reasons += conditions.money_reasons(self._dossier, [self._testimony, *self._copies])
        reasons += conditions.employee_reasons(self._dossier, self._testimony)
        unread = unread_rules(self._dossier, self._facts, self._question)
        return Verdict(self._dossier.asset, tuple(dict.fromkeys(reasons)), tuple(self._needs), unread)

    def _horizon(self, instrument: str, party: str, signer: str) -> dt.date:
        """Until when an open-ended post may live under what one signer gave, for this asset or a copy that counts."""
        return max(t.track(instrument, party, signer).horizon() for t in [self._testimony, *self._copies])

    # ------------------------------------------------------------------ signatures

    def _signature_reasons(self) -> Iterator[Reason]:
        lacking = False
        for signature in self._rules.signatures:
            key = (signature.instrument.value, signature.party, signature.signer)
            track = self._testimony.track(*key)
            shortfall = self._with_copies(key, track.shortfall(since=signature.since, until=signature.until))
            if shortfall.complete:
                continue
            lacking = lacking or signature.instrument == Instrument.LICENCE
            yield from self._lacking(signature, track, shortfall)
        if lacking and neighbours.merge_needs_author(self._dossier, self._question):
            yield Reason(ReasonCode.AUTHOR_NOT_CONFIRMED, Instrument.LICENCE.value)

    def _with_copies(self, key: TrackKey, shortfall: Shortfall) -> Shortfall:
        """Where the asset's own ledger is silent, a grant for a copy counts (same work); it never ends a no."""
        tracks = [copy.track(*key) for copy in self._copies]
        silent = [p for p in shortfall.unresolved if not any(isinstance(t.says(p), Grant) for t in tracks)]
        return Shortfall(shortfall.denied, tuple(silent))

    def _lacking(self, signature: Signature, track: Track, shortfall: Shortfall) -> Iterator[Reason]:
        instrument, party, signer = signature.instrument.value, signature.party, signature.signer
        if signature.silence == ReasonCode.MINOR_CREATOR:
            yield Reason(ReasonCode.MINOR_CREATOR, instrument, party, signer)
        found = diagnosis.findings(track, shortfall)
        for code, name, values in found:
            if code in SILENT_CODES and signature.silence != ReasonCode.UNKNOWN:
                yield Reason(signature.silence, instrument, party, signer)
            if code != ReasonCode.UNKNOWN or signature.silence == ReasonCode.UNKNOWN:
                yield Reason(code, instrument, party, signer, name, values)
        if any(code != ReasonCode.APPROVAL_PENDING for code, _name, _values in found):  # that one is for legal to clear
            self._needs.append(Need(signer, instrument, party, diagnosis.adds(track, shortfall)))

    # ------------------------------------------------------------------ everyone else's no

    def _other_noes(self) -> Iterator[Reason]:
        """A no counts whoever said it: an objection by someone never asked, a refusal by someone since struck off."""
        asked: set[TrackKey] = {(s.instrument.value, s.party, s.signer) for s in self._rules.signatures}
        for key in self._testimony.no_sayers():
            if key in asked:
                continue
            instrument, party, signer = key
            track = self._testimony.track(*key)
            for denied in track.shortfall().denied:
                if denied.code in {ReasonCode.REVOKED, ReasonCode.INVALIDATED}:
                    continue
                # Only the grown-up's own word counts, except that anyone may object.
                if denied.code != ReasonCode.OBJECTED and self._speaks_for_a_grown_up(party, signer):
                    continue
                yield Reason(denied.code, instrument, party, signer, denied.field)

    def _speaks_for_a_grown_up(self, party: str, signer: str) -> bool:
        if signer == party or not self._testimony.appears(party):
            return False
        first = self._question.window.first
        age = age_in(self._dossier.party(party), first, first)
        return not age.minor and not age.unknown
