"""A chat as WhatsApp exports it: one line a message, with day and sender, in the habits of the telephone's country."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.domain.replies.messages import Message, Thread

_LINE = re.compile(
    r"^\[?(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4}),?\s+"
    r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?P<half>\s?[ap]\.?\s?m\.?)?)\]?\s*(?:[-–]\s*)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_SENDER = re.compile(r"^(?P<who>[^:\n]{1,80}?):\s(?P<text>.*)$")
_MARKS = str.maketrans("", "", "\u200e\u200f\u202a\u202c\ufeff")
MAX_LINES = 400_000


@dataclass(slots=True)
class _Entry:
    parts: tuple[int, int, int]
    half: bool
    who: str
    text: str


def read_chat(text: str, *, title: str) -> tuple[Thread, ...]:
    """What each sender of a chat wrote; nothing when the text is no chat. Notices of the program are left out."""
    entries: list[_Entry] = []
    open_entry = False
    for line in text.translate(_MARKS).splitlines()[:MAX_LINES]:
        found = _LINE.match(line.strip())
        if found is not None:
            sender = _SENDER.match(found["rest"])
            open_entry = sender is not None
            if sender is not None:
                parts = int(found["a"]), int(found["b"]), int(found["c"])
                entries.append(_Entry(parts, found["half"] is not None, sender["who"].strip(), sender["text"]))
        elif open_entry:
            entries[-1].text += "\n" + line
    if not entries:
        return ()
    month_first = _is_month_first(entries)
    by_sender: dict[str, list[Message]] = {}
    for entry in entries:
        day = _day(entry.parts, month_first=month_first)
        by_sender.setdefault(entry.who, []).append(Message(entry.who, entry.text.strip(), _account(entry.who), day))
    return tuple(Thread(title, who, tuple(messages), _account(who)) for who, messages in by_sender.items())


def _is_month_first(entries: Sequence[_Entry]) -> bool | None:
    """Whether days are written the American way; nothing when both readings fit every line."""
    if any(entry.parts[0] > 12 for entry in entries):
        return False
    if any(entry.parts[1] > 12 for entry in entries):
        return True
    return True if any(entry.half for entry in entries) else None


def _day(parts: tuple[int, int, int], *, month_first: bool | None) -> dt.date | None:
    """The day of a message; where it cannot be known which number is the month, the earlier reading counts.

    A reply has to come after its request: taking it for older than it is can only hold a yes back.
    """
    first, second, third = parts
    if first > 31:
        return _date(first, second, third)
    year = third + 2000 if third < 100 else third
    day_first, other = _date(year, second, first), _date(year, first, second)
    if month_first is None:
        return min((one for one in (day_first, other) if one is not None), default=None)
    return other if month_first else day_first


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _account(who: str) -> str | None:
    """A sender who is in no address book is shown by the telephone number."""
    return who if sum(sign.isdigit() for sign in who) >= 8 else None
