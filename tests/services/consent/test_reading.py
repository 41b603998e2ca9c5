"""The consent file answers who allowed what, when, on which text, with what proof, until when, and where it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import BASE_RIGHTS, AfterEnd, EventType, Instrument, Right
from ugc_studio.domain.events import Event
from ugc_studio.services.consent.reading import ConsentFile
from ugc_studio.services.consent.recording import Answer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def licensed(world: World, *names: str) -> list[int]:
    photos = world.photos(*names)
    world.taken_by(photos, world.person("Marc Dubois", handle="@marc"))
    return photos


def file_of(world: World, photo: int) -> ConsentFile:
    return world.studio.consent.reader.file(photo)


def particulars(file: ConsentFile, event_type: EventType) -> list[str]:
    (line,) = [line for line in file.events if line.event.type == event_type]
    return [str(text) for text in line.particulars]


def test_a_grant_shows_its_text_and_its_small_print(world: World) -> None:
    (photo,) = licensed(world, "one")
    notice = world.notice(
        "Réseaux", rights=BASE_RIGHTS | {Right.CROP.value}, excluded_contexts=frozenset({"alcohol"}),
        credit_line="Photo : @marc", after_end=AfterEnd.POSTS_STAY,
    )  # fmt: skip
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, assets=[photo], by="@marc", instrument=Instrument.LICENCE, notice=notice.uuid,
            evidence="comment", message="Oui", permalink="https://example.com/p/1", said_on=dt.date(2026, 8, 30),
        )
    )  # fmt: skip
    file = file_of(world, photo)
    assert particulars(file, EventType.GIVEN) == [
        "Agreed to the text: Réseaux v1",
        "Changes allowed: cropping",
        "Brands: Maison Alizé",
        "Never together with: alcohol",
        "Credit line: Photo : @marc",
        "After the end: posts stay",
        "Said on 30 August 2026",
    ]
    (line,) = [line for line in file.events if line.event.type == EventType.GIVEN]
    assert line.permalink == "https://example.com/p/1"
    assert "example.com" not in str(line.event)  # the ledger holds a commitment only


def test_where_it_is_names_the_place_and_the_takedown(world: World) -> None:
    (photo,) = licensed(world, "one")
    world.licence([photo], "@marc", world.notice())
    world.publish(photo, recipient="an agency")
    (there,) = file_of(world, photo).publications
    assert (there.recorded.url, there.recorded.recipient) == (f"https://example.com/{photo}.jpg", "an agency")
    assert there.due is None
    world.say(EventType.WITHDRAWN, [photo], "@marc")
    (there,) = file_of(world, photo).publications
    assert there.due == world.clock().date() + dt.timedelta(days=7)
    assert not there.gone


def test_a_grant_for_a_stacked_copy_is_shown_where_it_counts(world: World) -> None:
    kept, copy = licensed(world, "kept", "copy")
    world.licence([copy], "@marc", world.notice())
    shas = file_of(world, kept).asset.sha256, file_of(world, copy).asset.sha256

    def stack(session: object) -> list[Event]:
        recorded = world.studio.consent.recorded
        recorded(session, EventType.MERGED, shas, {})  # type: ignore[arg-type]  # a session, as write() hands it in
        return []

    world.studio.library.write(stack)
    world.studio.consent.recorder.decide(EventType.SAME_WORK, assets=[kept, copy])
    file = file_of(world, kept)
    (signatory,) = file.signatories
    assert signatory.enough
    (text,) = map(str, signatory.texts)
    assert text.startswith(f"The same work, photo {copy}: Marc Dubois gave the author’s licence")


def test_a_no_is_said_once(world: World) -> None:
    (photo,) = licensed(world, "one")
    world.say(EventType.REFUSED, [photo], "@marc", message="Non merci")
    (signatory,) = file_of(world, photo).signatories
    assert [str(text) for text in signatory.texts] == ["Marc Dubois refused the author’s licence."]
