"""Replies: what a message seems to say about each photo, and recording it word for word."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import photos_of, tell
from ugc_studio.cli.consent_options import (
    FILE,
    PERSON,
    EvidenceOption,
    ForParty,
    InstrumentOption,
    MaybeAssets,
    MessageOption,
    NoticeOption,
    PermalinkOption,
    ProofOption,
    SaidOn,
    day_of,
    read_message,
)
from ugc_studio.cli.context import CliContext, Studio
from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ugc_studio.domain.replies.messages import MessageSource, Thread
    from ugc_studio.services.consent.replies.proposing import ReadMessage
    from ugc_studio.services.consent.replies.service import Match

MaybeBy = Annotated[
    str | None,
    typer.Option("--by", help=N_("Who wrote it. Left out: whoever was asked under that account."), metavar=PERSON),
]
AccountOption = Annotated[
    str | None, typer.Option("--account", help=N_("The handle, mail address or number that it came from."))
]
ThreadOption = Annotated[
    str | None, typer.Option("--thread", help=N_("Whose messages of the file are meant: a sender’s name."))
]
FileOption = Annotated[
    Path | None,
    typer.Option(
        "--file", metavar=FILE,
        help=N_("A mail (.eml), an exported chat (.txt, .zip), a download of messages (.json, .zip) or a text."),
    ),
]  # fmt: skip
Photos = Annotated[
    list[str] | None, typer.Option("--photo", help=N_("A photo that it is about. Left out: those of the request."))
]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file or some words hold: the text that is meant, whose it is, and which requests it may answer."""

    text: str
    account: str | None
    on: dt.date | None
    source: MessageSource | None = None
    thread: Thread | None = None
    matches: Sequence[Match] = ()


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    group.command("read", help=N_("Show what a message seems to say about each photo. Nothing is recorded."))(read)
    group.command("reply", help=N_("Record a message that nobody has turned into an answer yet."))(reply)


def read(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(help=N_("A file, or “-” for words from standard input."), metavar=FILE)],
    by: MaybeBy = None,
    photo: Photos = None,
    account: AccountOption = None,
    thread: ThreadOption = None,
    said_on: SaidOn = None,
) -> None:
    """Show proposals."""
    context = CliContext.of(ctx)
    studio = context.studio
    words = sys.stdin.read() if source == "-" else None
    taken = _taken(studio, None if words is not None else Path(source), words, account, thread, day_of(said_on))
    assets = photos_of(studio, photo or ())
    person, assets = _whose(studio, taken, by, assets)
    found = _read(studio, taken, person, assets) if person and assets and taken.text else None
    if context.console.json:
        context.console.emit_json(_as_json(taken, assets, found))
        return
    _print(context, taken, found)


def reply(
    ctx: typer.Context,
    assets: MaybeAssets = None,
    by: MaybeBy = None,
    message: MessageOption = None,
    file: FileOption = None,
    thread: ThreadOption = None,
    account: AccountOption = None,
    proof: ProofOption = None,
    evidence: EvidenceOption = None,
    party: ForParty = None,
    instrument: InstrumentOption = None,
    notice: NoticeOption = None,
    permalink: PermalinkOption = None,
    said_on: SaidOn = None,
) -> None:
    """Record a message."""
    if not (message or proof or file):
        raise UsageError(_("Give the message, word for word, or a file with --proof or --file."))
    context = CliContext.of(ctx)
    studio = context.studio
    taken = _taken(studio, file, read_message(message), account, thread, day_of(said_on))
    person, photos = _whose(studio, taken, by, photos_of(studio, assets or ()))
    if person is None or (not photos and by is None):
        raise UsageError(_("It is not known which request this answers: say --by and the photos."))
    if file is not None and not taken.text and taken.thread is None and not _is_kept_whole(taken):
        raise UsageError(_("Say with --thread whose messages of the file are meant."))
    _record(
        context, taken, person, photos, files=tuple(proof or ()), file=file, evidence=evidence, party=party,
        instrument=instrument, notice=notice, permalink=permalink,
    )  # fmt: skip


def _record(
    context: CliContext, taken: Taken, person: str, photos: Sequence[int], *, files: tuple[Path, ...],
    file: Path | None, evidence: EvidenceKind | None, party: str | None, instrument: Instrument | None,
    notice: str | None, permalink: str | None,
) -> None:  # fmt: skip
    """Keep the message; what somebody says about whose right it is goes before what the request says."""
    from ugc_studio.services.consent.instruments import instrument_for
    from ugc_studio.services.consent.recording import Answer
    from ugc_studio.services.consent.replies.service import IncomingReply, evidence_of

    studio = context.studio
    kept = (file,) if file is not None and _is_kept_whole(taken) else ()
    form = evidence or (evidence_of(taken.source) if taken.source is not None else None)
    if party or instrument or notice:
        if instrument is None:
            with studio.library.read() as session:
                instrument = instrument_for(session, session.parties.resolve(party or person), photos)
        answer = Answer(
            EventType.REPLIED, assets=tuple(photos), by=person, party=party, instrument=instrument, notice=notice,
            message=taken.text or None, files=(*kept, *files), evidence=form.value if form else None,
            permalink=permalink, said_on=taken.on, account=taken.account,
        )  # fmt: skip
        tell(context, studio.consent.recorder.answer(answer))
        return
    incoming = IncomingReply(
        person, tuple(photos), taken.text, form, taken.account, taken.on, permalink, (*kept, *files),
        taken.source, taken.thread,
    )  # fmt: skip
    tell(context, studio.replies.keep(incoming))


