"""The consent desk: queues with their lines, one photo opened, formules with chips, and what has to come down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import ConsentState, EventType, Instrument, PeopleAnswer
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.services.consent.desk.formules import Said
from ugc_studio.services.consent.desk.queues import Hint, Queue


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


class TestQueues:
    """What waits, the oldest first."""

    def test_each_photo_stands_where_it_belongs(self, world: World) -> None:
        read, waiting, cleared, refused, ended = world.photos("a", "b", "c", "d", "e")
        lea, notice = world.person("Léa"), world.notice()
        short = world.notice("Court", end=dt.date(2026, 10, 15))
        world.taken_by([read, waiting, cleared, refused, ended], lea)
        recorder = world.studio.consent.recorder
        with world.studio.library.read() as session:
            person = session.parties.by_uuid(lea)
        recorder.request([waiting], by=person, party=person, instrument=Instrument.LICENCE, notice=notice)
        world.licence([cleared], lea, notice)
        world.licence([ended], lea, short)
        world.say(EventType.REFUSED, [refused], lea)
        world.say(EventType.REPLIED, [read], lea, message="Bonjour, pourquoi pas ?\nDites-moi.")
        desk = world.studio.consent_desk
        assert desk.counts() == {
            Queue.TO_READ: 1, Queue.WAITING: 1, Queue.ENDING: 1, Queue.CLEARED: 2, Queue.BLOCKED: 1,
        }  # fmt: skip
        assert desk.ids(Queue.TO_READ) == [read]
        assert desk.ids(Queue.WAITING) == [waiting]
        assert desk.ids(Queue.CLEARED) == [cleared, ended]
        assert desk.ids(Queue.BLOCKED) == [refused]
        assert desk.ids(Queue.ENDING) == [ended]
        world.clock.forward(days=60)
        (row,) = desk.page(Queue.ENDING, desk.ids(Queue.ENDING))
        assert Hint.ENDED in row.hints
        assert desk.ids(Queue.CLEARED) == [cleared]

    def test_a_line_shows_who_what_and_since_when(self, world: World) -> None:
        first, second = world.photos("a", "b")
        lea = world.person("Léa", handle="@lea")
        world.taken_by([first, second], lea)
        message = "Oui\nmais sans pub " + "x" * 400
        world.say(EventType.REPLIED, [first, second], lea, message=message, evidence="hashtag")
        world.clock.forward(days=3)
        desk = world.studio.consent_desk
        row, _other = desk.page(Queue.TO_READ, desk.ids(Queue.TO_READ))
        assert (row.person, row.days, row.also) == ("Léa", 3, (second,))
        assert row.first_words is not None
        assert row.first_words.startswith("Oui mais sans pub")
        assert len(row.first_words) <= 140
        assert {Hint.SEVERAL_PHOTOS, Hint.NO_REQUEST, Hint.HASHTAG} <= set(row.hints)
        assert str(row.hint_texts[0]) == "about 2 photos"

    def test_a_recorded_answer_reads_the_message(self, world: World) -> None:
        (photo,) = world.photos("a")
        lea, notice = world.person("Léa"), world.notice()
        world.taken_by([photo], lea)
        world.say(EventType.REPLIED, [photo], lea, message="Oui")
        world.licence([photo], lea, notice)
        assert world.studio.consent_desk.ids(Queue.TO_READ) == []

    def test_search_finds_people_and_words(self, world: World) -> None:
        first, second = world.photos("a", "b")
        lea, max_ = world.person("Léa", handle="@lea.potager"), world.person("Max")
        world.taken_by([first], lea)
        world.taken_by([second], max_)
        world.say(EventType.REPLIED, [first], lea, message="Bonjour")
        world.say(EventType.REPLIED, [second], max_, message="Combien payez-vous ?")
        desk = world.studio.consent_desk
        assert desk.ids(Queue.TO_READ, text="@LEA.pot") == [first]
        assert desk.ids(Queue.TO_READ, text="payez") == [second]
        assert desk.ids(Queue.TO_READ, text="zzz") == []

    def test_a_message_about_no_photo_is_not_lost(self, world: World) -> None:
        lea = world.person("Léa")
        world.say(EventType.REPLIED, [], lea, message="Who are you?")
        (line,) = world.studio.consent_desk.unplaced()
        assert line.proofs[0].text == "Who are you?"

    def test_another_brands_answers_stay_with_it(self, world: World) -> None:
        (photo,) = world.photos("a")
        other = world.studio.register.add_brand("Autre", key="autre")
        lea, notice = world.person("Léa"), world.notice()
        world.taken_by([photo], lea)
        with world.studio.library.read() as session:
            person = session.parties.by_uuid(lea)
        world.studio.consent.recorder.request(
            [photo], by=person, party=person, instrument=Instrument.LICENCE, notice=notice
        )
        world.say(EventType.REPLIED, [photo], lea, message="Oui")
        desk = world.studio.consent_desk
        assert desk.ids(Queue.TO_READ) == [photo]
        assert desk.ids(Queue.TO_READ, brand=other.key) == []

    def test_an_empty_library_has_empty_queues(self, tmp_path: Path) -> None:
        from ugc_studio.app.bootstrap import open_studio

        studio = open_studio(tmp_path / "empty", actor="Ana", role="editor")
        assert set(studio.consent_desk.counts().values()) == {0}
        assert studio.consent_desk.ids(Queue.CLEARED) == []
        assert studio.consent_desk.page(Queue.CLEARED, []) == []
        studio.library.close()


class TestOpenedPhoto:
    """Everything about one photo, of one instant."""

    def test_the_conversation_is_unaltered(self, world: World, tmp_path: Path) -> None:
        (photo,) = world.photos("a")
        lea, notice = world.person("Léa"), world.notice()
        world.taken_by([photo], lea)
        with world.studio.library.read() as session:
            person = session.parties.by_uuid(lea)
        world.studio.consent.recorder.request(
            [photo], by=person, party=person, instrument=Instrument.LICENCE, notice=notice
        )
        proof = tmp_path / "shot.png"
        proof.write_bytes(b"a screenshot")
        message = "Oui <b>bien sûr</b> !\n  deux lignes"
        world.say(EventType.REPLIED, [photo], lea, message=message, files=[proof], permalink="https://x.example/1")
        asked, answered = world.studio.consent_desk.open(photo).conversation
        assert (asked.ours, asked.who, asked.notice) == (True, "Ana", notice)
        assert (answered.ours, answered.who, answered.text) == (False, "Léa", message)
        assert answered.permalink == "https://x.example/1"
        kept = {line.kind: line for line in answered.proofs}
        assert kept["file"].state == "kept"
        assert len(kept["file"].sha256) == len(answered.hash) == 64
        assert world.studio.consent_desk.audit(photo)[-1].hash == answered.hash

    def test_people_with_what_is_missing_from_each(self, world: World) -> None:
        (photo,) = world.photos("a")
        lea, notice = world.person("Léa"), world.notice()
        world.taken_by([photo], lea)
        world.licence([photo], lea, notice)
        mother, father = world.person("Anna"), world.person("Paul")
        recorder = world.studio.consent.recorder
        leo = recorder.add_party("depicted", name="Léo", facts={"adult": "no", "turns_18": "05/2038"})
        recorder.state(EventType.PEOPLE_REVIEWED, [photo], facts={"answer": "reviewed"})
        holders = [[mother, "joint"], [father, "joint"]]
        recorder.state(EventType.DEPICTED, [photo], party=leo, facts={"role": "main", "holders": holders})
        people = world.studio.consent_desk.open(photo).people
        assert people.answer is PeopleAnswer.REVIEWED
        assert [line.enough for line in people.creators] == [True]
        (child,) = people.depicted
        assert (child.label, child.adult, child.turns_18) == ("Léo", "no", dt.date(2038, 5, 1))
        assert {holder.label for holder in child.holders} == {"Anna", "Paul"}
        assert child.missing
        (family,) = people.families
        assert family.children == (leo.uuid,)

    def test_a_verdict_for_any_use(self, world: World) -> None:
        (photo,) = world.photos("a")
        lea = world.person("Léa")
        world.taken_by([photo], lea)
        world.licence([photo], lea, world.notice())
        desk = world.studio.consent_desk
        assert desk.verdict(photo).cleared
        view = desk.verdict(photo, UseParts(channel="website_gallery", territories=("DE",)))
        assert not view.cleared
        assert view.state is ConsentState.BLOCKED
        assert [reason.code for reason in view.reasons] == [ReasonCode.TERRITORY_NOT_GRANTED]
        assert len(view.needs) == 1
        with pytest.raises(UsageError):
            desk.verdict(photo, UseParts(channel="website_gallery"))


class TestFormules:
    """The answer is the whole formule without the chips."""

    def test_a_chip_takes_its_part_out(self, world: World) -> None:
        (photo,) = world.photos("a")
        lea = world.person("Léa")
        world.taken_by([photo], lea)
        world.notice(media=frozenset({"organic_social", "paid_social"}), rights=frozenset({
            "reproduction", "representation", "adaptation.crop"}))  # fmt: skip
        desk = world.studio.consent_desk
        (formule,) = desk.formules(photo)
        assert {chip.id for chip in formule.chips} == {
            "media:organic_social", "media:paid_social", "rights:adaptation.crop", "territories:BE", "territories:FR",
        }  # fmt: skip
        said = Said(lea, evidence="email", message="Oui mais pas de pub")
        answers = desk.answers(formule, [photo], said, without=["media:paid_social"])
        world.studio.consent.recorder.answer_all(answers)
        assert world.ask(photo).cleared
        assert not world.ask(photo, medium="paid_social", paid=True).cleared
        (row,) = desk.page(Queue.CLEARED, [photo])  # type: ignore[list-item]  # a plain id
        assert Hint.LIMITED in row.hints

    def test_a_face_is_refused_by_itself(self, world: World) -> None:
        (photo,) = world.photos("a")
        lea = world.person("Léa")
        world.taken_by([photo], lea)
        recorder = world.studio.consent.recorder
        with world.studio.library.read() as session:
            person = session.parties.by_uuid(lea)
        recorder.state(EventType.PEOPLE_REVIEWED, [photo], facts={"answer": "reviewed"})
        recorder.state(EventType.DEPICTED, [photo], party=person, facts={"role": "main"})
        world.notice()
        desk = world.studio.consent_desk
        (formule,) = desk.formules(photo)
        said = Said(lea, evidence="email", message="La photo oui, mon visage non", instrument=Instrument.LICENCE)
        answers = desk.answers(formule, [photo], said, without=[f"person:{lea}"])
        assert [answer.type for answer in answers] == [EventType.GIVEN, EventType.REFUSED]
        recorder.answer_all(answers)
        assert world.ask(photo).codes == {"refused"}

    def test_nothing_left_is_no_permission(self, world: World) -> None:
        world.notice()
        (formule,) = world.studio.consent_desk.formules()
        with pytest.raises(UsageError):
            formule.excluded(["media:organic_social", "media:website"])
        with pytest.raises(UsageError):
            formule.excluded(["media:tv"])

    def test_only_the_newest_version_of_this_brand(self, world: World) -> None:
        world.notice()
        world.notice()
        world.notice("Autre", brands=frozenset({"00000000-0000-0000-0000-000000000000"}))
        assert [formule.label for formule in world.studio.consent_desk.formules()] == ["Réseaux v2"]


class TestTakedowns:
    """What has to come down, by whom and when."""

    def test_owner_due_day_and_proof(self, world: World, tmp_path: Path) -> None:
        (photo,) = world.photos("a")
        lea = world.person("Léa")
        world.taken_by([photo], lea)
        world.licence([photo], lea, world.notice())
        world.publish(photo)
        world.say(EventType.WITHDRAWN, [photo], lea)
        desk = world.studio.consent_desk
        (row,) = desk.takedowns()
        assert (row.asset_id, row.owner, row.done, row.overdue) == (photo, None, False, False)
        assert str(row.cause) == "withdrawn"
        desk.assign(row.id, "Zoé")
        world.clock.forward(days=10)
        (row,) = desk.takedowns()
        assert (row.owner, row.overdue) == ("Zoé", True)
        proof = tmp_path / "gone.png"
        proof.write_bytes(b"gone")
        world.studio.consent.finish_takedown(row.id, proof)
        assert desk.takedowns() == []
        (row,) = desk.takedowns("done")
        assert row.done
        assert row.proof is not None
        assert Path(row.proof).read_bytes() == b"gone"
        with pytest.raises(NotFound):
            desk.assign(99, "Zoé")
