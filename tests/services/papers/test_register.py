"""The consent register says for each photo, person and right what holds, with its proof, in three forms."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tracemalloc
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.services.consent.world import World, sha_of
from tests.services.papers.reading import text_of
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.errors import Stopped, UsageError
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.papers.press import MadePaper
from ugc_studio.services.papers.register import COLUMNS, RegisterFilter


def register(world: World, out: Path, wanted: RegisterFilter | None = None, **more: object) -> MadePaper:
    return world.studio.papers.register(out, wanted or RegisterFilter(), RecordingContext(), **more)  # type: ignore[arg-type]  # options by name


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def licensed(world: World, *names: str) -> list[int]:
    photos = world.photos(*names)
    world.taken_by(photos, world.person("Marc Dubois", handle="@marc"))
    world.licence(photos, "@marc", world.notice())
    return photos


def test_one_line_holds_the_state_the_scope_the_text_the_proof_and_the_row(world: World, tmp_path: Path) -> None:
    (photo,) = licensed(world, "one")
    world.publish(photo, recipient="Studio X")
    made = register(world, tmp_path / "r.csv")
    (row,) = rows_of(made.path)
    assert (row["Photo"], row["Photo SHA-256"]) == (str(photo), sha_of("one"))
    assert (row["Person"], row["State"], row["Right"]) == ("Marc Dubois", "Given", "the author’s licence")
    assert (row["Until"], row["Counts for the standard use"]) == ("2028-05-31", "yes")
    assert (row["Text"], row["Text version"]) == ("Réseaux", "1")
    assert row["Form of the proof"] == "e-mail"
    assert row["Proofs"].endswith("(kept)")
    assert row["Legal basis"] == "contract, GDPR art. 6(1)(b)"
    assert "Studio X" in row["Used"]
    with world.studio.library.read() as session:
        assert row["Text SHA-256"] == session.register.notice("Réseaux").hash
        (event,) = [e for e in session.ledger.of_asset(sha_of("one")) if e.type == EventType.GIVEN]
        (kept,) = session.ledger.rows_of([event.seq])
    assert (row["Ledger row"], row["Row hash"]) == (str(event.seq), kept.hash)


def test_a_no_ends_what_was_allowed_and_a_question_does_not(world: World, tmp_path: Path) -> None:
    first, second = licensed(world, "one", "two")
    world.say(EventType.WITHDRAWN, [first], "@marc", message="Retirez-la")
    with world.studio.library.read() as session:
        marc, notice = session.parties.resolve("@marc"), session.register.notice("Réseaux")
    world.studio.consent.recorder.request([second], by=marc, party=marc, instrument=Instrument.LICENCE, notice=notice)
    one, two = rows_of(register(world, tmp_path / "r.csv").path)
    assert (one["State"], one["Allowed"], one["Counts for the standard use"]) == ("Withdrawn", "", "no")
    assert two["State"] == "Given"


def test_an_end_is_computed(world: World, tmp_path: Path) -> None:
    licensed(world, "one")
    world.clock.forward(days=800)
    (row,) = rows_of(register(world, tmp_path / "r.csv").path)
    assert row["State"] == "Ended"


def test_as_it_stood_on_a_day(world: World, tmp_path: Path) -> None:
    photos = licensed(world, "one")
    before = world.clock()
    world.clock.forward(days=10)
    world.say(EventType.WITHDRAWN, photos, "@marc")
    world.publish(photos[0])
    (then,) = rows_of(register(world, tmp_path / "then.csv", RegisterFilter(as_of=before)).path)
    (now,) = rows_of(register(world, tmp_path / "now.csv").path)
    assert (then["State"], now["State"]) == ("Given", "Withdrawn")
    assert then["Used"] == ""
    assert now["Used"] != ""


def test_days_and_brands_limit_it(world: World, tmp_path: Path) -> None:
    licensed(world, "one")
    day = world.clock().date()
    other = world.studio.register.add_brand("Autre", key="autre")
    later = RegisterFilter(first=day + dt.timedelta(days=1))
    assert rows_of(register(world, tmp_path / "a.csv", later).path) == []
    assert rows_of(register(world, tmp_path / "b.csv", RegisterFilter(brand=other.key)).path) == []
    assert len(rows_of(register(world, tmp_path / "c.csv", RegisterFilter(brand="maison", last=day)).path)) == 1


def test_no_cell_is_a_formula(world: World, tmp_path: Path) -> None:
    photos = world.photos("one")
    world.taken_by(photos, world.person('=HYPERLINK("http://example.com")', handle="@evil"))
    world.licence(photos, "@evil", world.notice("+cmd|' /C calc'!A0"))
    (row,) = rows_of(register(world, tmp_path / "r.csv").path)
    assert row["Person"].startswith("'=")
    assert row["Text"].startswith("'+")
    book = load_workbook(register(world, tmp_path / "r.xlsx").path)
    cells = [cell for line in book["register"].iter_rows(min_row=2) for cell in line]
    assert len(cells) == len(COLUMNS)
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert any(cell.value == '=HYPERLINK("http://example.com")' for cell in cells)
    assert book["about"]["A1"].value == "Consent register"


def test_the_paper_form_has_the_same_lines_and_the_head_of_the_ledger(world: World, tmp_path: Path) -> None:
    licensed(world, "one", "two")
    made = register(world, tmp_path / "r.pdf")
    text = text_of(made.path)
    assert made.lines == 2
    assert text.count("Marc Dubois") == 2
    assert made.head.hash in text
    assert "Page 1 of 1" in text


def test_it_speaks_french(world: World, tmp_path: Path) -> None:
    licensed(world, "one")
    assert "SHA-256" in text_of(register(world, tmp_path / "r.pdf", language="fr").path)


def test_who_gets_it_is_recorded_and_told_on_withdrawal(world: World, tmp_path: Path) -> None:
    photos = licensed(world, "one")
    made = register(world, tmp_path / "r.pdf", recipient="Maître Roy")
    with world.studio.library.read() as session:
        (use,) = session.uses.of_assets([sha_of("one")])
    assert (use.recipient, use.exporter, use.rendition_sha256) == ("Maître Roy", "register", made.sha256)
    world.say(EventType.WITHDRAWN, photos, "@marc")
    with world.studio.library.read() as session:
        (takedown,) = session.uses.takedowns()
    assert takedown.use.recipient == "Maître Roy"


def test_without_a_recipient_nothing_is_recorded(world: World, tmp_path: Path) -> None:
    licensed(world, "one")
    register(world, tmp_path / "r.pdf")
    with world.studio.library.read() as session:
        assert session.uses.all() == []


def test_stopped_in_the_middle_it_leaves_the_old_file(world: World, tmp_path: Path) -> None:
    licensed(world, "one")
    out = tmp_path / "r.pdf"
    out.write_text("old")
    context = RecordingContext()
    context.stop()
    with pytest.raises(Stopped):
        world.studio.papers.register(out, RegisterFilter(), context)
    assert out.read_text() == "old"
    assert list(tmp_path.glob(".*half")) == []


@pytest.mark.parametrize("name", ["library/r.pdf", "r.docx", "nowhere/r.pdf", "library"])
def test_it_goes_only_where_it_belongs(world: World, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        register(world, tmp_path / name)


@pytest.mark.parametrize(("ending", "count"), [("csv", 1_000), ("pdf", 300)])
def test_a_long_one_stays_in_bounded_memory(world: World, tmp_path: Path, ending: str, count: int) -> None:
    photos = world.photos(*(f"p{n}" for n in range(count)))
    world.taken_by(photos, world.person("Marc Dubois", handle="@marc"))
    register(world, tmp_path / f"warm.{ending}", RegisterFilter(assets=tuple(photos[:3])))
    tracemalloc.start()
    made = register(world, tmp_path / f"r.{ending}")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.lines == count
    assert peak < 16_000_000
