"""The options that the consent commands share, and how their values are read."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.domain.consent import (
    AfterEnd,
    Consideration,
    EvidenceKind,
    Instrument,
    Medium,
    Right,
    Scope,
)
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import N_, Text, _

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.domain.events import Limits
    from ugc_studio.library.session import Session

DAY = ["%Y-%m-%d"]
DAY_NAME = N_("DATE")
PERSON = N_("PERSON")
FILE = N_("FILE")

Assets = Annotated[
    list[str], typer.Argument(help=N_("Photos: numbers, sha256:PREFIX or source paths."), metavar=N_("PHOTO"))
]
By = Annotated[
    str, typer.Option("--by", help=N_("Who speaks: a name, a @handle or a number."), metavar=PERSON)
]
ByOrNobody = Annotated[
    str | None, typer.Option("--by", help=N_("Who speaks: a name, a @handle or a number."), metavar=PERSON)
]
ForParty = Annotated[
    str | None,
    typer.Option("--for", help=N_("Whose right it is, when someone speaks for another (a child)."), metavar=PERSON),
]
InstrumentOption = Annotated[
    Instrument | None,
    typer.Option("--instrument", help=N_("What it is about. Left out: what this person can give for these photos.")),
]
NoticeOption = Annotated[
    str | None, typer.Option("--notice", help=N_("The notice that was shown: key, key@version or name."))
]
EvidenceOption = Annotated[
    EvidenceKind | None, typer.Option("--evidence", help=N_("In which form it was said."))
]
MessageOption = Annotated[
    str | None, typer.Option("--message", help=N_("The message, word for word. “-” reads it from standard input."))
]
ProofOption = Annotated[
    list[Path] | None, typer.Option("--proof", help=N_("A file that proves it; it is copied in."), metavar=FILE)
]
PermalinkOption = Annotated[
    str | None, typer.Option("--permalink", help=N_("Where the message can be read online."), metavar="URL")
]
SaidOn = Annotated[
    dt.datetime | None,
    typer.Option("--said-on", help=N_("The day on which it was said."), formats=DAY, metavar=DAY_NAME),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", help=N_("What the answer leaves out, such as media=paid_social,territories=DE.")),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", help=N_("What the no is limited to, such as media=paid_social,territories=DE.")),
]
Everything = Annotated[
    bool, typer.Option("--everything", help=N_("Every photo with this person, also later ones."))
]
Reason = Annotated[str | None, typer.Option("--reason", help=N_("Why, in a sentence; kept with the event."))]
NeededReason = Annotated[str, typer.Option("--reason", help=N_("Why, in a sentence; kept with the event."))]
ConsiderationOption = Annotated[
    str | None,
    typer.Option(
        "--consideration",
        help=N_("Something of value in return: kind=voucher,value=50,advertiser=NAME,objective=NAME."),
    ),
]

Media = Annotated[
    list[str] | None, typer.Option("--media", help=N_("Where it may appear, such as organic_social or website."))
]
Territories = Annotated[
    list[str] | None, typer.Option("--territory", help=N_("A country code such as FR, or worldwide."))
]
Rights = Annotated[
    list[str] | None, typer.Option("--right", help=N_("A right such as crop or overlay, beside copying and showing."))
]
Purposes = Annotated[list[str] | None, typer.Option("--purpose", help=N_("A purpose. Without it: promotion."))]
Brands = Annotated[list[str] | None, typer.Option("--brand", help=N_("A brand that may use it."))]
Contexts = Annotated[list[str] | None, typer.Option("--no-context", help=N_("A context in which it may not appear."))]
From = Annotated[
    dt.datetime | None, typer.Option("--from", help=N_("The first day."), formats=DAY, metavar=DAY_NAME)
]
Until = Annotated[
    dt.datetime | None, typer.Option("--until", help=N_("The last day, included."), formats=DAY, metavar=DAY_NAME)
]
AfterEndOption = Annotated[
    AfterEnd | None, typer.Option("--after-end", help=N_("What happens to posts when the term is over."))
]
CreditOption = Annotated[str | None, typer.Option("--credit", help=N_("The credit line that has to stand there."))]
Yes = Annotated[bool, typer.Option("--yes", help=N_("Do it without asking."))]

ALIASES = {
    "medium": "media", "channel": "media", "territory": "territories", "country": "territories",
    "countries": "territories", "right": "rights", "purpose": "purposes", "brand": "brands", "context": "contexts",
    "from": "start", "until": "end",
}  # fmt: skip
LIMIT_FIELDS = ("media", "territories", "rights", "purposes", "brands", "contexts", "start", "end")
ITEM = re.compile(r"(music|voice|artwork|character|building|brand|other)(-[1-9][0-9]?)?")


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The calendar day of an option, if it was given."""
    return None if moment is None else moment.date()


def read_message(message: str | None) -> str | None:
    """A message as it was given, or from standard input for ``-``."""
    return sys.stdin.read().strip() if message == "-" else message


def parse_limits(session: Session, words: Sequence[str] | None) -> Limits:
    """Read ``media=paid_social,territories=DE,AT``: a word without ``=`` belongs to the field before it.

    Raises:
        UsageError: a field or a value that no scope knows.
    """
    found: dict[str, list[str]] = {}
    for word in words or ():
        name = ""
        for part in filter(None, (piece.strip() for piece in word.split(","))):
            left, equals, right = part.partition("=")
            if equals:
                name = ALIASES.get(left.strip(), left.strip())
            if name not in LIMIT_FIELDS:
                raise UsageError(
                    _("{part} is not understood. Write FIELD=VALUE with one of: {fields}.",
                      part=part, fields=list(LIMIT_FIELDS))
                )  # fmt: skip
            found.setdefault(name, []).append((right if equals else part).strip())
    return {name: _checked(session, name, values) for name, values in found.items()}


