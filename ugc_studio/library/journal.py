"""The ledger's copies beside the database: an append-only journal, and the head that shows a cut-off tail."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.originals import sync_folder, whole_file

JOURNAL_FILE = "ledger.jsonl"


def append_to_journal(folder: LibraryFolder, lines: Sequence[str]) -> None:
    """Append lines and make them durable before returning."""
    folder.journal.mkdir(exist_ok=True)
    path = folder.journal / JOURNAL_FILE
    data = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
    fresh = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        if not fresh and _ends_torn(path):
            data = b"\n" + data  # a line cut by a power loss must not swallow the next one
        os.write(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if fresh:
        sync_folder(folder.journal)


def _ends_torn(path: Path) -> bool:
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        if size == 0:
            return False
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"


def journal_lines(folder: LibraryFolder) -> Iterator[str]:
    """Every line of the journal, oldest first; torn or foreign bytes come as they are."""
    path = folder.journal / JOURNAL_FILE
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
        for line in stream:
            if line.strip():
                yield line.rstrip("\n")


def last_journal_lines(folder: LibraryFolder, *, most_bytes: int = 1 << 18) -> list[str]:
    """The whole lines within the last bytes of the journal: opening a library must not read all of it.

    A line that alone is longer gives the whole journal.
    """
    path = folder.journal / JOURNAL_FILE
    if not path.exists():
        return []
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        start = stream.seek(max(0, size - most_bytes))
        lines = stream.read().split(b"\n")
    whole = [line.decode("utf-8", "surrogateescape") for line in (lines[1:] if start else lines) if line.strip()]
    return whole if whole or not start else list(journal_lines(folder))


def write_head(folder: LibraryFolder, seq: int, row_hash: str) -> None:
    """Write ``ledger.head`` atomically and durably."""
    with whole_file(folder.head) as stream:
        stream.write(json.dumps({"seq": seq, "hash": row_hash}).encode("ascii"))


def read_head(path: Path) -> tuple[int, str] | None:
    """Read a head file; ``None`` when there is none or it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="ascii"))
        return int(data["seq"]), str(data["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
