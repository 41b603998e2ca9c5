"""Taking in a reply: what a file says, which request it answers, and keeping it word for word."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.consent import BrandPolicy, EventType, EvidenceKind, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.replies import ReceivedReply
from ugc_studio.domain.replies.messages import MessageSource, SourceKind, Thread
from ugc_studio.domain.replies.reader import same_account
from ugc_studio.importers.messages.reading import read_source
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Answer, Recorder
from ugc_studio.services.consent.replies.asked import accounts_of, asked_of
from ugc_studio.services.consent.replies.proposing import ReadMessage, read_against
from ugc_studio.services.consent.requests.signers import rights_of
from ugc_studio.services.consent.requests.waiting import OpenRequest, open_requests

KEPT_WHOLE = frozenset({SourceKind.PICTURE, SourceKind.DOCUMENT, SourceKind.MAIL, SourceKind.TEXT})
"""Files of one person's words; of an export only the excerpt is kept, because others speak in it too."""
EVIDENCE = {SourceKind.MAIL: EvidenceKind.EMAIL, SourceKind.CHAT: EvidenceKind.DIRECT_MESSAGE,
            SourceKind.EXPORT: EvidenceKind.DIRECT_MESSAGE}  # fmt: skip
LONGEST_EXCERPT = 20_000


@dataclass(frozen=True, slots=True)
class Match:
    """A request that a message may answer."""

    request: OpenRequest
    why: Text
    is_sure: bool
    """Whether the account is the one that was asked; a name alone may be somebody else's."""


@dataclass(frozen=True, slots=True)
class IncomingReply:
    """A message to be kept: whose, about which photos, word for word, with its files.

    ``source`` and ``thread`` are set for an export: its excerpt is kept with the hash of the whole file.
    """

    by: str
    assets: tuple[int, ...]
    text: str
    evidence: EvidenceKind | None = None
    account: str | None = None
    said_on: dt.date | None = None
    permalink: str | None = None
    files: tuple[Path, ...] = ()
    source: MessageSource | None = None
    thread: Thread | None = None


class ReplyService:
    """Reads sources, finds the request that a message answers, and records the message as unread."""

    def __init__(self, library: Library, *, recorder: Recorder) -> None:
        self._library = library
        self._recorder = recorder

    def look_into(self, path: Path) -> MessageSource:
        """What a file with a reply says; nothing is kept yet.

        Raises:
            UsageError: the file cannot be read.
        """
        return read_source(path)

    def open_requests(self) -> list[OpenRequest]:
        """Every request that waits for an answer."""
        with self._library.read() as session:
            return open_requests(session)

    def matches(self, *, account: str | None, who: str | None, on: dt.date | None) -> list[Match]:
        """The open requests that a message may answer: to the same account, else to the same name, not sent later."""
        with self._library.read() as session:
            found = list(self._matches(session, account, who, on))
        return sorted(found, key=lambda one: not one.is_sure)

    def _matches(self, session: Session, account: str | None, who: str | None, on: dt.date | None) -> Iterator[Match]:
        for request in open_requests(session):
            if on is not None and request.asked_at.date() > on:
                continue
            person = session.parties.by_uuid(request.by)
            known = {*accounts_of(session, person), *([person.name] if person.name else [])}
            if account and any(same_account(account, one) for one in known):
                yield Match(request, _("It comes from the account that was asked."), is_sure=True)
            elif who and any(who.strip().casefold() == one.strip().casefold() for one in known):
                yield Match(request, _("The sender has the same name."), is_sure=False)

    def read(self, reply: IncomingReply) -> ReadMessage:
        """What a message seems to say about each photo; nothing is recorded."""
        with self._library.read() as session:
            by = session.parties.resolve(reply.by).uuid
            shas = [str(one.sha256) for one in session.assets.get_many(list(reply.assets))]
            asked = asked_of(session, by, shas)
        return read_against(asked, ReceivedReply(reply.text, reply.account, reply.said_on))

    def keep(self, reply: IncomingReply) -> list[Event]:
        """Record a message, word for word and with its proofs; somebody reads it afterwards.

        Raises:
            UsageError: nothing was said and no file is attached.
        """
        if not (reply.text.strip() or reply.files or reply.source):
            raise UsageError(_("Add what they said, word for word, or a file."))
        with self._library.read() as session:
            rights = _rights(session, reply)
        with tempfile.TemporaryDirectory() as folder:
            files = [*reply.files, *_excerpt(reply, Path(folder))]
            return self._recorder.answer_all(
                [
                    Answer(
                        EventType.REPLIED, assets=assets, by=reply.by, party=party, instrument=instrument,
                        message=reply.text.strip() or None, evidence=reply.evidence.value if reply.evidence else None,
                        files=files, permalink=reply.permalink, said_on=reply.said_on, account=reply.account,
                    )
                    for party, instrument, assets in rights
                ]
            )  # fmt: skip


