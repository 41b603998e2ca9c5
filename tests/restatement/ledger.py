"""The ledger of a case: which events it refuses to write, whom and what each event is about, merges and approvals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .scopes import Scope, is_wider, read_scope
from .world import Case, Event, asset, parties_of_asset

ONLY_LEGAL = ("approved", "invalidated", "override", "unfrozen", "withdrawal_contested")
BY_US = ("revoked", "invalidated")


# ------------------------------------------------------------------ what is never written
def refused_events(case: Case) -> set[int]:
    """The 1-based positions of the events that the ledger must refuse whole."""
    return {n for n, e in enumerate(case.get("event", []), 1) if _is_refused(case, e)}


def _is_refused(case: Case, event: Event) -> bool:
    return _role_may_not_act(event) or _reason_is_missing(event) or _is_wider_than_its_notice(case, event)


def _role_may_not_act(event: Event) -> bool:
    """§8: legal approves, invalidates, overrides, unfreezes, contests (§3); a role that may not act is refused."""
    role = event.get("role", "editor")
    return role not in ("editor", "legal") or (event["type"] in ONLY_LEGAL and role != "legal")


def _reason_is_missing(event: Event) -> bool:
    """§4.7, §4.8, §8: these acts exist only "with a reason"."""
    needs = event["type"] in ("override", "unfrozen")
    needs = needs or (event["type"] == "approved" and event.get("about") in ("consideration", "sensitive"))
    return needs and not str(event.get("reason", "")).strip()


def _is_wider_than_its_notice(case: Case, event: Event) -> bool:
    """§3: a grant wider than its notice is rejected whole, except by legal from an attached signed document."""
    notice = _notice(case, event)
    if event["type"] != "given" or notice is None or "scope" not in event:
        return False
    signed_by_legal = event.get("role", "editor") == "legal" and event.get("evidence") == "signature"
    return is_wider(read_scope(event["scope"]), read_scope(notice["scope"])) and not signed_by_legal


def written(case: Case) -> list[tuple[int, Event]]:
    """The ledger as it stands: position and event, in ledger order."""
    refused = refused_events(case)
    return [(n, e) for n, e in enumerate(case.get("event", []), 1) if n not in refused]


# ------------------------------------------------------------------ what an event is about
def _notice(case: Case, event: Event) -> dict[str, Any] | None:
    return next((n for n in case.get("notice", []) if n["id"] == event.get("notice")), None)


def notice_scope(case: Case, event: Event) -> dict[str, Any] | None:
    """The scope of the notice that the event names, as written."""
    notice = _notice(case, event)
    return None if notice is None else notice["scope"]


def granted_scope(case: Case, event: Event) -> Scope | None:
    """What a `given` offers before exclusions; none without a notice ("never permits")."""
    offered = notice_scope(case, event)
    return None if offered is None else read_scope(event.get("scope", offered))


def about_party(event: Event) -> str | None:
    """Whose instrument it is: `party`, else whoever speaks; an act of ours that names nobody is about everybody."""
    if event["type"] in (*BY_US, "approved") and "party" not in event:
        return None
    who: str | None = event.get("party", event.get("by"))
    return who


def touches(case: Case, event: Event, asset_id: str) -> bool:
    """Is the event about this asset? `wide` reaches everything of the party, but never for a yes (§3: future works)."""
    if asset_id in event.get("assets", []):
        return True
    reached = parties_of_asset(case, asset_id, event.get("instrument"))
    return bool(event.get("wide")) and event["type"] != "given" and about_party(event) in reached


@dataclass(frozen=True, slots=True)
class Stream:
    """One instrument of one party as far as one signer speaks for it (§4.1); for adults signer and party are one."""

    party: str
    instrument: str
    signer: str


def stream_events(case: Case, asset_id: str, stream: Stream) -> list[tuple[int, Event]]:
    """The written events of one stream about one asset; revocation and invalidation hit every signer of the party."""
    return [
        (n, e)
        for n, e in written(case)
        if touches(case, e, asset_id)
        and e.get("instrument", stream.instrument) == stream.instrument
        and about_party(e) in (stream.party, None)
        and (e.get("by") == stream.signer or e["type"] in BY_US)
    ]


def streams_heard(case: Case, asset_id: str) -> list[Stream]:
    """Everybody who ever spoke about this asset, whether anyone had to ask them or not (§3 `objected`: anyone)."""
    found = [
        Stream(about_party(e) or "", e.get("instrument", ""), e["by"])
        for _, e in written(case)
        if e["type"] in ("given", "refused", "withdrawn", "objected", "replied") and touches(case, e, asset_id)
    ]
    return list(dict.fromkeys(found))


# ------------------------------------------------------------------ what makes a yes unusable
def defects(case: Case, asset_id: str, position: int, event: Event) -> set[str]:
    """Reasons why a recorded yes does not permit (§3, §5, §8); "no_notice" is reported as plain `unknown`."""
    found = set()
    if granted_scope(case, event) is None:
        found.add("no_notice")
    if evidence_is_broken(case, event):
        found.add("evidence_broken")
    if event.get("evidence") == "hashtag" and not _bound_to_notice(case, asset_id, position, event):
        found.add("evidence_unbound")
    asks_approval = case.get("policy", {}).get("legal_approval", False)
    if asks_approval and not approved(case, asset_id, position, event, about="grant"):
        found.add("approval_pending")
    return found


def evidence_is_broken(case: Case, event: Event) -> bool:
    """§5: the file no longer matches its hash; events that share a `doc` share one file (§2 family release)."""
    doc = event.get("doc")
    same_file = [e for e in case.get("event", []) if doc is not None and e.get("doc") == doc]
    return any(e.get("intact", True) is False for e in [event, *same_file])


def _bound_to_notice(case: Case, asset_id: str, position: int, event: Event) -> bool:
    """§5: a hashtag counts only when a request to that person had pointed to the very same notice before."""
    return event.get("notice") is not None and any(
        e["type"] == "requested"
        and n < position
        and e.get("notice") == event["notice"]
        and e.get("by") == event.get("by")
        and about_party(e) == about_party(event)
        and e.get("instrument") == event.get("instrument")
        and asset_id in e.get("assets", [])
        for n, e in written(case)
    )


def approved(case: Case, asset_id: str, position: int, event: Event, *, about: str) -> bool:
    """§8: an approval by legal, later than the grant, for this asset, naming the grant's party or nobody."""
    return any(
        e["type"] == "approved"
        and e.get("about") == about
        and n > position
        and asset_id in e.get("assets", [])
        and about_party(e) in (about_party(event), None)
        and e.get("instrument", event.get("instrument")) == event.get("instrument")
        for n, e in written(case)
    )


