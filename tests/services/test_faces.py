"""Faces as a hint: found in the background, kept, erased, and never an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.media.test_faces import BIRDS, COUPLE, ONE
from tests.services.consent.world import World
from ugc_studio.domain.assets import AssetKind, AssetState
from ugc_studio.domain.consent import EventType, PeopleAnswer
from ugc_studio.domain.errors import Stopped, UsageError
from ugc_studio.domain.faces import MODEL_SHA256, Face, FacesFound
from ugc_studio.domain.media import RejectCode
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.assets import NewAsset
from ugc_studio.media import face_model
from ugc_studio.media.face_model import WrongModel
from ugc_studio.media.glimpses import Glimpse, Look
from ugc_studio.media.lightbox import Lightbox
from ugc_studio.media.seeking import LIMITS
from ugc_studio.services.faces import FaceService


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture(scope="module")
def lightbox() -> Iterator[Lightbox]:
    with Lightbox(1, limits=LIMITS) as opened:
        yield opened


class Lent:
    """The process of the module, which a service may close without ending it."""

    def __init__(self, look: Callable[[Look], object], *, before: Callable[[], None] = lambda: None) -> None:
        self._look = look
        self._before = before

    def __enter__(self) -> Lent:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Leave it open."""

    def look(self, look: Look) -> Glimpse:
        self._before()
        return self._look(look)  # type: ignore[return-value]  # whatever the test made


def service(world: World, look: Callable[[Look], object], *, before: Callable[[], None] = lambda: None) -> FaceService:
    studio = world.studio
    return FaceService(
        studio.library, seeker=lambda: Lent(look, before=before), recorder=studio.consent.recorder,
        translator=studio.translator,
    )  # fmt: skip


def put(world: World, path: Path, *, kind: AssetKind = AssetKind.PHOTO) -> int:
    """A photo of the sample as an asset."""
    data = path.read_bytes()
    sha = hashlib.sha256(data).hexdigest()
    place = world.studio.library.originals.path(sha, "jpeg")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    new = NewAsset(sha, kind, "jpeg", 1000, 1000, len(data))
    return world.studio.library.write(lambda session: int(session.assets.add_many([new])[0].id))


def know(world: World, photo: int, *faces: Face) -> None:
    """What a detector said, without asking one."""
    found = FacesFound(faces, world.studio.library.now())
    world.studio.library.write(lambda session: session.faces.put({photo: found}))


FACE = Face(0.1, 0.1, 0.2, 0.2, 0.9)


def find(world: World, query: str) -> list[int]:
    return sorted(int(found) for found in world.studio.browsing.find(query))


