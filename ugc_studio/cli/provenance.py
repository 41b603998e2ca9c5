"""``assets provenance``: where a photo comes from, what its file claims, its copies, its uses, who decided what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import time_shown
from ugc_studio.domain.messages import N_, Text, _

if TYPE_CHECKING:
    from ugc_studio.services.consent.provenance import Provenance


def add_to(group: typer.Typer) -> None:
    """Add the command to the group of photos."""
    group.command("provenance", help=N_("Where a photo comes from, its copies, its uses, and who decided what."))(
        provenance
    )


def provenance(
    ctx: typer.Context,
    photo: Annotated[str, typer.Argument(help=N_("A number, sha256:PREFIX or a source path."), metavar=N_("PHOTO"))],
    brand: Annotated[str | None, typer.Option("--brand", help=N_("The brand whose rights are shown."))] = None,
) -> None:
    """Show the card of one photo."""
    context = CliContext.of(ctx)
    (asset,) = context.studio.browsing.resolve([photo])
    card = context.studio.provenance.card(int(asset), brand=brand)
    if context.console.json:
        context.console.emit_json(card_json(card))
        return
    lines = [(Text(label), value) for label, value in _lines(card) if value not in (None, "", [])]
    context.console.table((N_("Field"), N_("Value")), lines)


def card_json(card: Provenance) -> dict[str, object]:
    """The card as it is printed for programs."""
    credentials = card.credentials
    return {
        "id": str(card.asset.id),
        "sha256": card.asset.sha256,
        "name": card.name,
        "first_seen": card.first_seen,
        "taken_at": card.taken_at,
        "sources": [
            {
                "source_path": one.path, "batch": str(one.batch), "importer": one.importer,
                "imported_at": one.imported_at, "received_from": one.received_from, "post": one.post,
                "author": one.author, "posted_at": one.posted_at,
            }
            for one in card.sources
        ],
        "file_says": dict(card.claims),
        "content_credentials": credentials.as_json() if credentials is not None else None,
        "content_credentials_unread": card.unread,
        "faces": card.faces.as_json() if card.faces is not None else None,
        "alike": [
            {
                "id": str(one.id), "name": one.name, "kind": one.kind, "state": one.state, "stacked": one.stacked,
                "comes_first": one.comes_first, "consent": one.consent, "erased": one.gone,
            }
            for one in card.likenesses
        ],
        "uses": [
            {
                "id": one.recorded.uuid, "exporter": one.recorded.exporter, "recorded_at": one.recorded.recorded_at,
                "account": one.account, "channel": one.planned.channel, "taken_down": one.gone, "due": one.due,
            }
            for one in card.publications
        ],
        "decisions": [
            {
                "seq": line.event.seq, "at": line.event.at, "actor": line.actor, "role": line.event.role,
                "type": line.event.type, "text": line.text, "reason": line.reason, "hash": line.hash,
            }
            for line in card.decisions
        ],
    }  # fmt: skip


def _lines(card: Provenance) -> Iterator[tuple[str, object]]:
    from ugc_studio.cli.commands.assets import EMBEDDED
    from ugc_studio.services.words import CONSENT_STATES, exporter_names, network_name

    yield N_("Number"), str(card.asset.id)
    yield N_("Name"), card.name
    yield N_("First seen"), time_shown(card.first_seen)
    yield N_("Taken"), time_shown(card.taken_at)
    for one in card.sources:
        yield N_("Found at"), one.path
        yield N_("Received from"), one.received_from
        yield N_("Post"), one.post
        yield N_("Posted by"), one.author
        yield N_("Posted"), time_shown(one.posted_at)
    for name, value in card.claims.items():
        yield EMBEDDED.get(name, name), value
    yield N_("Content credentials"), card.credentials_text
    if card.credentials is not None:
        yield N_("Says who made it"), list(card.credentials.authors)
        yield N_("Program that says so"), card.credentials.generator
        yield N_("What is said to have been done"), [action.text for action in card.credentials.actions]
        yield N_("Made from"), list(card.credentials.ingredients)
        if card.credentials.by_machine:
            yield N_("Made by a machine"), _("yes, or a part of it")
    yield N_("Faces"), card.faces.text if card.faces is not None else None
    for like in card.likenesses:
        rights = _("erased") if like.gone else CONSENT_STATES[like.consent]
        yield N_("Looks alike"), _("{photo}: {what} ({rights})", photo=like.name, what=like.text, rights=rights)
    for use in card.publications:
        where = use.account or network_name(use.planned.channel)
        exporter = exporter_names().get(use.recorded.exporter, use.recorded.exporter)
        state = _("taken down") if use.gone else _("handed over")
        yield N_("Used"), _("{where}, {exporter}: {state}", where=where, exporter=exporter, state=state)
    for line in card.decisions:
        yield N_("Decided"), _("{day}, {actor}: {what}", day=line.event.at.date(), actor=line.actor, what=line.text)
    yield N_("SHA-256"), card.asset.sha256
