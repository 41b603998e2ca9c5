"""``party``: who someone is, as far as consent needs it; never a birth date, never identity papers."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.register.entries import LABELS, given, show_entries, show_entry, tell
from ugc_studio.cli.consent_options import DAY_NAME, day_of
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import DAY
from ugc_studio.domain.consent import PartyKind
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.library.parties import Party
    from ugc_studio.library.session import Session
    from ugc_studio.services.consent.persons import PersonFile

MONTH = re.compile(r"(0[1-9]|1[0-2])/(19|20|21)\d\d")


class Adult(enum.StrEnum):
    """Whether someone is of age."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


Reference = Annotated[str, typer.Argument(help=N_("A name, a @handle or a number."), metavar=N_("PERSON"))]
Kind = Annotated[PartyKind, typer.Option("--kind", help=N_("In which quality we know them."))]
Handle = Annotated[str | None, typer.Option("--handle", help=N_("Their @handle."))]
AdultOption = Annotated[Adult | None, typer.Option("--adult", help=N_("Whether they are of age."))]
Turns18 = Annotated[
    str | None, typer.Option("--turns-18", help=N_("The month in which they turn 18."), metavar=N_("MM/YYYY"))
]
Residence = Annotated[str | None, typer.Option("--residence", help=N_("The country where they live."))]
Influencer = Annotated[
    bool | None, typer.Option("--influencer/--no-influencer", help=N_("Whether they are an influencer."))
]
Leaves = Annotated[
    dt.datetime | None,
    typer.Option("--leaves", help=N_("An employee’s last day."), formats=DAY, metavar=DAY_NAME),
]
Language = Annotated[str | None, typer.Option("--language", help=N_("The language that they read, such as fr."))]
Ambassador = Annotated[
    bool | None,
    typer.Option(
        "--ambassador/--no-ambassador", help=N_("Whether a request is drafted for every new photo of theirs.")
    ),
]


def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(help=N_("Their name."), metavar=N_("NAME"))] = None,
    kind: Kind = PartyKind.CREATOR,
    handle: Handle = None,
    adult: AdultOption = None,
    turns_18: Turns18 = None,
    residence: Residence = None,
    influencer: Influencer = None,
    leaves: Leaves = None,
    language: Language = None,
    ambassador: Ambassador = None,
) -> None:
    """Add a person or body."""
    context = CliContext.of(ctx)
    facts = {
        **_facts(adult, turns_18, residence, influencer, leaves), **_how_to_ask(context, language, ambassador)
    }  # fmt: skip
    party = context.studio.register.add_party(kind, name=name, handle=handle, facts=facts)
    with context.studio.library.read() as session:
        entry = entry_of(session, party)
    tell(context.console, entry, _("Added {name} with the number {id}.", name=party.label, id=str(party.id)))


def edit(
    ctx: typer.Context,
    party: Reference,
    name: Annotated[str | None, typer.Option("--name", help=N_("A new name."))] = None,
    handle: Handle = None,
    adult: AdultOption = None,
    turns_18: Turns18 = None,
    residence: Residence = None,
    influencer: Influencer = None,
    leaves: Leaves = None,
    language: Language = None,
    ambassador: Ambassador = None,
) -> None:
    """Record what is now known."""
    context = CliContext.of(ctx)
    facts = {
        **_facts(adult, turns_18, residence, influencer, leaves), **_how_to_ask(context, language, ambassador)
    }  # fmt: skip
    if not (facts or name or handle):
        raise UsageError(_("Say what is to change."))
    changed = context.studio.register.edit_party(party, name=name, handle=handle, facts=facts)
    with context.studio.library.read() as session:
        entry = entry_of(session, changed)
    tell(context.console, entry, _("Recorded what is known about {name}.", name=changed.label))