class TestLooking:
    def test_photos_are_searched_once_and_found_by_their_faces(self, world: World, lightbox: Lightbox) -> None:
        couple, one, birds = put(world, COUPLE), put(world, ONE), put(world, BIRDS)
        film = put(world, Path(__file__), kind=AssetKind.VIDEO)
        faces = service(world, lightbox.look)
        assert faces.waiting() == 3
        report = faces.find(RecordingContext())
        assert (report.looked_at, report.with_faces, report.faces, report.left_out) == (3, 2, 3, 0)
        assert faces.find(RecordingContext()).looked_at == faces.waiting() == 0
        found = faces.of(couple)
        assert found is not None
        assert (len(found), found.model, found.model_sha256) == (2, "centerface", MODEL_SHA256)
        assert find(world, "faces:>=1") == sorted([couple, one])
        assert find(world, "faces:2") == find(world, "faces:>1") == find(world, "faces:2-9") == [couple]
        assert find(world, "faces:0") == find(world, "faces:<1") == [birds]
        assert find(world, "-faces:>=1") == sorted([birds, film])
        detail = world.studio.browsing.detail(str(couple))
        assert detail.faces == found

    def test_only_the_photos_of_a_search(self, world: World, lightbox: Lightbox) -> None:
        one, birds = put(world, ONE), put(world, BIRDS)
        faces = service(world, lightbox.look)
        assert faces.find(RecordingContext(), [birds]).looked_at == 1
        assert faces.of(one) is None

    def test_a_stop_keeps_what_is_done(self, world: World, lightbox: Lightbox) -> None:
        photos = [put(world, path) for path in (COUPLE, ONE, BIRDS)]
        context = RecordingContext()
        faces = service(world, lightbox.look, before=context.stop)
        with pytest.raises(Stopped):
            faces.find(context)
        assert faces.waiting() == 2
        assert service(world, lightbox.look).find(RecordingContext()).looked_at == len(photos) - 1

    def test_what_cannot_be_read_is_told_and_stays_unsearched(self, world: World, lightbox: Lightbox) -> None:
        (photo,) = world.photos("no picture at all")
        context = RecordingContext()
        report = service(world, lightbox.look).find(context)
        assert (report.looked_at, report.left_out) == (0, 1)
        assert [problem.code for problem in context.problems] == [RejectCode.NOT_A_PICTURE.value]
        assert world.studio.faces.of(photo) is None
        assert find(world, "faces:0") == []

    def test_an_answer_without_sense_is_no_finding(self, world: World) -> None:
        world.photos("a")
        context = RecordingContext()
        service(world, lambda _look: Glimpse(b"[[9,9,9,9,9]]", 0, 0)).find(context)
        assert [problem.code for problem in context.problems] == [RejectCode.WORKER_DIED.value]

    def test_illegal_content_is_never_opened(self, world: World) -> None:
        (photo,) = world.photos("a")
        world.studio.consent.recorder.state(EventType.FLAGGED, [photo], facts={"flag": "illegal"})
        context = RecordingContext()
        service(world, lambda _look: pytest.fail("it was opened")).find(context)
        assert [problem.code for problem in context.problems] == ["illegal"]

    def test_with_another_detector_nothing_is_searched(
        self, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.photos("a")
        monkeypatch.setattr(face_model, "model_file", lambda: tmp_path / "gone.onnx")
        with pytest.raises(WrongModel):
            service(world, lambda _look: pytest.fail("it was opened")).find(RecordingContext())

    def test_nothing_is_kept_of_a_photo_that_was_erased_meanwhile(self, world: World) -> None:
        (photo,) = world.photos("a")
        erasure = world.studio.consent.eraser.preview(assets=(photo,)).erasure
        world.studio.consent.eraser.erase(erasure)
        know(world, photo, FACE)
        assert world.studio.faces.of(photo) is None


class TestHint:
    def test_no_face_is_no_clearance(self, world: World) -> None:
        (photo,) = world.photos("a")
        know(world, photo)
        found = world.studio.faces.of(photo)
        assert found is not None
        assert "please look" in str(found.text)
        assert ReasonCode.PEOPLE_NOT_REVIEWED in {reason.code for reason in world.ask(photo).reasons}
        assert find(world, "people:not_reviewed") == [photo]

    def test_each_face_becomes_somebody_to_be_named(self, world: World) -> None:
        (photo,) = world.photos("a")
        know(world, photo, FACE, FACE)
        assert world.studio.faces.to_note(photo) == 2
        world.studio.faces.note_people(photo)
        people = world.studio.consent_desk.open(photo).people
        assert [one.label for one in people.depicted] == [f"Face 1 in photo {photo}", f"Face 2 in photo {photo}"]
        assert all(one.adult == "unknown" and one.missing for one in people.depicted)
        assert people.answer is PeopleAnswer.NOT_REVIEWED  # whether that is everybody is asked of whoever looks
        assert not world.ask(photo).cleared
        assert world.studio.faces.to_note(photo) == 0
        with pytest.raises(UsageError):
            world.studio.faces.note_people(photo)

    def test_only_for_those_who_are_not_recorded_yet(self, world: World) -> None:
        (photo,) = world.photos("a")
        know(world, photo, FACE, FACE)
        with world.studio.library.read() as session:
            anna = session.parties.resolve(world.person("Anna"))
        world.studio.consent.recorder.state(EventType.DEPICTED, [photo], party=anna, facts={"role": "main"})
        assert world.studio.faces.to_note(photo) == 1
        world.studio.faces.note_people(photo)
        labels = {one.label for one in world.studio.consent_desk.open(photo).people.depicted}
        assert labels == {"Anna", f"Face 2 in photo {photo}"}

    @pytest.mark.parametrize("answer", ["none", "reviewed"])
    def test_the_answer_of_a_person_wins(self, world: World, answer: str) -> None:
        (photo,) = world.photos("a")
        know(world, photo, FACE, FACE)
        world.studio.consent.recorder.state(EventType.PEOPLE_REVIEWED, [photo], facts={"answer": answer})
        assert world.studio.faces.to_note(photo) == 0
        with pytest.raises(UsageError):
            world.studio.faces.note_people(photo)


def test_boxes_are_erased_with_the_photo_also_in_backups(world: World) -> None:
    (photo,) = world.photos("a")
    know(world, photo, Face(0.1234, 0.4321, 0.2, 0.2, 0.987))
    world.studio.library.back_up()
    erasure = world.studio.consent.eraser.preview(assets=(photo,)).erasure
    world.studio.consent.eraser.erase(erasure)
    assert world.studio.faces.of(photo) is None
    assert find(world, "faces:>=1") == []
    (backup,) = world.studio.library.backups.all()
    for file in (backup.path, world.root / "library.db"):
        assert b"0.1234,0.4321" not in file.read_bytes()


def test_an_older_detector_is_asked_again_and_replaced(world: World, lightbox: Lightbox) -> None:
    one = put(world, ONE)
    old = FacesFound((FACE, FACE, FACE), world.studio.library.now(), model_sha256="0" * 64)
    world.studio.library.write(lambda session: session.faces.put({one: old}))
    faces = service(world, lightbox.look)
    assert faces.waiting() == 1
    faces.find(RecordingContext())
    found = faces.of(one)
    assert found is not None
    assert (len(found), found.model_sha256) == (1, MODEL_SHA256)


def test_trashed_photos_wait_for_nobody(world: World) -> None:
    (photo,) = world.photos("a")
    world.studio.library.write(lambda session: session.assets.set_state([photo], AssetState.TRASHED))
    assert world.studio.faces.waiting() == 0
