"""Changing, removing, moving or cutting off any row of the ledger is named, row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import UsageError
from ugc_studio.library.database import connect_writer
from ugc_studio.library.journal import JOURNAL_FILE, read_head
from ugc_studio.library.ledger import LedgerRow, row_from_line
from ugc_studio.services.consent.verifying import LedgerKeeper, verify_chain, verify_file

ROWS = 200


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> list[LedgerRow]:
    """A real chain of 200 events."""
    world = World(tmp_path_factory.mktemp("chain") / "library")
    photos = world.photos("a", "b", "c")
    recorder = world.studio.consent.recorder
    for number in range(ROWS):
        recorder.state(EventType.PEOPLE_REVIEWED, [photos[number % 3]], facts={"answer": "none"})
    with world.studio.library.read() as session:
        rows = list(session.ledger.rows())
    world.close()
    return rows


def first_bad(rows: Sequence[LedgerRow], chain: Sequence[LedgerRow]) -> int | None:
    """What verify names when the end of the chain is known."""
    return verify_chain(rows, [(chain[-1].seq, chain[-1].hash)]).first_bad


def test_the_whole_chain_is_whole(chain: list[LedgerRow]) -> None:
    result = verify_chain(chain, [(chain[-1].seq, chain[-1].hash)])
    assert result.ok
    assert result.events == len(chain) >= ROWS


@pytest.mark.parametrize("column", [field.name for field in fields(LedgerRow) if field.name not in {"seq", "hash"}])
def test_a_changed_column_of_any_row_is_named(chain: list[LedgerRow], column: str) -> None:
    for at, row in enumerate(chain):
        value = getattr(row, column)
        changed = replace(row, **{column: value[:-1] + ("x" if value[-1:] != "x" else "y")})
        assert first_bad([*chain[:at], changed, *chain[at + 1 :]], chain) == row.seq


def test_a_row_that_was_rewritten_with_a_fitting_hash_is_named_by_the_next(chain: list[LedgerRow]) -> None:
    for at, row in enumerate(chain):
        forged = replace(row, payload=row.payload.replace("none", "reviewed"), actor="someone else")
        forged = replace(forged, hash=forged.expected_hash())
        named = first_bad([*chain[:at], forged, *chain[at + 1 :]], chain)
        assert named in {row.seq + 1, chain[-1].seq}


def test_a_removed_row_is_named(chain: list[LedgerRow]) -> None:
    for at, row in enumerate(chain[:-1]):
        assert first_bad([*chain[:at], *chain[at + 1 :]], chain) == row.seq


def test_two_rows_that_changed_places_are_named(chain: list[LedgerRow]) -> None:
    for at, row in enumerate(chain[:-1]):
        moved = [*chain[:at], chain[at + 1], row, *chain[at + 2 :]]
        assert first_bad(moved, chain) == row.seq


def test_a_tail_that_was_cut_off_shows_against_the_known_head(chain: list[LedgerRow]) -> None:
    for left in range(len(chain)):
        assert first_bad(chain[:left], chain) == left + 1


def test_a_tail_shows_when_only_the_checksum_was_written_down(chain: list[LedgerRow]) -> None:
    cut = chain[:150]
    assert verify_chain(cut).ok
    assert verify_chain(cut, hashes=[chain[160].hash]).first_bad == 151
    assert verify_chain(chain, hashes=[chain[160].hash]).ok


def test_any_byte_of_an_exported_chain_is_named(chain: list[LedgerRow], tmp_path: Path) -> None:
    from ugc_studio.library.ledger import journal_line

    lines = [journal_line(row) for row in chain]
    file = tmp_path / "chain.jsonl"
    head = [(chain[-1].seq, chain[-1].hash)]
    for at in range(0, len(lines), 7):
        line = lines[at].encode()
        for place in range(0, len(line), 31):
            changed = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
            file.write_bytes(b"\n".join([*(one.encode() for one in lines[:at]), changed,
                                         *(one.encode() for one in lines[at + 1 :])]))  # fmt: skip
            result = verify_file(file, head)
            try:
                same = row_from_line(changed.decode()) == chain[at]
            except ValueError:
                same = False
            assert result.ok == same
            assert same or result.first_bad in {at + 1, at + 2}


def test_a_file_of_something_else_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("Bonjour\n", "utf-8")
    with pytest.raises(UsageError, match="not an exported ledger"):
        verify_file(tmp_path / "x.jsonl")


def tamper(database: Path, *statements: str) -> None:
    """Do what someone with the file can do: drop the triggers, then change rows."""
    connection = sqlite3.connect(database)
    connection.executescript(
        "DROP TRIGGER ledger_events_no_update; DROP TRIGGER ledger_events_no_delete;" + ";".join(statements)
    )
    connection.close()


def test_the_table_itself_refuses_changes(world: World) -> None:
    world.person("Ana")
    database = connect_writer(world.studio.library.folder.database)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute("UPDATE ledger_events SET role = 'legal'")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute("DELETE FROM ledger_events")
    database.close()


def test_tampering_with_the_database_is_named(world: World) -> None:
    photos = world.photos("a")
    for _number in range(5):
        world.studio.consent.recorder.state(EventType.PEOPLE_REVIEWED, photos, facts={"answer": "none"})
    database = world.studio.library.folder.database
    tamper(database, "UPDATE ledger_events SET payload = replace(payload, 'none', 'reviewed') WHERE seq = 3")
    assert world.studio.ledger.verify().first_bad == 3


def test_a_database_whose_tail_was_cut_is_named_and_blocks_everything(world: World) -> None:
    (photo,) = world.photos("a")
    author, notice = world.person("Marc Dubois"), world.notice()
    world.taken_by([photo], author)
    world.licence([photo], author, notice)
    assert world.ask(photo).cleared
    with world.studio.library.read() as session:
        seq = session.ledger.head()[0]
    world.say(EventType.WITHDRAWN, [photo], author)
    folder = world.studio.library.folder
    tamper(folder.database, "DELETE FROM ledger_events WHERE seq = (SELECT MAX(seq) FROM ledger_events)",
           "DELETE FROM ledger_keys WHERE seq NOT IN (SELECT seq FROM ledger_events)")  # fmt: skip
    assert world.studio.ledger.verify().first_bad == seq + 1
    assert world.ask(photo).codes == {"frozen"}
    folder.head.unlink()  # the journal still knows
    assert world.studio.ledger.verify().first_bad == seq + 1


def test_journal_and_head_are_caught_up_after_a_crash_between_commit_and_journal(world: World) -> None:
    world.person("Ana")
    folder = world.studio.library.folder
    journal = folder.journal / JOURNAL_FILE
    lines, head = journal.read_bytes(), folder.head.read_bytes()
    world.person("Zoé")
    expected = journal.read_bytes(), folder.head.read_bytes()
    world.studio.close()
    journal.write_bytes(lines)  # as if the program was killed after the commit
    folder.head.write_bytes(head)
    world.studio = world.open()
    assert (journal.read_bytes(), folder.head.read_bytes()) == expected
    assert world.studio.ledger.verify().ok


def test_a_torn_last_line_of_the_journal_is_written_again(world: World) -> None:
    world.person("Ana")
    folder = world.studio.library.folder
    journal = folder.journal / JOURNAL_FILE
    world.studio.close()
    journal.write_bytes(journal.read_bytes()[:-20])
    world.studio = world.open()
    assert LedgerKeeper(world.studio.library).catch_up() == 0
    rows = [line for line in journal.read_text("utf-8").splitlines() if line.endswith("}")]
    with world.studio.library.read() as session:
        assert row_from_line(rows[-1]).hash == session.ledger.head()[1] == read_head(folder.head)[1]  # type: ignore[index]  # it is there
    assert world.studio.ledger.verify().ok
