"""What every recording command does: find the photos, then say what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.cli.commands.takedowns import print_takedowns, takedown_entry
from ugc_studio.domain.messages import _
from ugc_studio.services.words import CONSENT_STATES

if TYPE_CHECKING:
    from ugc_studio.cli.context import CliContext
    from ugc_studio.domain.consent import ConsentState
    from ugc_studio.domain.events import Event
    from ugc_studio.services.consent.desk.takedowns import TakedownRow

SHOWN_STATES = 10


def photos_of(studio: Any, references: Sequence[str]) -> list[int]:
    """The photos that were named, each once."""
    return [int(asset) for asset in studio.browsing.resolve(references)]


def event_json(seq: int, event_type: str, row_hash: str, *, state: ConsentState | None = None) -> dict[str, Any]:
    """One recorded event as every command prints it; ``state`` is the word for its photo after it."""
    return {"seq": seq, "type": event_type, "state": state, "hash": row_hash}


def tell(context: CliContext, events: Sequence[Event], *, takedowns: Sequence[TakedownRow] | None = None) -> None:
    """Say what was recorded: one sentence an event, then what that makes of the photos, and what has to come down."""
    reader = context.studio.consent.reader
    lines = reader.lines(events)
    with context.studio.library.read() as session:
        ids = session.assets.known(sha for event in events for sha in event.assets)
    states = reader.states(list(ids.values()))
    console = context.console
    entries = [takedown_entry(one) for one in takedowns] if takedowns is not None else None
    if console.json:
        found = [next((states.get(ids[sha]) for sha in line.event.assets if sha in ids), None) for line in lines]
        console.emit_json(
            {
                "events": [
                    event_json(line.event.seq, line.event.type, line.hash, state=state)
                    for line, state in zip(lines, found, strict=True)
                ],
                **({"takedowns": entries} if entries is not None else {}),
            }
        )
        return
    for line in lines:
        console.print(_("Recorded as {seq}: {text}", seq=str(line.event.seq), text=line.text))
    for asset_id in list(states)[:SHOWN_STATES]:
        console.print(_("Photo {id}: {state}", id=str(asset_id), state=CONSENT_STATES[states[asset_id]]))
    if takedowns:
        console.print(_("What has to come down:"))
        print_takedowns(console, takedowns)


def take_back_all(context: CliContext, by: str, **said: Any) -> None:
    """Record that somebody takes back, or objects to, every photo of theirs that is here."""
    from ugc_studio.services.consent.withdrawing import Withdrawal

    outcome = context.studio.consent.withdrawals.record(Withdrawal(by=by, **said))
    tell(context, outcome.events, takedowns=outcome.takedowns)
