"""The retention purge: listed first, done by a person with a reason, recorded, and nothing else goes."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Target
from ugc_studio.domain.forms import Expected, FormKind, Part
from ugc_studio.domain.trash import StayReason
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.forms.issuing import FormOrder
from ugc_studio.services.consent.purging import PURGE, PurgePreview
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.papers.register import RegisterFilter


def purge(world: World, preview: PurgePreview, reason: str = "Nobody answered for a year") -> PurgePreview:
    return world.studio.consent.purger.purge(preview, RecordingContext(), reason=reason)


def old_photos(world: World, *names: str) -> list[int]:
    photos = world.photos(*names)
    world.taken_by(photos, world.person("Marc Dubois", handle="@marc"))
    world.clock.forward(days=400)
    return photos


def test_what_nobody_may_use_for_a_year_is_listed_and_goes_with_its_people(world: World) -> None:
    old, _other = old_photos(world, "old", "other")
    fresh = world.photos("fresh")[0]
    preview = world.studio.consent.purger.preview([old])
    assert [photo.id for photo in preview.photos] == [old]
    assert preview.people == ()  # he took the other one too
    preview = world.studio.consent.purger.preview()
    assert [person.label for person in preview.people] == ["Marc Dubois"]
    done = purge(world, preview)
    assert len(done.photos) == 2
    with world.studio.library.read() as session:
        assert session.assets.get(old).state == "tombstone"
        assert session.assets.get(fresh).state == "present"
        assert session.parties.all()[0].name is None
    assert not world.studio.library.originals.path(sha_of("old"), "jpeg").exists()
    assert world.studio.consent.purger.preview().empty


def test_it_is_recorded_with_its_ground_and_its_reason(world: World) -> None:
    old_photos(world, "old")
    purge(world, world.studio.consent.purger.preview())
    with world.studio.library.read() as session:
        event = session.ledger.of_asset(sha_of("old"))[-1]
        assert (event.type, event.about) == (EventType.ERASED, PURGE)
        assert session.texts.by_commitment(event.reason or "") == "Nobody answered for a year"


def test_the_same_photo_may_come_again(world: World) -> None:
    (old,) = old_photos(world, "old")
    purge(world, world.studio.consent.purger.preview())
    assert "tombstone" not in world.ask(old).codes


def test_without_a_reason_nothing_happens(world: World) -> None:
    (old,) = old_photos(world, "old")
    with pytest.raises(UsageError):
        purge(world, world.studio.consent.purger.preview(), "  ")
    with world.studio.library.read() as session:
        assert session.assets.get(old).state == "present"


def test_what_was_cleared_since_it_was_shown_stays(world: World) -> None:
    cleared, gone = old_photos(world, "cleared", "gone")
    preview = world.studio.consent.purger.preview()
    world.licence([cleared], "@marc", world.notice())
    done = purge(world, preview)
    assert [photo.id for photo in done.photos] == [gone]
    assert done.people == ()


def test_what_has_to_stay_is_said_with_the_reason(world: World) -> None:
    frozen, unread, flagged, free = old_photos(world, "frozen", "unread", "flagged", "free")
    recorder = world.studio.consent.recorder
    recorder.freeze([Target("asset", sha_of("frozen"))])
    recorder.answer(Answer(EventType.REPLIED, assets=[unread], by="@marc", instrument=Instrument.LICENCE,
                           message="Oui ?", evidence="email"))  # fmt: skip
    recorder.state(EventType.FLAGGED, [flagged], facts={"flag": "sensitive"})
    preview = world.studio.consent.purger.preview()
    assert [photo.id for photo in preview.photos] == [free]
    assert {one.asset_id: one.reason for one in preview.staying} == {
        frozen: StayReason.FROZEN,
        unread: StayReason.REPLY_TO_READ,
        flagged: StayReason.MARKED,
    }


def test_someone_who_must_be_remembered_keeps_their_name(world: World) -> None:
    old_photos(world, "old")
    world.studio.consent.recorder.answer(Answer(EventType.OBJECTED, assets=[], by="@marc", wide=True, message="Non"))
    assert world.studio.consent.purger.preview().people == ()


def test_who_holds_a_paper_with_it_is_told(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    old_photos(world, "old")
    out = tmp_path_factory.mktemp("papers") / "r.csv"
    world.studio.papers.register(out, RegisterFilter(), RecordingContext(), recipient="Maître Roy")
    preview = world.studio.consent.purger.preview()
    assert preview.photos[0].recipients == ("Maître Roy",)
    purge(world, preview)
    with world.studio.library.read() as session:
        (takedown,) = session.uses.takedowns()
    assert (takedown.use.exporter, takedown.use.recipient) == ("register", "Maître Roy")


def test_what_a_claim_needed_goes_when_its_day_has_passed(world: World) -> None:
    photos = world.photos("one")
    party = world.person("Zoé Martin", handle="@zoe")
    world.taken_by(photos, party)
    world.licence(photos, "@zoe", world.notice())
    world.reopen("legal")
    with world.studio.library.read() as session:
        zoe = session.parties.resolve("@zoe")
    until = world.clock().date() + dt.timedelta(days=30)
    world.studio.consent.retain(zoe, until=until, reason="claim")
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(parties=("@zoe",)).erasure)
    with world.studio.library.read() as session:
        assert session.texts.of_owner(zoe.owner)
    assert world.studio.consent.purger.preview().kept_for_claims == ()
    world.clock.forward(days=31)
    preview = world.studio.consent.purger.preview()
    assert [person.uuid for person in preview.kept_for_claims] == [party]
    purge(world, preview)
    with world.studio.library.read() as session:
        assert session.texts.of_owner(zoe.owner) == []
    assert world.studio.consent.purger.preview().empty


def family(world: World, *names: str) -> list[int]:
    """Photos of a child by an aunt; the mother is in none of them and signs for the child."""
    ids = world.photos(*names)
    world.taken_by(ids, world.person("Tante Odile"))
    mother, child = world.person("Anna Petit"), world.person("Hugo Petit", adult="no", turns_18="03/2035")
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        hugo = session.parties.by_uuid(child)
    facts = {"role": "main", "holders": [[mother, "sole_death"]]}
    recorder.state(EventType.DEPICTED, ids, party=hugo, facts=facts)
    recorder.answer(
        Answer(EventType.REFUSED, assets=ids, by=mother, party=child, instrument=Instrument.IMAGE_RELEASE,
               message="Non", evidence="email")
    )  # fmt: skip
    return ids


def test_a_guardian_who_is_in_no_photo_goes_with_the_child(world: World) -> None:
    family(world, "beach")
    world.clock.forward(days=400)
    preview = world.studio.consent.purger.preview()
    assert {one.label for one in preview.people} == {"Tante Odile", "Hugo Petit", "Anna Petit"}
    purge(world, preview)
    world.studio.previews.close()
    with world.studio.library.read() as session:
        assert all(one.name is None for one in session.parties.all())
    world.close()
    assert not [one for one in world.root.rglob("*") if one.is_file() and b"Anna Petit" in one.read_bytes()]


def test_a_guardian_is_needed_while_the_child_is_in_another_photo(world: World) -> None:
    old, _other = family(world, "beach", "pool")
    world.clock.forward(days=400)
    assert world.studio.consent.purger.preview([old]).people == ()


def test_a_guardian_of_a_second_child_who_stays_is_needed(world: World) -> None:
    family(world, "beach")
    with world.studio.library.read() as session:
        mother = session.parties.resolve("Anna Petit")
    world.clock.forward(days=400)
    (new,) = world.photos("new")
    world.person("Zoé Petit", adult="no")
    with world.studio.library.read() as session:
        sister = session.parties.resolve("Zoé Petit")
    facts = {"role": "main", "holders": [[mother.uuid, "sole_death"]]}
    world.studio.consent.recorder.state(EventType.DEPICTED, [new], party=sister, facts=facts)
    assert {one.label for one in world.studio.consent.purger.preview().people} == {"Tante Odile", "Hugo Petit"}


def issued(world: World, photo: int, name: str) -> str:
    order = FormOrder(FormKind.PERSON, [photo], "reseaux", people=[Expected(Part.SIGNER, name=name)])
    return world.studio.forms.issue(order).code


def test_names_on_forms_that_never_came_back_are_cleared_everywhere(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lea = world.person("Léa")
    notice = world.notice()
    (photo,) = world.photos("used")
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    lost, back = issued(world, photo, "Wilhelmina Lost"), issued(world, photo, "Wilma Back")
    scan = tmp_path_factory.mktemp("scans") / "paper.jpg"
    scan.write_bytes(b"a scan")
    world.studio.forms.attach(scan, back)
    world.clock.forward(days=200)
    issued(world, photo, "Wanda Recent")
    assert world.studio.consent.purger.preview().empty
    world.clock.forward(days=200)
    world.studio.library.back_up()
    preview = world.studio.consent.purger.preview()
    assert (preview.forms, preview.photos, preview.empty) == ((lost,), (), False)
    done = purge(world, preview)
    assert done.forms == (lost,)
    assert world.studio.consent.purger.preview().empty
    forms = {one.code: [person.name for person in one.people] for one in world.studio.forms.all()}
    assert forms[lost] == [None]
    assert sorted(filter(None, (names[0] for names in forms.values()))) == ["Wanda Recent", "Wilma Back"]
    world.studio.previews.close()
    world.close()
    assert not [one for one in world.root.rglob("*") if one.is_file() and b"Wilhelmina" in one.read_bytes()]
