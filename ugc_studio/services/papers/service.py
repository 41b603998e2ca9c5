"""Makes papers of one library: gathers, writes whole files or none, and records what is handed to somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.originals import whole_file
from ugc_studio.library.processing_notes import ProcessingNotes
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.library.uses import PAPERS
from ugc_studio.services.consent.erasing import ErasurePreview
from ugc_studio.services.consent.retention import RetentionService
from ugc_studio.services.consent.uses import standard_use, today_of
from ugc_studio.services.papers.entries import RegisterEntry, entries
from ugc_studio.services.papers.gathering import PersonPhoto
from ugc_studio.services.papers.press import MadePaper, Press
from ugc_studio.services.papers.register import (
    FORMATS,
    RegisterFilter,
    RegisterPaper,
    register_document,
    write_csv,
    write_xlsx,
)
from ugc_studio.services.papers.wording import Head, Wording

REGISTER, DOSSIER = PAPERS
"""What recorded uses of papers name as their exporter."""
ACCESS, PROCESSING, ERASURE = "access", "processing", "erasure"
"""Papers that stay here, or go to the person they are about."""


class PaperService(Press):
    """Every paper of one library, for one actor."""

    # ------------------------------------------------------------------ the register

    def register(
        self,
        out: Path,
        wanted: RegisterFilter,
        context: JobContext,
        *,
        form: str | None = None,
        language: str | None = None,
        recipient: str | None = None,
    ) -> MadePaper:
        """Write the consent register as PDF, CSV or XLSX (by the ending of ``out`` unless ``form`` says it)."""
        kind = form or out.suffix.lower().removeprefix(".")
        if kind not in FORMATS:
            raise UsageError(_("A register can be written as one of: {forms}.", forms=list(FORMATS)))
        self.check_place(out, recipient)
        wording = self.wording(language)
        counted = _Counted()
        with self.library.read() as session:
            brand = self.brand(session, wanted.brand)
            head = Head(*session.ledger.head())
            ids = list(wanted.assets) if wanted.assets is not None else session.summary.assets_spoken_of()
            context.stage(_("Writing the register"), len(ids))
            paper = self._register_paper(brand, wanted, head, wording)
            lines = counted.through(self._lines(session, brand, ids, wanted, context))
            with whole_file(out) as stream:
                pages = self._write_register(kind, paper, lines, stream, wording, context)
        return self.finish(
            REGISTER, out, head, pages=pages, lines=counted.lines, assets=counted.assets, brand=brand,
            recipient=recipient,
        )  # fmt: skip

    def _lines(
        self, session: Session, brand: Brand, ids: Sequence[int], wanted: RegisterFilter, context: JobContext
    ) -> Iterator[RegisterEntry]:
        asked = wanted.as_of or self.library.clock()
        use = standard_use(brand, today_of(brand, asked))
        seen: set[int] = set()
        for entry in entries(session, self.consent.gatekeeper, ids, use, as_of=wanted.as_of):
            if int(entry.asset.id) not in seen:
                seen.add(int(entry.asset.id))
                context.check()
                context.advance()
            if wanted.takes(entry, brand.uuid):
                yield entry

    def _register_paper(self, brand: Brand, wanted: RegisterFilter, head: Head, wording: Wording) -> RegisterPaper:
        now = self.library.clock()
        about = [
            (wording(_("Brand, licensee")), f"{brand.name}, {brand.legal_entity or brand.name}"),
            (wording(_("As the ledger stood")), wording.instant(wanted.as_of or now)),
        ]
        if wanted.first or wanted.last:
            first = wanted.first or _("the beginning")
            last = wanted.last or _("today")
            about.append((wording(_("Said from, until")), wording(_("{first} – {last}", first=first, last=last))))
        title = wording(_("Consent register"))
        subtitle = wording(_("{brand}, as of {moment}", brand=brand.name, moment=wording.instant(wanted.as_of or now)))
        return RegisterPaper(title, subtitle, about, head, now)

    def _write_register(
        self,
        kind: str,
        paper: RegisterPaper,
        lines: Iterator[RegisterEntry],
        stream: IO[bytes],
        wording: Wording,
        context: JobContext,
    ) -> int | None:
        if kind == "csv":
            write_csv(lines, stream, wording, check=context.check)
            return None
        if kind == "xlsx":
            write_xlsx(paper, lines, stream, wording, check=context.check)
            return None
        return self.draw(register_document(paper, lines, wording), stream, context)

    # ------------------------------------------------------------------ dossiers

    def photo_dossier(
        self,
        asset_id: int,
        out: Path,
        context: JobContext,
        *,
        brand: str | None = None,
        language: str | None = None,
        recipient: str | None = None,
        as_of: dt.datetime | None = None,
    ) -> MadePaper:
        """Write everything about the rights of one photo as a PDF; ``as_of`` reads the ledger as it stood."""
        from ugc_studio.services.papers.dossier import photo_document

        self.check_place(out, recipient)
        context.stage(_("Writing the dossier"), 1)
        wording = self.wording(language)
        with self.library.read() as session:
            seen_from = self.brand(session, brand)
            head = Head(*session.ledger.head())
        matter = self.gatherer.photo(asset_id, brand=seen_from, as_of=as_of)
        document = photo_document(
            matter, self.pictures(), wording, head=head, now=self.library.clock(), as_of=as_of
        )
        with whole_file(out) as stream:
            pages = self.draw(document, stream, context)
        context.advance()
        return self.finish(DOSSIER, out, head, pages=pages, assets=[asset_id], brand=seen_from, recipient=recipient)

    def person_dossier(
        self,
        party: str,
        out: Path,
        context: JobContext,
        *,
        brand: str | None = None,
        language: str | None = None,
        recipient: str | None = None,
    ) -> MadePaper:
        """Write everything that one person gave, refused and said as a PDF."""
        from ugc_studio.services.papers.person import person_document

        self.check_place(out, recipient)
        wording = self.wording(language)
        with self.library.read() as session:
            seen_from = self.brand(session, brand)
            head = Head(*session.ledger.head())
        matter = self.gatherer.person(party, brand=seen_from)
        context.stage(_("Writing the dossier"), len(matter.photos))
        pictures = self.pictures()
        document = person_document(
            matter, pictures, wording, head=head, now=self.library.clock(), advance=context.advance
        )
        with whole_file(out) as stream:
            pages = self.draw(document, stream, context)
        shown = [int(photo.asset.id) for photo in matter.photos]
        return self.finish(DOSSIER, out, head, pages=pages, assets=shown, brand=seen_from, recipient=recipient)

    # ------------------------------------------------------------------ other papers

    def access_pack(
        self,
        party: str,
        out: Path,
        context: JobContext,
        *,
        brand: str | None = None,
        language: str | None = None,
        enclose: Sequence[int] = (),
        handed_over: bool = False,
    ) -> MadePaper:
        """Write the answer to a request for access (GDPR art. 15) as a ZIP; ``enclose`` adds photos a person chose.

        It goes to the person themselves: nobody has to be told when they take something back. ``handed_over`` records
        that they get it: who gave it, when, and the hash of the file.
        """
        from ugc_studio.services.papers.access import write_pack

        self.check_place(out, party if handed_over else None)
        with self.library.read() as session:
            seen_from = self.brand(session, brand)
            head = Head(*session.ledger.head())
        matter = self.gatherer.access(party, seen_from, language=language, enclose=enclose)
        wording = self.wording(self.gatherer.language_of(matter.person, language))
        originals = {
            int(photo.asset.id): self.library.originals.path(photo.asset.sha256, photo.asset.format)
            for photo in matter.enclosed
        }
        context.stage(_("Putting the answer together"), len(originals))
        with whole_file(out) as stream:
            pages = write_pack(
                matter, stream, wording, head=head, now=self.library.clock(), originals=originals, context=context
            )
        made = self.finish(ACCESS, out, head, pages=pages, assets=list(originals), brand=seen_from)
        if not handed_over:
            return made
        person = matter.person.party
        self.library.write(
            lambda session: session.access_answers.add(
                party=person.uuid, brand=seen_from.uuid, handed_by=self.actor.uuid, file_sha256=made.sha256,
                head_seq=head.seq, head_hash=head.hash,
            )
        )  # fmt: skip
        return replace(made, recipient=person.label)

    def photos_of(self, party: str, *, brand: str | None = None) -> tuple[PersonPhoto, ...]:
        """The photos that somebody took, is in or spoke about, to choose what is enclosed."""
        with self.library.read() as session:
            seen_from = self.brand(session, brand)
        return self.gatherer.person(party, brand=seen_from).photos

    def processing(
        self, out: Path, context: JobContext, *, brand: str | None = None, language: str | None = None
    ) -> MadePaper:
        """Write the record of processing activities (GDPR art. 30) of a brand."""
        from ugc_studio.services.papers.processing import gather, processing_document
        from ugc_studio.services.papers.prose import prose

        self.check_place(out)
        context.stage(_("Writing the record"), 1)
        wording = self.wording(language)
        months = RetentionService(self.library).months()
        with self.library.read() as session:
            seen_from = self.brand(session, brand)
            head = Head(*session.ledger.head())
            matter = gather(session, seen_from, months=months, prose=prose("processing", wording.language))
        document = processing_document(matter, wording, head=head, now=self.library.clock())
        with whole_file(out) as stream:
            pages = self.draw(document, stream, context)
        return self.finish(PROCESSING, out, head, pages=pages, assets=(), brand=seen_from)

    def processing_notes(self, brand: str | None = None) -> ProcessingNotes:
        """What a brand adds to its record of processing."""
        with self.library.read() as session:
            return session.processing_notes.of_brand(self.brand(session, brand).uuid)

    def note_processing(self, notes: ProcessingNotes, *, brand: str | None = None) -> None:
        """Keep what a brand adds to its record of processing."""

        def work(session: Session) -> None:
            session.processing_notes.keep(self.brand(session, brand).uuid, notes)

        self.library.write(work)

    def erasure_preview(
        self,
        out: Path,
        context: JobContext,
        *,
        preview: ErasurePreview | None = None,
        assets: Sequence[int] = (),
        parties: Sequence[str] = (),
        keep_photos: bool = False,
        brand: str | None = None,
        language: str | None = None,
    ) -> MadePaper:
        """Write what an erasure would remove, and what would stay, before anybody does it.

        ``preview`` is one that was looked at already; else one of these photos and people is made.
        """
        from ugc_studio.services.papers.erasure import erasure_document, gather_erasure

        self.check_place(out)
        context.stage(_("Writing the preview"), 1)
        wording = self.wording(language)
        if preview is None:
            preview = self.consent.eraser.preview(assets=tuple(assets), parties=tuple(parties), keep_photos=keep_photos)
        with self.library.read() as session:
            seen_from = self.brand(session, brand)
            head = Head(*session.ledger.head())
            matter = gather_erasure(session, preview, today=self.library.clock().date())
        document = erasure_document(
            matter, self.pictures(), wording, brand=seen_from, head=head, now=self.library.clock()
        )
        with whole_file(out) as stream:
            pages = self.draw(document, stream, context)
        return self.finish(ERASURE, out, head, pages=pages, assets=matter.ids, brand=seen_from)


class _Counted:
    """Counts lines while they pass, and remembers which photos they were about."""

    def __init__(self) -> None:
        self.lines = 0
        self._assets: dict[int, None] = {}

    def through(self, lines: Iterator[RegisterEntry]) -> Iterator[RegisterEntry]:
        """The same lines."""
        for entry in lines:
            self.lines += 1
            self._assets[int(entry.asset.id)] = None
            yield entry

    @property
    def assets(self) -> list[int]:
        """The photos that were named, in order."""
        return list(self._assets)
