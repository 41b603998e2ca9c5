"""Messages as a source tells them: a mail, a chat, an export; who wrote what, and when."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass


class SourceKind(enum.StrEnum):
    """What a file with a reply is."""

    TEXT = "text"
    PICTURE = "picture"
    """A screenshot: it is kept as it is, and a person types what it says."""
    DOCUMENT = "document"
    """A PDF or another file that is kept as it is."""
    MAIL = "mail"
    CHAT = "chat"
    """An exported chat in plain text."""
    EXPORT = "export"
    """Message threads of a network, as its users can download them."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message; the account is a mail address or a handle, where the source has one."""

    who: str
    text: str
    account: str | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """What one sender wrote in one conversation, the oldest first."""

    title: str
    who: str
    messages: tuple[Message, ...]
    account: str | None = None

    def since(self, day: dt.date | None) -> tuple[Message, ...]:
        """Their messages from a day on; all of them when no day is known."""
        return tuple(one for one in self.messages if day is None or one.on is None or one.on >= day)


@dataclass(frozen=True, slots=True)
class MessageSource:
    """What was found in a file: its threads, of which a person chooses one, and what was attached to it."""

    kind: SourceKind
    sha256: str
    threads: tuple[Thread, ...] = ()
    attachments: tuple[str, ...] = ()
    """Names and sizes of what a mail carries; nothing of it is opened."""
    subject: str | None = None
