"""Everything that the desk shows about one photo, read at once on a thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.grid.thumbnails import Picture, finished
from ugc_studio.desktop.widgets.basic import shown
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clearance.signers import IDENTIFIABLE
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.events import Event
from ugc_studio.domain.imports import PROXY_SIZE
from ugc_studio.domain.replies import Label, Proposal
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.desk.formules import Formule, formule_of
from ugc_studio.services.consent.desk.opened import Message, OpenedPhoto, PeopleView
from ugc_studio.services.consent.replies.proposing import ReadMessage, read_message
from ugc_studio.services.consent.unread import unread_messages

SMALL = 56
"""Side of the pictures in lists."""
LONGEST_NAME = 48
NOES = frozenset({EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED})
DECIDED = NOES | {EventType.GIVEN}


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that somebody can give for a photo: an instrument of a person, perhaps of a child they hold."""

    party: str
    label: str
    instrument: Instrument
    for_other: bool

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others of the same speaker."""
        return self.party, self.instrument.value


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone whose word counts for a photo, and what they can give."""

    party: str
    label: str
    permissions: tuple[Permission, ...]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another photo that the same message is about."""

    asset_id: AssetId
    name: str
    image: QImage | None
    is_meant: bool
    """Whether the message is a yes to this photo too: it was asked about, and no other message about it waits."""
    label: Label | None = None
    """What the message seems to say about it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The message that waits to be read, and the request that it answers, as far as one was recorded."""

    event: Event
    message: Message
    request: Event | None
    notice: Notice | None
    """What the request asked for."""
    is_plain_yes: bool
    """Whether it consists of a yes to that and nothing else waits or was said since: only then is it proposed."""
    alone_about: frozenset[str]
    """The photos, by SHA-256, that the request named and about which no other message waits."""
    read: ReadMessage | None = None
    """What it seems to say about each photo; nothing for a message without words."""

    def proposal(self, sha256: str) -> Proposal | None:
        """What it seems to say about one photo."""
        return self.read.proposals.get(sha256) if self.read is not None else None

    @property
    def files(self) -> tuple[Path, ...]:
        """The proof files that came with it and are whole."""
        return tuple(Path(p.path) for p in self.message.proofs if p.path is not None and p.state == "kept")


@dataclass(frozen=True, slots=True)
class Planned:
    """A gallery that the photo is in, and when it is to be posted there."""

    gallery: str
    wall: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One photo on the desk."""

    photo: OpenedPhoto
    row: AssetRow
    formules: tuple[Formule, ...]
    reply: Reply | None
    speakers: tuple[Speaker, ...]
    siblings: tuple[Sibling, ...]
    planned: tuple[Planned, ...]
    permalink: str | None
    brand: str
    picture: QImage | None

    @property
    def asset_id(self) -> AssetId:
        """The photo."""
        return self.photo.file.asset.id

    def label(self, party: str | None) -> str:
        """The name of someone who speaks here or is spoken of."""
        people = self.photo.people
        known = {one.party: one.label for one in (*people.creators, *people.depicted)}
        known |= {holder.party: holder.label for one in people.depicted for holder in one.holders}
        known |= {one.party: one.label for one in self.speakers}
        return known.get(party or "", "") or (self.reply.message.who if self.reply is not None else "")


def open_photo(studio: Studio, asset_id: int, brand: str | None) -> Opened | None:
    """Read everything about a photo; None when it is no longer there."""
    rows = studio.browsing.rows([asset_id], brand=brand)
    if not rows:
        return None
    photo = studio.consent_desk.open(asset_id, brand=brand)
    formules = tuple(studio.consent_desk.formules(asset_id, brand=brand))
    with studio.library.read() as session:
        reply = _reply(session, photo)
        formules = _with_asked(formules, reply, photo.people)
        speakers = tuple(_speakers(session, photo.people, reply))
        siblings = tuple(_siblings(studio, session, asset_id, reply))
        chosen = session.register.brand_or_first(brand)
        posts = session.posts.of_asset(asset_id)
        planned = tuple(_planned(session, asset_id))
    return Opened(
        photo, rows[0], formules, reply, speakers, siblings, planned,
        next((post.permalink for post in posts if post.permalink), None),
        chosen.name if chosen is not None else "", whole_picture(studio, rows[0]),
    )  # fmt: skip


# ---------------------------------------------------------------------- pictures


