"""Withdraw, erase, restore yesterday's backup: still blocked, still erased, no byte of the name anywhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import RoleRefused, UsageError
from ugc_studio.domain.posts import CreatorDraft
from ugc_studio.library.journal import JOURNAL_FILE
from ugc_studio.library.session import Session
from ugc_studio.services.consent.replies.service import IncomingReply
from ugc_studio.services.consent.restoring import LIBRARY_TARGET

NAME = "Zoé Quenneville"
HANDLE = "zoe.quenneville"
MESSAGE = "D'accord pour la photo du ponton, mais ne dites rien à Hubert"
REASON = "a changé d'avis après la séparation"
SECRETS = [NAME, HANDLE, MESSAGE, REASON, "Quenneville", "quenneville", "ponton", "séparation"]


@dataclass
class Story:
    """A photo by someone who gave a licence, was published, and then asked to be forgotten."""

    world: World
    photo: int
    other: int
    yesterday: Path


@pytest.fixture
def story(world: World, tmp_path: Path) -> Story:
    photo, other = world.photos("ponton", "hers")
    author, notice = world.person(NAME, handle=f"@{HANDLE}"), world.notice()
    somebody = world.person("Paul Girard")
    world.taken_by([photo], author)
    world.taken_by([other], somebody)
    world.licence([photo], author, notice, message=MESSAGE)
    world.licence([other], somebody, notice)
    world.studio.library.write(lambda session: _surround(session, photo))
    world.studio.library.back_up()
    yesterday = tmp_path / "usb-stick.db"
    shutil.copyfile(world.studio.library.backups.all()[0].path, yesterday)  # a copy that nobody can reach into
    world.clock.forward(days=1)
    return Story(world, photo, other, yesterday)


def _surround(session: Session, photo: int) -> None:
    """What an import leaves beside consent: a creator, a post, tags, where it came from, an undo entry."""
    party = session.parties.resolve(f"@{HANDLE}")
    draft = CreatorDraft("instagram", handle=HANDLE, name=NAME)
    found, _new = session.creators.upsert(draft, source_key="x", make_party=lambda _s, _d: int(party.id))
    creator = int(found.id)
    db = session.db
    batch = db.execute(
        "INSERT INTO batches (uuid, importer, source, started_at, report) VALUES ('b', 'folder', ?, ?, ?)",
        (f"/mail/{HANDLE}", session.now(), f'{{"source": "{HANDLE}"}}'),
    ).lastrowid
    post = db.execute(
        "INSERT INTO posts (source_key, importer, permalink, creator_id, caption, updated_at) "
        "VALUES (?, 'table', ?, ?, ?, ?)",
        (f"https://instagram.com/{HANDLE}/p/1", f"https://instagram.com/{HANDLE}/p/1", creator, f"Le ponton – {NAME}",
         session.now()),
    ).lastrowid  # fmt: skip
    db.execute("INSERT INTO post_media (post_id, position, state, asset_id) VALUES (?, 0, 'local', ?)", (post, photo))
    db.execute(
        "INSERT INTO occurrences (asset_id, batch_id, source_path, post_id) VALUES (?, ?, ?, ?)",
        (photo, batch, f"{HANDLE}/IMG_1.jpg", post),
    )
    session.assets.set_creator([photo], creator)
    session.assets.add_tags([photo], ["ponton"])
    session.assets.reindex([photo])
    db.execute(
        "INSERT INTO changes (at, actor, text, undo, redo) VALUES (?, 'Ana', ?, '[]', '[]')",
        (session.now(), f'{{"caption": "{NAME}"}}'),
    )


def withdraw_and_erase(story: Story, *, keep_photos: bool = False) -> None:
    world = story.world
    world.publish(story.photo, recipient=NAME)
    world.say(EventType.WITHDRAWN, [story.photo], f"@{HANDLE}", message=MESSAGE, reason=REASON)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(parties=(f"@{HANDLE}",), keep_photos=keep_photos).erasure)


def traces(root: Path) -> list[str]:
    """Every file below a folder that still holds one of the secrets, in any of the ways text is stored."""
    found = []
    for file in sorted(root.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            for secret in SECRETS:
                for encoding in ("utf-8", "utf-16-le"):
                    if secret.encode(encoding) in data:
                        found.append(f"{file.relative_to(root)}: {secret}")
    return found


def assert_blocked_and_erased(story: Story) -> None:
    world = story.world
    assert "tombstone" in world.ask(story.photo).codes
    with world.studio.library.read() as session:
        assert session.assets.get(story.photo).state == "tombstone"
        assert [use.asset_sha256 for use in session.uses.of_assets([sha_of("ponton")])] == [sha_of("ponton")]
        with pytest.raises(UsageError):
            session.parties.resolve(f"@{HANDLE}")
    assert not world.studio.library.originals.path(sha_of("ponton"), "jpeg").exists()
    assert world.studio.ledger.verify().ok


def test_the_secrets_are_there_before(story: Story) -> None:
    assert any("library.db" in trace for trace in traces(story.world.root))
    assert any("backups" in trace for trace in traces(story.world.root))


def test_an_erasure_leaves_no_byte_in_the_folder(story: Story) -> None:
    withdraw_and_erase(story)
    assert traces(story.world.root) == []
    assert_blocked_and_erased(story)
    assert story.world.ask(story.other).cleared
    story.world.close()
    assert traces(story.world.root) == []


def test_the_kept_backups_are_erased_and_can_still_be_restored(story: Story) -> None:
    withdraw_and_erase(story)
    world = story.world
    kept = world.studio.library.backups.all()[0]
    assert world.studio.library.backups.verify(kept)
    world.close()
    world.restore(kept.path)
    assert_blocked_and_erased(story)
    assert traces(world.root) == []


def test_yesterdays_backup_with_the_replaced_database_at_hand(story: Story) -> None:
    withdraw_and_erase(story)
    world = story.world
    world.close()
    world.restore(story.yesterday)
    assert (world.outcome.frozen, world.outcome.erasures) == (False, 2)
    assert_blocked_and_erased(story)
    assert world.ask(story.other).cleared
    with world.studio.library.read() as session:
        assert [takedown.cause for takedown in session.uses.takedowns()] == ["tombstone"]
    assert traces(world.root) == []
    world.close()
    assert traces(world.root) == []


def test_yesterdays_backup_with_only_the_journal(story: Story) -> None:
    withdraw_and_erase(story)
    world = story.world
    world.close()
    world.studio.library.folder.database.write_bytes(b"not a database any more" * 1000)
    world.restore(story.yesterday)
    assert (world.outcome.frozen, world.outcome.erasures) == (False, 2)
    assert_blocked_and_erased(story)
    assert world.ask(story.other).cleared
    assert traces(world.root) == []


@pytest.mark.parametrize("head", [True, False])
def test_yesterdays_backup_when_nothing_knows_what_came_after(story: Story, head: bool) -> None:
    withdraw_and_erase(story)
    world = story.world
    world.close()
    folder = world.studio.library.folder
    folder.database.write_bytes(b"not a database any more" * 1000)
    (folder.journal / JOURNAL_FILE).unlink()
    if not head:
        folder.head.unlink()
    world.restore(story.yesterday)
    assert world.outcome.frozen
    assert "frozen" in world.ask(story.photo).codes
    assert "frozen" in world.ask(story.other).codes
    assert world.ask(story.other).codes == {"frozen"}
    world.reopen("legal")
    world.studio.consent.recorder.freeze([LIBRARY_TARGET], reason="read through the paper files", lift=True)
    assert world.ask(story.other).cleared


def test_a_restore_that_is_done_twice_changes_nothing_more(story: Story) -> None:
    withdraw_and_erase(story)
    world = story.world
    world.close()
    world.restore(story.yesterday)
    world.close()
    world.restore(story.yesterday)
    assert not world.outcome.frozen
    assert_blocked_and_erased(story)
    assert traces(world.root) == []


def test_a_person_can_be_erased_and_the_photo_kept(story: Story) -> None:
    withdraw_and_erase(story, keep_photos=True)
    world = story.world
    with world.studio.library.read() as session:
        assert session.assets.get(story.photo).state == "present"
    assert "withdrawn" in world.ask(story.photo).codes
    assert [trace for trace in traces(world.root) if "onton" not in trace] == []


def test_erasing_one_photo_leaves_the_other_photo_of_the_same_answer_cleared(world: World, tmp_path: Path) -> None:
    one, other, third = world.photos("one", "other", "third")
    author, notice = world.person("Marc Dubois"), world.notice()
    world.taken_by([one, other, third], author)
    world.licence([one, other], author, notice, message="Oui pour les deux")
    world.licence([third], author, notice, message="Oui pour la troisième")
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(assets=(one, third)).erasure)
    assert world.ask(other).cleared
    with world.studio.library.read() as session:
        kept = {row[0] for row in session.db.execute("SELECT text FROM private_texts WHERE field = 'message'")}
    assert kept == {"Oui pour les deux"}
    eraser.erase(eraser.preview(assets=(other,)).erasure)
    with world.studio.library.read() as session:
        assert session.db.execute("SELECT COUNT(*) FROM private_texts WHERE field = 'message'").fetchone()[0] == 0


def test_a_withdrawal_after_the_backup_comes_back_with_its_proof(story: Story) -> None:
    world = story.world
    world.say(EventType.WITHDRAWN, [story.photo], f"@{HANDLE}", message=MESSAGE)
    world.close()
    world.restore(story.yesterday)
    assert world.ask(story.photo).codes == {"withdrawn"}
    with world.studio.library.read() as session:
        event = session.ledger.of_asset(sha_of("ponton"))[-1]
        assert event.type == EventType.WITHDRAWN
        assert session.texts.by_commitment(event.proofs[0].id) == MESSAGE


def test_a_takedown_done_after_the_backup_stays_done_and_keeps_its_address(story: Story, tmp_path: Path) -> None:
    world = story.world
    world.publish(story.photo)
    world.say(EventType.WITHDRAWN, [story.photo], f"@{HANDLE}")
    proof = tmp_path / "gone.png"
    proof.write_bytes(b"a screenshot")
    world.studio.consent.finish_takedown(1, proof)
    world.publish(story.other)
    world.close()
    world.restore(story.yesterday)
    assert world.studio.consent.takedowns.sweep() == 0
    with world.studio.library.read() as session:
        assert session.uses.takedowns() == []
        assert [one.state for one in session.uses.takedowns(state=None)] == ["done"]
        (use,) = session.uses.of_assets([sha_of("hers")])
    assert use.url == f"https://example.com/{story.other}.jpg"


def test_what_a_legal_claim_needs_stays_until_its_day(story: Story, tmp_path: Path) -> None:
    world = story.world
    paper = tmp_path / "contract.pdf"
    paper.write_bytes(b"%PDF a contract")
    world.say(EventType.REFUSED, [story.photo], f"@{HANDLE}", files=[paper], evidence="signature")
    world.reopen("legal")
    with world.studio.library.read() as session:
        party = session.parties.resolve(f"@{HANDLE}")
        proof = session.ledger.of_asset(sha_of("ponton"))[-1].proofs[0]
    world.studio.consent.retain(party, until=dt.date(2030, 1, 1), reason="a claim is pending")
    withdraw_and_erase(story)
    with world.studio.library.read() as session:
        assert session.parties.resolve(f"@{HANDLE}").name == NAME
        assert session.evidence.looks_whole(session.evidence.get_many([proof.id])[proof.id])
    world.clock.forward(days=4 * 365)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(parties=(party.uuid,)).erasure)
    with world.studio.library.read() as session:
        assert session.parties.get(party.id).name is None
        assert session.evidence.get_many([proof.id])[proof.id].state == "erased"
    assert not [trace for trace in traces(world.root) if not trace.startswith("backups/")]


def test_only_legal_may_retain(story: Story) -> None:
    world = story.world
    with world.studio.library.read() as session:
        party = session.parties.resolve(f"@{HANDLE}")
    with pytest.raises(RoleRefused):
        world.studio.consent.retain(party, until=dt.date(2030, 1, 1), reason="a claim is pending")


def test_drafts_and_sent_messages_go_with_the_person_and_the_photo(story: Story) -> None:
    world, requests = story.world, story.world.studio.requests
    world.studio.notices.adopt("social", contact="droits@alize.example")
    draft = requests.draft(f"@{HANDLE}", [story.photo])
    requests.edit(draft.id, greeting=f"Bonjour {NAME}, le ponton !")
    wide = world.studio.notices.adopt("advertising")
    requests.edit(draft.id, notice=wide.uuid, reason=REASON)
    (sent,) = requests.send(draft.id)
    again = requests.draft(f"@{HANDLE}", [story.photo])
    requests.edit(again.id, greeting=f"Bonjour {NAME}")
    other = requests.draft("Paul Girard", [story.other, story.photo])
    requests.edit(other.id, greeting=f"Bonjour Paul, {NAME} nous a parlé de vous", reason=f"vu avec {NAME}")
    world.studio.library.back_up()
    withdraw_and_erase(story)
    assert traces(world.root) == []
    (left,) = requests.drafts()
    assert (left.id, list(left.assets)) == (other.id, [story.other])
    with world.studio.library.read() as session:
        assert session.texts.by_commitment(sent.proofs[0].id) is None
    assert world.studio.ledger.verify().ok


def test_replies_go_with_their_account_their_excerpt_and_their_mail(story: Story, tmp_path: Path) -> None:
    world, replies = story.world, story.world.studio.replies
    mail, chat = tmp_path / "mail.eml", tmp_path / "chat.txt"
    mail.write_text(f"From: {NAME} <{HANDLE}@alize.example>\n\n{MESSAGE}\n", "utf-8")
    chat.write_text(f"03/09/2026, 09:00 - {NAME}: {MESSAGE}\n03/09/2026, 09:01 - Marc: Bonjour\n", "utf-8")
    source = replies.look_into(chat)
    thread = next(one for one in source.threads if one.who == NAME)
    said = IncomingReply(f"@{HANDLE}", (story.photo,), MESSAGE, account=f"{HANDLE}@alize.example")
    replies.keep(dataclasses.replace(said, files=(mail,)))
    replies.keep(dataclasses.replace(said, source=source, thread=thread))
    assert any("evidence" in trace for trace in traces(world.root))
    world.studio.library.back_up()
    withdraw_and_erase(story)
    assert traces(world.root) == []
    assert world.studio.ledger.verify().ok
