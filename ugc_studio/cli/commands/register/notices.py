"""``notice``: a *formule*, its machine scope and its text; a change is a new version, older ones stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.register.entries import show_entries, show_entry, tell
from ugc_studio.cli.consent_options import (
    AfterEndOption,
    Brands,
    Contexts,
    CreditOption,
    From,
    Media,
    Purposes,
    Rights,
    Territories,
    Until,
    day_of,
    parse_pairs,
)
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.consent import Scope
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.library.register import Notice

Reference = Annotated[str, typer.Argument(help=N_("A key, key@version, name or number."), metavar=N_("NOTICE"))]
TextOption = Annotated[
    list[str] | None, typer.Option("--text", help=N_("The text in a language, from a file: fr=notice.txt."))
]


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("The name as people read it."), metavar=N_("NAME"))],
    key: Annotated[str | None, typer.Option("--key", help=N_("A short name for commands."))] = None,
    media: Media = None,
    territory: Territories = None,
    right: Rights = None,
    purpose: Purposes = None,
    brand: Brands = None,
    no_context: Contexts = None,
    start: From = None,
    until: Until = None,
    after_end: AfterEndOption = None,
    credit: CreditOption = None,
    text: TextOption = None,
) -> None:
    """Issue a notice."""
    said = _said(media, territory, right, purpose, brand, no_context, day_of(start), day_of(until), after_end, credit)
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        brands = session.register.brands()
        if not said["brands"] and len(brands) == 1:
            said["brands"] = [brands[0].key]
    _issue(context, name, None, said, texts=_texts(text), key=key)


def edit(
    ctx: typer.Context,
    notice: Reference,
    name: Annotated[str | None, typer.Option("--name", help=N_("A new name."))] = None,
    media: Media = None,
    territory: Territories = None,
    right: Rights = None,
    purpose: Purposes = None,
    brand: Brands = None,
    no_context: Contexts = None,
    start: From = None,
    until: Until = None,
    after_end: AfterEndOption = None,
    credit: CreditOption = None,
    text: TextOption = None,
) -> None:
    """Issue the next version of a notice; what was given under the older one stays under it."""
    said = _said(media, territory, right, purpose, brand, no_context, day_of(start), day_of(until), after_end, credit)
    if not (name or text or any(said.values())):
        raise UsageError(_("Say what is to change."))
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        before = session.register.notice(notice)
    _issue(context, name or before.name, before.scope, said, texts=_texts(text), key=before.key, before=before)


def standard(
    ctx: typer.Context,
    brand: Annotated[str | None, typer.Option("--brand", help=N_("The brand. Without it: the first."))] = None,
) -> None:
    """List the standard notices and what a brand has adopted of them."""
    context = CliContext.of(ctx)
    language = context.studio.translator.language
    entries = [
        {
            "key": one.key, "name": one.title, "media": sorted(one.formule.scope.media),
            "rights": sorted(one.formule.scope.rights), "months": one.formule.months,
            "adopted": f"{one.adopted.key}@{one.adopted.version}" if one.adopted is not None else None,
            "end": one.adopted.scope.end.isoformat() if one.adopted is not None and one.adopted.scope.end else None,
        }
        for one in context.studio.notices.offered(brand, language=language)
    ]  # fmt: skip
    columns = ((N_("Key"), "key"), (N_("Name"), "name"), (N_("Media"), "media"), (N_("Adopted as"), "adopted"),
               (N_("Until"), "end"))  # fmt: skip
    show_entries(context.console, entries, columns)


def adopt(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(help=N_("A standard notice; “notice standard” lists them."), metavar=N_("KEY"))],
    brand: Annotated[str | None, typer.Option("--brand", help=N_("The brand. Without it: the first."))] = None,
    territory: Territories = None,
    start: From = None,
    months: Annotated[int | None, typer.Option("--months", help=N_("How long it holds."), min=1, max=600)] = None,
    contact: Annotated[
        str | None, typer.Option("--contact", help=N_("Where people write to withdraw; kept with the brand."))
    ] = None,
) -> None:
    """Adopt a standard notice: its text is issued in every language; again makes the next version."""
    context = CliContext.of(ctx)
    notice = context.studio.notices.adopt(
        key, brand=brand, territories=tuple(territory or ()), start=day_of(start), months=months, contact=contact
    )
    tell(
        context.console,
        entry_of(notice),
        _("Issued {name}, version {version} ({key}).", name=notice.name, version=notice.version, key=notice.key),
    )


def list_(ctx: typer.Context) -> None:
    """List notices."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [entry_of(notice) for notice in session.register.notices()]
    columns = ((N_("Key"), "key"), (N_("Version"), "version"), (N_("Name"), "name"), (N_("Media"), "media"),
               (N_("Countries"), "territories"), (N_("Until"), "end"))  # fmt: skip
    flat = [{**entry, **entry["scope"]} for entry in entries]
    if context.console.json:
        flat = entries
    show_entries(context.console, flat, columns)


