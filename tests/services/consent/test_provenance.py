"""Where a photo comes from: one card from what the library, the file and people know."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import corpus
from tests.library.builders import add_asset
from tests.media.test_credentials import SAID, SIGNED
from tests.services.consent.world import World
from tests.services.test_faces import Lent
from ugc_studio.domain.consent import ConsentState, EventType
from ugc_studio.domain.relations import RelationKind, RelationState
from ugc_studio.media.glimpses import Glimpse, Look
from ugc_studio.media.lightbox import Lightbox
from ugc_studio.media.seeking import LIMITS
from ugc_studio.services.consent.provenance import Provenance, ProvenanceService


@pytest.fixture(scope="module")
def lightbox() -> Iterator[Lightbox]:
    with Lightbox(1, limits=LIMITS) as opened:
        yield opened


def card(world: World, photo: int, look: Callable[[Look], object]) -> Provenance:
    studio = world.studio
    return ProvenanceService(studio.library, consent=studio.consent, seeker=lambda: Lent(look)).card(photo)


def put(world: World, data: bytes, kind: str, **changes: object) -> int:
    """A photo with its original in place, found in an import and posted by somebody."""
    sha = hashlib.sha256(data).hexdigest()
    place = world.studio.library.originals.path(sha, kind)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    fields: dict[str, object] = {"sha256": sha, "format": kind, **changes}
    return world.studio.library.write(lambda session: int(add_asset(session, sha[:8], **fields)))  # type: ignore[arg-type]  # by name


class TestSources:
    def test_the_import_the_post_and_what_the_file_claims(self, world: World, lightbox: Lightbox) -> None:
        photo = put(
            world, SIGNED.read_bytes(), "avif", path="mail/IMG_1.avif", handle="zoe", posted_at="2026-07-04T10:00:00Z",
            embedded={"camera": "Alizea A14", "creator": "Zoé", "gps": [1, 2]},
        )  # fmt: skip
        found = card(world, photo, lightbox.look)
        (source,) = found.sources
        assert (source.path, source.author, source.importer) == ("mail/IMG_1.avif", "@zoe", "folder")
        assert source.posted_at == "2026-07-04T10:00:00Z"
        assert found.first_seen == source.imported_at
        assert found.claims == {"creator": "Zoé", "camera": "Alizea A14"}
        assert found.credentials == SAID
        assert "was not checked" in str(found.credentials_text)

    def test_a_file_without_credentials_says_so(self, world: World, lightbox: Lightbox) -> None:
        found = card(world, put(world, corpus.jpeg(64, 48), "jpeg"), lightbox.look)
        assert (found.credentials, found.unread) == (None, None)
        assert "carries no content credentials" in str(found.credentials_text)

    def test_a_file_that_is_gone_is_said_and_the_rest_is_there(self, world: World, lightbox: Lightbox) -> None:
        photo = put(world, corpus.jpeg(64, 48, seed=3), "jpeg")
        for file in (world.root / "originals").rglob("*.jpg"):
            file.unlink()
        found = card(world, photo, lightbox.look)
        assert found.credentials is None
        assert found.unread is not None
        assert found.sources

    @pytest.mark.parametrize("said", [b"", b"[]", b'{"readable": 1}'])
    def test_an_answer_without_sense_is_not_believed(self, world: World, said: bytes) -> None:
        (photo,) = world.photos("a")
        found = card(world, photo, lambda _look: Glimpse(said, 0, 0))
        assert found.credentials is None
        assert found.unread is not None

    def test_nothing_illegal_or_erased_is_opened(self, world: World) -> None:
        illegal, erased = world.photos("a", "b")
        world.studio.consent.recorder.state(EventType.FLAGGED, [illegal], facts={"flag": "illegal"})
        world.studio.consent.eraser.erase(world.studio.consent.eraser.preview(assets=(erased,)).erasure)
        for photo in (illegal, erased):
            found = card(world, photo, lambda _look: pytest.fail("it was opened"))
            assert found.credentials is None
            assert found.unread is not None


class TestSurroundings:
    @pytest.fixture
    def look(self) -> Callable[[Look], object]:
        """Files that say nothing."""
        return lambda _look: Glimpse(b"null", 0, 0)

    def test_copies_with_their_states_also_the_denied_ones(
        self, world: World, look: Callable[[Look], object]
    ) -> None:
        photo, copy, crop, source, other = world.photos("a", "b", "c", "d", "e")
        world.relate(photo, copy, "same")
        world.relate(crop, photo, "derived", "proposed")
        world.relate(photo, source, "derived")
        world.relate(photo, other, "same", "rejected")
        author = world.person("Zoé")
        world.taken_by([copy], author)
        world.licence([copy], author, world.notice())
        alike = {int(one.id): one for one in card(world, photo, look).likenesses}
        assert (alike[copy].kind, alike[copy].consent) == (RelationKind.SAME, ConsentState.CLEARED)
        assert str(alike[crop].text) == "made from this photo · proposed"
        assert str(alike[source].text) == "this photo was made from it · confirmed"
        assert alike[other].state is RelationState.REJECTED

    def test_uses_and_decisions_with_who_took_them(self, world: World, look: Callable[[Look], object]) -> None:
        (photo,) = world.photos("a")
        author = world.person("Zoé Martin")
        world.taken_by([photo], author)
        world.licence([photo], author, world.notice())
        world.publish(photo, recipient="agence")
        found = card(world, photo, look)
        (use,) = found.publications
        assert (use.recorded.exporter, use.gone) == ("web", False)
        assert [line.event.type for line in found.decisions] == [
            EventType.GIVEN, EventType.PEOPLE_REVIEWED, EventType.AUTHOR_STATED,
        ]  # fmt: skip
        assert {line.actor for line in found.decisions} == {"Ana"}
        world.say(EventType.WITHDRAWN, [photo], author)
        world.clock.forward(days=1)
        found = card(world, photo, look)
        assert found.decisions[0].event.type is EventType.WITHDRAWN
        assert found.publications[0].due is not None

    def test_a_photo_without_a_past(self, world: World, look: Callable[[Look], object], tmp_path: Path) -> None:
        (photo,) = world.photos("a")
        found = card(world, photo, look)
        assert (found.first_seen, found.sources, found.likenesses, found.publications) == (None, (), (), ())
