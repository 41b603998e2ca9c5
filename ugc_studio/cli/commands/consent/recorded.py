"""What every recording command does: find the photos, then say what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.cli.context import CliContext
    from ugc_studio.domain.events import Event

SHOWN_STATES = 10

STATE_WORDS = {
    ConsentState.NOT_REQUESTED: _("Not requested"),
    ConsentState.WAITING: _("Waiting"),
    ConsentState.TO_READ: _("To read"),
    ConsentState.CLEARED: _("Cleared, limited"),
    ConsentState.BLOCKED: _("Blocked"),
    ConsentState.ENDED: _("Ended"),
}


def photos_of(studio: Any, references: Sequence[str]) -> list[int]:
    """The photos that were named, each once."""
    return [int(asset) for asset in studio.browsing.resolve(references)]


def tell(context: CliContext, events: Sequence[Event]) -> None:
    """Say what was recorded: one sentence an event, then what that makes of the photos."""
    reader = context.studio.consent.reader
    lines = reader.lines(events)
    with context.studio.library.read() as session:
        ids = session.assets.known(sha for event in events for sha in event.assets)
    states = reader.states(list(ids.values()))
    console = context.console
    if console.json:
        console.emit_json(
            {
                "events": [
                    {
                        "seq": line.event.seq,
                        "type": line.event.type,
                        "state": next((states.get(ids[sha]) for sha in line.event.assets if sha in ids), None),
                        "hash": line.hash,
                    }
                    for line in lines
                ]
            }
        )
        return
    for line in lines:
        console.print(_("Recorded as {seq}: {text}", seq=str(line.event.seq), text=line.text))
    for asset_id in list(states)[:SHOWN_STATES]:
        console.print(_("Photo {id}: {state}", id=str(asset_id), state=STATE_WORDS[states[asset_id]]))
