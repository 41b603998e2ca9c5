"""The answer to a request for access (GDPR art. 15): a ZIP with a PDF to read, JSON for programs, and photos they took.

Nothing about anybody else is in it: other people have no name there, the names of files are left out (they often carry
names), and a photo that shows others, or may, is enclosed only if a person chose it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ugc_studio.domain.assets import AssetState
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _
from ugc_studio.domain.posts import Post
from ugc_studio.exporters.paper.document import Block, Column, Document, Facts, Heading, Paragraph, Quote, Table
from ugc_studio.exporters.paper.sheet import write_pdf
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.originals import extension_of
from ugc_studio.services.consent.describing import INSTRUMENTS
from ugc_studio.services.consent.particulars import Particulars
from ugc_studio.services.consent.telling import Teller
from ugc_studio.services.papers.dossier import quoted_notices
from ugc_studio.services.papers.gathering import PersonMatter, PersonPhoto
from ugc_studio.services.papers.person import identity, shown_notices
from ugc_studio.services.papers.places import place_of
from ugc_studio.services.papers.register import legal_basis, said_on
from ugc_studio.services.papers.wording import Head, Wording

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The one time that stands in the ZIP: when a file was touched here is nobody's business."""


@dataclass(frozen=True, slots=True)
class AccessMatter:
    """What goes into one pack."""

    person: PersonMatter
    posts: tuple[Post, ...]
    sources: tuple[str, ...]
    enclosed: tuple[PersonPhoto, ...]
    prose: Mapping[str, Any]
    fields: Mapping[str, str]


def redacted(matter: PersonMatter) -> dict[str, object]:
    """The names that may stand in the pack: this person's, and those of brands, places, texts and photos."""
    own = matter.party
    people = {event.event.by for event in matter.events} | {event.event.party for event in matter.events}
    people |= {holder.party for holder in matter.facts.holders}
    names = dict(matter.names)
    for uuid in people - {None, own.uuid}:
        names[str(uuid)] = _("another person")
    names[own.uuid] = own.label
    return names


# ---------------------------------------------------------------------- the paper


def access_document(matter: AccessMatter, wording: Wording, *, head: Head, now: dt.datetime) -> Document:
    """The readable part."""
    prose, fields = matter.prose, matter.fields
    return Document(
        prose["title"],
        prose["subtitle"].format(day=wording(now.date())),
        wording.language,
        wording.foot(head, now),
        _blocks(matter, wording),
        wording.sheet(),
        author=fields["entity"],
    )


def _blocks(matter: AccessMatter, wording: Wording) -> Iterator[Block]:
    prose, fields, person = matter.prose, matter.fields, matter.person
    yield Paragraph(prose["intro"].format(**fields))
    yield Paragraph(prose["controller" if fields["contact"] else "no_contact"].format(**fields))
    yield Heading(wording(_("What we know about you")))
    known = [row for row in identity(person, wording) if row[0] != wording(_("Parental authority"))]
    holders = len(person.facts.holders)
    if holders:
        known.append((wording(_("Parental authority")), wording(_("recorded for {n} people", n=holders))))
    yield Facts(known)
    yield from _photos(matter, wording)
    yield from _said(matter, wording)
    yield from _posts(matter, wording)
    yield from quoted_notices(person.notices, shown_notices(person), wording)
    yield from _recipients(matter, wording)
    for heading, key in (
        (_("Why we keep it"), "purposes"), (_("On which ground"), "bases"), (_("How long"), "retention"),
        (_("Where it is kept"), "no_transfer"),
    ):  # fmt: skip
        yield Heading(wording(heading), 2)
        yield Paragraph(prose[key].format(**fields))
    yield Heading(wording(_("Where it comes from")), 2)
    sources = ", ".join(matter.sources) or wording(_("recorded by hand"))
    yield Paragraph(sources)
    yield Heading(wording(_("Your rights")), 2)
    yield Paragraph(prose["rights"])
    yield Paragraph(prose["complaint"])
    yield Paragraph(prose["others"], small=True)


