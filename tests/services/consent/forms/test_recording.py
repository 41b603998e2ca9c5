"""From a printed code to cleared photos: only what is ticked counts, and nothing is recorded by halves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.consent.forms.pages import page_of, save_jpeg
from tests.services.consent.world import World
from ugc_studio.domain.consent import BASE_RIGHTS, AuthorState, EventType, HolderBasis
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.forms import Expected, FormKind, IssuedForm, Part
from ugc_studio.library.register import Notice
from ugc_studio.services.consent.forms.issuing import FormOrder
from ugc_studio.services.consent.forms.reading import PaperReading, PersonRead

FAMILY = (
    Expected(Part.SIGNER, name="Camille Peeters"), Expected(Part.SIGNER, name="Tom Peeters"),
    Expected(Part.CHILD, name="Lou Peeters"), Expected(Part.CHILD, name="Max Peeters"),
)  # fmt: skip
ALL_RIGHTS = BASE_RIGHTS | {"adaptation.crop"}
BOTH_MEDIA = frozenset({"organic_social", "website"})


class Forms:
    """A world with one notice, and short words for forms in it."""

    def __init__(self, world: World, tmp_path: Path) -> None:
        self.world, self.folder = world, tmp_path
        self.notice: Notice = world.notice(rights=ALL_RIGHTS)

    def printed(
        self, kind: FormKind, photos: Sequence[int], people: Sequence[Expected] = ()
    ) -> IssuedForm:
        return self.world.studio.forms.issue(FormOrder(kind, photos, self.notice.key, people=people))

    def back(self, form: IssuedForm, name: str = "scan.jpg") -> str:
        """The paper comes back; its evidence."""
        path = save_jpeg(page_of(self.world.studio.forms.pdf(form.code), dots=60), self.folder / name)
        return self.world.studio.forms.attach(path, form.code).evidence

    def events(self) -> list[Event]:
        with self.world.studio.library.read() as session:
            return [row.event() for row in session.ledger.rows()]

    def read_family(self, form: IssuedForm, photos: Sequence[int]) -> PaperReading:
        people = [
            PersonRead(
                one.part, place, name=one.name, signed=one.part is Part.SIGNER, shown=True, author=place == 0,
                turns_18="" if one.part is Part.SIGNER else "05/2035",
            )
            for place, one in enumerate(form.people)
        ]  # fmt: skip
        return PaperReading(
            self.back(form), photos, people, ALL_RIGHTS, BOTH_MEDIA, basis=HolderBasis.JOINT, everybody=True
        )


@pytest.fixture
def forms(world: World, tmp_path: Path) -> Iterator[Forms]:
    yield Forms(world, tmp_path)
    world.studio.previews.close()


def approved(world: World, photos: Sequence[int]) -> None:
    """Legal approves what was recorded: the brand's policy asks for it where minors are shown."""
    world.reopen("legal")
    world.studio.consent.recorder.decide(EventType.APPROVED, assets=list(photos), about="grant")