def list_(
    ctx: typer.Context,
    kind: Annotated[PartyKind | None, typer.Option("--kind", help=N_("Only these."))] = None,
) -> None:
    """List people and bodies."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        found = [party for party in session.parties.all() if kind in {None, party.kind}]
    entries = [_brief(party) for party in found]
    columns = ((N_("Number"), "id"), (N_("Name"), "name"), (N_("Handle"), "handle"), (N_("Kind"), "kind"))
    show_entries(context.console, entries, columns)


def show(ctx: typer.Context, party: Reference) -> None:
    """Show a person or body."""
    context = CliContext.of(ctx)
    file = context.studio.consent.persons.file(party)
    with context.studio.library.read() as session:
        entry = {**entry_of(session, file.party), **_beyond(file)}
    show_entry(context.console, entry, {**entry, **_told(file)})


def rewarded(ctx: typer.Context) -> None:
    """List what people were given, with the warning of the law."""
    _list_files(ctx, CliContext.of(ctx).studio.consent.persons.rewarded(), ("in_return", "label_needed"))


def employees(ctx: typer.Context) -> None:
    """List employees with the guidelines they accepted and their last day."""
    _list_files(ctx, CliContext.of(ctx).studio.consent.persons.employees(), ("guidelines_accepted", "leaves"))


def of_age(ctx: typer.Context) -> None:
    """List those who turn 18 within a year."""
    _list_files(ctx, CliContext.of(ctx).studio.consent.persons.coming_of_age(), ("turns_18", "own_release"))


def _list_files(ctx: typer.Context, files: Sequence[PersonFile], fields: Sequence[str]) -> None:
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [{**entry_of(session, file.party), **_beyond(file)} for file in files]
    if not context.console.json:
        entries = [{**entry, **_told(file)} for entry, file in zip(entries, files, strict=True)]
    columns = ((N_("Number"), "id"), (N_("Name"), "name"), *((LABELS[field], field) for field in fields))
    show_entries(context.console, entries, columns)


def _beyond(file: PersonFile) -> dict[str, Any]:
    """What the ledger adds up to, as JSON values."""
    return {
        "in_return": [
            {
                "advertiser": line.advertiser, "objective": line.objective, "calendar_year": line.sum.calendar,
                "twelve_months": line.sum.rolling, "counted": line.sum.counted, "value_unknown": line.sum.unknown,
                "contract_needed": line.sum.reached, "contract": line.contract,
            }
            for line in file.sums
        ],
        "label_needed": file.label_needed,
        "guidelines_accepted": list(file.accepted),
        "guidelines_missing": [line.version for line in file.guidelines if not line.accepted],
        "own_release_from": file.own_release_from,
        "own_release": file.own_release,
        "no_contact": file.no_contact,
    }  # fmt: skip


def _told(file: PersonFile) -> dict[str, Any]:
    """The same as sentences."""
    from ugc_studio.services.consent.describing import sum_words

    return {"in_return": [sum_words(line.advertiser, line.objective, line.sum, line.contract) for line in file.sums]}


def entry_of(session: Session, party: Party) -> dict[str, Any]:
    """A party with what the ledger knows about it."""
    from ugc_studio.domain.clearance.dossier import PartyFacts
    from ugc_studio.domain.clearance.facts import fold_party
    from ugc_studio.services.consent.requests.signers import described

    key = f"party:{party.uuid}"
    events = session.ledger.by_keys([key]).get(key, [])
    facts = fold_party(PartyFacts(party.uuid, kind=PartyKind(party.kind)), events)
    said = described(session, party.uuid)
    holders = [holder.party for holder in facts.holders]
    names = session.parties.labels(holders)
    return {
        **_brief(party),
        "kind": facts.kind,
        "adult": facts.adult,
        "turns_18": f"{facts.turns_18:%m/%Y}" if facts.turns_18 else None,
        "residence": facts.residence,
        "influencer": facts.influencer,
        "leaves": facts.leaves,
        **{name: said.get(name) for name in ("language", "ambassador")},
        "holders": {names[holder.party]: holder.basis.value if holder.basis else "" for holder in facts.holders},
        "photos": [str(asset) for asset in session.authors.assets_of(party.id)],
    }


def _brief(party: Party) -> dict[str, Any]:
    return {
        "id": str(party.id), "uuid": party.uuid, "kind": party.kind, "name": party.name, "handle": party.handle,
    }  # fmt: skip


def _facts(
    adult: Adult | None,
    turns_18: str | None,
    residence: str | None,
    influencer: bool | None,
    leaves: dt.datetime | None,
) -> dict[str, object]:
    from ugc_studio.services.uses import check_territories

    if turns_18 is not None and not MONTH.fullmatch(turns_18):
        raise UsageError(_("{text} is not a month such as 05/2031.", text=turns_18))
    country = next(iter(check_territories((residence,)))) if residence else None
    day = day_of(leaves)
    return given(
        {
            "adult": adult.value if adult else None, "turns_18": turns_18, "residence": country,
            "influencer": influencer, "leaves": day.isoformat() if day else None,
        }
    )  # fmt: skip


def _how_to_ask(context: CliContext, language: str | None, ambassador: bool | None) -> dict[str, object]:
    """What only requests read: in which language, and whether new photos are asked for by themselves."""
    if language is not None and language not in context.studio.notices.catalogue.languages:
        known = list(context.studio.notices.catalogue.languages)
        raise UsageError(_("There are no texts in {name}. Choose from: {known}.", name=language, known=known))
    return given({"language": language, "ambassador": ambassador})


COMMANDS = (
    ("add", N_("Add a person or body."), add),
    ("edit", N_("Record what is now known about someone."), edit),
    ("list", N_("Everybody."), list_),
    ("show", N_("What is known about someone."), show),
    ("rewarded", N_("What people were given, by year, and where a contract is needed."), rewarded),
    ("employees", N_("Employees: guidelines accepted, last day."), employees),
    ("of-age", N_("Who turns 18 within a year, and whether they gave their own release."), of_age),
)