def _is_kept_whole(taken: Taken) -> bool:
    from ugc_studio.services.consent.replies.service import KEPT_WHOLE

    return taken.source is not None and taken.source.kind in KEPT_WHOLE


def _taken(
    studio: Studio, file: Path | None, words: str | None, account: str | None, who: str | None, on: dt.date | None
) -> Taken:
    """The words that are meant, and what is known about where they come from."""
    from ugc_studio.services.consent.replies.service import text_of

    if file is None:
        taken = Taken((words or "").strip(), account, on)
        return replace(taken, matches=studio.replies.matches(account=account, who=who, on=on))
    source = studio.replies.look_into(file)
    thread = _chosen(studio, source, who, on)
    if thread is None:
        return Taken((words or "").strip(), account, on, source)
    last = thread.messages[-1].on if thread.messages else None
    known = account or thread.account
    matches = studio.replies.matches(account=known, who=thread.who, on=on or last)
    text = words or text_of(thread, matches[0].request.asked_at.date() if matches else None)
    return Taken(text.strip(), known, on or last, source, thread, matches)


def _chosen(studio: Studio, source: MessageSource, who: str | None, on: dt.date | None) -> Thread | None:
    """The only thread, the one that was named, or the only one whose account was asked."""
    if who is not None:
        named = [one for one in source.threads if who.casefold() in {one.who.casefold(), one.title.casefold()}]
        if not named:
            raise UsageError(_("Nobody called {name} wrote in this file.", name=who))
        return named[0]
    if len(source.threads) <= 1:
        return next(iter(source.threads), None)
    asked = [
        one for one in source.threads
        if any(match.is_sure for match in studio.replies.matches(account=one.account, who=one.who, on=on))
    ]  # fmt: skip
    return asked[0] if len(asked) == 1 else None


def _whose(studio: Studio, taken: Taken, by: str | None, photos: Sequence[int]) -> tuple[str | None, list[int]]:
    """Who wrote, and about which photos: as said, else as the only request that surely fits has it."""
    person = None
    if by is not None:
        with studio.library.read() as session:
            person = session.parties.resolve(by).uuid
    requests = [one.request for one in taken.matches if one.is_sure]
    if by is not None:
        requests = [one for one in studio.replies.open_requests() if one.by == person]
    if person is None and len(requests) == 1:
        person = requests[0].by
    if photos or len(requests) != 1:
        return person, list(photos)
    return person, [int(asset) for asset in requests[0].assets]


def _read(studio: Studio, taken: Taken, person: str, photos: Sequence[int]) -> ReadMessage:
    from ugc_studio.services.consent.replies.service import IncomingReply

    found: ReadMessage = studio.replies.read(
        IncomingReply(person, tuple(photos), taken.text, account=taken.account, said_on=taken.on)
    )
    return found


def _as_json(taken: Taken, photos: Sequence[int], found: ReadMessage | None) -> dict[str, Any]:
    source = taken.source
    return {
        "source": None if source is None else {
            "kind": source.kind, "sha256": source.sha256, "subject": source.subject,
            "attachments": list(source.attachments),
            "threads": [{"title": one.title, "who": one.who, "account": one.account, "messages": len(one.messages)}
                        for one in source.threads],
        },
        "text": taken.text, "account": taken.account, "said_on": taken.on,
        "requests": [
            {"request": one.request.id, "person": one.request.label, "why": one.why, "sure": one.is_sure,
             "asked_on": one.request.asked_at.date(), "photos": [str(asset) for asset in one.request.assets]}
            for one in taken.matches
        ],
        "photos": [str(asset) for asset in photos],
        "language": found.reading.language if found else None,
        "warnings": list(found.reading.warnings) if found else [],
        "proposals": [
            {"number": one.number, "sha256": sha, "label": one.label, "reason": one.reason,
             "words": list(found.words(sha)), "limits": list(one.limits)}
            for sha, one in found.proposals.items()
        ] if found else [],
    }  # fmt: skip


def _print(context: CliContext, taken: Taken, found: ReadMessage | None) -> None:
    from ugc_studio.services.consent.replies.words import LABELS

    console = context.console
    if taken.source is not None and len(taken.source.threads) > 1 and taken.thread is None:
        console.note(_("Say with --thread whose messages of the file are meant."))
        console.table(
            (N_("Sender"), N_("Conversation"), N_("Messages")),
            [(one.who, one.title, str(len(one.messages))) for one in taken.source.threads],
        )
        return
    if found is None:
        console.note(_("It is not known which request this answers: say --by and the photos."))
        return
    for warning in found.reading.warnings:
        console.note(warning)
    console.table(
        (N_("Number"), N_("Proposal"), N_("Why"), N_("Words")),
        [(str(one.number), LABELS[one.label], one.reason, " · ".join(found.words(sha)))
         for sha, one in found.proposals.items()],
    )  # fmt: skip
    console.note(_("These are proposals: a person decides, and nothing was recorded."))
