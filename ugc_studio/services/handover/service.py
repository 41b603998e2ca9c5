"""Making review files and keeping the list of them."""

from __future__ import annotations

import hashlib
import uuid as uuid_module
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import Asset, AssetId
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.errors import LibraryReadOnly, NotFound, RefusedError, UsageError
from ugc_studio.domain.galleries import Gallery, GalleryItem
from ugc_studio.domain.handover import (
    EXPORTER,
    RULES,
    TARGETS,
    Leaver,
    Leaving,
    Review,
    ReviewItem,
    ReviewKind,
    ReviewPlan,
    ReviewRequest,
)
from ugc_studio.domain.handover_answers import MOST_READER
from ugc_studio.domain.messages import Translator, _
from ugc_studio.exporters.review.page import PageItem, PagePicture, ReviewPage, page_html
from ugc_studio.exporters.review.sheet import translation_xlsx
from ugc_studio.exporters.review.words import languages, words_for
from ugc_studio.jobs.context import JobContext
from ugc_studio.services.handover.contents import ItemWriter, source_of
from ugc_studio.services.handover.leaving import leavers_of, use_of
from ugc_studio.services.handover.making import place_of, put_in_place, sheet_of, written_beside
from ugc_studio.services.previews import NoPreview

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.register import Brand
    from ugc_studio.library.session import Session
    from ugc_studio.services.consent.desk.service import ConsentDesk
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.previews import PreviewService

MOST_PHOTOS = 400
"""In one file: more than that nobody reads, and no mail takes."""
MOST_MESSAGE = 4_000
MOST_TITLE = 120


@dataclass(frozen=True, slots=True)
class MadeReview:
    """A file that was made, what is in it and what stayed out."""

    review: Review
    plan: ReviewPlan
    page: Path
    sheet: Path | None
    bytes: int


@dataclass(frozen=True, slots=True)
class _Material:
    """What was read at one moment of the ledger."""

    plan: ReviewPlan
    brand: Brand
    gallery: Gallery | None
    assets: Mapping[AssetId, Asset]
    items: Mapping[AssetId, GalleryItem]
    head: tuple[int, str]


class _Moved(Exception):
    """Something was recorded while the file was being made: it has to be made anew."""


