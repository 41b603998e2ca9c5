"""Turns one row into a post, its pictures, and what is to be said about it."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterator
from pathlib import Path

from ugc_studio.domain.imports import ImportCode, LeftOut, Note, Outcome, printable_path
from ugc_studio.domain.posts import (
    UNKNOWN_PLATFORM,
    ConsentAnswer,
    CreatorDraft,
    MediaSlot,
    MediaState,
    PostDraft,
    canonical_permalink,
    platform_named,
    platform_of,
    source_key,
)
from ugc_studio.importers.base import Candidate, Finding, PostRecord
from ugc_studio.importers.table.cells import (
    MediaReference,
    is_address,
    is_ambiguous_date,
    is_rounded_number,
    media_references,
    parse_count,
    parse_creator,
    parse_date,
    parse_tags,
)
from ugc_studio.importers.table.columns import Columns, Field
from ugc_studio.importers.table.media import MediaFinder
from ugc_studio.importers.table.rows import Row

MAX_MEDIA = 200
"""Pictures of one row."""
MAX_CAPTION = 20_000


class RecordMaker:
    """Reads the rows of one table."""

    def __init__(
        self,
        path: Path,
        columns: Columns,
        finder: MediaFinder,
        *,
        sheet: str = "",
        date_order: str | None = None,
        guess_remarked: bool = False,
    ) -> None:
        self._path = path
        self._columns = columns
        self._finder = finder
        self._sheet = sheet
        self._date_order = date_order
        self._guess_remarked = guess_remarked or date_order is not None
        self._next_position: dict[str, int] = {}
        headers = " ".join(columns.headers[at] for at in columns.places.get(Field.HANDLE, ()))
        self._handle_platform = next(filter(None, map(platform_named, headers.split())), None)

    def names_file(self, row: Row) -> bool:
        """Whether a row names a file that is there."""
        references = media_references(self._columns.cells(Field.MEDIA, row.cells))
        return any(r.path is not None and self._finder.find(r.path).path is not None for r in references[:MAX_MEDIA])

    def findings(self, row: Row) -> Iterator[Finding]:
        """The post of a row, then each of its pictures: a candidate, or why there is none."""
        cells = row.cells
        references = media_references(self._columns.cells(Field.MEDIA, cells))[:MAX_MEDIA]
        permalink_cell = self._columns.cell(Field.PERMALINK, cells)
        permalink = canonical_permalink(permalink_cell)
        if permalink is None and Field.MEDIA not in self._columns.places and permalink_cell:
            references = [MediaReference(permalink_cell)]  # a column called "link" that holds file names
        identifier = self._columns.cell(Field.ID, cells)
        if is_rounded_number(identifier) or (permalink is None and is_rounded_number(permalink_cell)):
            yield self._note(ImportCode.ROUNDED_ID, row)
            identifier = ""
        key = self._key(permalink, identifier, references, cells)
        posted_at = yield from self._date(row)
        first = self._next_position.get(key, 0)
        self._next_position[key] = first + len(references)
        found = [self._one(row, reference) for reference in references]
        slots = tuple(_slot(*each) for each in zip(itertools.count(first), references, found, strict=False))
        post = self._post(row, key, permalink, posted_at, slots)
        yield PostRecord(post)
        for position, one in enumerate(found, first):
            if isinstance(one, Path):
                yield Candidate(one, post_key=key, position=position, creator=post.creator, tags=post.tags)
            else:
                yield one

    def _post(
        self, row: Row, key: str, permalink: str | None, posted_at: str | None, slots: tuple[MediaSlot, ...]
    ) -> PostDraft:
        cell = self._columns.cell
        platform = platform_named(cell(Field.PLATFORM, row.cells)) or platform_of(permalink) or self._handle_platform
        answer = self._answer(row)
        creator = parse_creator(cell(Field.HANDLE, row.cells), cell(Field.AUTHOR, row.cells), platform, permalink)
        if creator is None and answer is not None:
            creator = CreatorDraft(platform or UNKNOWN_PLATFORM)  # an answer is somebody's, also without a name
        return PostDraft(
            source_key=key,
            importer="table",
            permalink=cell(Field.PERMALINK, row.cells)[:2000] if permalink else None,
            creator=creator,
            caption=cell(Field.CAPTION, row.cells)[:MAX_CAPTION] or None,
            posted_at=posted_at,
            likes=parse_count(cell(Field.LIKES, row.cells)),
            comments=parse_count(cell(Field.COMMENTS, row.cells)),
            place=cell(Field.PLACE, row.cells)[:200] or None,
            tags=self._tags(row),
            answer=answer,
            slots=slots,
        )

    def _tags(self, row: Row) -> tuple[str, ...]:
        return parse_tags(self._columns.cells(Field.TAGS, row.cells))

    def _answer(self, row: Row) -> ConsentAnswer | None:
        """Question and answer as they stand there: what a tick box meant is told by its header only."""
        lines = [
            f"{self._columns.headers[at]}: {row.cells[at]}"
            for at in self._columns.places.get(Field.ANSWER, ())
            if at < len(row.cells) and row.cells[at]
        ]
        if not lines:
            return None
        identifier = self._columns.cell(Field.ID, row.cells)
        sheet = "" if self._sheet == self._path.name else self._sheet
        where = (self._path.name, sheet, str(row.number), identifier)
        return ConsentAnswer("\n".join(lines), printable_path(", ".join(filter(None, where))))

    def _date(self, row: Row) -> Generator[Note, None, str | None]:
        text = self._columns.cell(Field.POSTED_AT, row.cells)
        if not text:
            return None
        parsed = parse_date(text, self._date_order or "dmy")
        if parsed is None:
            yield self._note(ImportCode.UNREADABLE_DATE, row, date=text[:40])
        elif not self._guess_remarked and is_ambiguous_date(text):
            self._guess_remarked = True
            yield self._note(ImportCode.DATE_ORDER_GUESSED, row, date=text[:40])
        return parsed

    def _key(
        self, permalink: str | None, identifier: str, references: list[MediaReference], cells: tuple[str, ...]
    ) -> str:
        """What names the same post next time, the strongest first.

        Pictures alone do not: two rows may claim the same file for two people.
        """
        if permalink is not None:
            return source_key("url", permalink)
        container = self._path.name
        if identifier:
            return source_key("row-id", container, identifier)
        if references:
            who = self._columns.cell(Field.HANDLE, cells), self._columns.cell(Field.AUTHOR, cells)
            return source_key("media", container, *(r.path or r.url or "" for r in references), *who)
        told = (Field.HANDLE, Field.AUTHOR, Field.POSTED_AT, Field.CAPTION)
        return source_key("row", container, *(self._columns.cell(field, cells) for field in told))

    def _one(self, row: Row, reference: MediaReference) -> Path | LeftOut:
        """The file that a reference means, or why there is none."""
        if reference.path is not None:
            found = self._finder.find(reference.path)
            if found.path is not None:
                return found.path
            if reference.url is None or found.code is ImportCode.OUTSIDE_SOURCE:
                return self._left_out(found.code or ImportCode.MISSING_FILE, reference.path, Outcome.PROBLEM, row)
        url = reference.url or ""
        if not is_address(url):
            return self._left_out(ImportCode.OUTSIDE_SOURCE, url, Outcome.PROBLEM, row)
        return self._left_out(ImportCode.REMOTE, url, Outcome.SKIPPED, row)

    def _left_out(self, code: ImportCode, named: str, outcome: Outcome, row: Row) -> LeftOut:
        return LeftOut.because(code, printable_path(named[:2000]), outcome, row=row.number)

    def _note(self, code: ImportCode, row: Row, **params: object) -> Note:
        return Note.about(code, printable_path(self._path), row=row.number, **params)


def _slot(position: int, reference: MediaReference, found: Path | LeftOut) -> MediaSlot:
    """The place of a picture in its post; a file counts as missing until its asset is in the library."""
    remote = isinstance(found, LeftOut) and found.problem.code == ImportCode.REMOTE.value
    shown = (reference.url if remote else reference.path) or ""
    return MediaSlot(position, MediaState.REMOTE if remote else MediaState.MISSING, printable_path(shown)[:2000])