def brief(text: str, most: int = LONGEST_NAME) -> str:
    """A foreign name for a button, a tick or a list: on one line, harmless, and no wider than the panel."""
    line = shown(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def small_picture(
    studio: Studio, sha256: str, *, sensitive: bool, side: int = SMALL, ratio: float = 2.0
) -> QImage | None:
    """A square for lists, from our own preview; None when there is none yet."""
    place = studio.previews.small(sha256)
    pixels = round(side * ratio)
    if place is None:
        return None
    return finished(place, Picture(sha256, pixels, pixels, radius=round(6 * ratio), blurred=sensitive))


def whole_picture(studio: Studio, row: AssetRow, *, revealed: bool = False) -> QImage | None:
    """The whole picture as large as our preview has it; a sensitive one is blurred until it is asked for."""
    asset = row.asset
    place = studio.previews.small(str(asset.sha256))
    if place is None or not asset.width or not asset.height:
        return None
    scale = PROXY_SIZE / max(asset.width, asset.height)
    size = max(1, round(asset.width * scale)), max(1, round(asset.height * scale))
    return finished(place, Picture(str(asset.sha256), *size, radius=12, blurred=row.sensitive and not revealed))


# ---------------------------------------------------------------------- inside


def _reply(session: Session, photo: OpenedPhoto) -> Reply | None:
    sha = str(photo.file.asset.sha256)
    messages = {message.seq: message for message in photo.conversation}
    waiting = unread_messages(session)
    unread = [event for event in waiting if sha in event.assets and event.seq in messages]
    if not unread:
        return None
    event = unread[0]
    asked = [
        line.event for line in photo.file.events
        if line.event.type is EventType.REQUESTED and line.event.by == event.by and line.event.seq < event.seq
    ]  # fmt: skip
    request = asked[-1] if asked else None
    notice = next((m.notice for m in photo.conversation if request is not None and m.seq == request.seq), None)
    reads = [read_message(session, one, text) if (text := messages[one.seq].text) else None for one in unread]
    plain = notice is not None and _is_plain(photo, event, asked, reads, notice)
    named = frozenset(request.assets) if request is not None else frozenset()
    others = {one for other in waiting if other.seq != event.seq for one in other.assets}
    return Reply(event, messages[event.seq], request, notice, plain, named - others, reads[0])


def _is_plain(
    photo: OpenedPhoto, reply: Event, asked: Sequence[Event], reads: Sequence[ReadMessage | None], notice: Notice
) -> bool:
    """Whether a reply may be proposed as a full yes: one question was asked, and all that was answered is a yes."""
    sha = str(photo.file.asset.sha256)
    lines = [line.event for line in photo.file.events]
    answered = [
        event.seq for event in lines if event.by == reply.by and event.type in DECIDED and event.seq < reply.seq
    ]
    open_ones = {event.notice for event in asked if event.seq > max(answered, default=0)}
    taken_back = any(
        event.seq > reply.seq and event.type in NOES and reply.by in {event.by, event.party} for event in lines
    )
    return (
        open_ones == {notice.uuid}
        and not taken_back
        and not reply.limits
        and all(read is not None and read.says_yes_to(sha) for read in reads)
    )


def _with_asked(formules: tuple[Formule, ...], reply: Reply | None, people: PeopleView) -> tuple[Formule, ...]:
    """Also the version that was asked about, when a newer one was issued since: that is what they agreed to."""
    asked = reply.notice if reply is not None else None
    if asked is None or any(one.notice.uuid == asked.uuid for one in formules):
        return formules
    return (formule_of(asked, people.depicted), *formules)


def _speakers(session: Session, people: PeopleView, reply: Reply | None) -> Iterator[Speaker]:
    """Whoever can give something here, the one who wrote first."""
    labels: dict[str, str] = {}
    given: dict[str, list[Permission]] = {}

    def can(signer: str, name: str, party: str, label: str, instrument: Instrument) -> None:
        labels.setdefault(signer, brief(name))
        given.setdefault(signer, []).append(Permission(party, brief(label), instrument, signer != party))

    first = reply.event.by if reply is not None else None
    if first is not None:
        labels[first] = brief(session.parties.labels([first])[first])
        given[first] = []
    shown = [one for one in people.depicted if one.role in IDENTIFIABLE or one.recognisable]
    for instrument, persons in ((Instrument.LICENCE, people.creators), (Instrument.IMAGE_RELEASE, shown)):
        for one in persons:
            can(one.party, one.label, one.party, one.label, instrument)
            for holder in one.holders:
                can(holder.party, holder.label, one.party, one.label, instrument)
    others = [item.party for item in people.items if item.needed and item.party]
    for party, label in session.parties.labels(others).items():
        can(party, label, party, label, Instrument.THIRD_PARTY)
    for party, permissions in given.items():
        yield Speaker(party, labels[party], tuple(dict.fromkeys(permissions)))


def _siblings(studio: Studio, session: Session, asset_id: int, reply: Reply | None) -> Iterator[Sibling]:
    known = session.assets.known(reply.event.assets) if reply is not None else {}
    others = [asset for asset in known.values() if asset != asset_id]
    for row in session.assets.page(others):
        image = small_picture(studio, str(row.asset.sha256), sensitive=row.sensitive, side=40)
        sha = str(row.asset.sha256)
        proposal = reply.proposal(sha) if reply is not None else None
        label = proposal.label if proposal is not None else None
        plain = reply is not None and reply.is_plain_yes and sha in reply.alone_about
        yield Sibling(row.asset.id, row.name, image, plain and label is Label.YES, label)


def _planned(session: Session, asset_id: int) -> Iterator[Planned]:
    names = {int(gallery.id): gallery.name for gallery in session.galleries.all()}
    for place in session.stacks.places([asset_id]):
        yield Planned(names.get(place.gallery_id, ""), _wall(place.item))


def _wall(item: Mapping[str, Any]) -> dt.datetime | None:
    planned = item.get("planned_at")
    return dt.datetime.fromisoformat(str(planned)) if planned else None


def parties_of(session: Session, first: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Everybody in the register with their names, those of the photo before the others."""
    everybody = {party.uuid: brief(party.label) for party in session.parties.all()}
    ordered = [uuid for uuid in first if uuid in everybody]
    rest = sorted((uuid for uuid in everybody if uuid not in ordered), key=lambda uuid: everybody[uuid].casefold())
    return [(uuid, everybody[uuid]) for uuid in (*dict.fromkeys(ordered), *rest)]
