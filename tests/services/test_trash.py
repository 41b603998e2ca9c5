"""Emptying the trash: only what may go, in an order that survives a crash, and without forgetting a no."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Target
from ugc_studio.domain.trash import StayReason
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def thrown_away(world: World, *names: str) -> list[AssetId]:
    """Photos with originals and previews, in the trash."""
    ids = [AssetId(photo) for photo in world.photos(*names)]
    for name in names:
        world.studio.library.previews.put(sha_of(name), recipe="proxy1", size=512, data=b"preview")
    world.studio.marking.trash(ids)
    return ids


def empty(world: World) -> list[AssetId]:
    return list(world.studio.trash.empty(RecordingContext()).going)


def files(world: World, name: str) -> list[Path]:
    """What is stored for a photo."""
    return [path for path in world.root.rglob("*") if path.is_file() and sha_of(name)[2:] in path.name]


def is_healthy(world: World) -> bool:
    world.studio.library.write(lambda session: session.assets.reindex_all())  # the world's photos are not indexed
    results = world.studio.maintenance.examine(RecordingContext())
    assert not [result for result in results if not result.ok]
    return not any(result.items for result in results if result.name == "stray files")


def test_what_may_go_is_shown_goes_and_is_recorded(world: World) -> None:
    (kept,) = world.photos("kept")
    ids = thrown_away(world, "one", "two")
    preview = world.studio.trash.preview()
    assert (list(preview.going), preview.bytes, preview.staying) == (ids, 2000, ())
    world.studio.library.write(  # the world's photos say 1000 bytes and hold fewer
        lambda session: session.db.execute("UPDATE assets SET bytes = 4 WHERE id = ?", [kept])
    )
    assert empty(world) == ids
    assert files(world, "one") == files(world, "two") == []
    assert len(files(world, "kept")) == 1
    assert world.studio.trash.preview().photos == 0
    assert str(world.studio.history.recent(1)[0].text) == "Emptied the trash: 2 photos"
    assert is_healthy(world)


def test_nothing_to_empty_is_no_entry(world: World) -> None:
    assert empty(world) == []
    assert world.studio.history.recent() == []


class TestWhatStays:
    def stays(self, world: World, photo: AssetId) -> StayReason:
        ((found, reason),) = [(one.asset_id, one.reason) for one in world.studio.trash.preview().staying]
        assert found == photo
        assert empty(world) == []
        assert files(world, "one")
        return reason

    def test_in_a_gallery(self, world: World) -> None:
        (photo,) = (AssetId(one) for one in world.photos("one"))
        gallery = world.studio.curation.create("Summer")
        world.studio.curation.add(gallery.name, [photo])
        world.studio.marking.trash([photo])
        assert self.stays(world, photo) is StayReason.IN_GALLERY

    def test_published(self, world: World) -> None:
        (photo,) = thrown_away(world, "one")
        world.publish(photo)
        assert self.stays(world, photo) is StayReason.PUBLISHED

    def test_an_unread_answer(self, world: World) -> None:
        (photo,) = thrown_away(world, "one")
        party = world.person("Anna")
        world.taken_by([photo], party)
        world.say(EventType.REPLIED, [photo], party, message="Maybe?", evidence="email")
        assert self.stays(world, photo) is StayReason.REPLY_TO_READ

    @pytest.mark.parametrize("flag", ["sensitive", "illegal"])
    def test_a_mark(self, world: World, flag: str) -> None:
        (photo,) = thrown_away(world, "one")
        world.studio.consent.recorder.state(EventType.FLAGGED, [photo], facts={"flag": flag})
        assert self.stays(world, photo) is StayReason.MARKED

    @pytest.mark.parametrize("kind", ["asset", "creator", "brand"])
    def test_a_freeze(self, world: World, kind: str) -> None:
        (photo,) = thrown_away(world, "one")
        party = world.person("Anna")
        world.taken_by([photo], party)
        target = {"asset": sha_of("one"), "creator": party, "brand": world.brand.uuid}[kind]
        world.studio.consent.recorder.freeze([Target(kind, target)])
        assert self.stays(world, photo) is StayReason.FROZEN


class TestWhatIsRemembered:
    def test_a_refusal_still_reaches_copies(self, world: World) -> None:
        (photo,) = thrown_away(world, "one")
        (copy,) = world.photos("copy")
        party = world.person("Anna")
        world.taken_by([photo, copy], party)
        world.licence([copy], party, world.notice())
        world.relate(copy, photo, "derived")
        assert world.ask(copy).cleared
        world.say(EventType.REFUSED, [photo], party, message="No", evidence="email")
        assert not world.ask(copy).cleared
        assert empty(world) == [photo]
        assert not world.ask(copy).cleared

    def test_the_ledger_and_its_proofs_are_whole(self, world: World) -> None:
        (photo,) = thrown_away(world, "one")
        party = world.person("Anna")
        world.taken_by([photo], party)
        world.licence([photo], party, world.notice())
        before = world.studio.ledger.verify()
        assert empty(world) == [photo]
        after = world.studio.ledger.verify()
        assert after.ok
        assert after.events == before.events
        with world.studio.library.read() as session:
            assert session.summary.rows([photo]) == {}
            assert world.studio.consent.summariser.differing(session) == 0

    def test_the_same_bytes_may_come_in_again(self, world: World) -> None:
        (photo,) = thrown_away(world, "one")
        empty(world)
        with world.studio.library.read() as session:
            known = session.occurrences.known([sha_of("one")])[sha_of("one")]
        assert known.state is AssetState.TOMBSTONE
        assert known.comes_back(world.studio.library.now()[:10])
        assert known.id == photo

    def test_a_copy_shows_when_the_photo_above_it_goes(self, world: World) -> None:
        head, copy = world.photos("head", "copy")

        def stack(session: Session) -> None:
            session.stacks.put_under(copy, head)
            session.assets.set_state([head], AssetState.TRASHED)

        world.studio.library.write(stack)
        assert empty(world) == [head]
        assert list(world.studio.browsing.find()) == [copy]


class TestUndo:
    def test_passes_over_it_and_never_brings_a_photo_without_a_file_back(self, world: World) -> None:
        one, two = (AssetId(photo) for photo in world.photos("one", "two"))
        gallery = world.studio.curation.create("Summer")
        world.studio.curation.add(gallery.name, [one, two])
        world.studio.curation.remove(gallery.name, [one])
        world.studio.marking.trash([one])
        assert empty(world) == [one]
        history = world.studio.undoing()
        for _step in range(2):  # out of the trash, back into the gallery
            history.undo()
        assert list(world.studio.browsing.find("in:summer")) == [two]
        with world.studio.library.read() as session:
            assert [item.asset_id for item in session.galleries.items(gallery.id)] == [two]
            assert session.assets.get(one).state is AssetState.TOMBSTONE


class TestCrash:
    def test_files_that_were_left_behind_go_with_the_next_call(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        thrown_away(world, "one", "two")

        def die(*_arguments: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as crash:
            crash.setattr("ugc_studio.library.originals.OriginalStore.remove", die)
            with pytest.raises(KeyboardInterrupt):
                empty(world)
        world.reopen()
        assert world.studio.trash.preview().photos == 0
        assert files(world, "one")
        assert world.studio.trash.finish(RecordingContext()) == 2
        assert files(world, "one") == files(world, "two") == []
        assert world.studio.trash.finish(RecordingContext()) == 0
        assert is_healthy(world)

    def test_a_file_that_came_back_meanwhile_stays(self, world: World) -> None:
        (photo,) = thrown_away(world, "one")
        library: Library = world.studio.library
        library.write(lambda session: session.trash.empty([photo], until="2000-01-01"))
        library.write(lambda session: session.occurrences.revive([photo]))
        assert world.studio.trash.finish(RecordingContext()) == 0
        assert files(world, "one")
