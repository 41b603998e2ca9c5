"""``brand``: names, countries, what legal has to approve, and the standard use that badges speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.register.entries import given, show_entries, show_entry, tell
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.consent import EvidenceKind
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.library.register import Brand

Reference = Annotated[str, typer.Argument(help=N_("A key, a name or a number."), metavar=N_("BRAND"))]
StandardChannel = Annotated[
    str | None, typer.Option("--channel", help=N_("Standard use: the channel. Without it: Instagram."))
]
StandardTerritory = Annotated[
    list[str] | None, typer.Option("--territory", help=N_("Standard use: a country. Without it: the brand’s."))
]
StandardDays = Annotated[
    int | None, typer.Option("--days", help=N_("Standard use: how many days online. Without it: 30."), min=1, max=3660)
]
Guidelines = Annotated[
    str | None, typer.Option("--guidelines", help=N_("The version that employees must have accepted."))
]
Residence = Annotated[
    str | None, typer.Option("--law-of", help=N_("The country whose rules hold when a residence is unknown."))
]
ApproveEvery = Annotated[
    bool | None, typer.Option("--approve-every/--no-approve-every", help=N_("Legal approves every grant."))
]
ApprovePaid = Annotated[
    bool | None, typer.Option("--approve-paid/--no-approve-paid", help=N_("Legal approves grants for paid use."))
]
ApproveMinors = Annotated[
    bool | None, typer.Option("--approve-minors/--no-approve-minors", help=N_("Legal approves grants for minors."))
]
ApproveEvidence = Annotated[
    list[EvidenceKind] | None,
    typer.Option("--approve-evidence", help=N_("Legal approves grants in this form. Names all such forms.")),
]
PurgeAfter = Annotated[
    int | None, typer.Option("--purge-after", help=N_("Months after which unused photos are proposed."), min=1, max=600)
]
Contact = Annotated[
    str | None, typer.Option("--contact", help=N_("Where people write to withdraw; it stands in every notice."))
]
AgainAfter = Annotated[
    int | None, typer.Option("--ask-again-after", help=N_("Days before the same question may be put again."), min=1)
]
RemindAfter = Annotated[
    int | None, typer.Option("--remind-after", help=N_("Days after which the one reminder may be sent."), min=1)
]
SilentAfter = Annotated[
    int | None, typer.Option("--silent-after", help=N_("Days after which silence is recorded as no answer."), min=1)
]

UsualNotice = Annotated[
    str | None, typer.Option("--usual-notice", help=N_("The notice that is offered first: key or name."))
]


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("The name as people read it."), metavar=N_("NAME"))],
    key: Annotated[str | None, typer.Option("--key", help=N_("A short name for commands."))] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", help=N_("Where it publishes. Without it: FR."))
    ] = None,
    entity: Annotated[str | None, typer.Option("--entity", help=N_("The company that is licensed."))] = None,
    channel: StandardChannel = None,
    territory: StandardTerritory = None,
    days: StandardDays = None,
) -> None:
    """Add a brand."""
    context = CliContext.of(ctx)
    said = given({"channel": channel, "territories": territory, "days": days})
    brand = context.studio.register.add_brand(
        name, key=key, countries=tuple(country or ("FR",)), legal_entity=entity, standard_use=said
    )
    tell(context.console, entry_of(brand), _("Added the brand {name} ({key}).", name=brand.name, key=brand.key))


def edit(
    ctx: typer.Context,
    brand: Reference,
    name: Annotated[str | None, typer.Option("--name", help=N_("A new name."))] = None,
    guidelines: Guidelines = None,
    law_of: Residence = None,
    approve_every: ApproveEvery = None,
    approve_paid: ApprovePaid = None,
    approve_minors: ApproveMinors = None,
    approve_evidence: ApproveEvidence = None,
    channel: StandardChannel = None,
    territory: StandardTerritory = None,
    days: StandardDays = None,
    purge_after: PurgeAfter = None,
    usual_notice: UsualNotice = None,
    contact: Contact = None,
    ask_again_after: AgainAfter = None,
    remind_after: RemindAfter = None,
    silent_after: SilentAfter = None,
) -> None:
    """Change a brand."""
    context = CliContext.of(ctx)
    policy = given(
        {"guidelines": guidelines, "country": law_of.upper() if law_of else None, "contact": contact}
    )
    asking = given({"again_after": ask_again_after, "remind_after": remind_after, "silent_after": silent_after})
    approval: dict[str, Any] = given({"every_grant": approve_every, "paid": approve_paid, "minors": approve_minors})
    if approve_evidence is not None:
        approval["evidence"] = frozenset(kind.value for kind in approve_evidence)
    said = given(
        {
            "channel": channel, "territories": territory, "days": days, "purge_after_months": purge_after,
            "default_notice": usual_notice,
        }
    )
    if not (name or policy or approval or said or asking):
        raise UsageError(_("Say what is to change."))
    changed = context.studio.register.edit_brand(
        brand, name=name, policy=policy, approval=approval, standard_use=said, asking=asking
    )
    tell(context.console, entry_of(changed), _("Changed the brand {name}.", name=changed.name))


def list_(ctx: typer.Context) -> None:
    """List brands."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [entry_of(brand) for brand in session.register.brands()]
    columns = ((N_("Key"), "key"), (N_("Name"), "name"), (N_("Countries"), "countries"), (N_("Company"), "entity"))
    show_entries(context.console, entries, columns)


