"""Messages that came in and that nobody has read: recording any later answer of the same person is reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import ANSWER_TYPES


def unread_messages(session: Session) -> list[Event]:
    """Every message that waits for a reader, the oldest first, with the photos that it still waits for.

    An answer about some of its photos ("all but my daughter's") leaves the message unread for the others.
    """
    replies = session.ledger.of_type(EventType.REPLIED)
    keys = {f"asset:{sha}" for event in replies for sha in event.assets}
    later = session.ledger.by_keys(keys) if keys else {}
    found = []
    for event in replies:
        left = tuple(sha for sha in event.assets if not _is_read(event, later.get(f"asset:{sha}", ())))
        if left or not event.assets:
            found.append(replace(event, assets=left))
    return found


def _is_read(reply: Event, others: Sequence[Event]) -> bool:
    """Whether an answer of the same person was recorded after a message."""
    return any(
        other.seq > reply.seq
        and other.type in ANSWER_TYPES - {EventType.REPLIED, EventType.NO_RESPONSE}
        and other.by == reply.by
        and other.party == reply.party
        and reply.instrument in {None, other.instrument}
        for other in others
    )
