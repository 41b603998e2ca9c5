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
    texts = {**before.texts, **_texts(text)}
    _issue(context, name or before.name, before.scope, said, texts=texts, key=before.key)


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
    people = {**entry, **scope, "brands": brands, "credit": scope.get("credit", {}).get("line")}
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
        "hash": notice.hash,
    }


def _issue(
    context: Any, name: str, base: Scope | None, said: dict[str, Any], *, texts: dict[str, str], key: str | None
) -> None:
    from ugc_studio.services.consent.phrases import scope_over
    from ugc_studio.services.register import notice_remarks

    with context.studio.library.read() as session:
        scope = scope_over(session, base or Scope(frozenset(), frozenset()), said)
    notice = context.studio.register.issue_notice(name, scope=scope, texts=texts, key=key)
    for remark in notice_remarks(notice):
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
    ("add", N_("Issue a notice: what people are asked to agree to."), add),
    ("edit", N_("Issue the next version of a notice; older ones stay."), edit),
    ("list", N_("Every version of every notice."), list_),
    ("show", N_("One notice whole."), show),
)