def _checked(session: Session, name: str, values: list[str]) -> frozenset[str] | dt.date:
    if name in {"start", "end"}:
        try:
            return dt.date.fromisoformat(values[-1])
        except ValueError:
            raise UsageError(_("{text} is not a date such as 2026-08-18.", text=values[-1])) from None
    return _SETS[name](session, values)


def check_media(_session: Session, values: Iterable[str]) -> frozenset[str]:
    """Media, or single channels by their network."""
    from ugc_studio.channels.registry import Channels

    networks = {channel.network for channel in Channels.load()}
    wanted = frozenset(values)
    unknown = sorted(wanted - set(Medium) - networks)
    if unknown:
        raise UsageError(
            _("{name} is no medium. Choose from: {known}.", name=unknown[0], known=[*Medium, *sorted(networks)])
        )
    return wanted


def check_rights(_session: Session, values: Iterable[str]) -> frozenset[str]:
    """Rights by their whole or short name (``crop`` for ``adaptation.crop``)."""
    short = {right.value.removeprefix("adaptation."): right.value for right in Right}
    found = set()
    for value in values:
        name = value.casefold().removeprefix("adaptation.")
        if name not in short:
            raise UsageError(_("{name} is no right. Choose from: {known}.", name=value, known=list(short)))
        found.add(short[name])
    return frozenset(found)


def _territories(_session: Session, values: Iterable[str]) -> frozenset[str]:
    from ugc_studio.services.uses import check_territories

    return check_territories(tuple(values))


def _brands(session: Session, values: Iterable[str]) -> frozenset[str]:
    return frozenset(session.register.brand(value).uuid for value in values)


def _words(_session: Session, values: Iterable[str]) -> frozenset[str]:
    return frozenset(value.casefold() for value in values)


_SETS = {
    "media": check_media,
    "territories": _territories,
    "rights": check_rights,
    "purposes": _words,
    "brands": _brands,
    "contexts": _words,
}


def scope_over(session: Session, base: Scope | None, said: dict[str, Any]) -> Scope | None:
    """A scope with what was said on the command line in place of the base's fields; the base when nothing was said."""
    changes: dict[str, Any] = {}
    for option, field in (("media", "media"), ("territories", "territories"), ("purposes", "purposes"),
                          ("brands", "brands"), ("contexts", "excluded_contexts")):  # fmt: skip
        if said.get(option):
            changes[field] = _SETS[option](session, said[option])
    if said.get("rights"):
        changes["rights"] = check_rights(session, said["rights"]) | {"reproduction", "representation"}
    changes |= {name: said[name] for name in ("start", "end", "after_end") if said.get(name) is not None}
    if said.get("credit"):
        changes |= {"credit_line": said["credit"], "credit_required": True}
    if not changes:
        return base
    return replace(base or Scope(frozenset(), frozenset()), **changes)


def parse_consideration(session: Session, text: str | None) -> Consideration | None:
    """Read ``kind=voucher,value=50,advertiser=…,objective=…``; a value left out counts as unknown."""
    if not text:
        return None
    parts = dict(_pair(part) for part in text.split(","))
    if unknown := sorted(parts.keys() - {"kind", "value", "advertiser", "objective"}):
        raise UsageError(_("{name} is no part of a consideration.", name=unknown[0]))
    if "kind" not in parts:
        raise UsageError(_("Say what was given: kind=voucher (or stay, prize, fee)."))
    value = parts.get("value")
    try:
        amount = None if value is None else float(value)
    except ValueError:
        raise UsageError(_("{value} is not a sum in euros.", value=value)) from None
    if amount is not None and not 0 <= amount < 1e9:
        raise UsageError(_("{value} is not a sum in euros.", value=value))
    return Consideration(
        code_of(session, parts["kind"]) or "other",
        amount,
        code_of(session, parts.get("advertiser")),
        code_of(session, parts.get("objective")),
    )


def code_of(session: Session, name: str | None) -> str | None:
    """A short code for the chain, which never holds names: a brand's key, or the name in plain letters."""
    from ugc_studio.library.register import slug

    if not name:
        return None
    try:
        return session.register.brand(name).key
    except NotFound:
        return slug(name)


def _pair(part: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    if not equals or not value.strip():
        raise UsageError(_("{part} is not understood. Example: kind=voucher,value=50", part=part))
    return name.strip(), value.strip()


def parse_pairs(words: Sequence[str] | None) -> dict[str, str]:
    """Read repeated ``NAME=VALUE`` options."""
    return dict(_pair(word) for word in words or ())


def check_item(name: str) -> str:
    """A thing with rights of its own, by a code: the chain holds no names."""
    if not ITEM.fullmatch(name):
        raise UsageError(
            _("{name} is not understood. Say music, voice, artwork, character, building, brand or other, "
              "with a number when there are several: artwork-2.", name=name)
        )  # fmt: skip
    return name


def confirm(console: Console, question: Text) -> bool:
    """Ask at the terminal; where nobody can answer, ``--yes`` has to be said."""
    if console.json or not sys.stdin.isatty():
        raise UsageError(_("This cannot be taken back. Say --yes to do it."))
    console.note(question)
    answer = sys.stdin.readline().strip().casefold()
    return answer in {"y", "yes", "o", "oui"}
