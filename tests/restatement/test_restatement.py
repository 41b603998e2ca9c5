"""The restatement agrees with the cases that were derived from the consent page by somebody else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from .restated_gate import judge, refused_events, would_clear

HERE = Path(__file__).parent


def load(path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return cases


def differences(case: dict[str, Any]) -> list[str]:
    """Every way in which the restatement disagrees with the expectation of a case."""
    expect, found = case["expect"], judge(case, case["use"])
    wrong = []
    if found.cleared != expect["cleared"]:
        wrong.append(f"cleared: {found}")
    if missing := set(expect.get("reasons", [])) - found.reasons:
        wrong.append(f"missing {missing}, found {found.reasons}")
    if present := set(expect.get("not_reasons", [])) & found.reasons:
        wrong.append(f"present {present}")
    if refused_events(case) != set(expect.get("not_written", [])):
        wrong.append(f"not_written: {refused_events(case)}")
    if "would_clear" in expect and as_set(would_clear(case, case["use"])) != as_set(expect["would_clear"]):
        wrong.append(f"would_clear: {would_clear(case, case['use'])}")
    return wrong


def as_set(entries: list[dict[str, Any]]) -> set[str]:
    """Entries without order, also inside their lists."""
    return {repr((e["party"], e["instrument"], sorted((k, _plain(v)) for k, v in e["adds"].items()))) for e in entries}


def _plain(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, list) else value
