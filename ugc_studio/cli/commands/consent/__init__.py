"""``consent``: what people said about photos, what we recorded about them, and what follows."""

from __future__ import annotations

import typer

from ugc_studio.cli.commands.consent import (
    answers,
    asking,
    decisions,
    documents,
    erasing,
    facts,
    forms,
    reading,
    replies,
    review,
)
from ugc_studio.domain.messages import N_


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Who allowed what, with the proof: ask, record, read, erase."))
    app.add_typer(group, name="consent")
    for part in (reading, asking, replies, answers, facts, decisions, documents, erasing, review, forms):
        part.add_to(group)
