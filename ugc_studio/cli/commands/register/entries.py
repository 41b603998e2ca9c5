"""What all the register's commands print: one entry, or a table of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.messages import N_, Text, _

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console

Entry = Mapping[str, Any]


def show_entry(console: Console, entry: Entry) -> None:
    """Print one entry whole."""
    if console.json:
        console.emit_json(entry)
        return
    rows = [(name, _shown(value)) for name, value in entry.items() if value not in (None, "", [], {}, False)]
    console.table((N_("Field"), N_("Value")), rows)


def show_entries(console: Console, entries: Sequence[Entry], columns: Sequence[tuple[str, str]]) -> None:
    """Print entries as a table of some of their fields: (heading, field)."""
    if console.json:
        console.emit_json(list(entries))
        return
    if not entries:
        console.print(_("There is nothing yet."))
        return
    console.table(
        [heading for heading, _field in columns],
        [[_shown(entry[field]) for _heading, field in columns] for entry in entries],
    )


def tell(console: Console, entry: Entry, text: Text) -> None:
    """Say what was added or changed."""
    if console.json:
        console.emit_json(entry)
    else:
        console.print(text)


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}


def _shown(value: object) -> object:
    if isinstance(value, Mapping):
        return [f"{name}={item}" for name, item in value.items()]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if not isinstance(value, int) else str(value)
