"""``demo``: a sample library, and the whole road on it, each step with its figures and where the result is."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain.errors import LibraryDamaged
from ugc_studio.domain.messages import N_, Text, _

if TYPE_CHECKING:
    from ugc_studio.app.demo.setting import Setting, Step
    from ugc_studio.cli.console import Console
    from ugc_studio.library.uses import Takedown

INDENT = "    "
WIDEST = 110

OutOption = Annotated[
    Path, typer.Option("--out", metavar=N_("FOLDER"), help=N_("Where the sample library and its exports go."))
]
NoWindowOption = Annotated[bool, typer.Option("--no-window", help=N_("Do not open the window at the end."))]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", help=N_("Build a sample library and run the whole road on it."))(demo)


def demo(ctx: typer.Context, out: OutOption = Path("demo"), no_window: NoWindowOption = False) -> None:
    """Play the sample, then let the window show it, where there is a screen."""
    from ugc_studio.app.demo.demo import Demo

    context = CliContext.of(ctx)
    console = context.console
    played = Demo(out.expanduser(), translator=console.translator, actor=context.options.actor)
    try:
        setting = played.open()
        if setting.folder.kept is not None:
            console.note(_("The earlier demo was changed since. It was kept: {folder}", folder=setting.folder.kept))
        for number, body in enumerate(played.steps(setting), 1):
            _tell(console, number, console.run_job(body).result())
        document = _document(setting) if console.json else None
    finally:
        played.close()
    if document is not None:
        console.emit_json(document)
    _say_where(console, setting)
    if not setting.outcome.ok:
        raise LibraryDamaged(_("The sample library is not whole: see above."))
    if not (no_window or console.json):
        context.show(setting.folder.library)


def _tell(console: Console, number: int, step: Step) -> None:
    console.print(_("{number}. {title}", number=f"{number:>2}", title=step.title), style="bold")
    for line in step.lines:
        _print_wrapped(console, line, INDENT)
    for remark in step.remarks:
        _print_wrapped(console, remark, f"{INDENT}- ")
    if step.place is not None:
        console.print(f"{INDENT}→ {_shown(step.place)}", style="cyan")


def _print_wrapped(console: Console, text: Text, before: str) -> None:
    """Print a text below a step: wrapped for a person, one line each for a pipe."""
    from ugc_studio.cli.console import is_terminal

    shown = console.text(text)
    if not is_terminal(sys.stdout):
        console.print(before + shown)
        return
    width = max(40, min(get_terminal_size().columns, WIDEST))
    after = " " * len(before)
    for line in textwrap.wrap(shown, width, initial_indent=before, subsequent_indent=after, break_on_hyphens=False):
        console.print(line)


def _say_where(console: Console, setting: Setting) -> None:
    page, library = setting.folder.place("web") / "index.html", setting.folder.library
    console.print()
    console.print(_("Everything lies in {folder}. Open the gallery in a browser:", folder=_shown(setting.folder.root)))
    console.print(f"{INDENT}{_shown(page)}", style="cyan")
    console.print(_("Look around in the sample library, for instance:"))
    program = "python3 dev.py run" if Path("dev.py").is_file() else "ugc-studio"
    console.print(f'{INDENT}{program} --library "{_shown(library)}" assets list rights:cleared', style="cyan")


def _shown(path: Path) -> str:
    """A path as short as it can be from where the person stands."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _document(setting: Setting) -> dict[str, Any]:
    """The document of the web export; the other exports and what came before and after stand beside its keys."""
    from ugc_studio.cli.commands.exports import checked_json, report_json

    outcome, consent = setting.outcome, setting.studio.consent
    exports = {}
    for name, report in outcome.exports.items():
        describer = consent.describer(item.verdict for item in report.plan.items if item.verdict is not None)
        exports[name] = {**report_json(report, report.out, describer), "folder": report.out}
    checked = outcome.checked
    verdicts = [checked.verdict] if checked is not None and checked.verdict is not None else []
    return {
        **exports["web"],
        "exports": exports,
        "folder": setting.folder.root,
        "library": setting.folder.library,
        "imports": [report.to_json() for report in outcome.imports],
        "states": {state.value: n for state, n in sorted(outcome.states.items())},
        "takedowns": [_takedown_json(takedown) for takedown in outcome.takedowns],
        "check": [checked_json(checked, consent.describer(verdicts))] if checked is not None else [],
        "ledger": {"ok": outcome.ok, "events": outcome.events},
    }


def _takedown_json(takedown: Takedown) -> dict[str, Any]:
    return {
        "id": str(takedown.id),
        "asset": _id(takedown.use.asset_id),
        "exporter": takedown.use.exporter,
        "path": takedown.use.path,
        "url": takedown.use.url,
        "due": takedown.due,
        "state": takedown.state,
    }


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)
