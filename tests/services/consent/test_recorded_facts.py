"""What was recorded about people and marks is found by searches, and errs on the careful side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import EventDraft


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def found(world: World, text: str) -> list[int]:
    return sorted(world.studio.browsing.find(text))


def shown(world: World, photo: int, party: str, role: str = "main", *, reviewed: bool = True) -> None:
    """Record a person in a photo, and that everybody in it is recorded."""
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        person = session.parties.resolve(party)
    recorder.state(EventType.DEPICTED, [photo], party=person, facts={"role": role})
    if reviewed:
        recorder.state(EventType.PEOPLE_REVIEWED, [photo], facts={"answer": "reviewed"})


class TestPeople:
    def test_only_reviewed_photos_without_a_recognisable_minor_are_free_of_children(self, world: World) -> None:
        nobody, grown, child, unknown, open_, crowd = world.photos("a", "b", "c", "d", "e", "f")
        world.studio.consent.recorder.state(EventType.PEOPLE_REVIEWED, [nobody], facts={"answer": "none"})
        shown(world, grown, world.person("Anna Adult"))
        shown(world, child, world.person("Léo Child", adult="no"))
        shown(world, unknown, world.person("Who Knows", adult="unknown"))
        shown(world, open_, world.person("Berta Adult"), reviewed=False)
        shown(world, crowd, world.person("Some Child", adult="no"), role="crowd")
        assert found(world, "people:no-children") == [nobody, grown, crowd]
        assert found(world, "people:children") == [child, unknown]
        assert found(world, "people:none") == [nobody]
        assert found(world, "people:not-reviewed") == [open_]

    def test_a_child_grows_up_without_a_new_event(self, world: World) -> None:
        (photo,) = world.photos("a")
        shown(world, photo, world.person("Léo Child", adult="no", turns_18="10/2026"))
        world.clock.now = dt.datetime(2026, 10, 31, 12, tzinfo=dt.UTC)
        assert found(world, "people:no-children") == []
        world.clock.now = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
        assert found(world, "people:no-children") == [photo]

    def test_what_is_learnt_of_a_person_later_counts(self, world: World) -> None:
        (photo,) = world.photos("a")
        party = world.person("Anna Adult")
        shown(world, photo, party)
        assert found(world, "people:no-children") == [photo]
        world.studio.consent.recorder.write(
            [EventDraft(EventType.PARTY_DESCRIBED, party=party, facts={"adult": "no"})]
        )
        assert found(world, "people:no-children") == []

    def test_a_photo_at_which_nobody_looked_is_in_neither_list(self, world: World) -> None:
        world.photos("a")
        assert found(world, "people:no-children") == found(world, "people:children") == []


class TestSensitive:
    def test_the_mark_is_found_shown_and_taken_off(self, world: World) -> None:
        marked, plain = world.photos("a", "b")
        world.studio.consent.recorder.state(EventType.FLAGGED, [marked], facts={"flag": "sensitive"})
        assert found(world, "sensitive:yes") == [marked]
        assert found(world, "sensitive:no") == found(world, "-sensitive:yes") == [plain]
        assert [row.sensitive for row in world.studio.browsing.rows([marked, plain])] == [True, False]
        world.reopen("legal")
        world.studio.consent.recorder.decide(
            EventType.UNFLAGGED, assets=[marked], reason="Checked", facts={"flag": "sensitive"}
        )
        assert found(world, "sensitive:yes") == []

    def test_the_doctor_compares_what_lists_say_with_the_ledger(self, world: World) -> None:
        (photo,) = world.photos("a")
        world.studio.consent.recorder.state(EventType.FLAGGED, [photo], facts={"flag": "sensitive"})
        summariser = world.studio.consent.summariser
        with world.studio.library.read() as session:
            assert summariser.differing(session) == 0
        world.studio.library.write(lambda session: session.db.execute("UPDATE asset_facts SET sensitive = 0"))
        with world.studio.library.read() as session:
            assert summariser.differing(session) == 1


def test_the_age_of_a_parent_who_was_named_on_another_photo_is_known(world: World) -> None:
    elsewhere, own = world.photos("elsewhere", "own")
    mia, anna, paul = world.person("Mia", adult="no"), world.person("Anna"), world.person("Paul")
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(mia)
    holders = [[anna, "joint"], [paul, "joint"]]
    recorder.state(EventType.DEPICTED, [elsewhere], party=party, facts={"role": "main", "holders": holders})
    world.taken_by([own], mia)
    assert world.ask(own).codes == {"minor_creator"}
