"""What all the register's commands print: one entry, or a table of them.

JSON has the fields and codes as they are; people read :data:`LABELS` and :data:`WORDS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.cli.days import day_shown
from ugc_studio.domain.messages import N_, Text, _
from ugc_studio.services.consent.describing import MEDIA, RIGHTS
from ugc_studio.services.words import AFTER_END, EVIDENCE, HOLDER_BASES, NETWORKS, PARTY_KINDS

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console

Entry = Mapping[str, Any]

LABELS: Mapping[str, str] = {
    "id": N_("Number"),
    "key": N_("Key"),
    "version": N_("Version"),
    "name": N_("Name"),
    "handle": N_("Handle"),
    "kind": N_("Kind"),
    "brand": N_("Brand"),
    "channel": N_("Channel"),
    "market": N_("Market"),
    "country": N_("Country"),
    "countries": N_("Countries"),
    "language": N_("Language"),
    "zone": N_("Time zone"),
    "entity": N_("Company"),
    "law_of": N_("Country whose rules hold"),
    "guidelines": N_("Guidelines in force"),
    "approval": N_("Legal approves"),
    "approved_evidence": N_("Legal approves what is given by"),
    "standard_channel": N_("Standard use: channel"),
    "standard_territories": N_("Standard use: countries"),
    "standard_days": N_("Standard use: days online"),
    "purge_after_months": N_("Months until unused photos are proposed"),
    "contact": N_("Contact for withdrawals"),
    "again_after": N_("Days before asking again"),
    "remind_after": N_("Days before a reminder"),
    "silent_after": N_("Days until silence is no answer"),
    "adult": N_("Of age"),
    "turns_18": N_("Turns 18 in"),
    "residence": N_("Lives in"),
    "influencer": N_("Influencer"),
    "ambassador": N_("Ambassador"),
    "leaves": N_("Last working day"),
    "holders": N_("Parental authority"),
    "photos": N_("Photos"),
    "in_return": N_("Given in return"),
    "label_needed": N_("Disclosure label needed"),
    "guidelines_accepted": N_("Guidelines accepted"),
    "guidelines_missing": N_("Guidelines still to accept"),
    "own_release_from": N_("Own release needed from"),
    "own_release": N_("Own release given"),
    "no_contact": N_("Not to be contacted"),
    "media": N_("Media"),
    "territories": N_("Countries"),
    "rights": N_("Rights"),
    "purposes": N_("Purposes"),
    "brands": N_("Brands"),
    "excluded_contexts": N_("Never together with"),
    "start": N_("From"),
    "end": N_("Until"),
    "after_end": N_("After the end"),
    "credit": N_("Credit line"),
    "exclusive": N_("Exclusive"),
    "texts": N_("Text"),
    "text_hashes": N_("SHA-256 of the text"),
}
"""How people call the fields; one without a name here (UUIDs, hashes) is for programs only."""

ADULT: Mapping[str, Text] = {"yes": _("yes"), "no": _("no"), "unknown": _("not known")}

WORDS: Mapping[str, Mapping[Any, str | Text]] = {
    "kind": PARTY_KINDS,
    "channel": NETWORKS,
    "standard_channel": NETWORKS,
    "approved_evidence": EVIDENCE,
    "adult": ADULT,
    "holders": HOLDER_BASES,
    "media": {**MEDIA, **NETWORKS},
    "rights": RIGHTS,
    "after_end": AFTER_END,
}
"""What the values of a field mean, where they are codes."""

DAYS = frozenset({"start", "end", "leaves"})


def show_entry(console: Console, entry: Entry, people: Entry | None = None) -> None:
    """Print one entry whole; ``people`` is what people read of it, where that is not the entry itself."""
    if console.json:
        console.emit_json(entry)
        return
    console.table((N_("Field"), N_("Value")), list(_lines(people or entry)))


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
        [[_shown(field, entry.get(field)) for _heading, field in columns] for entry in entries],
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


def _lines(entry: Entry) -> Iterator[tuple[object, object]]:
    """Label and value of each field that says something; a mapping takes a line for each of its items."""
    for field, value in entry.items():
        if field not in LABELS or value in (None, "", [], {}, False):
            continue
        label = Text(LABELS[field])
        if isinstance(value, Mapping):
            for name, item in value.items():
                yield _("{field} ({name})", field=label, name=name), _shown(field, item)
        else:
            yield label, _shown(field, value)


def _shown(field: str, value: object) -> object:
    if isinstance(value, list | tuple):
        return [_shown(field, item) for item in value]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return str(value)
    if field in DAYS and isinstance(value, str):
        return day_shown(value)
    return WORDS.get(field, {}).get(value, value) if isinstance(value, str) else value
