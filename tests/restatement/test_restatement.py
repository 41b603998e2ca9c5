"""The restatement agrees with the cases, and obeys the laws that the consent page states for every ledger."""

from __future__ import annotations

import tomllib
from collections import Counter
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .restated_gate import judge, refused_events, would_clear
from .world import Case, Use, parties_of_asset, read_plan
from .worlds import bulk, uses, worlds

HERE = Path(__file__).parent
CONFORMANCE = HERE.parent / "conformance"
CASES = [
    case
    for file in (CONFORMANCE / "consent-cases.toml", CONFORMANCE / "examined-cases.toml", HERE / "more-cases.toml")
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
REASONS = set(
    """unknown requested no_response replied refused withdrawn objected revoked invalidated expired approval_pending
    evidence_broken evidence_unbound right_not_granted alteration_not_granted media_not_granted territory_not_granted
    purpose_not_granted brand_not_granted excluded_context before_start outlives_grant people_not_reviewed
    audio_not_reviewed adult_unknown minor_creator holders_undeclared child_say_missing minor_not_crowd
    blocked_by_near_duplicate possible_near_duplicate author_not_confirmed contested tombstone sensitive frozen
    illegal_content consideration_review mannequin_risk minor_consideration influencer_label_missing
    influencer_contract_missing guidelines_not_accepted employee_left""".split()
)
CURED_BY_A_GRANT = set(
    """requested no_response replied refused withdrawn objected revoked invalidated expired evidence_broken
    evidence_unbound right_not_granted alteration_not_granted media_not_granted territory_not_granted before_start
    purpose_not_granted brand_not_granted excluded_context outlives_grant child_say_missing unknown""".split()
)
SOME = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def as_set(entries: list[dict[str, Any]]) -> set[str]:
    """Entries without order, also inside their lists."""
    return {repr((e["party"], e["instrument"], sorted((k, _plain(v)) for k, v in e["adds"].items()))) for e in entries}


def _plain(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, list) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: Case) -> None:
    expect, found = case["expect"], judge(case, case["use"])
    assert found.cleared == expect["cleared"], found.reasons
    assert set(expect.get("reasons", [])) <= found.reasons
    assert not set(expect.get("not_reasons", [])) & found.reasons
    assert refused_events(case) == set(expect.get("not_written", []))
    if "would_clear" in expect:
        assert as_set(would_clear(case, case["use"])) == as_set(expect["would_clear"])


def test_every_case_has_its_own_id_and_a_reason_from_the_list() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert {r for case in CASES for r in case["expect"].get("reasons", [])} <= REASONS


def test_worlds_reach_every_reason_and_are_often_cleared() -> None:
    seen: Counter[str] = Counter()
    cleared = 0
    for case, use in bulk(7, 1200):
        verdict = judge(case, use)
        seen.update(verdict.reasons)
        cleared += verdict.cleared
    assert set(seen) == REASONS
    assert 300 <= cleared <= 500


@SOME
@given(st.data())
def test_a_later_whole_no_by_anybody_blocks(data: st.DataObject) -> None:
    case = data.draw(worlds())
    use = data.draw(uses(case))
    by = data.draw(st.sampled_from([p["id"] for p in case["party"]]))
    kind = data.draw(st.sampled_from(["refused", "withdrawn", "objected"]))
    no = {"at": use["publish_at"], "type": kind, "by": by, "assets": [use["asset"]], "instrument": "image_release"}
    louder = {**case, "event": [*case.get("event", []), no]}
    assert kind in judge(louder, use).reasons


@SOME
@given(st.data())
def test_requests_and_silence_change_no_verdict(data: st.DataObject) -> None:
    case = data.draw(worlds())
    use = data.draw(uses(case))
    answers = {(e["by"], e.get("instrument")) for e in case.get("event", []) if use["asset"] in e.get("assets", [])}
    asked = [
        {"at": use["publish_at"], "type": kind, "by": by, "assets": [use["asset"]], "instrument": instrument}
        for by, instrument in sorted(answers, key=str)
        for kind in ("requested", "no_response")
    ]
    assert judge({**case, "event": [*case.get("event", []), *asked]}, use).cleared == judge(case, use).cleared


@SOME
@given(st.data())
def test_a_wider_use_is_never_easier(data: st.DataObject) -> None:
    case = data.draw(worlds())
    use = data.draw(uses(case))
    wider = deepcopy(use)
    wider["alterations"] = [*use["alterations"], "adaptation.generative"]
    wider["territories"] = [*use.get("territories", [use["account_market"]]), "PT"]
    if "live_until" in use:
        wider["live_until"] = use["live_until"] + timedelta(days=1)
    assert judge(case, use).cleared or not judge(case, wider).cleared


@SOME
@given(st.data())
def test_what_would_clear_it_settles_every_signature(data: st.DataObject) -> None:
    case = data.draw(worlds())
    use = data.draw(uses(case))
    case = {**case, "policy": {**case["policy"], "legal_approval": False}}
    entries = would_clear(case, use)
    if judge(case, use).cleared:
        assert entries == []
    if "live_until" not in use:  # how long would be "exactly this use"?
        return
    assert not judge(with_grants(case, use, entries), use).reasons & CURED_BY_A_GRANT


def with_grants(case: Case, use: Use, entries: list[dict[str, Any]]) -> Case:
    """The case with one further grant for exactly this use by everybody who is named."""
    plan = read_plan(use)
    scope: dict[str, Any] = {
        "media": list(plan.media),
        "territories": list(plan.territories),
        "rights": list(plan.rights),
    }
    scope |= {"purposes": [plan.purpose], "brands": [plan.brand], "start": plan.first_day, "end": plan.last_day}
    signed = {"type": "given", "at": use["publish_at"], "notice": "exactly", "assets": [use["asset"]]}
    more = [
        {**signed, "by": entry["party"], "party": whose, "instrument": entry["instrument"]}
        for entry in entries
        for whose in sorted({entry["party"], *parties_of_asset(case, use["asset"])})
    ]
    notices = [*case["notice"], {"id": "exactly", "scope": scope}]
    return {**case, "notice": notices, "event": [*case.get("event", []), *more]}
