"""Message threads of Instagram and Facebook, as people download them: ``message_1.json`` in a folder a thread.

Meta writes UTF-8 as if each byte were a Latin-1 letter; that is undone here.
Source: the files of "Download your information", in the format JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from ugc_studio.domain.replies.messages import Message, Thread

_FOLDER = re.compile(r"(?:inbox|message_requests|archived_threads|filtered_threads)/([A-Za-z0-9._]+?)_\d+/?$")
MOST_MESSAGES = 200_000


def read_network_export(data: bytes) -> Iterator[Thread]:
    """What each sender of a thread wrote; nothing when the file is something else."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return
    for thread in content if isinstance(content, list) else [content]:
        if isinstance(thread, dict) and isinstance(thread.get("messages"), list):
            yield from _threads(thread)


def _threads(thread: dict[str, Any]) -> Iterator[Thread]:
    title = _text(thread.get("title")) or ""
    people = [_text(one.get("name")) for one in thread.get("participants", ()) if isinstance(one, dict)]
    folder = _FOLDER.search(str(thread.get("thread_path", "")))
    by_sender: dict[str, list[Message]] = {}
    for entry in thread["messages"][:MOST_MESSAGES]:
        if not isinstance(entry, dict):
            continue
        who, text = _text(entry.get("sender_name")), _text(entry.get("content"))
        if who and text:
            by_sender.setdefault(who, []).append(Message(who, text, None, _day(entry.get("timestamp_ms"))))
    for who, messages in by_sender.items():
        account = folder[1] if folder and len(people) <= 2 and who == title else None
        ordered = sorted(messages, key=lambda one: one.on.isoformat() if one.on else "")
        yield Thread(title or who, who, tuple(ordered), account)


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return value.encode("latin-1").decode("utf-8").strip()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value.encode("utf-8", "replace").decode("utf-8").strip()


def _day(value: object) -> dt.date | None:
    if not isinstance(value, int | float):
        return None
    try:
        return dt.datetime.fromtimestamp(value / 1000, dt.UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
