"""Checks the hash chain, in the library or in an exported file, against every head that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import FIRST_HASH
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.journal import journal_lines, last_journal_lines, read_head
from ugc_studio.library.ledger import LedgerRow, journal_line, row_from_line
from ugc_studio.library.library import Library

Head = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a chain is whole; ``first_bad`` is the first sequence that is wrong or missing, and ``text`` says how."""

    ok: bool
    events: int
    head: str
    first_bad: int | None = None
    text: Text | None = None


def verify_chain(
    rows: Iterable[LedgerRow], heads: Iterable[Head] = (), *, hashes: Iterable[str] = ()
) -> Verification:
    """Walk the chain from the start; name the first row that was changed, removed, moved or cut off.

    ``heads`` are ends that are known with their sequence, ``hashes`` those of which only the checksum was kept.
    """
    found: dict[int, str] = {0: FIRST_HASH}
    prev, last = FIRST_HASH, 0
    bad: tuple[int, Text] | None = None
    for row in rows:
        expected = last + 1
        if bad is None:
            if row.seq != expected:
                bad = expected, _("Row {seq} is missing or out of order.", seq=str(expected))
            elif row.prev != prev:
                bad = row.seq, _("Row {seq} does not follow the row before it.", seq=str(row.seq))
            elif row.hash != row.expected_hash():
                bad = row.seq, _("Row {seq} was changed.", seq=str(row.seq))
        prev, last = row.hash, row.seq
        found[row.seq] = row.hash
    if bad is None:
        bad = _against_heads(found, last, heads) or _against_hashes(found, last, hashes)
    if bad is None:
        return Verification(True, last, prev)
    return Verification(False, last, prev, bad[0], bad[1])


def _against_hashes(found: dict[int, str], last: int, hashes: Iterable[str]) -> tuple[int, Text] | None:
    present = set(found.values())
    if all(known in present for known in hashes):
        return None
    text = _("A head that was known before is not in this chain: rows after {last} were cut off.", last=str(last))
    return last + 1, text


def _against_heads(hashes: dict[int, str], last: int, heads: Iterable[Head]) -> tuple[int, Text] | None:
    for seq, known in sorted(heads):
        if seq > last:
            return last + 1, _("Rows from {first} to {last} were cut off.", first=str(last + 1), last=str(seq))
        if hashes.get(seq) != known:
            return seq, _("Row {seq} is not the one that was known before.", seq=str(seq))
    return None


class LedgerKeeper:
    """Verifies and catches up the ledger of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def known_heads(self) -> list[Head]:
        """Every head that can be found beside the database: the head file, the journal's end, the backups' notes."""
        folder = self._library.folder
        heads = [head for head in [read_head(folder.head)] if head]
        last = _last_row(journal_lines(folder))
        if last is not None:
            heads.append((last.seq, last.hash))
        heads += [(b.seq, b.hash) for b in self._library.backups.all() if b.seq and b.hash]
        return list(dict.fromkeys(heads))

    def verify(self, *, heads: Iterable[Head] = (), hashes: Iterable[str] = ()) -> Verification:
        """Verify the library's own chain against all known heads and those given."""
        with self._library.read() as session:
            return verify_chain(session.ledger.rows(), [*self.known_heads(), *heads], hashes=hashes)

    def catch_up(self) -> int:
        """After a crash between commit and journal: write what the journal and the head file lack."""
        from ugc_studio.library.journal import append_to_journal, write_head

        folder = self._library.folder
        last = _last_row(last_journal_lines(folder))
        with self._library.read() as session:
            head = session.ledger.head()
            missing = list(session.ledger.rows(after=last.seq if last else 0))
        if missing and (last is None or missing[0].prev == last.hash):
            append_to_journal(folder, [journal_line(row) for row in missing])
        known = read_head(folder.head)
        if head[0] and (known is None or known[0] < head[0]):
            write_head(folder, *head)
        return len(missing)


def verify_file(path: Path, heads: Iterable[Head] = (), *, hashes: Iterable[str] = ()) -> Verification:
    """Verify an exported chain with no library at hand."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
            return verify_chain(_rows_of(stream), heads, hashes=hashes)
    except ValueError as error:
        raise UsageError(_("{file} is not an exported ledger.", file=path.name)) from error


def _rows_of(lines: Iterable[str]) -> Iterator[LedgerRow]:
    """Every row of an exported chain; a line that cannot be read stands as a row that fits nowhere."""
    readable, seq, broken = False, 0, 0
    for line in lines:
        if not line.strip():
            continue
        try:
            row = row_from_line(line)
        except ValueError:
            broken += 1
            row = LedgerRow(seq + 1, "", "", "", "", "", "", "", "")
        else:
            readable = True
        seq = row.seq
        yield row
    if broken and not readable:
        raise ValueError("no line of an exported ledger")


def _last_row(lines: Iterable[str]) -> LedgerRow | None:
    last = None
    for line in lines:
        try:
            last = row_from_line(line)
        except ValueError:
            continue  # a line torn by a power loss
    return last
