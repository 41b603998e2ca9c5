"""Ways in which more could be taken for allowed than somebody said, or a no could be lost."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument
from ugc_studio.domain.errors import RoleRefused, UsageError
from ugc_studio.domain.forms import Expected, FormKind, Part
from ugc_studio.importers.messages.reading import read_source
from ugc_studio.library.session import Session
from ugc_studio.services.consent.forms.issuing import FormOrder
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.replies.service import IncomingReply
from ugc_studio.services.consent.review.matters import Decision, MatterKind
from ugc_studio.services.consent.unread import unread_messages
from ugc_studio.services.consent.withdrawing import Withdrawal

NAMES = ("Quenneville", "quenneville", "Anouk")


def child_of(world: World, photo: int, child: str, *parents: str) -> None:
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(child)
    basis = "joint" if len(parents) > 1 else "sole_death"
    facts = {"role": "main", "holders": [[one, basis] for one in parents]}
    world.studio.consent.recorder.state(EventType.DEPICTED, [photo], party=party, facts=facts)


def test_a_withdrawal_of_everything_passes_over_what_is_erased(world: World) -> None:
    gone, here = world.photos("gone", "here")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([gone, here], lea)
    world.licence([gone, here], lea, notice)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(assets=(gone,)).erasure)
    assert world.ask(here).cleared
    world.studio.consent.withdrawals.record(Withdrawal(by=lea, message="Non merci"))
    assert "withdrawn" in world.ask(here).codes


def test_a_message_of_a_parent_blocks_the_child_until_it_is_read(world: World) -> None:
    (photo,) = world.photos("beach")
    lea, anna, leo = world.person("Léa"), world.person("Anna"), world.person("Léo", adult="no")
    notice = world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    child_of(world, photo, leo, anna)
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, assets=[photo], by=anna, party=leo, instrument=Instrument.IMAGE_RELEASE,
            notice=notice.uuid, evidence="signature", message="Oui",
        )
    )  # fmt: skip
    world.reopen("legal")
    world.studio.consent.recorder.decide(EventType.APPROVED, assets=[photo], about="grant")
    assert world.ask(photo).cleared
    world.studio.replies.keep(IncomingReply(anna, (photo,), "Finalement je ne veux plus", EvidenceKind.EMAIL))
    assert "replied" in world.ask(photo).codes
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, assets=[photo], by=anna, party=leo, instrument=Instrument.IMAGE_RELEASE,
            notice=notice.uuid, evidence="signature", message="Si, d'accord",
        )
    )  # fmt: skip
    world.studio.consent.recorder.decide(EventType.APPROVED, assets=[photo], about="grant")
    assert world.ask(photo).cleared, "the answer for the child is the reading of the message"
    with world.studio.library.read() as session:
        assert unread_messages(session) == []


def test_a_message_of_a_parent_waits_for_each_child(world: World) -> None:
    (photo,) = world.photos("beach")
    lea, anna = world.person("Léa"), world.person("Anna")
    leo, mia = world.person("Léo", adult="no"), world.person("Mia", adult="no")
    world.taken_by([photo], lea)
    for child in (leo, mia):
        child_of(world, photo, child, anna)
    events = world.studio.replies.keep(IncomingReply(anna, (photo,), "Oui pour Léo", EvidenceKind.EMAIL))
    assert {(event.party, event.instrument) for event in events} == {(leo, "image_release"), (mia, "image_release")}
    notice = world.notice()
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, assets=[photo], by=anna, party=leo, instrument=Instrument.IMAGE_RELEASE,
            notice=notice.uuid, evidence="signature", message="Oui",
        )
    )  # fmt: skip
    with world.studio.library.read() as session:
        assert [event.party for event in unread_messages(session)] == [mia]


def test_somebody_in_the_crowd_takes_back_without_naming_photos(world: World) -> None:
    (photo,) = world.photos("market")
    lea, zoe, notice = world.person("Léa"), world.person("Zoé"), world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(zoe)
    facts = {"role": "crowd", "recognisable": False}
    world.studio.consent.recorder.state(EventType.DEPICTED, [photo], party=party, facts=facts)
    world.publish(photo)
    outcome = world.studio.consent.withdrawals.record(Withdrawal(by=zoe, message="That is me"))
    assert "objected" in world.ask(photo).codes
    assert len(outcome.takedowns) == 1


def test_an_editor_does_not_settle_a_contested_author_in_the_review(world: World) -> None:
    (photo,) = world.photos("sea")
    lea, zoe = world.person("Léa"), world.person("Zoé")
    facts = {"creators": [lea, zoe], "state": "contested"}
    world.studio.consent.recorder.state(EventType.AUTHOR_STATED, [photo], facts=facts)
    (matter,) = world.studio.review.matters(kinds=[MatterKind.AUTHOR])
    with pytest.raises(RoleRefused):
        world.studio.review.decide(matter, Decision.CONFIRM, reason="I know her", author=lea)
    assert "contested" in world.ask(photo).codes


def test_what_came_in_since_legal_looked_is_not_approved_along(world: World) -> None:
    (photo,) = world.photos("sea")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    world.say(EventType.GIVEN, [photo], lea, notice=notice.uuid, evidence="comment", message="Oui")
    world.reopen("legal")
    (matter,) = world.studio.review.matters(kinds=[MatterKind.APPROVAL])
    wider = world.notice("Plus", media=frozenset({"organic_social", "website", "newsletter"}))
    world.say(EventType.GIVEN, [photo], lea, notice=wider.uuid, evidence="comment", message="Oui, partout")
    with pytest.raises(UsageError):
        world.studio.review.decide(matter, Decision.APPROVE)
    assert "approval_pending" in world.ask(photo).codes


def test_an_editor_does_not_take_an_approval_off_a_brand(world: World) -> None:
    with pytest.raises(RoleRefused):
        world.studio.register.edit_brand("maison", approval={"minors": False})
    with pytest.raises(RoleRefused):
        world.studio.register.edit_brand("maison", approval={"evidence": frozenset({"comment"})})
    world.studio.register.edit_brand("maison", approval={"every_grant": True})
    world.reopen("legal")
    edited = world.studio.register.edit_brand("maison", approval={"minors": False})
    assert not edited.policy.approval.minors


def test_a_name_goes_from_galleries_files_folders_and_whoever_reads(world: World) -> None:
    kept, gone = world.photos("kept", "gone")
    world.person("Zoé Quenneville", handle="@zoe.q")
    short = world.person("Anouk")

    def surround(session: Session) -> None:
        db = session.db
        db.execute("INSERT INTO galleries (uuid, name, created_at) VALUES ('g', 'Merci Zoé Quenneville', '2026')")
        db.execute(
            "INSERT INTO renditions (use_uuid, asset_sha256, sha256, path, exporter, destination, made_at) "
            "VALUES (?, ?, 'r', 'out/zoé quenneville.jpg', 'web', '/galleries/Zoé Quenneville', '2026')",
            (use, sha_of("kept")),
        )
        db.execute(
            "INSERT INTO watched_folders (path, received_from, added_at) VALUES ('/mail', 'Zoé Quenneville', '2026')"
        )
        db.execute("UPDATE uses SET recipient = 'Anouk' WHERE asset_sha256 = ?", (sha_of("kept"),))

    use = world.publish(kept)
    world.studio.library.write(surround)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(assets=(gone,), parties=("@zoe.q", short)).erasure)
    folder = world.root.rglob("*")
    found = [path for path in folder if path.is_file() and any(name.encode() in path.read_bytes() for name in NAMES)]
    assert found == []


def test_a_hashtag_from_before_the_request_is_no_answer_to_it(world: World) -> None:
    (photo,) = world.photos("sea")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(lea)
    world.studio.consent.recorder.request([photo], by=party, party=party, instrument=Instrument.LICENCE, notice=notice)
    said = {"notice": notice.uuid, "evidence": "hashtag", "message": "#ouialize"}
    with pytest.raises(UsageError, match="hashtag"):
        world.say(EventType.GIVEN, [photo], lea, said_on=world.clock().date() - dt.timedelta(days=9), **said)
    world.say(EventType.GIVEN, [photo], lea, said_on=world.clock().date(), **said)
    assert world.ask(photo).codes == {"approval_pending"}


def test_nothing_was_said_on_a_day_to_come(world: World) -> None:
    (photo,) = world.photos("sea")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    ahead = world.clock().date() + dt.timedelta(days=3)
    with pytest.raises(UsageError):
        world.say(EventType.GIVEN, [photo], lea, notice=notice.uuid, evidence="email", message="Oui", said_on=ahead)


def test_an_archive_of_nothing_is_not_unpacked_for_ever(tmp_path: Path) -> None:
    place = tmp_path / "chat.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr(f"{number}.txt", " " * 19_000_000)
    with pytest.raises(UsageError, match="too large"):
        read_source(place)


def test_a_paper_that_nobody_has_read_goes_with_whoever_is_named_on_it(world: World, tmp_path: Path) -> None:
    (photo,) = world.photos("sea")
    zoe, notice = world.person("Zoé Quenneville"), world.notice()
    people = [Expected(Part.SIGNER, name="zoé  quenneville")]
    form = world.studio.forms.issue(FormOrder(FormKind.PERSON, [photo], notice.key, people=people))
    paper = tmp_path / "paper.jpg"
    paper.write_bytes(b"\xff\xd8 signed: Quenneville")
    world.studio.forms.attach(paper, form.code)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(parties=(zoe,), keep_photos=True).erasure)
    assert [path for path in world.root.rglob("*") if path.is_file() and b"Quenneville" in path.read_bytes()] == []
