"""What people recorded about the photos themselves: who took them, who is in them, what is heard and seen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import photos_of, tell
from ugc_studio.cli.consent_options import PERSON, Assets, check_item, parse_pairs
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.consent import AudioAnswer, AuthorState, DepictionRole, EventType, HolderBasis, PeopleAnswer
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _

Shown = Annotated[str, typer.Option("--party", help=N_("Who is in the photo."), metavar=PERSON)]


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    group.command("author", help=N_("State who took the photos."))(author)
    group.command("depict", help=N_("Record that someone is in the photos, and who decides for a child."))(depict)
    group.command("people", help=N_("Record that everybody who can be recognised is recorded, or not yet."))(people)
    group.command("no-people", help=N_("Record that nobody in the photos can be recognised."))(no_people)
    group.command("audio", help=N_("Record what is heard in a video."))(audio)
    group.command("item", help=N_("Note music, an artwork or another thing with rights of its own."))(item)


def author(
    ctx: typer.Context,
    assets: Assets,
    by: Annotated[list[str] | None, typer.Option("--by", help=N_("Who took it."), metavar=PERSON)] = None,
    state: Annotated[AuthorState, typer.Option("--state", help=N_("How sure that is."))] = AuthorState.CONFIRMED,
) -> None:
    """State the authors; without a name only how sure it is changes."""
    facts: dict[str, object] = {"state": state.value}
    if by:
        facts["creators"] = _uuids(ctx, by)
    elif state == AuthorState.CONFIRMED:
        raise UsageError(_("Say who took the photos: --by PERSON."))
    _state(ctx, EventType.AUTHOR_STATED, assets, facts)


def depict(
    ctx: typer.Context,
    assets: Assets,
    party: Shown,
    role: Annotated[DepictionRole | None, typer.Option("--as", help=N_("How the person appears."))] = None,
    holder: Annotated[
        list[str] | None,
        typer.Option(
            "--holder",
            help=N_("Who holds parental authority, and why: NAME=joint, sole_judgment, sole_death, guardian…"),
        ),
    ] = None,
    recognisable: Annotated[
        bool | None,
        typer.Option("--recognisable/--not-recognisable", help=N_("Whether someone in a crowd can be recognised.")),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("The person is not in the photo after all."))] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help=N_("Everybody who can be recognised is now recorded."))
    ] = False,
) -> None:
    """Record a person in the photos."""
    if role is None and not remove:
        raise UsageError(_("Say how the person appears: --as with one of: {roles}.", roles=list(DepictionRole)))
    facts: dict[str, object] = {"removed": True}
    if role is not None and not remove:
        facts = {"role": role.value}
        if role in {DepictionRole.CROWD, DepictionRole.INCIDENTAL}:
            facts["recognisable"] = True if recognisable is None else recognisable
        if holder:
            facts["holders"] = _holders(ctx, holder)
    context = CliContext.of(ctx)
    studio = context.studio
    ids = photos_of(studio, assets)
    with studio.library.read() as session:
        shown = session.parties.resolve(party)
    recorder = studio.consent.recorder
    events = recorder.state(EventType.DEPICTED, ids, party=shown, facts=facts)
    if complete:
        events += recorder.state(EventType.PEOPLE_REVIEWED, ids, facts={"answer": PeopleAnswer.REVIEWED.value})
    tell(context, events)


def people(
    ctx: typer.Context,
    assets: Assets,
    answer: Annotated[PeopleAnswer, typer.Option("--answer", help=N_("What was found."))] = PeopleAnswer.REVIEWED,
) -> None:
    """Record the review of people."""
    _state(ctx, EventType.PEOPLE_REVIEWED, assets, {"answer": answer.value})


def no_people(ctx: typer.Context, assets: Assets) -> None:
    """Record that nobody can be recognised."""
    _state(ctx, EventType.PEOPLE_REVIEWED, assets, {"answer": PeopleAnswer.NONE.value})


def audio(
    ctx: typer.Context,
    assets: Assets,
    answer: Annotated[AudioAnswer, typer.Option("--answer", help=N_("What is heard."))],
) -> None:
    """Record the review of sound."""
    _state(ctx, EventType.AUDIO_REVIEWED, assets, {"answer": answer.value})


def item(
    ctx: typer.Context,
    assets: Assets,
    name: Annotated[str, typer.Option("--item", help=N_("music, voice, artwork, character, building, brand, other"))],
    party: Annotated[str | None, typer.Option("--party", help=N_("Who holds the rights."), metavar=PERSON)] = None,
    needed: Annotated[bool, typer.Option("--needed/--not-needed", help=N_("Whether their yes is needed."))] = True,
) -> None:
    """Note an item."""
    _state(ctx, EventType.ITEM_NOTED, assets, {"item": check_item(name), "needed": needed}, party=party)


def _holders(ctx: typer.Context, words: list[str]) -> list[list[str]]:
    found: list[list[str]] = []
    for name, basis in parse_pairs(words).items():
        if basis not in set(HolderBasis):
            raise UsageError(
                _("{basis} is no basis. Choose from: {known}.", basis=basis, known=[b.value for b in HolderBasis])
            )
        found.append([_uuids(ctx, [name])[0], basis])
    return found


def _uuids(ctx: typer.Context, references: list[str]) -> list[str]:
    with CliContext.of(ctx).studio.library.read() as session:
        return [session.parties.resolve(reference).uuid for reference in references]


def _state(
    ctx: typer.Context, event_type: EventType, assets: list[str], facts: dict[str, Any], *, party: str | None = None
) -> None:
    context = CliContext.of(ctx)
    studio = context.studio
    whom = None
    if party is not None:
        with studio.library.read() as session:
            whom = session.parties.resolve(party)
    tell(context, studio.consent.recorder.state(event_type, photos_of(studio, assets), party=whom, facts=facts))
