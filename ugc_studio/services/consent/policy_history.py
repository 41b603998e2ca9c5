"""Which rules of a brand stood when: every change is in the ledger, with who made it, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import EventDraft
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.brand_policies import policy_to_json
from ugc_studio.library.library import Library
from ugc_studio.library.register import Brand
from ugc_studio.services.words import EVIDENCE, network_name

DEFAULT_NOTICE = "default_notice"
"""Where a brand keeps the key of the notice that is offered first."""
NOT_IN_THE_CHAIN = frozenset({"contact"})
"""Recorded as changed only: an address may be somebody's."""
FIELDS: Mapping[str, Text] = {
    "approval.every_grant": _("Legal approves every answer"),
    "approval.paid": _("Legal approves what covers advertising"),
    "approval.minors": _("Legal approves what concerns a child"),
    "approval.evidence": _("Legal approves answers in the form of"),
    "asking.again_after": _("Days before asking again"),
    "asking.remind_after": _("Days before a reminder"),
    "asking.silent_after": _("Days until silence is no answer"),
    "guidelines": _("Guidelines in force"),
    "country": _("Country whose rules hold where a residence is not known"),
    "contact": _("Contact for withdrawals"),
    "standard_use.channel": _("Standard use: channel"),
    "standard_use.territories": _("Standard use: countries"),
    "standard_use.days": _("Standard use: days online"),
    "standard_use.zone": _("Standard use: time zone"),
    "standard_use.purge_after_months": _("Months until unused photos are proposed for erasure"),
    f"standard_use.{DEFAULT_NOTICE}": _("Wording that is offered first"),
}
"""What can change, as it is called in Settings."""

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One change, as a person reads it."""

    at: dt.datetime
    by: str
    role: str
    seq: int
    texts: tuple[Text, ...]


class PolicyHistory:
    """Reads the changes of a brand's rules."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of(self, reference: str) -> list[PolicyChange]:
        """Every recorded change of one brand, the latest first."""
        with self._library.read() as session:
            brand = session.register.brand(reference)
            events = [e for e in session.ledger.of_type(EventType.POLICY_SET) if e.facts.get("brand") == brand.uuid]
            rows = {row.seq: row for row in session.ledger.rows_of(event.seq for event in events)}
            actors = session.register.actor_names()
            notices = {notice.key: notice.name for notice in session.register.notices()}
        found = []
        for event in reversed(events):
            who = rows[event.seq].actor
            changes = event.facts.get("changes")
            texts = _texts(changes if isinstance(changes, Mapping) else {}, notices)
            found.append(PolicyChange(event.at, actors.get(who, who[:8]), event.role.value, event.seq, tuple(texts)))
        return found


def policy_draft(before: Brand, after: Brand) -> EventDraft | None:
    """The event for a change of rules: codes and numbers only; nothing when nothing of it changed."""
    old, new = _flat(before), _flat(after)
    changes: dict[str, object] = {
        name: [None, None] if name in NOT_IN_THE_CHAIN else [old.get(name), new.get(name)]
        for name in FIELDS
        if old.get(name) != new.get(name)
    }
    if not changes:
        return None
    return EventDraft(EventType.POLICY_SET, facts={"brand": after.uuid, "changes": changes})


def _flat(brand: Brand) -> Values:
    said: Mapping[str, Mapping[str, object]] = {"": policy_to_json(brand.policy), "standard_use.": brand.standard_use}
    found: Values = {}
    for prefix, values in said.items():
        for name, value in values.items():
            if isinstance(value, Mapping):
                found |= {f"{prefix}{name}.{inner}": part for inner, part in value.items()}
            else:
                found[f"{prefix}{name}"] = value
    return found


def _texts(changes: Mapping[str, object], notices: Mapping[str, str]) -> list[Text]:
    texts = []
    order = list(FIELDS)
    for name in sorted(changes, key=lambda one: order.index(one) if one in FIELDS else len(order)):
        pair = changes[name]
        field = FIELDS.get(name, name)
        before, after = pair if isinstance(pair, Sequence) and len(pair) == 2 else (None, None)
        if name in NOT_IN_THE_CHAIN:
            texts.append(_("{field}: changed", field=field))
        else:
            shown = {"before": _value(name, before, notices), "after": _value(name, after, notices)}
            texts.append(_("{field}: {after} (before: {before})", field=field, **shown))
    return texts


def _value(name: str, value: object, notices: Mapping[str, str]) -> object:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == []:
        return _("nothing")
    if name == "approval.evidence" and isinstance(value, list):
        return [EVIDENCE.get(str(one), str(one)) for one in value]
    if name == "standard_use.channel":
        return network_name(value)
    if name == f"standard_use.{DEFAULT_NOTICE}":
        return notices.get(str(value), str(value))
    return value