class HandOverService:
    """Hands photos to readers without the program."""

    def __init__(
        self,
        library: Library,
        *,
        actor: Actor,
        consent: ConsentService,
        desk: ConsentDesk,
        previews: PreviewService,
        packs: Mapping[str, CountryPack],
        translator_for: Callable[[str], Translator],
    ) -> None:
        self._library = library
        self._actor = actor
        self._consent = consent
        self._desk = desk
        self._previews = previews
        self._packs = packs
        self._translator_for = translator_for

    def plan(self, request: ReviewRequest) -> ReviewPlan:
        """What would be in the file: each photo with its picture, without it, or not at all. Writes nothing.

        Raises:
            UsageError: something is missing or does not exist.
        """
        return self._gather(checked(request)).plan

    def make(self, request: ReviewRequest, out: Path, context: JobContext) -> MadeReview:
        """Write the file and record who gets it: what leaves is recorded before it appears.

        Raises:
            RefusedError: none of these photos may be in it.
            LibraryReadOnly: it could not be recorded.
        """
        request = checked(request)
        if not self._library.writable:
            raise LibraryReadOnly(_("This library is open for reading only, so a review could not be recorded."))
        place = place_of(out, library=self._library.folder.root)
        while True:
            material = self._gather(request)
            if not material.plan.inside:
                raise RefusedError(_("None of these photos may be in this file. Nothing was written."))
            try:
                return self._made(material, place, context)
            except _Moved:
                continue

    # ------------------------------------------------------------------ reading

    def _gather(self, request: ReviewRequest) -> _Material:
        now = self._library.clock()
        with self._library.read() as session:
            gallery = session.galleries.resolve(request.gallery) if request.gallery else None
            items = session.galleries.items(gallery.id) if gallery is not None else []
            wanted = request.asset_ids or tuple(item.asset_id for item in items)
            assets = session.assets.get_many(list(dict.fromkeys(wanted)))
            if not assets:
                raise UsageError(_("Choose the photos to hand over."))
            if len(assets) > MOST_PHOTOS:
                raise UsageError(_("A review file holds at most {n} photos.", n=MOST_PHOTOS))
            brand = self._brand(session, request, gallery)
            ids = [int(asset.id) for asset in assets]
            verdicts = self._consent.clearances(ids, use_of(request.kind, brand, now), session=session)
            dossiers = session.dossiers.gather(ids, policy=brand.policy, packs=self._packs)
            describer = self._consent.describer(verdicts.values())
            leavers = leavers_of(
                session, request.kind, assets, verdicts, dossiers, describer, today=now.date()
            )
            title = request.title or (gallery.name if gallery is not None else brand.name)
            plan = ReviewPlan(request, title, brand.name, leavers)
            if request.kind is ReviewKind.TRANSLATOR:
                plan = _with_texts(plan, items)
            return _Material(
                plan, brand, gallery, {asset.id: asset for asset in assets},
                {item.asset_id: item for item in items}, session.ledger.head(),
            )  # fmt: skip

    @staticmethod
    def _brand(session: Session, request: ReviewRequest, gallery: Gallery | None) -> Brand:
        wanted = request.brand or (gallery.parts.brand if gallery is not None else None)
        brand = session.register.brand_or_first(wanted)
        if brand is None:
            raise UsageError(_("Add a brand first: a review says for whom it is."))
        return brand

    # ------------------------------------------------------------------ making

    def _made(self, material: _Material, place: Path, context: JobContext) -> MadeReview:
        request, inside = material.plan.request, material.plan.inside
        pictures = self._pictures(inside, request, context)
        writer = ItemWriter(
            self._desk, self._translator_for(request.language), kind=request.kind, brand=material.brand.key,
            parts=material.gallery.parts if material.gallery is not None else None,
        )  # fmt: skip
        page_items = []
        context.stage(_("Writing what is asked"), len(inside))
        for number, leaver in enumerate(inside, 1):
            context.check()
            context.advance()
            written = writer.item(number, leaver, material.items.get(leaver.asset_id))
            page_items.append(replace(written, picture=pictures.get(leaver.asset_id)))
        page = self._page(material, page_items)
        data = page_html(page)
        sheet = translation_xlsx(page) if request.sheet and request.kind is ReviewKind.TRANSLATOR else None
        review = self._review(material, page, data, place)
        with ExitStack() as stack:
            files = [(stack.enter_context(written_beside(place, data)), place)]
            if sheet is not None:
                files.append((stack.enter_context(written_beside(sheet_of(place), sheet)), sheet_of(place)))
            context.check()
            self._library.write(lambda session: self._record(session, material, review, page_items))
            for beside, final in files:
                put_in_place(beside, final)
        return MadeReview(review, material.plan, place, sheet_of(place) if sheet is not None else None, len(data))

    def _pictures(
        self, inside: Sequence[Leaver], request: ReviewRequest, context: JobContext
    ) -> dict[AssetId, PagePicture]:
        """The previews; one that cannot be made leaves its photo without a picture, and is told."""
        shown = [leaver for leaver in inside if leaver.leaving is Leaving.PICTURE]
        context.stage(_("Making previews"), len(shown))
        words = words_for(request.language).common["mark"]
        mark = f"{words} - {request.recipient} - {self._library.clock().date().isoformat()}"
        found = {}
        for leaver in shown:
            context.check()
            context.advance()
            try:
                made = self._previews.marked(leaver.asset_id, RULES[request.kind].side, mark)
            except NoPreview as error:
                context.problem(error.problem)
                continue
            found[leaver.asset_id] = PagePicture(made.data, made.width, made.height)
        return found

    def _page(self, material: _Material, items: Sequence[PageItem]) -> ReviewPage:
        request = material.plan.request
        show = self._translator_for(request.language)
        target = request.target or ""
        seq, head = material.head
        return ReviewPage(
            uuid=str(uuid_module.uuid4()), kind=request.kind, language=request.language, title=material.plan.title,
            brand=material.plan.brand, recipient=request.recipient, sender=self._actor.name,
            made=show.date(self._library.clock().date()), due=show.date(request.due) if request.due else "",
            due_day=request.due.isoformat() if request.due else None, message=request.message,
            target=TARGETS.get(target, target), target_code=target, head_seq=seq, head_hash=head, items=tuple(items),
        )  # fmt: skip

    def _review(self, material: _Material, page: ReviewPage, data: bytes, place: Path) -> Review:
        request = material.plan.request
        return Review(
            uuid=page.uuid, kind=request.kind, recipient=request.recipient, title=page.title,
            language=request.language, brand=material.brand.uuid,
            gallery=material.gallery.uuid if material.gallery is not None else None, target=request.target,
            message=request.message, head_seq=page.head_seq, head_hash=page.head_hash,
            file_sha256=hashlib.sha256(data).hexdigest(),
            path=str(place).encode("utf-8", "replace").decode("utf-8"), created_at=self._library.now(),
            actor=self._actor.uuid, due=request.due,
        )  # fmt: skip

    def _record(self, session: Session, material: _Material, review: Review, items: Sequence[PageItem]) -> None:
        """In one transaction: nothing has changed since it was read, then every picture as a use, then the review."""
        if session.ledger.head() != material.head:
            raise _Moved
        use = use_of(review.kind, material.brand, self._library.clock())
        kept = []
        for leaver, item in zip(material.plan.inside, items, strict=True):
            uuid = None
            if item.picture is not None:
                uuid = self._consent.record_use(
                    session, asset_id=int(leaver.asset_id), use=use, exporter=EXPORTER,
                    rendition_sha256=hashlib.sha256(item.picture.data).hexdigest(), path=review.path,
                    gallery_id=int(material.gallery.id) if material.gallery is not None else None,
                    recipient=review.recipient,
                )  # fmt: skip
            kept.append(
                ReviewItem(
                    item.number, item.sha256, uuid, item.subjects, material.assets[leaver.asset_id].flag,
                    source_of(material.items.get(leaver.asset_id)) if review.kind is ReviewKind.TRANSLATOR else "",
                )
            )  # fmt: skip
        session.handovers.add(review, kept)

    # ------------------------------------------------------------------ the list

    def close(self, reference: str, *, again: bool = False) -> Review:
        """Wait no longer for answers (what was answered stays), or wait again."""

        def work(session: Session) -> Review:
            review = session.handovers.get(reference)
            session.handovers.close(review.uuid, None if again else session.now())
            return session.handovers.get(review.uuid)

        return self._library.write(work)


