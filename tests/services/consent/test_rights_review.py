"""Ways in which more could be taken for allowed than somebody said, or a no could be lost."""

from __future__ import annotations

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.replies.service import IncomingReply
from ugc_studio.services.consent.withdrawing import Withdrawal


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
