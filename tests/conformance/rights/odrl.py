"""What an ODRL 2.2 agreement must hold, and the words it may use (ODRL Information Model and Vocabulary, 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

ACTIONS = frozenset(
    """use transfer acceptTracking aggregate annotate anonymize archive attribute compensate concurrentUse delete derive
    digitize display distribute ensureExclusivity execute extract give grantUse include index inform install modify move
    nextPolicy obtainConsent play present print read reproduce reviewPolicy sell stream synchronize textToSpeech
    transform translate uninstall watermark""".split()
)
DEPRECATED = frozenset(
    """adHocShare append appendTo attachPolicy attachSource commercialize copy export extractChar extractPage
    extractWord lease lend license pay preview secondaryUse share shareAlike write writeTo""".split()
)
LEFT_OPERANDS = frozenset(
    """absolutePosition absoluteSize absoluteSpatialPosition absoluteTemporalPosition count dateTime delayPeriod
    deliveryChannel elapsedTime event fileFormat industry language media meteredTime payAmount percentage product
    purpose recipient relativePosition relativeSize relativeSpatialPosition relativeTemporalPosition resolution spatial
    spatialCoordinates systemDevice timeInterval unitOfCount version virtualLocation""".split()
)
OPERATORS = frozenset("eq gt gteq lt lteq neq isA hasPart isPartOf isAllOf isAnyOf isNoneOf".split())
ORDERED = frozenset(("gt", "gteq", "lt", "lteq"))
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
COUNTRY = re.compile(r"http://cvx\.iptc\.org/iso3166-1a3/[A-Z]{3}|urn:ugc:country:[A-Z]{2}")


def faults(policy: Mapping[str, Any]) -> Iterator[str]:
    """Every way in which a policy is not a RightsML 2.0 agreement; none when it is one."""
    if policy.get("@context") != "http://www.w3.org/ns/odrl.jsonld":
        yield "the context is not ODRL's"
    if policy.get("@type") != "Agreement":
        yield "not an agreement"
    if policy.get("profile") != "https://iptc.org/std/RightsML/odrl-profile/":
        yield "not the profile of RightsML"
    if policy.get("conflict") != "prohibit":
        yield "deny does not win"
    if not IRI.fullmatch(str(policy.get("uid", ""))):
        yield "uid is no IRI"
    if not policy.get("permission"):
        yield "a policy has at least one rule"
    for rule in policy.get("permission", []):
        yield from _rule_faults(rule)


def _rule_faults(rule: Mapping[str, Any]) -> Iterator[str]:
    for name in ("target", "assigner", "assignee"):
        if not IRI.fullmatch(str(rule.get(name, ""))):
            yield f"{name} is no IRI: {rule.get(name)}"
    if not rule.get("action"):
        yield "a permission names an action"
    for action in rule.get("action", []):
        yield from _action_faults(action)
    for duty in rule.get("duty", []):
        yield from _action_faults(duty.get("action", ""))
    for constraint in rule.get("constraint", []):
        yield from _constraint_faults(constraint)


def _action_faults(action: str) -> Iterator[str]:
    if action in DEPRECATED:
        yield f"{action} is deprecated"
    elif action not in ACTIONS:
        yield f"{action} is no action"


def _constraint_faults(constraint: Mapping[str, Any]) -> Iterator[str]:
    if set(constraint) != {"leftOperand", "operator", "rightOperand"}:
        yield f"a constraint has three parts: {sorted(constraint)}"
        return
    left, operator, right = constraint["leftOperand"], constraint["operator"], constraint["rightOperand"]
    if left not in LEFT_OPERANDS:
        yield f"{left} is no left operand"
    if operator not in OPERATORS:
        yield f"{operator} is no operator"
    if (left == "dateTime") != (operator in ORDERED):
        yield f"{left} {operator}: only dates are ordered"
    if left == "dateTime" and (not isinstance(right, dict) or right.get("@type") not in ("xsd:date", "xsd:dateTime")):
        yield f"no typed date: {right}"
    if left != "dateTime" and (not isinstance(right, list) or not right):
        yield f"{operator} takes a list: {right}"
    if left == "spatial" and not all(COUNTRY.fullmatch(str(one)) for one in right):
        yield f"no country: {right}"
