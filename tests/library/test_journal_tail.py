"""The end of the journal is found without reading all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.journal import append_to_journal, journal_lines, last_journal_lines


@pytest.mark.parametrize("most_bytes", [1, 10, 25, 100, 10_000])
def test_the_last_lines_are_whole(tmp_path: Path, most_bytes: int) -> None:
    folder = LibraryFolder(tmp_path)
    assert last_journal_lines(folder) == []
    append_to_journal(folder, [f'{{"seq":{number},"é":1}}' for number in range(20)])
    every, last = list(journal_lines(folder)), last_journal_lines(folder, most_bytes=most_bytes)
    assert last
    assert last == every[-len(last) :]


def test_a_torn_line_is_passed_on_as_it_is(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    append_to_journal(folder, ['{"seq":1}', '{"seq":2}'])
    with (folder.journal / "ledger.jsonl").open("ab") as stream:
        stream.write(b'{"seq":3,"x\xff')
    assert last_journal_lines(folder)[:2] == ['{"seq":1}', '{"seq":2}']
    assert len(last_journal_lines(folder)) == 3