def _photos(matter: AccessMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("Your photos")))
    columns = [
        Column(wording(title), share)
        for title, share in (
            (_("Photo"), 0.8), (_("What you have to do with it"), 1.4), (_("What you said"), 2.6),
            (_("Used"), 2.0), (_("Enclosed"), 1.6),
        )
    ]  # fmt: skip
    rows = (_photo_row(photo, matter, wording) for photo in matter.person.photos)
    yield Table(columns, rows, empty=wording(_("We hold no photo of yours or with you.")))


def _photo_row(photo: PersonPhoto, matter: AccessMatter, wording: Wording) -> list[str]:
    roles = [text for text, holds in ((_("you took it"), photo.taken), (_("you are in it"), photo.shown)) if holds]
    roles = roles or [_("you were asked or answered about it")]
    names = redacted(matter.person)
    said = [
        wording.lines(
            _("{right}: {state}", right=INSTRUMENTS.get(entry.signatory.instrument, ""), state=entry.state),
            _("for another person") if entry.signatory.party != matter.person.party.uuid else "",
            Teller(names).scope(entry.scope) if entry.scope else "",
            said_on(entry, wording),
            legal_basis(entry, wording),
        )
        for entry in photo.entries
    ]
    used = [f"{place_of(use, wording)}, {wording.instant(use.recorded_at)}" for use in photo.uses]
    enclosed = _member(photo, matter) if photo in matter.enclosed else wording(_("no: it may show other people"))
    if photo not in matter.enclosed and not photo.taken:
        enclosed = wording(_("no: somebody else took it"))
    elif photo not in matter.enclosed and not photo.settled:
        enclosed = wording(_("no: it is not confirmed who took it"))
    if photo.asset.state is AssetState.TOMBSTONE:
        enclosed = wording(_("no: it was erased"))
    return [str(photo.asset.id), wording(roles), "\n".join(said), "\n".join(used), enclosed]


def _said(matter: AccessMatter, wording: Wording) -> Iterator[Block]:
    names = redacted(matter.person)
    teller, particulars = Teller(names), Particulars(names)
    yield Heading(wording(_("What you were asked, and what you said")))
    columns = [Column(wording(_("When")), 1.0), Column(wording(_("What was recorded")), 3.6)]
    rows = (
        [wording.instant(line.event.at), wording.lines(teller.event(line.event), *particulars.of(line.event))]
        for line in matter.person.events
    )
    yield Table(columns, rows, empty=wording(_("Nothing was recorded.")))
    for line in matter.person.events:
        if line.event.by not in {None, matter.person.party.uuid}:
            continue
        for proof in line.proofs:
            if proof.text is not None:
                moment = wording.instant(line.event.at)
                yield Quote(proof.text, wording(_("Your words, recorded {moment}", moment=moment)))


def _posts(matter: AccessMatter, wording: Wording) -> Iterator[Block]:
    if not matter.posts:
        return
    yield Heading(wording(_("Your posts that we know of")))
    for post in matter.posts:
        yield Quote(post.caption or "–", wording.lines(post.permalink or "", wording.instant(post.posted_at)))


def _recipients(matter: AccessMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("Who received something")))
    rows = [
        [str(photo.asset.id), place_of(use, wording), use.url or "", wording.instant(use.recorded_at)]
        for photo in matter.person.photos
        for use in photo.uses
    ]
    columns = [
        Column(wording(title), share)
        for title, share in ((_("Photo"), 0.6), (_("To whom, where"), 2.4), (_("Address"), 2.0), (_("When"), 1.2))
    ]
    yield Table(columns, rows, empty=wording(_("Nobody: nothing of yours was handed over or published by us.")))


# ---------------------------------------------------------------------- for programs


