"""What a stored message seems to say about each of its photos; nothing of it is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ugc_studio.domain.events import Event
from ugc_studio.domain.replies import Label, Proposal, Reading, ReceivedReply, read_reply
from ugc_studio.library.session import Session
from ugc_studio.services.consent.replies.asked import Asked, asked_of
from ugc_studio.services.consent.replies.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message with its proposals, by the SHA-256 of each photo."""

    text: str
    reading: Reading
    proposals: Mapping[str, Proposal]

    def says_yes_to(self, sha256: str) -> bool:
        """Whether it is a yes to this photo, and nothing else about it."""
        proposal = self.proposals.get(sha256)
        return proposal is not None and proposal.label is Label.YES

    def words(self, sha256: str) -> tuple[str, ...]:
        """The words on which the proposal about a photo stands; neighbours are shown as one."""
        proposal = self.proposals.get(sha256)
        merged: list[tuple[int, int]] = []
        for start, end in sorted({(one.start, one.end) for one in proposal.spans}) if proposal is not None else []:
            if merged and not any(sign.isalnum() for sign in self.text[merged[-1][1] : start]):
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return tuple(self.text[start:end] for start, end in merged)


def read_message(session: Session, event: Event, text: str) -> ReadMessage:
    """Read a recorded message against the request that it answers."""
    said = event.facts.get("said_on")
    account = event.facts.get("account")
    reply = ReceivedReply(
        text,
        session.texts.by_commitment(str(account)) if account else None,
        dt.date.fromisoformat(str(said)) if said else event.at.date(),
    )
    return read_against(asked_of(session, event.by, event.assets, before=event.seq), reply)


def read_against(asked: Asked, reply: ReceivedReply) -> ReadMessage:
    """Read a message that may not be recorded yet."""
    reading = read_reply(reply, asked.request, lexicon())
    numbered = {one.number: one for one in reading.proposals}
    return ReadMessage(reply.text, reading, {sha: numbered[at + 1] for at, sha in enumerate(asked.shas)})
