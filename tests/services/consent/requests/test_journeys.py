"""From a gallery to drafts, sent requests, the one reminder and silence; and everybody who is left alone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.errors import NotFound, RefusedError, UsageError
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.requests import RequestId
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.requests.service import RequestService

CONTACT = "droits@alize.example"


def requests(world: World) -> RequestService:
    return world.studio.requests


def gallery(world: World, ids: list[int], *, channel: str = "instagram_feed") -> str:
    parts = UseParts(channel=channel, brand="maison", territories=("FR",))
    made = world.studio.curation.create("Été", parts=parts)
    world.studio.curation.add(str(made.id), ids)  # type: ignore[arg-type]  # plain numbers
    return "Été"


def adopted(world: World, *keys: str) -> list[Notice]:
    return [world.studio.notices.adopt(key, contact=CONTACT) for key in keys]


def posted(world: World, asset: int, address: str) -> None:
    """The post that a photo comes from."""

    def work(session: Session) -> None:
        post = session.db.execute(
            "INSERT INTO posts (source_key, importer, permalink, posted_at, updated_at) VALUES (?, 'table', ?, ?, ?)",
            (address, address, "2026-07-12T10:00:00Z", session.now()),
        ).lastrowid
        session.db.execute(
            "INSERT INTO post_media (post_id, position, state, asset_id) VALUES (?, 0, 'local', ?)", (post, asset)
        )

    world.studio.library.write(work)


def sent(world: World, *names: str, party: str | None = None) -> str:
    """Somebody was asked for photos of theirs; returns the UUID of the person."""
    ids = world.photos(*names)
    person = party or world.person("Léa")
    world.taken_by(ids, person)
    if not world.studio.notices.offered()[0].adopted:
        adopted(world, "social")
    requests(world).send(requests(world).draft(person, ids).id)
    return person


def events(world: World, kind: EventType) -> list[tuple[str | None, int]]:
    with world.studio.library.read() as session:
        return [(one.by, len(one.assets)) for one in session.ledger.of_type(kind)]


def test_a_gallery_becomes_one_draft_a_person_with_the_smallest_formule(world: World) -> None:
    ids = world.photos("a", "b", "c", "d")
    lea, tom = world.person("Léa"), world.person("Tom", residence="DE")
    world.taken_by(ids[:3], lea)
    world.taken_by(ids[3:], tom)
    _wide, _site, social = adopted(world, "advertising", "social-site", "social")
    drafted = requests(world).draft_for_gallery(gallery(world, ids))
    views = [requests(world).view(one) for one in drafted.drafts]
    assert [(view.label, [int(one.asset_id) for one in view.photos]) for view in views] == [
        ("Léa", ids[:3]), ("Tom", ids[3:]),
    ]  # fmt: skip
    assert {view.notice.uuid for view in views if view.notice} == {social.uuid}
    assert [view.language for view in views] == ["fr", "de"]
    assert [view.problem for view in views] == [None, None]
    assert len(requests(world).drafts()) == 2
    assert events(world, EventType.REQUESTED) == []  # a draft is not a request


def test_the_message_numbers_the_photos_and_holds_the_notice_unaltered(world: World) -> None:
    ids = world.photos("a", "b")
    lea = world.person("Léa", handle="@lea")
    world.taken_by(ids, lea)
    posted(world, ids[0], "https://instagram.com/p/1")
    (notice,) = adopted(world, "social")
    view = requests(world).view(requests(world).draft(lea, ids).id)
    assert view.message is not None
    text = view.message.text
    assert text.startswith("Bonjour Léa,\n\nVos photos nous plaisent")
    assert "1. publiée le 12 juillet 2026\u00a0: https://instagram.com/p/1" in text
    assert "2. le fichier «\u00a0" in text
    assert notice.texts["fr"] in text
    assert "«\u00a0oui, sauf la 2\u00a0»" in text
    assert (view.channel, view.addresses) == ("instagram", ("https://instagram.com/p/1",))


def test_sending_records_who_when_where_and_which_exact_text(world: World) -> None:
    ids = world.photos("a", "b")
    lea = world.person("Léa")
    world.taken_by(ids, lea)
    (notice,) = adopted(world, "social")
    draft = requests(world).draft(lea, ids)
    message = requests(world).view(draft.id).message
    (event,) = requests(world).send(draft.id, channel="instagram")
    assert (event.type, event.by, event.party, event.instrument) == (EventType.REQUESTED, lea, lea, "licence")
    assert event.notice == notice.uuid
    assert event.assets == (sha_of("a"), sha_of("b"))
    assert event.facts == {
        "request": draft.uuid, "language": "fr", "text": notice.text_hash("fr"), "channel": "instagram",
        "photos": [sha_of("a"), sha_of("b")],
    }  # fmt: skip
    conversation = world.studio.consent_desk.conversation(ids[0])
    assert message is not None
    assert conversation[-1].text == message.text
    assert (conversation[-1].ours, conversation[-1].who) == (True, "Ana")
    assert [str(one) for one in conversation[-1].particulars] == [
        "Sent through: Instagram", "Language of the message: Français",
        f"Text that was shown: SHA-256 {notice.text_hash('fr')}",
    ]  # fmt: skip
    assert requests(world).drafts() == []
    with pytest.raises(NotFound):
        requests(world).send(draft.id)


def test_the_whole_way_to_silence(world: World) -> None:
    lea = sent(world, "a", "b")
    (waiting,) = requests(world).waiting()
    assert (waiting.by, waiting.asked_by, waiting.label, len(waiting.assets)) == (lea, "Ana", "Léa", 2)
    assert waiting.silent_from == waiting.asked_at + dt.timedelta(days=30)
    with pytest.raises(RefusedError, match="8 September 2026 on"):
        requests(world).remind(waiting.id)
    world.clock.forward(days=8)
    reminder = requests(world).reminder(waiting.id)
    assert reminder.message is not None
    assert "écrit le 1er septembre 2026" in reminder.message.text
    (event,) = requests(world).remind(waiting.id, channel="email")
    assert event.facts["reminder"] is True
    told = world.studio.consent_desk.conversation(1)[-1]
    assert str(told.title) == "Léa was reminded of the request for the author’s licence (Réseaux sociaux v1)."
    world.clock.forward(days=1)
    with pytest.raises(RefusedError, match="only one reminder"):
        requests(world).remind(waiting.id)
    assert requests(world).sweep() == 0
    world.clock.forward(days=22)
    assert requests(world).sweep() == 1
    assert events(world, EventType.NO_RESPONSE) == [(lea, 2)]
    assert requests(world).waiting() == []
    assert requests(world).sweep() == 0
    with pytest.raises(NotFound):
        requests(world).reminder(waiting.id)


def test_a_late_reminder_has_its_own_time_before_silence(world: World) -> None:
    sent(world, "a")
    world.clock.forward(days=29)
    (waiting,) = requests(world).waiting()
    requests(world).remind(waiting.id)
    world.clock.forward(days=3)
    assert requests(world).sweep() == 0
    world.clock.forward(days=5)
    assert requests(world).sweep() == 1


def test_the_terms_are_the_brands(world: World) -> None:
    asking = {"again_after": 60, "remind_after": 2, "silent_after": 5}
    world.studio.register.edit_brand("maison", asking=asking)
    lea = sent(world, "a")
    world.clock.forward(days=3)
    requests(world).remind(requests(world).waiting()[0].id)
    world.clock.forward(days=3)
    assert requests(world).sweep() == 1
    world.clock.forward(days=40)
    draft = requests(world).draft(lea, [1])
    with pytest.raises(RefusedError, match="less than 60 days ago"):
        requests(world).send(draft.id)
    world.clock.forward(days=30)
    requests(world).send(draft.id)


def test_terms_that_make_no_sense_are_refused(world: World) -> None:
    with pytest.raises(UsageError, match="before silence"):
        world.studio.register.edit_brand("maison", asking={"remind_after": 30})
    with pytest.raises(UsageError, match="from 1 on"):
        world.studio.register.edit_brand("maison", asking={"again_after": 0})


def test_the_scheduler_role_records_no_silence(world: World) -> None:
    sent(world, "a")
    world.clock.forward(days=40)
    world.reopen("scheduler")
    assert requests(world).sweep() == 0
    world.reopen("editor")
    assert requests(world).sweep() == 1


def test_nobody_is_asked_the_same_twice(world: World) -> None:
    lea = sent(world, "a")
    world.clock.forward(days=13)
    draft = requests(world).draft(lea, [1])
    view = requests(world).view(draft.id)
    assert view.refused
    with pytest.raises(RefusedError, match="less than 14 days ago"):
        requests(world).send(draft.id)
    assert len(events(world, EventType.REQUESTED)) == 1


def test_who_wrote_back_may_be_answered(world: World) -> None:
    lea = sent(world, "a")
    world.clock.forward(days=2)
    world.say(EventType.REPLIED, [1], lea, instrument=None, message="Pour combien de temps ?", evidence="email")
    assert requests(world).waiting() == []
    draft = requests(world).draft(lea, [1])
    assert requests(world).view(draft.id).problem is None
    requests(world).send(draft.id)
    assert len(requests(world).waiting()) == 1


@pytest.mark.parametrize(("kind", "wide"), [(EventType.OBJECTED, True), (EventType.REFUSED, True)])
def test_nobody_is_asked_who_said_no_to_everything(world: World, kind: EventType, wide: bool) -> None:
    lea = sent(world, "a")
    world.say(kind, [], lea, instrument=None, wide=wide, message="Plus jamais")
    assert requests(world).waiting() == []  # that was an answer
    world.clock.forward(days=400)
    (other,) = world.photos("b")
    world.taken_by([other], lea)
    draft = requests(world).draft(lea, [other])
    with pytest.raises(RefusedError, match="does not want any photo"):
        requests(world).send(draft.id)
    assert requests(world).draft_for_gallery(gallery(world, [other])).drafts == ()


def test_their_own_later_yes_ends_such_a_no(world: World) -> None:
    lea = sent(world, "a")
    world.say(EventType.OBJECTED, [], lea, instrument=None, wide=True, message="Plus jamais")
    world.clock.forward(days=20)
    (other,) = world.photos("b")
    world.taken_by([other], lea)
    with world.studio.library.read() as session:
        notice = session.register.notice("maison-social")
    world.licence([other], lea, notice, message="Finalement oui, pour celle-ci")
    (third,) = world.photos("c")
    world.taken_by([third], lea)
    requests(world).send(requests(world).draft(lea, [third]).id)


def test_a_child_of_whom_no_photo_is_to_be_used_is_not_asked_about(world: World) -> None:
    (photo,) = world.photos("beach")
    mum, anna = world.person("Mum"), world.person("Anna", adult="no")
    world.taken_by([photo], world.person("Paul"))
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        child = session.parties.by_uuid(anna)
    holders = [[mum, "sole_judgment"]]
    recorder.state(EventType.DEPICTED, [photo], party=child, facts={"role": "main", "holders": holders})
    adopted(world, "social")
    draft = requests(world).draft(mum, [photo])
    assert requests(world).view(draft.id).problem is None
    recorder.answer(Answer(EventType.OBJECTED, by=mum, party=anna, wide=True, message="Aucune photo de mes enfants"))
    with pytest.raises(RefusedError, match="No photo of Anna"):
        requests(world).send(draft.id)


def test_do_not_contact_stops_drafts_requests_and_reminders(world: World) -> None:
    lea = sent(world, "a")
    world.clock.forward(days=10)
    (waiting,) = requests(world).waiting()
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(lea)
    world.studio.consent.recorder.decide(EventType.DO_NOT_CONTACT, party=party)
    with pytest.raises(RefusedError, match="not to be contacted"):
        requests(world).remind(waiting.id)
    (other,) = world.photos("b")
    world.taken_by([other], lea)
    drafted = requests(world).draft_for_gallery(gallery(world, [other]))
    assert drafted.drafts == ()
    assert [one.label for one in drafted.passed_over] == ["Léa"]
    with pytest.raises(RefusedError):
        requests(world).send(requests(world).draft(lea, [other]).id)


def test_who_waits_refused_or_is_blocked_is_left_out_of_a_gallery(world: World) -> None:
    ids = world.photos("waits", "refused", "frozen", "cleared", "new")
    people = [world.person(name) for name in ("Ana", "Bob", "Cem", "Dora", "Eve")]
    for asset, person in zip(ids, people, strict=True):
        world.taken_by([asset], person)
    (notice,) = adopted(world, "social")
    requests(world).send(requests(world).draft(people[0], ids[:1]).id)
    world.say(EventType.REFUSED, ids[1:2], people[1], message="Non")
    world.studio.consent.recorder.state(EventType.FLAGGED, ids[2:3], facts={"flag": "sensitive"})
    world.licence(ids[3:4], people[3], notice)
    drafted = requests(world).draft_for_gallery(gallery(world, ids))
    assert [requests(world).view(one).label for one in drafted.drafts] == ["Eve"]


def test_enough_is_enough(world: World) -> None:
    ids = world.photos(*"abcdef")
    for number in range(3):
        world.taken_by(ids[2 * number : 2 * number + 2], world.person(f"P{number}"))
    adopted(world, "social")
    drafted = requests(world).draft_for_gallery(gallery(world, ids), most=3)
    assert [len(requests(world).view(one).photos) for one in drafted.drafts] == [2, 2]


def test_a_wider_request_needs_a_reason_which_is_recorded(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    _social, wide = adopted(world, "social", "advertising")
    name = gallery(world, [photo])
    (draft,) = requests(world).draft_for_gallery(name).drafts
    requests(world).edit(draft, notice=wide.uuid)
    with pytest.raises(UsageError, match="more than is planned"):
        requests(world).send(draft)
    requests(world).edit(draft, reason="La campagne d'hiver suit")
    (event,) = requests(world).send(draft)
    with world.studio.library.read() as session:
        assert session.texts.by_commitment(event.reason or "") == "La campagne d'hiver suit"
        assert event.facts["gallery"] == session.galleries.resolve(name).uuid


def test_where_no_wording_fits_the_one_to_adopt_is_named(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    adopted(world, "press")
    (draft,) = requests(world).draft_for_gallery(gallery(world, [photo])).drafts
    view = requests(world).view(draft)
    assert view.notice is None
    assert view.proposal is not None
    assert view.proposal.adoptable[0] == "social"
    assert [str(one) for one in view.remarks] == [
        "No wording of Maison Alizé covers what these photos are planned for."
    ]
    with pytest.raises(UsageError, match="Choose what to ask for"):
        requests(world).send(draft)


def test_a_wording_that_is_over_asks_nobody(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    (notice,) = adopted(world, "social")
    draft = requests(world).draft(lea, [photo], notice=notice.uuid)
    world.clock.forward(days=700)
    assert any("ends on 31 August 2028" in str(one) for one in requests(world).view(draft.id).remarks)
    world.clock.forward(days=100)
    with pytest.raises(UsageError, match="ended on 31 August 2028"):
        requests(world).send(draft.id)


def test_a_wording_is_over_at_midnight_on_the_clock_of_the_brand(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    (notice,) = adopted(world, "social")
    draft = requests(world).draft(lea, [photo], notice=notice.uuid)
    assert notice.scope.end == dt.date(2028, 8, 31)
    world.clock.now = dt.datetime(2028, 8, 31, 21, 59, tzinfo=dt.UTC)
    (use,) = requests(world).view(draft.id).proposal.uses  # type: ignore[union-attr]  # a draft always has one
    assert use.on == dt.date(2028, 8, 31)
    assert requests(world).view(draft.id).problem is None
    world.clock.forward(minutes=1)
    (use,) = requests(world).view(draft.id).proposal.uses  # type: ignore[union-attr]  # a draft always has one
    assert use.on == dt.date(2028, 9, 1)
    assert "ended on 31 August 2028" in str(requests(world).view(draft.id).problem)


def test_a_draft_can_be_changed_and_thrown_away(world: World) -> None:
    ids = world.photos("a", "b")
    lea = world.person("Léa")
    world.taken_by(ids, lea)
    adopted(world, "social")
    draft = requests(world).draft(lea, ids[:1])
    again = requests(world).draft(lea, ids[1:])
    assert (again.id, list(again.assets)) == (draft.id, ids)  # one letter, not two
    requests(world).edit(draft.id, assets=ids[1:], language="de", greeting="Liebe Léa,\n\nwie schön!")
    view = requests(world).view(draft.id)
    assert view.message is not None
    assert view.message.text.startswith("Liebe Léa,\n\nwie schön!\n\nUm dieses Foto geht es:\n1. ")
    with pytest.raises(UsageError, match="no texts in pl"):
        requests(world).edit(draft.id, language="pl")
    with pytest.raises(UsageError, match="Tick the photos"):
        requests(world).edit(draft.id, assets=[])
    requests(world).discard(draft.id)
    with pytest.raises(NotFound):
        requests(world).view(RequestId(draft.id))


def test_what_was_given_as_widely_is_not_asked_for_again(world: World) -> None:
    ids = world.photos("a", "b")
    lea = world.person("Léa")
    world.taken_by(ids, lea)
    (notice,) = adopted(world, "social")
    world.licence(ids[:1], lea, notice)
    draft = requests(world).draft(lea, ids)
    (event,) = requests(world).send(draft.id)
    assert event.assets == (sha_of("b"),)
    world.licence(ids[1:], lea, notice)
    draft = requests(world).draft(lea, ids)
    with pytest.raises(UsageError, match="nothing more to give"):
        requests(world).send(draft.id)


def test_a_parent_is_asked_once_for_all_that_they_can_give(world: World) -> None:
    (photo,) = world.photos("beach")
    mum = world.person("Mum")
    world.taken_by([photo], mum)
    recorder = world.studio.consent.recorder
    for name in ("Anna", "Max"):
        child = world.person(name, adult="no")
        with world.studio.library.read() as session:
            party = session.parties.by_uuid(child)
        facts = {"role": "main", "holders": [[mum, "sole_judgment"]]}
        recorder.state(EventType.DEPICTED, [photo], party=party, facts=facts)
    adopted(world, "social")
    sent_ = requests(world).send(requests(world).draft(mum, [photo]).id)
    assert [one.instrument for one in sent_] == [Instrument.LICENCE, *[Instrument.IMAGE_RELEASE] * 2]
    assert len({str(one.facts["request"]) for one in sent_}) == 1
    (waiting,) = requests(world).waiting()
    assert len(waiting.questions) == 3
    world.say(EventType.GIVEN, [photo], mum, notice="maison-social", message="Oui", evidence="email")
    (waiting,) = requests(world).waiting()
    assert {one.question.instrument for one in waiting.questions} == {"image_release"}


def test_new_photos_of_an_ambassador_become_drafts_and_nothing_more(world: World) -> None:
    (old,) = world.photos("old")
    zoe = world.person("Zoé")
    world.taken_by([old], zoe)
    adopted(world, "social")
    world.studio.register.edit_party(zoe, facts={"ambassador": True})
    assert requests(world).draft_for_ambassadors() == 0  # photos from before are not meant
    world.clock.forward(days=3)
    new = world.photos("new", "newer")
    world.taken_by(new, zoe)
    assert requests(world).draft_for_ambassadors() == 1
    (draft,) = requests(world).drafts()
    assert list(draft.assets) == new
    assert not world.ask(new[0]).cleared
    assert requests(world).draft_for_ambassadors() == 0
    requests(world).send(draft.id)
    world.clock.forward(days=60)
    assert requests(world).draft_for_ambassadors() == 0
    world.studio.register.edit_party(zoe, facts={"ambassador": False})
    world.taken_by(world.photos("later"), zoe)
    assert requests(world).draft_for_ambassadors() == 0


def test_a_request_that_was_recorded_by_hand_waits_too(world: World) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(lea)
    world.studio.consent.recorder.request([photo], by=party, party=party, instrument=Instrument.LICENCE, notice=notice)
    (waiting,) = requests(world).waiting()
    assert waiting.id.startswith("seq-")
    assert requests(world).reminder(waiting.id).language == "fr"
    world.clock.forward(days=31)
    assert requests(world).sweep() == 1
