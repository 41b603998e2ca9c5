"""The first page of a dossier answers who allowed what, when, on which text, with what proof, until when, and where."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from tests.services.consent.world import World, sha_of
from tests.services.papers.reading import first_page, text_of
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import LibraryReadOnly, UsageError
from ugc_studio.domain.messages import Translator
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.papers.press import MadePaper
from ugc_studio.services.papers.wording import Wording

ARABIC = "صورة جميلة من عطلتنا"
CAPTION = f"Vue sur la mer 🏖️ {ARABIC} <b>non gras</b> & <script>alert(1)</script>"


def dossier(world: World, photo: int, out: Path, **more: object) -> MadePaper:
    return world.studio.papers.photo_dossier(photo, out, RecordingContext(), **more)  # type: ignore[arg-type]  # options by name


def licensed(world: World, name: str = "one", message: str = "Oui, avec plaisir") -> int:
    (photo,) = world.photos(name)
    world.taken_by([photo], world.person("Marc Dubois", handle="@marc"))
    world.licence([photo], "@marc", world.notice(), message=message)
    return photo


def test_the_answer_is_on_the_first_page(world: World, tmp_path: Path) -> None:
    photo = licensed(world)
    world.publish(photo, recipient="Studio X")
    made = dossier(world, photo, tmp_path / "d.pdf")
    page = first_page(made.path)
    for said in (
        "Cleared for the standard use", "Marc Dubois", "the author’s licence", "1 September 2026, 09:00 UTC",
        "Réseaux v1", "e-mail", "31 May 2028", "Studio X", "contract, GDPR art. 6(1)(b)", f"https://example.com/{photo}.jpg",
        made.head.hash,
    ):  # fmt: skip
        assert said in page, said
    assert sha_of("one") in page.replace(" ", "")


def test_what_stands_behind_it_is_verbatim_with_its_hashes(world: World, tmp_path: Path) -> None:
    photo = licensed(world, message="Oui <b>mais</b> pas de pub")
    text = text_of(dossier(world, photo, tmp_path / "d.pdf").path)
    assert "Oui <b>mais</b> pas de pub" in text
    assert hashlib.sha256(b"Oui <b>mais</b> pas de pub").hexdigest() in text.replace(" ", "")
    assert "French, SHA-256" in text
    assert hashlib.sha256(b"Texte").hexdigest() in text.replace(" ", "")
    with world.studio.library.read() as session:
        rows = session.ledger.rows_of(event.seq for event in session.ledger.of_asset(sha_of("one")))
    assert rows
    assert all(row.hash in text.replace(" ", "") for row in rows)


def test_a_block_says_why_and_what_would_clear_it(world: World, tmp_path: Path) -> None:
    photo = licensed(world)
    world.publish(photo)
    world.say(EventType.WITHDRAWN, [photo], "@marc", message="Retirez-la")
    page = first_page(dossier(world, photo, tmp_path / "d.pdf").path)
    assert "Blocked for the standard use" in page
    assert "Marc Dubois withdrew the author’s licence." in page
    assert "Must come down by 8 September 2026: withdrawn." in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_captions_in_any_script_are_legible(world: World, tmp_path: Path, language: str) -> None:
    photo = licensed(world, message=CAPTION)
    made = dossier(world, photo, tmp_path / "d.pdf", language=language)
    text = text_of(made.path)
    assert set(ARABIC.split()) <= set(text.split())
    assert "<b>non gras</b> & <script>alert(1)</script>" in text
    assert "🏖️" in text
    assert "boxes" not in text


def test_a_message_of_a_hundred_thousand_signs_is_all_there(world: World, tmp_path: Path) -> None:
    photo = licensed(world, message="mot " * 24_999 + "fin!")
    made = dossier(world, photo, tmp_path / "d.pdf")
    text = text_of(made.path)
    assert text.count("mot") >= 24_999
    assert "fin!" in text
    assert (made.pages or 0) > 20


def test_who_gets_it_is_recorded(world: World, tmp_path: Path) -> None:
    photo = licensed(world)
    dossier(world, photo, tmp_path / "d.pdf", recipient="Maître Roy")
    with world.studio.library.read() as session:
        (use,) = session.uses.of_assets([sha_of("one")])
    assert (use.exporter, use.recipient) == ("dossier", "Maître Roy")
    assert "consent dossier" in text_of(dossier(world, photo, tmp_path / "again.pdf").path)


def test_nothing_is_written_for_somebody_that_could_not_be_recorded(world: World, tmp_path: Path) -> None:
    photo = licensed(world)
    out = tmp_path / "d.pdf"
    reader = world.open()
    assert not reader.library.writable
    try:
        with pytest.raises(LibraryReadOnly):
            reader.papers.photo_dossier(photo, out, RecordingContext(), recipient="Maître Roy")
        assert not out.exists()
        assert reader.papers.photo_dossier(photo, out, RecordingContext()).pages
    finally:
        reader.previews.close()
        reader.library.close()


def test_without_a_brand_there_is_no_paper(world: World, tmp_path: Path) -> None:
    photo = licensed(world)
    with pytest.raises(UsageError):
        dossier(world, photo, tmp_path / "d.pdf", brand="nobody")


def test_a_sensitive_photo_is_veiled_unless_legal_makes_the_paper(world: World, tmp_path: Path) -> None:
    stripes = np.zeros((400, 600, 3), dtype=np.uint8)
    stripes[:, ::20] = 255
    stream = io.BytesIO()
    Image.fromarray(np.repeat(stripes[:, ::10], 10, axis=1)).save(stream, "JPEG", quality=92)
    source = tmp_path / "in"
    source.mkdir()
    (source / "stripes.jpg").write_bytes(stream.getvalue())
    world.studio.importing.run([source], context=RecordingContext())
    (photo,) = (int(one) for one in world.studio.browsing.find(""))
    world.studio.consent.recorder.state(EventType.FLAGGED, [photo], facts={"flag": "sensitive"})
    veiled = dossier(world, photo, tmp_path / "veiled.pdf")
    assert "Veiled: marked as sensitive." in text_of(veiled.path)
    assert _edges(veiled.path) < 5
    world.studio.previews.close()
    world.reopen("legal")
    seen = dossier(world, photo, tmp_path / "seen.pdf")
    assert "Veiled" not in text_of(seen.path)
    assert _edges(seen.path) > 15


def _edges(pdf: Path) -> float:
    """How much neighbouring pixels differ in the pictures of the first page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = [one for one in document[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
        grey = np.asarray(images[0].get_bitmap().to_pil().convert("L").resize((600, 400)), dtype=float)
        return float(np.abs(np.diff(grey, axis=1)).mean())
    finally:
        document.close()


def test_a_person_with_their_photos_and_words(world: World, tmp_path: Path) -> None:
    licensed(world, message="Oui pour celle-ci")
    (other,) = world.photos("two")
    world.taken_by([other], world.studio.library.write(lambda session: session.parties.resolve("@marc").uuid))
    world.say(EventType.REFUSED, [other], "@marc", message="Pas celle-là")
    made = world.studio.papers.person_dossier("@marc", tmp_path / "p.pdf", RecordingContext())
    page, text = first_page(made.path), text_of(made.path)
    assert "A yes is recorded for 1 photo." in page
    assert "A no is recorded for 1 photo." in page
    assert "Oui pour celle-ci" in text
    assert "Pas celle-là" in text
    assert made.photos == 2


def test_a_language_is_spoken_by_its_name() -> None:
    wording = Wording(Translator.source_language())
    assert wording.language_name("nl") == "Dutch"
    assert wording.language_name("xx") == "xx"


def test_a_rule_that_could_not_be_read_is_said_beside_a_yes_and_a_no(world: World, tmp_path: Path) -> None:
    photo = licensed(world)
    (other,) = world.photos("two")
    world.studio.register.edit_brand("maison", standard_use={"territories": ["BE"]})
    in_belgium = world.use(territories=frozenset({"BE"}))
    world.studio.library.write(
        lambda session: world.studio.consent.record_use(
            session, asset_id=photo, use=in_belgium, exporter="web", rendition_sha256=sha_of("r"), path="out/one.jpg"
        )
    )
    said = "The rules for minors in BE could not be read at their source"
    paper = dossier(world, photo, tmp_path / "yes.pdf").path
    assert "Cleared for the standard use" in first_page(paper)
    assert said in first_page(paper)
    assert text_of(paper).count(said) == 2, "of the standard use, and of the recorded one"
    assert said in first_page(dossier(world, other, tmp_path / "no.pdf").path)


def test_the_standard_use_turns_at_midnight_on_the_clock_of_the_brand(world: World, tmp_path: Path) -> None:
    (photo,) = world.photos("one")
    world.taken_by([photo], world.person("Marc Dubois", handle="@marc"))
    world.licence([photo], "@marc", world.notice(start=dt.date(2026, 10, 1)))
    world.clock.now = dt.datetime(2026, 9, 30, 21, 59, tzinfo=dt.UTC)
    assert "Blocked for the standard use" in first_page(dossier(world, photo, tmp_path / "before.pdf").path)
    world.clock.forward(minutes=1)
    assert "Cleared for the standard use" in first_page(dossier(world, photo, tmp_path / "after.pdf").path)


def test_as_it_stood_on_a_day(world: World, tmp_path: Path) -> None:
    photo = licensed(world)
    world.publish(photo)
    before = world.clock()
    world.clock.forward(days=3)
    world.say(EventType.WITHDRAWN, [photo], "@marc", message="Retirez-la")
    then = text_of(dossier(world, photo, tmp_path / "then.pdf", as_of=before).path)
    assert "Cleared for the standard use" in then
    assert "as of 1 September 2026, 09:00 UTC" in then
    assert "It may stay." in then
    assert "Retirez-la" not in then
    now = text_of(dossier(world, photo, tmp_path / "now.pdf").path)
    assert "Blocked for the standard use" in now
    assert "Retirez-la" in now
    world.publish(photo, recipient="Later Ltd")
    assert "Later Ltd" not in text_of(dossier(world, photo, tmp_path / "again.pdf", as_of=before).path)
