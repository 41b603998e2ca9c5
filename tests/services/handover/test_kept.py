"""What the library keeps of hand-overs: gone with an erasure, also in backups; back after a restore."""

from __future__ import annotations

from pathlib import Path

from tests.services.handover.conftest import Room
from tests.services.handover.test_taking import item
from ugc_studio.domain.handover import ReviewKind
from ugc_studio.library.library import Library
from ugc_studio.services.consent.restoring import Reapplier

SECRETS = ("geheime Bemerkung", "nur für Hubert", "Léa Müller schreibt", "file 0")


def traces(root: Path) -> set[str]:
    """The secrets that any file of the library still holds."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return {secret for secret in SECRETS for path in files if secret.encode() in path.read_bytes()}


def tell_everything(room: Room) -> None:
    made = room.make(
        ReviewKind.TRANSLATOR, gallery="Spring", target="de", recipient="Anke", message="nur für Hubert", title="T",
    )  # fmt: skip
    texts = {"caption": "geheime Bemerkung", "alt_text": "Léa Müller schreibt"}
    room.studio.answers.take(room.answer(made, item("lake", "translate", **texts), reader="Anke"))
    room.studio.library.back_up()


def test_an_erasure_takes_words_and_keeps_who_has_the_file(room: Room) -> None:
    tell_everything(room)
    assert traces(room.root) == set(SECRETS)
    eraser = room.studio.consent.eraser
    eraser.erase(eraser.preview(parties=("@lea.m",)).erasure)
    assert traces(room.root) == set()
    (row,) = room.studio.reviews.all()
    assert (row.review.recipient, row.tally.photos, row.tally.answered) == ("Anke", 1, 1)
    (photo,) = room.studio.reviews.open(row.review.uuid).photos
    assert [one.kept.given.caption for one in photo.answers] == [""]


def test_a_person_who_keeps_their_photos_goes_from_the_words(room: Room) -> None:
    made = room.make(ReviewKind.MANAGER, "lake", recipient="Paul", message="the one that Léa Müller took")
    room.studio.answers.take(room.answer(made, item("lake", "pick", "Léa Müller’s best"), reader="Paul"))
    eraser = room.studio.consent.eraser
    eraser.erase(eraser.preview(parties=("@lea.m",), keep_photos=True).erasure)
    view = room.studio.reviews.open(made.review.uuid)
    assert view.row.review.message == "the one that … took"
    assert [one.kept.given.comment for one in view.photos[0].answers] == ["…’s best"]


def test_a_restored_library_knows_who_has_what(room: Room) -> None:
    kept = room.studio.library.back_up()
    assert kept is not None
    room.clock.forward(hours=1)
    made = room.make(ReviewKind.MANAGER, "lake", recipient="Paul")
    room.studio.answers.take(room.answer(made, item("lake", "pick", "yes")))
    room.studio.close()
    library, outcome = Library.restore(room.root, kept.path, reapply=Reapplier(), clock=room.clock)
    library.close()
    room.studio = room.open("editor")
    assert not outcome.frozen
    view = room.studio.reviews.open(made.review.uuid)
    assert (view.row.review.recipient, view.row.tally.answered) == ("Paul", 1)
    room.withdraw("lake")
    assert [row.recipient for row in room.studio.consent_desk.takedowns()] == ["Paul"]
