"""Ways in which a paper could be recorded for more than stands on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.consent.forms.pages import page_of, save_jpeg
from tests.services.consent.forms.test_recording import ALL_RIGHTS, BOTH_MEDIA, FAMILY, Forms
from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.forms import Expected, FormKind, Part
from ugc_studio.services.consent.forms.reading import PaperReading, PersonRead


@pytest.fixture
def forms(world: World, tmp_path: Path) -> Iterator[Forms]:
    yield Forms(world, tmp_path)
    world.studio.previews.close()


def child_of(world: World, photo: int, child: str, *parents: str) -> None:
    """A child in a photo, with those who decide for it."""
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(child)
    basis = "joint" if len(parents) > 1 else "sole_death"
    facts = {"role": "main", "holders": [[one, basis] for one in parents]}
    world.studio.consent.recorder.state(EventType.DEPICTED, [photo], party=party, facts=facts)


def signed_by(forms: Forms, kind: FormKind, photo: int, party: str, **more: object) -> PaperReading:
    """A paper that one known person signed, with every box ticked."""
    form = forms.printed(kind, [photo], [Expected(Part.SIGNER, party)])
    person = PersonRead(Part.SIGNER, 0, party, signed=True, shown=True, author=True)
    return PaperReading(forms.back(form), [photo], [person], ALL_RIGHTS, BOTH_MEDIA, **more)  # type: ignore[arg-type]  # fields by name


def given_for(forms: Forms) -> set[str | None]:
    return {event.party for event in forms.events() if event.type is EventType.GIVEN}


@pytest.mark.parametrize("kind", [FormKind.PERSON, FormKind.EMPLOYEE])
def test_the_form_of_one_person_permits_nothing_for_their_children(forms: Forms, kind: FormKind) -> None:
    world = forms.world
    (photo,) = world.photos("beach")
    anna, leo = world.person("Anna"), world.person("Léo", adult="no")
    child_of(world, photo, leo, anna)
    world.studio.forms.record(signed_by(forms, kind, photo, anna))
    assert given_for(forms) == {anna}


def test_a_holder_who_signs_the_form_of_one_person_has_nothing_to_give(forms: Forms) -> None:
    world = forms.world
    (photo,) = world.photos("beach")
    anna, leo = world.person("Anna"), world.person("Léo", adult="no")
    child_of(world, photo, leo, anna)
    reading = signed_by(forms, FormKind.PERSON, photo, anna)
    person = replace(reading.people[0], shown=False, author=False)
    before = forms.events()
    with pytest.raises(UsageError, match="Anna"):
        world.studio.forms.record(replace(reading, people=[person]))
    assert forms.events() == before


def test_a_family_signs_for_the_children_on_its_paper_only(forms: Forms) -> None:
    world = forms.world
    (photo,) = world.photos("beach")
    anna, leo, mia = world.person("Anna"), world.person("Léo", adult="no"), world.person("Mia", adult="no")
    for child in (leo, mia):
        child_of(world, photo, child, anna)
    form = forms.printed(FormKind.FAMILY, [photo], [Expected(Part.SIGNER, anna), Expected(Part.CHILD, leo)])
    people = [
        PersonRead(Part.SIGNER, 0, anna, signed=True, shown=True, author=True),
        PersonRead(Part.CHILD, 1, leo, shown=True, turns_18="05/2035"),
    ]
    world.studio.forms.record(PaperReading(forms.back(form), [photo], people, ALL_RIGHTS, BOTH_MEDIA))
    assert given_for(forms) == {anna, leo}


def test_a_tick_does_not_make_a_recorded_minor_of_age(forms: Forms) -> None:
    world = forms.world
    (photo,) = world.photos("beach")
    leo = world.person("Léo", adult="no")
    reading = signed_by(forms, FormKind.PERSON, photo, leo)
    before = forms.events()
    with pytest.raises(UsageError, match="Léo"):
        world.studio.forms.record(reading)
    assert forms.events() == before


def test_a_paper_does_not_move_the_month_in_which_a_child_comes_of_age(forms: Forms) -> None:
    world = forms.world
    (photo,) = world.photos("beach")
    form = forms.printed(FormKind.FAMILY, [photo], FAMILY)
    first = forms.read_family(form, [photo])
    world.studio.forms.record(first)
    again = forms.printed(FormKind.FAMILY, [photo], FAMILY)
    people = [replace(one, turns_18="05/2026" if one.turns_18 else "") for one in first.people]
    reading = replace(first, evidence=forms.back(again, "second.jpg"), people=people)
    before = forms.events()
    with pytest.raises(UsageError, match="Lou Peeters"):
        world.studio.forms.record(reading)
    assert forms.events() == before


@pytest.mark.parametrize("day", [dt.date(2026, 8, 29), dt.date(2026, 9, 4)])
def test_a_paper_is_signed_after_it_was_printed_and_before_it_is_recorded(forms: Forms, day: dt.date) -> None:
    world = forms.world
    (photo,) = world.photos("beach")
    reading = signed_by(forms, FormKind.PERSON, photo, world.person("Anna"), said_on=day)
    before = forms.events()
    with pytest.raises(UsageError, match="date"):
        world.studio.forms.record(reading)
    assert forms.events() == before


def test_one_owner_does_not_push_another_one_aside(forms: Forms) -> None:
    world = forms.world
    (photo,) = world.photos("castle")
    brissac, serrant = world.person("Brissac"), world.person("Serrant")
    with world.studio.library.read() as session:
        owner = session.parties.by_uuid(brissac)
    noted = {"item": "building", "needed": True}
    world.studio.consent.recorder.state(EventType.ITEM_NOTED, [photo], party=owner, facts=noted)
    reading = signed_by(forms, FormKind.PROPERTY, photo, serrant)
    before = forms.events()
    with pytest.raises(UsageError, match="Serrant"):
        world.studio.forms.record(reading)
    assert forms.events() == before


def test_a_typed_code_does_not_outdo_the_square_on_the_paper(forms: Forms) -> None:
    world = forms.world
    (one,), (other,) = world.photos("one"), world.photos("other")
    first = forms.printed(FormKind.PERSON, [one], [Expected(Part.SIGNER, name="Anna Petit")])
    second = forms.printed(FormKind.PERSON, [other], [Expected(Part.SIGNER, name="Anna Petit")])
    paper = save_jpeg(page_of(world.studio.forms.pdf(first.code)), forms.folder / "paper.jpg")
    with pytest.raises(UsageError, match=first.code):
        world.studio.forms.attach(paper, second.code)
    assert world.studio.forms.papers() == []
    assert world.studio.forms.attach(paper, first.code).code == first.code
