"""``ledger``: whether the chain of consent events is whole, and the chain as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ugc_studio.cli.consent_options import FILE
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _, ngettext


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("The chain of everything that was recorded about consent."))
    app.add_typer(group, name="ledger")
    group.command("verify", help=N_("Check every row of the chain, of the library or of an exported file."))(verify)
    group.command(
        "export", help=N_("Write the chain to a file, with a small program beside it that checks it anywhere.")
    )(export)
    group.command("verifier", help=N_("Write only the small program that checks an exported chain."))(verifier)


def verify(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help=N_("An exported chain. Without it: the library’s."), metavar=FILE)
    ] = None,
    head: Annotated[
        list[str] | None,
        typer.Option("--head", help=N_("A head that was printed or written down: CHECKSUM or NUMBER:CHECKSUM.")),
    ] = None,
) -> int:
    """Verify; a broken chain is exit code 1 and names its first wrong row."""
    from ugc_studio.services.consent.verifying import verify_file

    context = CliContext.of(ctx)
    heads, hashes = _heads(head or [])
    if file is not None:
        result = verify_file(file, heads, hashes=hashes)
    else:
        result = context.studio.ledger.verify(heads=heads, hashes=hashes)
    console = context.console
    if console.json:
        console.emit_json(
            {
                "ok": result.ok, "events": result.events, "head": result.head, "first_bad": result.first_bad,
                "text": result.text,
            }
        )  # fmt: skip
        return 0 if result.ok else 1
    if result.ok:
        n = result.events
        console.print(ngettext("The chain is whole: {n} event.", "The chain is whole: {n} events.", n, n=n))
        console.print(_("Head: {head}", head=result.head))
        return 0
    console.print(_("The chain is broken. {text}", text=result.text), style="red")
    return 1


def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("Where to write it."), metavar=FILE)],
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help=N_("Legal: also the names and messages, to compare with the chain."))
    ] = False,
) -> None:
    """Export the chain, the verifier and a note on how to use it."""
    context = CliContext.of(ctx)
    studio = context.studio
    written = studio.ledger_files.export(file, with_texts=with_texts, language=studio.translator.language)
    if context.console.json:
        context.console.emit_json(
            {
                "file": written.chain, "verifier": written.verifier, "readme": written.note, "texts": written.texts,
                "events": written.events, "head": written.head,
            }
        )  # fmt: skip
        return
    seq = written.events
    context.console.print(ngettext("{n} event was written to {file}.", "{n} events were written to {file}.",
                                   seq, n=seq, file=written.chain))  # fmt: skip
    context.console.print(_("Head: {head}", head=written.head))
    context.console.print(_("How to check it anywhere: {file}", file=written.note))


def verifier(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("Where to write it."), metavar=FILE)],
) -> None:
    """Write the verifier; it needs no library."""
    from ugc_studio.services.consent.ledger_files import write_verifier

    console = CliContext.of(ctx).console
    write_verifier(file)
    if console.json:
        console.emit_json({"file": file})
    else:
        console.print(_("Written: {file}. It needs only Python.", file=file))


def _heads(words: list[str]) -> tuple[list[tuple[int, str]], list[str]]:
    heads: list[tuple[int, str]] = []
    hashes: list[str] = []
    for word in words:
        seq, colon, rest = word.rpartition(":")
        text = (rest if colon else word).strip().casefold()
        if len(text) != 64 or set(text) - set("0123456789abcdef") or (colon and not seq.isdigit()):
            raise UsageError(_("{head} is no head: it has 64 digits and letters from a to f.", head=word))
        if colon:
            heads.append((int(seq), text))
        else:
            hashes.append(text)
    return heads, hashes