# ------------------------------------------------------------------ merges
def standing_merges(case: Case) -> dict[tuple[str, str], bool]:
    """§4.7: (representative, hidden copy) → was a `same_work` statement made; undoing the merge ends the statement."""
    pairs: dict[tuple[str, str], bool] = {}
    for _, event in written(case):
        named = event.get("assets", [])
        if event["type"] == "merged":
            pairs |= {(named[0], copy): pairs.get((named[0], copy), False) for copy in named[1:]}
        elif event["type"] == "same_work":
            pairs = {pair: stated or set(pair) <= set(named) for pair, stated in pairs.items()}
        elif event["type"] == "split":
            pairs = {pair: stated for pair, stated in pairs.items() if not set(pair) & set(named)}
    return pairs


def same_confirmed_creator(case: Case, one: str, other: str) -> bool:
    """§4.7: the same creators hold both, and a person confirmed that for both."""
    a, b = asset(case, one), asset(case, other)
    confirmed = all(x.get("author", "confirmed") == "confirmed" for x in (a, b))
    return confirmed and bool(a.get("creators")) and set(a["creators"]) == set(b.get("creators", []))


def copies_that_count(case: Case, asset_id: str) -> list[str]:
    """Hidden copies whose instruments count for this representative."""
    return [
        copy
        for (kept, copy), stated in standing_merges(case).items()
        if kept == asset_id and stated and same_confirmed_creator(case, kept, copy)
    ]


def copies_of_somebody_else(case: Case, asset_id: str) -> list[str]:
    """Hidden copies whose grants cannot count: the author is not one and the same confirmed person."""
    return [
        copy
        for kept, copy in standing_merges(case)
        if kept == asset_id
        and not same_confirmed_creator(case, kept, copy)
        and any(e["type"] == "given" and copy in e.get("assets", []) for _, e in written(case))
    ]
