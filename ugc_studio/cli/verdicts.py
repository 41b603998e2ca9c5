"""Verdicts of the gate as JSON and as lines, the same wherever a command shows one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.messages import Text, _

if TYPE_CHECKING:
    from ugc_studio.domain.verdicts import Need, Reason, Verdict
    from ugc_studio.services.consent.describing import Describer


def verdict_json(verdict: Verdict, asset_id: int, describer: Describer) -> dict[str, Any]:
    """A verdict with the keys of ``cli.md``."""
    return {
        "asset": str(asset_id),
        "sha256": verdict.asset,
        "cleared": verdict.cleared,
        "reasons": [reason_json(reason, describer) for reason in verdict.reasons],
        "would_clear": [_need_json(need, describer) for need in verdict.would_clear],
        "remarks": list(describer.remarks(verdict)),
    }


def reason_json(reason: Reason, describer: Describer) -> dict[str, Any]:
    """One reason: its code for programs, its sentence for people."""
    return {
        "code": reason.code.value,
        "instrument": reason.instrument,
        "party": reason.party,
        "field": reason.field,
        "values": list(reason.values),
        "text": describer.reason(reason),
    }


def _need_json(need: Need, describer: Describer) -> dict[str, Any]:
    adds = {
        name: value.isoformat() if isinstance(value, dt.date) else sorted(value) for name, value in need.adds.items()
    }
    return {
        "party": need.party,
        "needs": {"instrument": need.instrument, "for": need.for_party, **adds},
        "text": describer.need(need),
    }


def verdict_lines(verdict: Verdict, describer: Describer) -> Iterator[Text]:
    """What a person reads: the answer, why, and what would clear it."""
    if verdict.cleared:
        yield _("Cleared for this use.")
        yield from describer.remarks(verdict)
        return
    yield _("Blocked for this use:")
    for reason in verdict.reasons:
        yield _("  {reason}", reason=describer.reason(reason))
    for need in verdict.would_clear:
        yield _("  {need}", need=describer.need(need))
    yield from describer.remarks(verdict)
