"""``assets faces`` and ``assets note-faces``: where faces seem to be, and from there to people."""

from __future__ import annotations

from typing import Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, ngettext


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group of photos."""
    group.command("faces", help=N_("Look for faces in photos that were not searched yet. A hint, never an answer."))(
        faces
    )
    group.command("note-faces", help=N_("Note somebody to be named for each face found in a photo."))(note_faces)


def faces(
    ctx: typer.Context,
    query: Annotated[
        list[str] | None, typer.Argument(help=N_("Which photos, as assets list finds them; all if left out."))
    ] = None,
) -> None:
    """Look for faces, then show what was found in these photos."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    ids = list(studio.browsing.find(" ".join(query))) if query else None
    handle = console.run_job(lambda job: studio.faces.find(job, ids))
    report = handle.result()
    shown = list(studio.browsing.find(" ".join(query or [])))
    found = studio.faces.of_many(shown)
    if console.json:
        console.emit_json(
            {
                "searched": report.looked_at, "left_out": report.left_out,
                "photos": [{"id": str(asset), **one.as_json()} for asset, one in found.items()],
            }
        )  # fmt: skip
        return
    names = {row.asset.id: row.name for row in studio.browsing.rows(list(found))}
    console.table(
        (N_("Number"), N_("Name"), N_("Faces")),
        [(str(asset), names[asset], len(one)) for asset, one in found.items() if len(one)],
    )
    console.note(report.text)
    n = len(found) - sum(1 for one in found.values() if len(one))
    if n:
        console.note(
            ngettext(
                "In {n} photo no face was found. That does not mean that nobody is there: please look.",
                "In {n} photos no face was found. That does not mean that nobody is there: please look.", n, n=n,
            )
        )  # fmt: skip


def note_faces(
    ctx: typer.Context,
    photos: Annotated[
        list[str], typer.Argument(help=N_("Numbers, sha256:PREFIX or source paths."), metavar=N_("PHOTO"))
    ],
) -> None:
    """Note people for found faces."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    ids = studio.browsing.resolve(photos)
    parties = {event.party for event in studio.faces.note_people(*ids) if event.assets and event.party}
    if console.json:
        console.emit_json({"noted": sorted(parties)})
        return
    n = len(parties)
    console.print(ngettext("{n} person to be named was noted.", "{n} people to be named were noted.", n, n=n))