def show(ctx: typer.Context, notice: Reference) -> None:
    """Show a notice."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entry = entry_of(session.register.notice(notice))
        names = {brand.uuid: brand.name for brand in session.register.brands()}
    scope = entry["scope"]
    brands = [names.get(uuid, uuid) for uuid in scope["brands"]]
    people = {
        **entry, **scope, "brands": brands, "credit": scope.get("credit", {}).get("line"),
        "text_hashes": {language: (digest or "")[:16] for language, digest in entry["text_hashes"].items()},
    }  # fmt: skip
    show_entry(context.console, entry, people)


def entry_of(notice: Notice) -> dict[str, Any]:
    """A notice as it is printed."""
    from ugc_studio.domain.events import scope_to_json

    return {
        "id": str(notice.id),
        "uuid": notice.uuid,
        "key": notice.key,
        "version": notice.version,
        "name": notice.name,
        "scope": scope_to_json(notice.scope),
        "texts": dict(notice.texts),
        "text_hashes": {language: notice.text_hash(language) for language in notice.texts},
        "hash": notice.hash,
    }


def _issue(
    context: Any,
    name: str,
    base: Scope | None,
    said: dict[str, Any],
    *,
    texts: dict[str, str],
    key: str | None,
    before: Notice | None = None,
) -> None:
    """Issue a notice; texts in the standard words follow the scope, those in other words stay as they were."""
    from ugc_studio.services.consent.phrases import scope_over
    from ugc_studio.services.register import notice_remarks

    with context.studio.library.read() as session:
        scope = scope_over(session, base or Scope(frozenset(), frozenset()), said)
    if before is not None:
        texts = {**before.texts, **context.studio.notices.rewritten(before, scope), **texts}
    remarks = context.studio.notices.vet(scope, texts)
    notice = context.studio.register.issue_notice(name, scope=scope, texts=texts, key=key)
    for remark in [*notice_remarks(notice), *remarks]:
        context.console.note(remark)
    tell(
        context.console,
        entry_of(notice),
        _("Issued {name}, version {version} ({key}).", name=notice.name, version=notice.version, key=notice.key),
    )


def _said(*values: Any) -> dict[str, Any]:
    names = ("media", "territories", "rights", "purposes", "brands", "contexts", "start", "end", "after_end", "credit")
    return dict(zip(names, values, strict=True))


def _texts(words: list[str] | None) -> dict[str, str]:
    return {language: Path(file).read_text("utf-8").strip() for language, file in parse_pairs(words).items()}


COMMANDS = (
    ("standard", N_("The standard notices that a brand can adopt."), standard),
    ("adopt", N_("Adopt a standard notice, with its text in every language."), adopt),
    ("add", N_("Issue a notice: what people are asked to agree to."), add),
    ("edit", N_("Issue the next version of a notice; older ones stay."), edit),
    ("list", N_("Every version of every notice."), list_),
    ("show", N_("One notice whole."), show),
)
