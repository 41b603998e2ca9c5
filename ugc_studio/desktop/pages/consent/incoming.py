"""What the form for a new reply needs, read on a thread: the file, who may have written, what it seems to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.pages.consent.photo_list import Tickable
from ugc_studio.desktop.pages.consent.reading import brief, parties_of, small_picture
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EvidenceKind
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.replies.messages import MessageSource, Thread
from ugc_studio.services.consent.replies.service import IncomingReply, evidence_of, text_of
from ugc_studio.services.consent.replies.words import LABELS
from ugc_studio.services.consent.requests.waiting import OpenRequest

MOST_PHOTOS = 60


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who may have written, and the photos that an answer of theirs is about."""

    key: str
    label: Text
    party: str
    assets: tuple[AssetId, ...]
    asked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was read."""

    path: Path
    source: MessageSource | None
    problem: UsageError | None = None

    @property
    def evidence(self) -> EvidenceKind | None:
        """The form of proof that it is."""
        return evidence_of(self.source) if self.source is not None else None


def look_into(studio: Studio, path: Path) -> Found:
    """Read a file; one that cannot be read says why."""
    try:
        return Found(path, studio.replies.look_into(path))
    except UsageError as error:
        return Found(path, None, error)


def writers(studio: Studio, thread: Thread | None, here: AssetId | None) -> tuple[list[Writer], str | None]:
    """Whoever was asked and has not answered, those whom the message fits first; then everybody known.

    The second part is the one that surely fits, if there is just one.
    """
    last = thread.messages[-1].on if thread is not None and thread.messages else None
    matches = (
        studio.replies.matches(account=thread.account, who=thread.who or None, on=last) if thread is not None else []
    )
    sure = [one.request for one in matches if one.is_sure]
    ordered = {one.request.id: one.request for one in matches}
    ordered |= {one.id: one for one in studio.replies.open_requests() if one.id not in ordered}
    with studio.library.read() as session:
        people = parties_of(session)
    found = [_asked(request) for request in ordered.values()]
    about = (here,) if here is not None else ()
    found += [Writer(f"party:{uuid}", _("{name}", name=name), uuid, about) for uuid, name in people]
    return found, sure[0].id if len(sure) == 1 else None


def _asked(request: OpenRequest) -> Writer:
    n = len(request.assets)
    label = ngettext(
        "{name} · asked for {n} photo on {day}", "{name} · asked for {n} photos on {day}", n,
        name=brief(request.label), n=n, day=request.asked_at.date(),
    )  # fmt: skip
    return Writer(request.id, label, request.by, request.assets[:MOST_PHOTOS], request.asked_at.date())


def words_of(thread: Thread | None, writer: Writer | None) -> str:
    """What they wrote since they were asked."""
    return text_of(thread, writer.asked_on if writer is not None else None) if thread is not None else ""


def proposals(studio: Studio, reply: IncomingReply) -> tuple[list[Tickable], Sequence[Text]]:
    """The photos that a message is about, each with what it seems to say, and why nothing of it may count."""
    read = studio.replies.read(reply) if reply.text.strip() else None
    with studio.library.read() as session:
        rows = list(session.assets.page(list(reply.assets)))
    found = []
    for row in rows:
        sha = str(row.asset.sha256)
        proposal = read.proposals.get(sha) if read is not None else None
        hint = None
        if proposal is not None and read is not None:
            words = " · ".join(brief(one, 24) for one in read.words(sha)[:2])
            hint = LABELS[proposal.label]
            hint = _("{label}: “{words}”", label=hint, words=words) if words else hint
        image = small_picture(studio, sha, sensitive=row.sensitive, side=40)
        found.append(Tickable(row.asset.id, row.name, image, hint, ticked=True))
    return found, read.reading.warnings if read is not None else ()
