"""Recognises a file with a reply and reads it; nothing in it is run, opened or fetched."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.domain.replies.messages import Message, MessageSource, SourceKind, Thread
from ugc_studio.importers.messages.chat import read_chat
from ugc_studio.importers.messages.mail import read_mail
from ugc_studio.importers.messages.network_export import read_network_export

MAX_BYTES = 50_000_000
MAX_MEMBER, MAX_MEMBERS = 20_000_000, 2_000
"""The largest text inside an archive, and how many of its names are looked at."""
MAX_UNPACKED = 200_000_000
"""What all texts of an archive may hold together: a small file can be packed from terabytes of nothing."""
MAX_TYPED = 200_000
"""A longer plain text is no reply."""
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif", ".gif", ".bmp", ".tif", ".tiff"})
MAILS = frozenset({".eml", ".mail", ".mht"})


def read_source(path: Path) -> MessageSource:
    """What a file says, as far as it can be read; a screenshot or a document is kept and says nothing by itself.

    Raises:
        UsageError: the file cannot be read, or is too large.
    """
    data = _bytes_of(path)
    sha256, ending = hashlib.sha256(data).hexdigest(), path.suffix.lower()
    if ending in PICTURES:
        return MessageSource(SourceKind.PICTURE, sha256)
    if ending in MAILS:
        return read_mail(data, sha256)
    if ending == ".zip":
        return MessageSource(SourceKind.EXPORT, sha256, _merged(_of_archive(data, path)))
    if ending == ".json":
        return MessageSource(SourceKind.EXPORT, sha256, _merged(read_network_export(data)))
    if ending in {".txt", ".text", ".md"}:
        return _of_text(data, sha256, path)
    return MessageSource(SourceKind.DOCUMENT, sha256)


def _bytes_of(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(_("The file {file} cannot be read.", file=path.name)) from error
    if not data or len(data) > MAX_BYTES:
        raise UsageError(_("The file {file} is empty or too large.", file=path.name))
    return data


def _of_text(data: bytes, sha256: str, path: Path) -> MessageSource:
    text = data.decode("utf-8-sig", "replace")
    threads = read_chat(text, title=path.stem)
    if threads:
        return MessageSource(SourceKind.CHAT, sha256, _merged(threads))
    if len(text) > MAX_TYPED:
        raise UsageError(_("The file {file} is empty or too large.", file=path.name))
    return MessageSource(SourceKind.TEXT, sha256, (Thread("", "", (Message("", text.strip()),)),))


def _of_archive(data: bytes, path: Path) -> Iterator[Thread]:
    """The chats and message files of a download; pictures and everything else in it are passed over."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:MAX_MEMBERS]:
                name = Path(info.filename).name
                wanted = name.endswith((".json", ".txt")) and not info.is_dir()
                if not wanted or info.file_size > MAX_MEMBER:
                    continue
                with archive.open(info) as stream:
                    member = stream.read(MAX_MEMBER + 1)
                if len(member) > MAX_MEMBER:
                    continue
                unpacked += len(member)
                if unpacked > MAX_UNPACKED:
                    raise UsageError(_("The file {file} is empty or too large.", file=path.name))
                if name.endswith(".json"):
                    yield from read_network_export(member)
                else:
                    yield from read_chat(member.decode("utf-8-sig", "replace"), title=path.stem)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UsageError(_("The file {file} cannot be read.", file=path.name)) from error


def _merged(threads: Iterator[Thread] | tuple[Thread, ...]) -> tuple[Thread, ...]:
    """A long conversation comes in several files: one thread for each of its senders, the latest first."""
    found: dict[tuple[str, str], list[Thread]] = {}
    for one in threads:
        found.setdefault((one.title, one.who), []).append(one)
    merged = [
        Thread(title, who, tuple(sorted((m for one in many for m in one.messages), key=_day)), many[0].account)
        for (title, who), many in found.items()
    ]
    return tuple(sorted(merged, key=lambda one: _day(one.messages[-1]), reverse=True))


def _day(message: Message) -> str:
    return message.on.isoformat() if message.on is not None else ""