def checked(request: ReviewRequest) -> ReviewRequest:
    """The request with its texts as they are kept.

    Raises:
        UsageError: what is missing or too long.
    """
    recipient = _line(request.recipient)
    if not recipient or len(recipient) > MOST_READER:
        raise UsageError(_("Say who gets the file, in 1 to {max} characters.", max=MOST_READER))
    message = _storable(request.message).strip()
    if len(message) > MOST_MESSAGE:
        raise UsageError(
            _("The text has {used} characters, and {max} are allowed.", used=len(message), max=MOST_MESSAGE)
        )
    if request.language not in languages():
        raise UsageError(
            _("There is no review file in {language}. Choose from: {known}.",
              language=request.language, known=list(languages()))
        )  # fmt: skip
    if request.kind is ReviewKind.TRANSLATOR:
        if not request.gallery:
            raise UsageError(_("Texts belong to a gallery: name the one to translate."))
        if not _is_language(request.target):
            raise UsageError(_("Say into which language, for instance de."))
    title = _line(request.title or "")[:MOST_TITLE] or None
    return replace(request, recipient=recipient, message=message, title=title)


def _is_language(code: str | None) -> bool:
    return code is not None and 2 <= len(code) <= 3 and code.isascii() and code.isalpha() and code.islower()


def _with_texts(plan: ReviewPlan, items: Sequence[GalleryItem]) -> ReviewPlan:
    """Only photos with a text of ours are for a translator."""
    said = {item.asset_id for item in items if item.caption or item.alt_text}
    leavers = tuple(
        leaver
        if leaver.asset_id in said or leaver.leaving is Leaving.KEPT
        else replace(leaver, leaving=Leaving.KEPT, reason=_("It has no text yet."), code="no_text")
        for leaver in plan.leavers
    )
    if not any(leaver.asset_id in said for leaver in leavers):
        raise NotFound(_("No photo of this gallery has a text to translate yet."))
    return replace(plan, leavers=leavers)


def _storable(text: str) -> str:
    """Without what no database and no page can hold."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _line(text: str) -> str:
    return " ".join(_storable(text).split())
