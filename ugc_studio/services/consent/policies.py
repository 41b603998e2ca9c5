"""ODRL 2.2 agreements in the RightsML 2.0 profile: what machines read in a bundle (§7, §9)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ugc_studio.domain.clearance.grounds import Ground
from ugc_studio.domain.clearance.scopes import Question
from ugc_studio.domain.consent import WORLDWIDE
from ugc_studio.domain.events import canonical
from ugc_studio.domain.identifiers import urn_of, uuid_of

ODRL_CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
RIGHTSML_PROFILE = "https://iptc.org/std/RightsML/odrl-profile/"
ACTIONS = {
    "reproduction": "reproduce",
    "representation": "display",
    "adaptation.crop": "derive",
    "adaptation.translation": "translate",
}


def names_channel_only(question: Question, grounds: Iterable[Ground]) -> bool:
    """Whether somebody allowed a single channel and not the whole medium."""
    return any(question.medium not in grant.scope.media for ground in grounds for grant in ground.grants)


def policy_of(asset: str, question: Question, grounds: Sequence[Ground], *, until: dt.date | None) -> dict[str, Any]:
    """An agreement with one permission for each signer; the target is the original.

    Permissions of a policy stand beside each other, so a wide one would undo a narrow one: each is cut down to the use
    that was cleared, to the time that all signers share, and to the actions that all of them allow.
    """
    signed = [(ground, grant) for ground in grounds for grant in ground.grants]
    rights = frozenset.intersection(*(grant.scope.rights for _ground, grant in signed)) if signed else frozenset()
    since = max((ground.start for ground in grounds if ground.start is not None), default=None)
    shared = {
        "target": f"urn:sha256:{asset}",
        "assignee": f"urn:ugc:entity:{question.use.brand}",
        "action": sorted({ACTIONS[right] for right in rights if right in ACTIONS}),
        "constraint": _constraints(question, since, until, grounds),
    }
    if any(grant.scope.credit_required or grant.scope.credit_line for _ground, grant in signed):
        shared["duty"] = [{"action": "attribute"}]
    assigners = dict.fromkeys(ground.signature.party for ground in grounds if ground.grants)
    permissions = [{**shared, "assigner": f"urn:ugc:party:{party}"} for party in assigners]
    grants = ",".join(str(seq) for seq in sorted({grant.event.seq for _ground, grant in signed}))
    return {
        "@context": ODRL_CONTEXT,
        "@type": "Agreement",
        "uid": urn_of(uuid_of("policy", grants, canonical(permissions))),
        "profile": RIGHTSML_PROFILE,
        "conflict": "prohibit",
        "permission": permissions,
    }


def _constraints(
    question: Question, since: dt.date | None, until: dt.date | None, grounds: Sequence[Ground]
) -> list[dict[str, Any]]:
    channel = question.channel if names_channel_only(question, grounds) else question.medium
    found = [
        _constraint("dateTime", operator, {"@value": day.isoformat(), "@type": "xsd:date"})
        for operator, day in (("gteq", since), ("lteq", until))
        if day is not None
    ]
    if WORLDWIDE not in question.territories:
        found.append(_constraint("spatial", "isAnyOf", [_country(code) for code in question.territories]))
    found += [
        _constraint("deliveryChannel", "isAnyOf", [f"urn:ugc:channel:{channel}"]),
        _constraint("purpose", "isAnyOf", [f"urn:ugc:purpose:{question.use.purpose}"]),
    ]
    contexts = sorted(
        {context for ground in grounds for grant in ground.grants for context in grant.scope.excluded_contexts}
    )
    if contexts:
        found.append(_constraint("purpose", "isNoneOf", [f"urn:ugc:context:{context}" for context in contexts]))
    return found


def _constraint(left: str, operator: str, right: object) -> dict[str, Any]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _country(code: str) -> str:
    """The IPTC address of a country; ``urn:`` of its code where it is no country of ISO 3166-1."""
    alpha_3 = _alpha_3().get(code)
    return f"http://cvx.iptc.org/iso3166-1a3/{alpha_3}" if alpha_3 else f"urn:ugc:country:{code}"


@functools.cache
def _alpha_3() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 by alpha-2, out of CLDR's list of other names; what left the standard is left out."""
    from babel import core  # late: its data is only read when something is exported

    found: dict[str, str] = {}
    for alias, codes in core.get_global("territory_aliases").items():
        private = alias.startswith("X") or "QM" <= alias[:2] <= "QZ"
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1 and alias not in _FORMER and not private:
            found[codes[0]] = alias
    return found


_FORMER = frozenset({"ANT", "BUR", "CSK", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "TPE", "VDR", "YMD", "YUG", "ZAR"})
"""Codes that ISO 3166-3 lists: CLDR names a successor for some."""