def show(ctx: typer.Context, brand: Reference) -> None:
    """Show a brand."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        found = session.register.brand(brand)
    show_entry(context.console, entry_of(found), _for_people(found))


def changes(ctx: typer.Context, brand: Reference) -> None:
    """List what was changed about a brand's rules."""
    context = CliContext.of(ctx)
    console = context.console
    found = context.studio.consent.policies.of(brand)
    if console.json:
        console.emit_json(
            [{"seq": one.seq, "at": one.at, "by": one.by, "role": one.role, "texts": list(one.texts)} for one in found]
        )
        return
    if not found:
        console.print(_("Nothing was changed since this was recorded."))
        return
    for one in found:
        console.print(_("{day}, {who}", day=one.at.date(), who=one.by))
        for text in one.texts:
            console.print(_("  {text}", text=text))


def entry_of(brand: Brand) -> dict[str, Any]:
    """A brand as it is printed."""
    from ugc_studio.library.brand_policies import policy_to_json

    return {
        "id": str(brand.id),
        "uuid": brand.uuid,
        "key": brand.key,
        "name": brand.name,
        "countries": list(brand.countries),
        "entity": brand.legal_entity,
        "policy": policy_to_json(brand.policy),
        "standard_use": dict(brand.standard_use),
    }


def _for_people(brand: Brand) -> dict[str, Any]:
    """The same without nesting: its policy and its standard use as fields of their own."""
    approval, use = brand.policy.approval, brand.standard_use
    approved = [
        text
        for holds, text in (
            (approval.every_grant, _("every grant")),
            (approval.paid, _("grants for paid use")),
            (approval.minors, _("grants for minors")),
        )
        if holds
    ]
    entry = entry_of(brand)
    return {
        **{name: entry[name] for name in ("id", "key", "name", "countries", "entity")},
        "law_of": brand.policy.country,
        "guidelines": brand.policy.guidelines,
        "approval": approved,
        "approved_evidence": sorted(approval.evidence),
        "standard_channel": use.get("channel"),
        "standard_territories": use.get("territories"),
        "standard_days": use.get("days"),
        "purge_after_months": use.get("purge_after_months"),
        "contact": brand.policy.contact,
        "again_after": brand.policy.asking.again_after,
        "remind_after": brand.policy.asking.remind_after,
        "silent_after": brand.policy.asking.silent_after,
    }


COMMANDS = (
    ("add", N_("Add a brand."), add),
    ("edit", N_("Change a brand’s policy, standard use or name."), edit),
    ("list", N_("Every brand."), list_),
    ("show", N_("One brand whole."), show),
    ("changes", N_("What was changed about a brand’s rules, when, and by whom."), changes),
)
