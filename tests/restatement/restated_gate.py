"""The consent gate, restated slowly and plainly from the consent page alone, for a lawyer to read.

`judge` answers for one planned use, `would_clear` names the smallest further grants, `refused_events` names what the
ledger may not write. A case is a dict of the shape of one `[[case]]` of `consent-cases.toml`. Nothing here knows the
program's own gate; the tests compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import near_duplicates, other_rules
from .ledger import Stream, refused_events, streams_heard
from .people import (
    Required,
    Signature,
    age_is_unknown,
    holders_are_undeclared,
    may_be_minor_on,
    required,
    signatures,
)
from .scopes import cells
from .signatures import FIELD_REASON, Finding, carried_until, decide, judge_signature, standing_no
from .world import Case, Plan, Use, asset, needed_items, parties_of_asset, read_plan, telling_days

__all__ = ["Judgement", "judge", "refused_events", "would_clear"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Cleared, or blocked with the reason codes of `consent-cases.toml`."""

    cleared: bool
    reasons: set[str]


def judge(case: Case, use: Use) -> Judgement:
    """§4: may this asset be used in this way? Across parties deny wins, and whatever is unknown is a no (§4.2)."""
    plan = read_plan(use)
    needs = required(case, plan.asset)
    reasons: set[str] = set()
    for finding in _findings(case, plan, needs).values():
        reasons |= finding.reasons
    reasons |= _nobody_known(case, plan)
    for need in needs:
        reasons |= _capacity_reasons(case, plan, need)
    reasons |= other_rules.review_reasons(case, plan)
    reasons |= near_duplicates.reasons(case, plan)
    reasons |= other_rules.flag_reasons(case, plan)
    reasons |= other_rules.freeze_reasons(case, plan)
    reasons |= other_rules.money_reasons(case, plan)
    reasons |= other_rules.influencer_reasons(case, plan, needs)
    reasons |= other_rules.employee_reasons(case, plan, needs)
    return Judgement(cleared=not reasons, reasons=reasons)


def would_clear(case: Case, use: Use) -> list[dict[str, Any]]:
    """§4, last sentence: the further grants that are missing, each once, in the order in which they were found."""
    plan = read_plan(use)
    entries: list[dict[str, Any]] = []
    for stream, finding in _findings(case, plan, required(case, plan.asset)).items():
        entry = {"party": stream.signer, "instrument": stream.instrument, "adds": finding.adds}
        if finding.adds is not None and entry not in entries:
            entries.append(entry)
    return entries


def _findings(case: Case, plan: Plan, needs: list[Required]) -> dict[Stream, Finding]:
    """Every signature that is needed, and everybody else whose no is on record."""
    found: dict[Stream, Finding] = {}
    for need in needs:
        for signature in _signatures(case, plan, need):
            if signature.days:
                found[signature.stream] = judge_signature(case, plan, signature)
    for stream in streams_heard(case, plan.asset):
        if stream not in found and (finding := _uninvited_no(case, plan, stream)) is not None:
            found[stream] = finding
    return found


def _signatures(case: Case, plan: Plan, need: Required) -> list[Signature]:
    return signatures(case, plan, need, lambda stream: carried_until(case, plan, stream))


def _uninvited_no(case: Case, plan: Plan, stream: Stream) -> Finding | None:
    """§3 `objected`: anyone, also a person never asked; §4.2 deny wins, whoever says it. An unread word counts too."""
    everybody = Signature(stream, tuple(telling_days(case, plan.first_day, plan.last_day)))
    asked = cells(plan, list(everybody.days))
    noes = [standing_no(case, plan, plan.asset, stream, c) for c in asked]
    noes += [d for c in asked if (d := decide(case, plan, plan.asset, stream, c)).kind == "replied"]
    spoken = {no.kind for no in noes if no is not None}
    if _speaks_for_a_grown_up(case, plan, stream):
        spoken &= {"objected"}
    if not spoken:
        return None
    finding = judge_signature(case, plan, everybody)
    taken_out = {f for no in noes if no is not None for f in no.fields}
    by_field = {"right_not_granted", "alteration_not_granted"} if "rights" in taken_out else set()
    by_field |= {FIELD_REASON[f] for f in taken_out if f in FIELD_REASON}
    finding.reasons = (spoken - {"excluded"}) | (finding.reasons & by_field)
    return finding


def _speaks_for_a_grown_up(case: Case, plan: Plan, stream: Stream) -> bool:
    """§4 "Made precise": after majority only the person's own word counts – but anyone may object (§3)."""
    own = stream.signer == stream.party or stream.party not in parties_of_asset(case, plan.asset, stream.instrument)
    return not own and not may_be_minor_on(case, stream.party, plan.first_day)


def _nobody_known(case: Case, plan: Plan) -> set[str]:
    """§4.2 unknown is deny: no author on record, or a needed item whose holder nobody named."""
    card = asset(case, plan.asset)
    no_author = not card.get("creators") and "tombstone" not in card.get("flags", [])
    no_holder = any(not item.get("party") for item in needed_items(case, plan.asset))
    return {"unknown"} if no_author or no_holder else set()


def _capacity_reasons(case: Case, plan: Plan, need: Required) -> set[str]:
    """§2: an unknown age blocks, of the party or of a holder; undeclared holders block; a minor author is named."""
    grantors = {need.party, *(s.stream.signer for s in _signatures(case, plan, need) if s.days)}
    found = {"adult_unknown"} if any(age_is_unknown(case, who) for who in grantors) else set()
    minor = may_be_minor_on(case, need.party, plan.first_day) and not age_is_unknown(case, need.party)
    if minor and holders_are_undeclared(need.holders):
        found.add("holders_undeclared")
        if need.instrument == "licence":
            found.add("minor_creator")
    return found
