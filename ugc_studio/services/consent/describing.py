"""Verdicts in plain words: which instrument, whose, which field, and what would clear it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ugc_studio.domain.admission import SCOPE_FIELDS
from ugc_studio.domain.clearance.money import ConsiderationSum
from ugc_studio.domain.messages import N_, Text, _
from ugc_studio.domain.verdicts import Need, Reason, ReasonCode, Verdict

INSTRUMENTS = {
    "licence": _("the author’s licence"),
    "image_release": _("the image release"),
    "third_party": _("the third-party rights"),
}

SENTENCES: Mapping[ReasonCode, str] = {
    ReasonCode.UNKNOWN: N_("{who}: nothing is recorded for {instrument}."),
    ReasonCode.REQUESTED: N_("{who} was asked for {instrument} and has not answered yet."),
    ReasonCode.NO_RESPONSE: N_("{who} never answered about {instrument}; silence is not a yes."),
    ReasonCode.REPLIED: N_("A message of {who} about {instrument} has not been read yet."),
    ReasonCode.REFUSED: N_("{who} refused {instrument}."),
    ReasonCode.WITHDRAWN: N_("{who} withdrew {instrument}."),
    ReasonCode.OBJECTED: N_("{who} objected to the use of this picture."),
    ReasonCode.REVOKED: N_("{who}: {instrument} was revoked."),
    ReasonCode.INVALIDATED: N_("{who}: legal declared {instrument} invalid."),
    ReasonCode.EXPIRED: N_("{who}: {instrument} ends before the planned date."),
    ReasonCode.APPROVAL_PENDING: N_("{who}: {instrument} waits for legal approval."),
    ReasonCode.EVIDENCE_BROKEN: N_("The proof for {instrument} of {who} is missing or was changed."),
    ReasonCode.EVIDENCE_UNBOUND: N_("A hashtag alone is no proof: {instrument} of {who} answers no dated request."),
    ReasonCode.RIGHT_NOT_GRANTED: N_("{who} did not grant this right: {values}."),
    ReasonCode.ALTERATION_NOT_GRANTED: N_("{who} did not allow this change to the picture: {values}."),
    ReasonCode.MEDIA_NOT_GRANTED: N_("{who} did not allow this medium: {values}."),
    ReasonCode.TERRITORY_NOT_GRANTED: N_("{who} did not allow these countries: {values}."),
    ReasonCode.PURPOSE_NOT_GRANTED: N_("{who} did not allow this purpose: {values}."),
    ReasonCode.BRAND_NOT_GRANTED: N_("{who} did not allow this brand."),
    ReasonCode.EXCLUDED_CONTEXT: N_("{who} excluded this context: {values}."),
    ReasonCode.BEFORE_START: N_("{who}: {instrument} begins after the planned date."),
    ReasonCode.OUTLIVES_GRANT: N_("The picture would stay online after {instrument} of {who} has ended."),
    ReasonCode.PEOPLE_NOT_REVIEWED: N_("Nobody has looked yet who is in this picture."),
    ReasonCode.AUDIO_NOT_REVIEWED: N_("Nobody has listened to the sound yet."),
    ReasonCode.ADULT_UNKNOWN: N_("It is not known whether {signer} is of age."),
    ReasonCode.MINOR_CREATOR: N_(
        "{who} took the picture and is a minor: every holder of parental authority must sign."
    ),
    ReasonCode.HOLDERS_UNDECLARED: N_("{who} is a minor: say who holds parental authority, and why."),
    ReasonCode.CHILD_SAY_MISSING: N_("{who} is old enough to be asked too: the child’s own release is missing."),
    ReasonCode.MINOR_NOT_CROWD: N_("{who} is a minor who can be recognised and may not be counted as crowd."),
    ReasonCode.BLOCKED_BY_NEAR_DUPLICATE: N_("A copy of this picture is blocked ({asset})."),
    ReasonCode.POSSIBLE_NEAR_DUPLICATE: N_("This may be a copy of a blocked picture ({asset}): compare them."),
    ReasonCode.AUTHOR_NOT_CONFIRMED: N_("It is not confirmed who took this picture."),
    ReasonCode.CONTESTED: N_("Several people seem to have taken this picture."),
    ReasonCode.TOMBSTONE: N_("This picture was erased and may not come back."),
    ReasonCode.SENSITIVE: N_("This picture is marked as sensitive: legal has to decide."),
    ReasonCode.FROZEN: N_("Publishing is frozen for {frozen} until legal lifts it."),
    ReasonCode.ILLEGAL_CONTENT: N_("Illegal content: stop, do not forward it, report it."),
    ReasonCode.CONSIDERATION_REVIEW: N_("{who} was given something of value: legal has to check it."),
    ReasonCode.MANNEQUIN_RISK: N_(
        "{who} was given something of value and a person can be identified: legal has to check it."
    ),
    ReasonCode.MINOR_CONSIDERATION: N_("Something of value was given and a minor is concerned: this cannot be used."),
    ReasonCode.INFLUENCER_LABEL_MISSING: N_("{who} is an influencer: the disclosure label is missing."),
    ReasonCode.INFLUENCER_CONTRACT_MISSING: N_("{who} reached 1,000 euros: a written contract is needed."),
    ReasonCode.GUIDELINES_NOT_ACCEPTED: N_("{who} has not accepted the guidelines in force ({values})."),
    ReasonCode.EMPLOYEE_LEFT: N_("{who} has left, or leaves before the picture comes down ({values})."),
}
"""One sentence a code."""

LEDGER_CUT = N_("Publishing is frozen: the end of the ledger is missing. Try: ugc-studio ledger verify")
"""Said instead of the sentence for a freeze when no person froze anything."""

FROZEN = {
    "asset": _("this photo"),
    "creator": _("everything by this creator"),
    "place": _("everything from this place"),
    "brand": _("this brand"),
    "library": _("the whole library"),
}

MEDIA = {
    "organic_social": _("social networks"),
    "paid_social": _("advertising on social networks"),
    "website": _("the website"),
    "email": _("e-mail"),
    "print": _("print"),
    "out_of_home": _("posters"),
    "in_store": _("shops"),
    "tv": _("television"),
    "press": _("press"),
    "internal": _("internal use"),
    "partners": _("partners"),
    "employee_accounts": _("accounts of employees"),
}

RIGHTS = {
    "reproduction": _("copying"),
    "representation": _("showing"),
    "adaptation.crop": _("cropping"),
    "adaptation.colour": _("changing colours"),
    "adaptation.retouch": _("retouching"),
    "adaptation.overlay": _("text or pictures on top"),
    "adaptation.translation": _("translating"),
    "adaptation.generative": _("changes by generative AI"),
}

FIELDS: Mapping[str, Text] = {**SCOPE_FIELDS, "start": _("from"), "end": _("until")}
"""Names of fields as they stand before a value."""


@dataclass(frozen=True, slots=True)
class Describer:
    """Puts a verdict into sentences; ``names`` shows parties, brands and assets by their UUID or hash."""

    names: Mapping[str, object]

    def reason(self, reason: Reason) -> Text:
        """One sentence for a reason."""
        cut = reason.code == ReasonCode.FROZEN and reason.field == "ledger"
        return Text(
            LEDGER_CUT if cut else SENTENCES[reason.code],
            {
                "who": self._who(reason.party, reason.signer),
                "signer": self._name(reason.signer or reason.party),
                "instrument": INSTRUMENTS.get(reason.instrument or "", _("the rights")),
                "frozen": FROZEN.get(reason.field or "", _("some photos")),
                "values": [self.value(value) for value in reason.values],
                "asset": self.names.get(reason.asset or "", (reason.asset or "")[:12]),
            },
        )

    def remarks(self, verdict: Verdict) -> tuple[Text, ...]:
        """What has to be known beside the answer, cleared or not."""
        return self.common_remarks((verdict,))

    def common_remarks(self, verdicts: Iterable[Verdict]) -> tuple[Text, ...]:
        """What has to be known beside many answers, each thing once."""
        unread = sorted({country for verdict in verdicts for country in verdict.unread_rules})
        if not unread:
            return ()
        text = _(
            "The rules for minors in {countries} could not be read at their source: the strictest known rule is "
            "applied.",
            countries=unread,
        )  # fmt: skip
        return (text,)

    def need(self, need: Need) -> Text:
        """What one more signature would have to say."""
        signer = self._name(need.party)
        instrument = INSTRUMENTS.get(need.instrument, _("the rights"))
        who = (
            signer
            if need.party == need.for_party
            else _("{signer} for {party}", signer=signer, party=self._name(need.for_party))
        )
        if not need.adds:
            return _("Cleared if {who} gives {instrument} for exactly this use.", who=who, instrument=instrument)
        parts = [self._part(name, value) for name, value in need.adds.items()]
        return _("Cleared if {who} also gives {instrument} for {parts}.", who=who, instrument=instrument, parts=parts)

    def _part(self, name: str, value: frozenset[str] | dt.date) -> Text:
        shown = value if isinstance(value, dt.date) else [self.value(item) for item in sorted(value)]
        return _("{field} {value}", field=FIELDS.get(name, name), value=shown)

    def _who(self, party: str | None, signer: str | None) -> object:
        if signer is None or signer == party:
            return self._name(party)
        return _("{signer} for {party}", signer=self._name(signer), party=self._name(party))

    def _name(self, party: str | None) -> object:
        if party is None:
            return _("The author")
        return self.names.get(party, party[:8])

    def value(self, value: str) -> object:
        """One word of a scope as people say it; what has no better word stays as it is."""
        for words in (MEDIA, RIGHTS):
            if value in words:
                return words[value]
        return self.names.get(value, value)


def sum_words(advertiser: str | None, objective: str | None, counted: ConsiderationSum, contract: bool) -> Text:
    """What somebody was given by one advertiser for one objective, with the warning that comes first."""
    fields = {
        "advertiser": advertiser or _("advertiser not said"), "objective": objective or _("objective not said"),
        "year": round(counted.calendar), "months": round(counted.rolling),
    }  # fmt: skip
    if counted.reached and contract:
        return _(
            "{advertiser}, {objective}: {year} euros this year, {months} in twelve months; the contract is there.",
            **fields,
        )
    if counted.reached:
        return _(
            "{advertiser}, {objective}: {year} euros this year, {months} in twelve months; a written contract is "
            "needed.",
            **fields,
        )
    return _("{advertiser}, {objective}: {year} euros this year, {months} in twelve months.", **fields)


def assets_in(verdict: Verdict) -> set[str]:
    """The hashes of other photos that a description of the verdict has to name."""
    return {reason.asset for reason in verdict.reasons if reason.asset}


def parties_in(verdict: Verdict) -> set[str]:
    """The UUIDs that a description of the verdict has to name."""
    named = {uuid for reason in verdict.reasons for uuid in (reason.party, reason.signer) if uuid}
    named |= {uuid for need in verdict.would_clear for uuid in (need.party, need.for_party)}
    return named