def _rights(session: Session, reply: IncomingReply) -> list[tuple[str, Instrument | None, tuple[int, ...]]]:
    """Whose right it is about, which, and on which photos: as open requests have it, else all that they can give.

    A parent may write for themselves and for each child: one event for each, because an answer for one of them does not
    say that the message was read for the others.
    """
    by = session.parties.resolve(reply.by).uuid
    found = _asked(session, by, reply) or _givable(session, by, reply)
    if not found:
        return [(by, None, reply.assets)]
    parties: dict[str, dict[Instrument | None, set[int]]] = {}
    for (party, instrument), assets in found.items():
        parties.setdefault(party, {})[instrument] = assets
    told = {asset for assets in found.values() for asset in assets}
    rest = [asset for asset in reply.assets if asset not in told]
    if rest:  # nothing is known of them: the message waits there all the same
        parties.setdefault(by, {}).setdefault(None, set()).update(rest)
    return [
        (party, next(iter(named)) if len(named) == 1 else None, _in_order(reply, set().union(*named.values())))
        for party, named in parties.items()
    ]


def _asked(session: Session, by: str, reply: IncomingReply) -> dict[tuple[str, Instrument | None], set[int]]:
    """What the open requests to this person ask about these photos."""
    ids = {str(one.sha256): int(one.id) for one in session.assets.get_many(list(reply.assets))}
    found: dict[tuple[str, Instrument | None], set[int]] = {}
    for request in open_requests(session):
        for one in request.questions if request.by == by else ():
            about = {ids[sha] for sha in one.shas if sha in ids}
            if about:
                instrument = Instrument(one.question.instrument) if one.question.instrument else None
                found.setdefault((one.question.party, instrument), set()).update(about)
    return found


def _givable(session: Session, by: str, reply: IncomingReply) -> dict[tuple[str, Instrument | None], set[int]]:
    """What this person can give for these photos, for themselves and for a child whom they hold."""
    dossiers = session.dossiers.gather(list(reply.assets), policy=BrandPolicy(), packs={})
    found: dict[tuple[str, Instrument | None], set[int]] = {}
    for asset, dossier in dossiers.items():
        for right in rights_of(dossier, by):
            found.setdefault(right, set()).add(int(asset))
    return found


def _in_order(reply: IncomingReply, assets: set[int]) -> tuple[int, ...]:
    return tuple(asset for asset in reply.assets if asset in assets)


def _excerpt(reply: IncomingReply, folder: Path) -> Iterator[Path]:
    """Of an export, what the chosen person wrote, with the hash of the file that it comes from."""
    if reply.source is None or reply.source.kind in KEPT_WHOLE or reply.thread is None:
        return
    lines = [f"SHA-256 {reply.source.sha256}", f"{reply.thread.title} · {reply.thread.who}", ""]
    for message in reply.thread.messages:
        if message.text and message.text in reply.text:
            lines.append(f"{message.on.isoformat() if message.on else ''} {message.who}: {message.text}")
    path = folder / "excerpt.txt"
    path.write_text("\n".join(lines)[:LONGEST_EXCERPT], "utf-8")
    yield path


def text_of(thread: Thread, since: dt.date | None) -> str:
    """What somebody wrote in a thread since they were asked, as one text."""
    said: Sequence[str] = [message.text for message in thread.since(since)]
    return "\n".join(said)[-LONGEST_EXCERPT:].strip()


def evidence_of(source: MessageSource) -> EvidenceKind | None:
    """The form of proof that a source is; a screenshot may show anything."""
    return EVIDENCE.get(source.kind)