def access_json(matter: AccessMatter, *, head: Head, now: dt.datetime) -> bytes:
    """The same as JSON; other people are numbers nobody can look up."""
    person = matter.person
    document = {
        "access": 1,
        "made": _utc(now),
        "controller": matter.fields["entity"],
        "brand": matter.fields["brand"],
        "ledger_head": {"seq": head.seq, "hash": head.hash},
        "person": {
            "id": person.party.uuid,
            "name": person.party.name,
            "handle": person.party.handle,
            "accounts": [{"platform": one.platform, "handle": one.handle, "name": one.name} for one in person.accounts],
            "kind": person.facts.kind,
            "adult": person.facts.adult,
            "turns_18": f"{person.facts.turns_18:%Y-%m}" if person.facts.turns_18 else None,
            "residence": person.facts.residence,
            "influencer": person.facts.influencer,
            "leaves": person.facts.leaves.isoformat() if person.facts.leaves else None,
            "holders_of_parental_authority": len(person.facts.holders),
        },
        "photos": [_photo_json(photo, matter) for photo in person.photos],
        "events": [_event_json(line.event, matter, texts=_texts(line.proofs)) for line in person.events],
        "posts": [
            {"permalink": post.permalink, "posted_at": post.posted_at, "caption": post.caption}
            for post in matter.posts
        ],
        "sources": list(matter.sources),
    }  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _texts(proofs: Sequence[Any]) -> list[str]:
    return [proof.text for proof in proofs if proof.text is not None]


def _photo_json(photo: PersonPhoto, matter: AccessMatter) -> dict[str, Any]:
    return {
        "id": str(photo.asset.id),
        "sha256": str(photo.asset.sha256),
        "taken_by_you": photo.taken,
        "shows_you": photo.shown,
        "file": _member(photo, matter) if photo in matter.enclosed else None,
        "rights": [
            {
                "instrument": entry.signatory.instrument,
                "said": entry.event.type if entry.event else None,
                "legal_basis": entry.basis,
                "until": entry.scope.end.isoformat() if entry.scope and entry.scope.end else None,
            }
            for entry in photo.entries
        ],
        "recipients": [
            {"way": use.exporter, "recipient": use.recipient, "address": use.url, "at": use.recorded_at}
            for use in photo.uses
        ],
    }


def _event_json(event: Event, matter: AccessMatter, *, texts: list[str]) -> dict[str, Any]:
    own = matter.person.party.uuid
    mine = event.by in {None, own}
    return {
        "row": event.seq,
        "at": _utc(event.at),
        "type": event.type,
        "said_by_you": event.by == own,
        "about_you": event.party == own,
        "instrument": event.instrument,
        "photos": list(event.assets),
        "text_version": event.notice,
        "words": texts if mine else [],
    }


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# ---------------------------------------------------------------------- the file


def write_pack(
    matter: AccessMatter,
    stream: IO[bytes],
    wording: Wording,
    *,
    head: Head,
    now: dt.datetime,
    originals: Mapping[int, Path],
    context: JobContext,
) -> int:
    """Write the ZIP; returns how many pages its paper has. Photos are stored as they are, byte by byte."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        with pack.open(_entry(str(matter.prose["pdf"])), "w") as paper:
            pages = write_pdf(access_document(matter, wording, head=head, now=now), paper, check=context.check)
        pack.writestr(_entry("data.json"), access_json(matter, head=head, now=now))
        for photo in matter.enclosed:
            context.check()
            source = originals[int(photo.asset.id)]
            entry = _entry(_member(photo, matter), stored=True)
            with source.open("rb") as data, pack.open(entry, "w", force_zip64=True) as target:
                digest = hashlib.sha256()
                while piece := data.read(1 << 20):
                    digest.update(piece)
                    target.write(piece)
            context.advance()
    return pages


def _entry(name: str, *, stored: bool = False) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _member(photo: PersonPhoto, matter: AccessMatter) -> str:
    """The name of a photo in the pack: its number and its hash, never the name of the file."""
    ending = extension_of(photo.asset.format)
    return f"{matter.prose['photos']}/{photo.asset.id}-{photo.asset.sha256[:10]}.{ending}"
