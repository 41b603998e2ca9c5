"""The preview of an erasure on paper: what goes, what stays and why, who has to be told, what must come down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ugc_studio.domain.assets import Asset
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.exporters.paper.document import (
    Beside,
    Block,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse
from ugc_studio.services.consent.erasing import ErasurePreview
from ugc_studio.services.papers.pictures import PaperPictures
from ugc_studio.services.papers.places import place_of
from ugc_studio.services.papers.wording import Head, Wording


@dataclass(frozen=True, slots=True)
class ErasureMatter:
    """What an erasure is about, read before it is done."""

    preview: ErasurePreview
    assets: tuple[Asset, ...]
    names: dict[int, str]
    uses: tuple[RecordedUse, ...]
    files: int
    kept_events: int
    answers: int
    """Answers to requests for access that were handed to these people."""

    @property
    def ids(self) -> list[int]:
        """The photos that go."""
        return [int(asset.id) for asset in self.assets]


def gather_erasure(session: Session, preview: ErasurePreview, *, today: dt.date) -> ErasureMatter:
    """Read what the preview counts."""
    shas = preview.erasure.shas
    ids = [int(one) for one in session.assets.known(shas).values()]
    keys = [f"asset:{sha}" for sha in shas] + [f"party:{uuid}" for uuid in preview.erasure.parties]
    events = {event.seq for found in session.ledger.by_keys(keys).values() for event in found}
    return ErasureMatter(
        preview,
        tuple(session.assets.get_many(sorted(ids))),
        {int(row.asset.id): row.name for row in session.assets.page(ids)},
        tuple(session.uses.of_assets(shas)),
        len(session.erasures.files(preview.erasure, today=today.isoformat())),
        len(events),
        sum(len(session.access_answers.of_party(uuid)) for uuid in preview.erasure.parties),
    )


def erasure_document(
    matter: ErasureMatter, pictures: PaperPictures, wording: Wording, *, brand: Brand, head: Head, now: dt.datetime
) -> Document:
    """The preview."""
    return Document(
        wording(_("Preview of an erasure")),
        wording(_("{brand}, as of {moment}", brand=brand.name, moment=wording.instant(now))),
        wording.language,
        wording.foot(head, now),
        _blocks(matter, pictures, wording),
        wording.sheet(),
        author=brand.name,
    )


def _blocks(matter: ErasureMatter, pictures: PaperPictures, wording: Wording) -> Iterator[Block]:
    preview = matter.preview
    n, m, k = preview.photos, preview.proofs, matter.files
    lines = [
        wording(ngettext("{n} photo goes.", "{n} photos go.", n, n=n)),
        wording(ngettext("{n} proof goes.", "{n} proofs go.", m, n=m)),
        wording(ngettext("{n} file is deleted.", "{n} files are deleted.", k, n=k)),
    ]
    if preview.names:
        lines.insert(0, wording(_("People: {names}", names=list(preview.names))))
    yield Callout(wording(_("Nothing is erased yet. This is what would go, and it could not be taken back.")), lines,
                  Tone.BAD)  # fmt: skip
    yield from _staying(matter, wording)
    yield from _told(matter, wording)
    yield Heading(wording(_("The photos")))
    for asset in matter.assets:
        facts = Facts(
            [
                (wording(_("Photo")), f"{asset.id} · {matter.names.get(int(asset.id), '')[-80:]}"),
                (wording(_("SHA-256")), str(asset.sha256)),
            ]
        )
        yield Beside(pictures.picture(asset, wording, height=80), facts)
    yield Paragraph(
        wording(
            _("An erasure also empties the history of this library and is done in its kept safety copies. Copies that "
              "somebody made elsewhere are not reached.")
        ),
        small=True,
    )  # fmt: skip


def _staying(matter: ErasureMatter, wording: Wording) -> Iterator[Block]:
    """What an erasure leaves, each with the rule that lets it."""
    yield Heading(wording(_("What stays, and why")))
    until, n = matter.preview.erasure.tombstone_until, matter.answers
    answered = ngettext(
        "{n} line stays, with its day and the hash of the file, without a name: it shows that the request was answered "
        "(GDPR art. 17(3)(b) and (e)).",
        "{n} lines stay, with their days and the hashes of the files, without a name: they show that the requests were "
        "answered (GDPR art. 17(3)(b) and (e)).", n, n=n,
    )  # fmt: skip
    yield Facts(
        [
            (
                wording(_("The ledger")),
                wording(
                    ngettext(
                        "{n} row stays, with numbers and hashes, without names or messages: the chain must stay whole.",
                        "{n} rows stay, with numbers and hashes, without names or messages: the chain must stay whole.",
                        matter.kept_events, n=matter.kept_events,
                    )
                ),
            ),
            (
                wording(_("Hashes of the photos")),
                wording(_("until {day}, so that they are not taken in and used again",
                          day=dt.date.fromisoformat(until) if until else "–")),
            ),
            (
                wording(_("What a claim needs")),
                wording(_("names and proofs that legal has marked, until the day that was set (GDPR art. 17(3)(e))")),
            ),
            *([(wording(_("Answers to requests for access")), wording(answered))] if n else []),
        ]
    )  # fmt: skip


def _told(matter: ErasureMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("What must come down, and who must be told")))
    columns = [
        Column(wording(title), share)
        for title, share in ((_("Photo"), 0.8), (_("Where, for whom"), 2.4), (_("Address"), 2.0), (_("Since"), 1.2))
    ]
    known = {str(asset.sha256): str(asset.id) for asset in matter.assets}
    rows = [
        [
            known.get(use.asset_sha256, use.asset_sha256[:12]),
            place_of(use, wording),
            use.url or "",
            wording.instant(use.recorded_at),
        ]
        for use in matter.uses
    ]
    yield Table(columns, rows, empty=wording(_("Nothing: none of it was handed over or published from here.")))
