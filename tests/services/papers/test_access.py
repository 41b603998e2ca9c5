"""The answer to a request for access holds everything about one person, and nothing about anybody else."""

from __future__ import annotations

import hashlib
import json
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World, sha_of
from tests.services.papers.reading import text_of
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.errors import LibraryReadOnly, UsageError
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.processing_notes import ProcessingNotes
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.papers.press import MadePaper

OTHERS = ("Léonie Caron", "leonie", "Hugo Petit", "Ma fille ne veut pas")


@pytest.fixture
def family(world: World) -> dict[str, int]:
    """Anna took three photos: one of the sea, one with somebody else in it, one that nobody has looked at."""
    sea, group, unseen = world.photos("sea", "group", "unseen")
    anna = world.person("Anna Petit", handle="@anna", residence="FR")
    leonie = world.person("Léonie Caron", handle="@leonie")
    hugo = world.person("Hugo Petit", adult="no")
    world.taken_by([sea], anna)
    recorder = world.studio.consent.recorder
    recorder.state(EventType.AUTHOR_STATED, [group, unseen], facts={"creators": [anna], "state": "confirmed"})
    with world.studio.library.read() as session:
        people = {name: session.parties.by_uuid(uuid) for name, uuid in (("leonie", leonie), ("hugo", hugo))}
    recorder.state(EventType.DEPICTED, [group], party=people["leonie"], facts={"role": "main"})
    recorder.state(
        EventType.DEPICTED, [group], party=people["hugo"], facts={"role": "main", "holders": [[anna, "joint"]]}
    )
    notice = world.notice()
    world.licence([sea, group], "@anna", notice, message="Oui pour la mer")
    recorder.answer(
        Answer(EventType.REFUSED, assets=[group], by="@leonie", instrument=Instrument.IMAGE_RELEASE,
               message="Ma fille ne veut pas", evidence="email")
    )  # fmt: skip
    recorder.answer(
        Answer(EventType.GIVEN, assets=[group], by="@anna", party="Hugo Petit", instrument=Instrument.IMAGE_RELEASE,
               notice=notice.uuid, message="Oui pour mon fils", evidence="email")
    )  # fmt: skip
    world.publish(sea, recipient="Studio X")
    return {"sea": sea, "group": group, "unseen": unseen}


def pack(world: World, out: Path, **more: object) -> MadePaper:
    return world.studio.papers.access_pack("@anna", out, RecordingContext(), **more)  # type: ignore[arg-type]  # options by name


