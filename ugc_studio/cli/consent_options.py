"""The options that the consent commands share, and how their values are read."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.use_options import DAY
from ugc_studio.domain.consent import AfterEnd, EvidenceKind, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, Text, _

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console

DAY_NAME = N_("DATE")
PERSON = N_("PERSON")
FILE = N_("FILE")

Assets = Annotated[
    list[str], typer.Argument(help=N_("Photos: numbers, sha256:PREFIX or source paths."), metavar=N_("PHOTO"))
]
MaybeAssets = Annotated[
    list[str] | None, typer.Argument(help=N_("Photos: numbers, sha256:PREFIX or source paths."), metavar=N_("PHOTO"))
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
    str | None, typer.Option("--permalink", help=N_("Where the message can be read online."), metavar=N_("URL"))
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
AllOfTheirs = Annotated[
    bool, typer.Option("--all", help=N_("Every photo of theirs that is here; what they never gave is objected to."))
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

ITEM = re.compile(r"(music|voice|artwork|character|building|brand|other)(-[1-9][0-9]?)?")


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The calendar day of an option, if it was given."""
    return None if moment is None else moment.date()


def read_message(message: str | None) -> str | None:
    """A message as it was given, or from standard input for ``-``."""
    return sys.stdin.read().strip() if message == "-" else message


def parse_pairs(words: Sequence[str] | None) -> dict[str, str]:
    """Read repeated ``NAME=VALUE`` options."""
    from ugc_studio.services.consent.phrases import pair_of

    return dict(pair_of(word) for word in words or ())


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