def test_a_family_that_nobody_knew_is_cleared_from_one_paper(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach", "dunes")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    assert "unknown" in world.ask(photos[0]).codes
    events = world.studio.forms.record(forms.read_family(form, photos))
    given = [event for event in events if event.type is EventType.GIVEN]
    assert len(given) == 7  # the author's licence, two parents for themselves, each of them for both children
    assert {event.evidence for event in given} == {"signature"}
    assert len({proof.id for event in given for proof in event.proofs}) == 1, "one paper, one proof"
    assert {event.facts["form"] for event in given} == {form.code}
    assert {event.facts["text_hash"] for event in given} == {forms.notice.text_hash("fr")}
    assert world.ask(photos[0]).codes == {"approval_pending"}
    approved(world, photos)
    assert all(world.ask(photo).cleared for photo in photos)
    assert world.studio.forms.waiting() == []


def test_what_is_not_ticked_is_not_allowed(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    reading = replace(
        forms.read_family(form, photos), rights=BASE_RIGHTS, media=frozenset({"organic_social"})
    )
    world.studio.forms.record(reading)
    approved(world, photos)
    assert world.ask(photos[0]).cleared
    assert not world.ask(photos[0], channel="website_gallery", medium="website").cleared
    assert not world.ask(photos[0], alterations=frozenset({"adaptation.crop"})).cleared


def test_one_missing_signature_keeps_the_photo_blocked(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    reading = forms.read_family(form, photos)
    people = [replace(one, signed=one.place == 0) for one in reading.people]
    world.studio.forms.record(replace(reading, people=people))
    approved(world, photos)
    verdict = world.ask(photos[0])
    assert verdict.codes >= {"unknown"}
    with world.studio.library.read() as session:
        tom = session.parties.resolve("Tom Peeters").uuid
    assert tom in {reason.signer or reason.party for reason in verdict.reasons}


def test_who_decides_alone_signs_alone(forms: Forms) -> None:
    photos = forms.world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    reading = replace(forms.read_family(form, photos), basis=HolderBasis.SOLE_DEATH)
    before = forms.events()
    with pytest.raises(UsageError, match="signs alone"):
        forms.world.studio.forms.record(reading)
    assert forms.events() == before, "half a paper is no record"
    assert len(forms.world.studio.forms.waiting()) == 1


def test_without_a_basis_nobody_decides(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    world.studio.forms.record(replace(forms.read_family(form, photos), basis=None))
    assert "holders_undeclared" in world.ask(photos[0]).codes


@pytest.mark.parametrize(
    ("rights", "media"),
    [(frozenset(), BOTH_MEDIA), (frozenset({"reproduction"}), BOTH_MEDIA), (ALL_RIGHTS, frozenset())],
)
def test_a_paper_left_empty_is_no_permission(forms: Forms, rights: frozenset[str], media: frozenset[str]) -> None:
    photos = forms.world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    before = forms.events()
    with pytest.raises(UsageError, match="ticked"):
        forms.world.studio.forms.record(replace(forms.read_family(form, photos), rights=rights, media=media))
    assert forms.events() == before


def test_a_paper_is_recorded_once(forms: Forms) -> None:
    photos = forms.world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    reading = forms.read_family(form, photos)
    forms.world.studio.forms.record(reading)
    before = forms.events()
    with pytest.raises(UsageError, match="recorded before"):
        forms.world.studio.forms.record(reading)
    assert forms.events() == before


def test_photos_that_the_form_does_not_name_are_refused(forms: Forms) -> None:
    first, other = forms.world.photos("beach", "other")
    form = forms.printed(FormKind.FAMILY, [first], FAMILY)
    with pytest.raises(UsageError, match=form.code):
        forms.world.studio.forms.record(forms.read_family(form, [first, other]))


def test_an_author_who_is_confirmed_is_not_written_over(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach")
    world.taken_by(photos, world.person("Nils Berg"))
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    before = forms.events()
    with pytest.raises(UsageError, match="Camille Peeters"):
        world.studio.forms.record(forms.read_family(form, photos))
    assert forms.events() == before


def test_somebody_known_is_not_registered_twice(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach")
    camille = world.person("Camille Peeters")
    form = forms.printed(FormKind.PERSON, photos, [Expected(Part.SIGNER, name="Camille Peeters")])
    (line,) = world.studio.forms.open(forms.back(form)).people
    assert (line.party, line.is_known) == (camille, True)
    reading = PaperReading(
        world.studio.forms.waiting()[0].evidence, photos,
        [PersonRead(Part.SIGNER, 0, name="Camille Peeters", signed=True, shown=True, author=True)],
        ALL_RIGHTS, BOTH_MEDIA, everybody=True,
    )  # fmt: skip
    events = world.studio.forms.record(reading)
    assert EventType.PARTY_REGISTERED not in {event.type for event in events}
    assert world.ask(photos[0]).cleared
    with world.studio.library.read() as session:
        assert [one.party for one in session.forms.get(form.code).people] == [camille]


def test_the_owner_of_what_is_shown(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("castle")
    author = world.person("Nils Berg")
    world.taken_by(photos, author)
    world.licence(photos, author, forms.notice)
    form = forms.printed(FormKind.PROPERTY, photos, [Expected(Part.SIGNER, name="Château de Brissac")])
    reading = PaperReading(
        forms.back(form), photos, [PersonRead(Part.SIGNER, 0, name="Château de Brissac", signed=True)],
        ALL_RIGHTS, BOTH_MEDIA,
    )  # fmt: skip
    events = world.studio.forms.record(reading)
    assert [(e.type, e.instrument) for e in events][-1] == (EventType.GIVEN, "third_party")
    assert world.ask(photos[0]).cleared


def test_an_employee_accepts_the_guidelines_on_the_same_paper(forms: Forms) -> None:
    world = forms.world
    world.studio.register.edit_brand("maison", policy={"guidelines": "2026-1"})
    photos = world.photos("office")
    form = forms.printed(FormKind.EMPLOYEE, photos, [Expected(Part.SIGNER, name="Ines Roth")])
    reading = PaperReading(
        forms.back(form), photos,
        [PersonRead(Part.SIGNER, 0, name="Ines Roth", signed=True, shown=True, author=True)],
        ALL_RIGHTS, BOTH_MEDIA, everybody=True, guidelines="2026-1",
    )  # fmt: skip
    world.studio.forms.record(reading)
    assert world.ask(photos[0]).cleared


def test_what_is_opened_never_holds_a_tick(forms: Forms) -> None:
    photos = forms.world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    opened = forms.world.studio.forms.open(forms.back(form))
    assert [int(one) for one in opened.assets] == photos
    assert [one.label for one in opened.people] == [one.name for one in FAMILY]
    assert not hasattr(opened.people[0], "signed")
    assert (opened.holders_known, opened.everybody_known) == (False, False)
    assert opened.rights == ("reproduction", "representation", "adaptation.crop")


def test_the_author_is_proposed_only_until_the_paper(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    world.studio.forms.record(forms.read_family(form, photos))
    stated = [event for event in forms.events() if event.type is EventType.AUTHOR_STATED]
    assert [event.facts["state"] for event in stated] == [AuthorState.CONFIRMED.value]


def test_a_month_that_is_none_is_refused(forms: Forms) -> None:
    photos = forms.world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    reading = forms.read_family(form, photos)
    people = [replace(one, turns_18="2035") if one.part is Part.CHILD else one for one in reading.people]
    with pytest.raises(UsageError, match="05/2031"):
        forms.world.studio.forms.record(replace(reading, people=people))


def test_a_paper_can_be_laid_aside(forms: Forms) -> None:
    photos = forms.world.photos("beach")
    form = forms.printed(FormKind.FAMILY, photos, FAMILY)
    evidence = forms.back(form)
    forms.world.studio.forms.dismiss(evidence)
    assert forms.world.studio.forms.waiting() == []
    assert len(forms.world.studio.forms.papers(form.code)) == 1
    with pytest.raises(NotFound):
        forms.world.studio.forms.dismiss("no such")


def test_somebody_on_the_paper_ends_a_record_of_nobody(forms: Forms) -> None:
    world = forms.world
    photos = world.photos("beach")
    camille = world.person("Camille Peeters")
    world.taken_by(photos, camille)  # and "nobody can be recognised"
    form = forms.printed(FormKind.PERSON, photos, [Expected(Part.SIGNER, camille)])
    opened = world.studio.forms.open(forms.back(form))
    assert (opened.people[0].shown, opened.people[0].author, opened.everybody_known) == (False, True, True)
    reading = PaperReading(
        opened.paper.evidence, photos, [PersonRead(Part.SIGNER, 0, camille, signed=True, shown=True)],
        ALL_RIGHTS, BOTH_MEDIA,
    )  # fmt: skip
    world.studio.forms.record(reading)
    answers = [event.facts["answer"] for event in forms.events() if event.type is EventType.PEOPLE_REVIEWED]
    assert answers == ["none", "reviewed"]
    assert world.ask(photos[0]).cleared