def opened(path: Path) -> tuple[list[str], str, dict[str, Any], str]:
    """The members, the words of the paper, the JSON, and the JSON as text."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        paper = next(name for name in names if name.endswith(".pdf"))
        raw = archive.read("data.json").decode("utf-8")
        return names, text_of(archive.read(paper)), json.loads(raw), raw


def test_it_holds_what_is_stored_and_the_photos_they_took_of_nobody_else(
    world: World, family: dict[str, int], tmp_path: Path
) -> None:
    made = pack(world, tmp_path / "a.zip")
    names, text, data, _raw = opened(made.path)
    assert [name for name in names if name.startswith("photos/")] == [
        f"photos/{family['sea']}-{sha_of('sea')[:10]}.jpg"
    ]
    with zipfile.ZipFile(made.path) as archive:
        assert archive.read(names[-1]) == b"sea"
    assert (data["person"]["name"], data["person"]["residence"]) == ("Anna Petit", "FR")
    assert {photo["id"] for photo in data["photos"]} == {str(one) for one in family.values()}
    assert any("Oui pour la mer" in event["words"] for event in data["events"])
    assert "Oui pour la mer" in text
    assert "Studio X" in text
    assert "Texte" in text


def test_nobody_else_is_in_it(world: World, family: dict[str, int], tmp_path: Path) -> None:
    made = pack(world, tmp_path / "a.zip", language="en")
    names, text, _data, raw = opened(made.path)
    for other in OTHERS:
        assert other.casefold() not in text.casefold()
        assert other.casefold() not in raw.casefold()
        assert not any(other.casefold() in name.casefold() for name in names)
    assert "Oui pour mon fils" in text  # her own words


def test_it_speaks_the_language_of_the_person(world: World, family: dict[str, int], tmp_path: Path) -> None:
    names, text, _data, _raw = opened(pack(world, tmp_path / "a.zip").path)
    assert "vos-donnees.pdf" in names
    assert "Vos données personnelles" in text
    assert "CNIL" in text
    assert "cession" not in text
    names, text, _data, _raw = opened(pack(world, tmp_path / "b.zip", language="en").path)
    assert "Your personal data" in text


def test_a_photo_with_others_is_enclosed_only_by_choice(world: World, family: dict[str, int], tmp_path: Path) -> None:
    names, *_rest = opened(pack(world, tmp_path / "a.zip", enclose=[family["group"]]).path)
    assert len([name for name in names if name.startswith("photos/")]) == 2
    (foreign,) = world.photos("foreign")
    with pytest.raises(UsageError):
        pack(world, tmp_path / "b.zip", enclose=[foreign])


def test_it_is_the_same_file_each_time(world: World, family: dict[str, int], tmp_path: Path) -> None:
    assert pack(world, tmp_path / "a.zip").sha256 == pack(world, tmp_path / "b.zip").sha256


def test_illegal_content_never_leaves(world: World, family: dict[str, int], tmp_path: Path) -> None:
    world.studio.consent.recorder.state(EventType.FLAGGED, [family["sea"]], facts={"flag": "illegal"})
    names, *_rest = opened(pack(world, tmp_path / "a.zip", enclose=[family["sea"]]).path)
    assert not [name for name in names if name.startswith("photos/")]


class TestProcessing:
    def test_the_sheet_is_computed_and_keeps_what_the_brand_notes(
        self, world: World, family: dict[str, int], tmp_path: Path
    ) -> None:
        world.studio.papers.note_processing(ProcessingNotes(officer="dpo@alize.example", measures="Coffre-fort"))
        text = text_of(world.studio.papers.processing(tmp_path / "p.pdf", RecordingContext()).path)
        for said in (
            "dpo@alize.example",
            "• Coffre-fort",
            "Studio X",
            "consent, GDPR art. 6(1)(a)",
            "Réseaux v1",
            "12 months",
        ):
            assert said in text, said
        french = text_of(world.studio.papers.processing(tmp_path / "f.pdf", RecordingContext(), language="fr").path)
        assert "le silence ne vaut pas accord" in french

    def test_notes_are_one_brands(self, world: World) -> None:
        world.studio.register.add_brand("Autre", key="autre")
        world.studio.papers.note_processing(ProcessingNotes(officer="x"), brand="maison")
        assert world.studio.papers.processing_notes("autre") == ProcessingNotes()


class TestErasure:
    def test_the_preview_names_what_goes_and_what_stays(
        self, world: World, family: dict[str, int], tmp_path: Path
    ) -> None:
        made = world.studio.papers.erasure_preview(tmp_path / "e.pdf", RecordingContext(), parties=["@anna"])
        text = text_of(made.path)
        assert "Nothing is erased yet" in text
        assert "3 photos go." in text
        assert "Studio X" in text
        assert "the chain must stay whole" in text
        with world.studio.library.read() as session:
            assert session.parties.resolve("@anna").name == "Anna Petit"


def handed(world: World) -> list[tuple[str, str]]:
    """What is recorded of the answers to Anna: the hash of the file, and who handed it over."""
    with world.studio.library.read() as session:
        party = session.parties.resolve("@anna")
        names = session.register.actor_names()
        return [(one.file_sha256, names[one.handed_by]) for one in session.access_answers.of_party(party.uuid)]


def test_what_was_handed_over_is_recorded_and_shown(world: World, family: dict[str, int], tmp_path: Path) -> None:
    assert pack(world, tmp_path / "look.zip").recipient is None
    assert handed(world) == []
    with world.studio.library.read() as session:
        before = (session.ledger.head(), len(session.uses.all()), session.uses.takedowns())
    made = pack(world, tmp_path / "a.zip", handed_over=True)
    assert made.recipient == "Anna Petit"
    assert handed(world) == [(made.sha256, "Ana")]
    assert made.sha256 == hashlib.sha256((tmp_path / "a.zip").read_bytes()).hexdigest()
    with world.studio.library.read() as session:
        after = (session.ledger.head(), len(session.uses.all()), session.uses.takedowns())
    assert after == before, "it is no use: nothing has to come down because of it"
    world.studio.papers.person_dossier("@anna", tmp_path / "p.pdf", RecordingContext())
    dossier = text_of(tmp_path / "p.pdf")
    assert "Answers to requests for access" in dossier
    assert made.sha256 in dossier.replace("\n", "").replace(" ", "")
    world.studio.papers.processing(tmp_path / "r.pdf", RecordingContext())
    said = "1 request for access was answered, the last on 1 September 2026, 09:00 UTC."
    assert said in text_of(tmp_path / "r.pdf").replace("\n", " ")


def test_an_erasure_leaves_that_it_was_answered_and_nothing_that_names_them(
    world: World, family: dict[str, int], tmp_path: Path
) -> None:
    made = pack(world, tmp_path / "a.zip", handed_over=True)
    backup = world.studio.library.back_up()
    eraser = world.studio.consent.eraser
    preview = eraser.preview(parties=("@anna",))
    world.studio.papers.erasure_preview(tmp_path / "e.pdf", RecordingContext(), preview=preview)
    paper = " ".join(text_of(tmp_path / "e.pdf").split())
    assert "1 line stays, with its day and the hash of the file, without a name" in paper
    (anna,) = preview.erasure.parties
    eraser.erase(preview.erasure)
    world.studio.previews.close()
    world.close()
    traces = [file for file in world.root.rglob("*") if file.is_file() and b"Anna Petit" in file.read_bytes()]
    assert traces == []
    world.restore(backup.path)
    with world.studio.library.read() as session:
        assert [one.file_sha256 for one in session.access_answers.of_party(anna)] == [made.sha256]


def test_an_answer_given_after_the_backup_is_still_known_after_a_restore(
    world: World, family: dict[str, int], tmp_path: Path
) -> None:
    backup = world.studio.library.back_up()
    made = pack(world, tmp_path / "a.zip", handed_over=True)
    world.studio.previews.close()
    world.close()
    world.restore(backup.path)
    assert handed(world) == [(made.sha256, "Ana")]


def test_a_library_that_cannot_be_written_records_no_answer(
    world: World, family: dict[str, int], tmp_path: Path
) -> None:
    with closing(open_studio(world.root, actor="Bo", clock=world.clock)) as reader:
        with pytest.raises(LibraryReadOnly):
            reader.papers.access_pack("@anna", tmp_path / "a.zip", RecordingContext(), handed_over=True)
        assert not (tmp_path / "a.zip").exists()
        reader.previews.close()
