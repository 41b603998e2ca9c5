"""Grants (and refusals) from a table: each row is recorded whole with its proof, or left out with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument
from ugc_studio.domain.errors import NothingUsable, StudioError, UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.imports import printable_path
from ugc_studio.domain.messages import _
from ugc_studio.domain.problems import ItemProblem
from ugc_studio.importers.table.columns import plain_header
from ugc_studio.importers.table.json_files import read_json_table
from ugc_studio.importers.table.rows import BadRow, Row, Sheet, TableProblem
from ugc_studio.importers.table.text_files import read_text_table
from ugc_studio.importers.table.xlsx_files import read_xlsx_tables
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.phrases import parse_consideration, parse_limits
from ugc_studio.services.consent.recording import ANSWER_TYPES, Answer, Recorder

HEADERS: Mapping[str, tuple[str, ...]] = {
    "photos": ("photo", "photos", "asset", "assets", "file", "image", "fichier", "id"),
    "by": ("by", "person", "signer", "par", "personne", "signataire", "name", "nom"),
    "party": ("for", "party", "child", "pour", "enfant"),
    "instrument": ("instrument",),
    "notice": ("notice", "formule"),
    "answer": ("answer", "reponse"),
    "evidence": ("evidence", "form", "preuve", "forme"),
    "message": ("message", "text", "texte"),
    "proof": ("proof", "document", "fichier de preuve", "justificatif"),
    "permalink": ("permalink", "link", "lien", "url"),
    "exclude": ("exclude", "except", "sauf"),
    "said_on": ("date", "said on", "le"),
    "consideration": ("consideration", "contrepartie"),
}
"""The columns, by their headers in English and French (lower case, no accents)."""
YES = frozenset({"", "yes", "y", "oui", "o", "given", "granted", "x", "1", "true", "vrai"})
NO = frozenset({"no", "n", "non", "refused", "0", "false", "faux"})


@dataclass(slots=True)
class TableReport:
    """What became of the rows: ``ready`` could be recorded, ``known`` were recorded before, ``events`` are new."""

    rows: int = 0
    ready: int = 0
    known: int = 0
    events: list[Event] = field(default_factory=list)
    problems: list[ItemProblem] = field(default_factory=list)


class GrantTable:
    """Records a table of answers for one actor."""

    def __init__(self, library: Library, recorder: Recorder) -> None:
        self._library = library
        self._recorder = recorder

    def read(
        self, table: Path, *, notice: str | None = None, proofs: Sequence[Path] = (), dry_run: bool = False
    ) -> TableReport:
        """Record every row that can be; :class:`NothingUsable` when there is no row with known columns."""
        report = TableReport()
        for line, cells in _lines(table):
            report.rows += 1
            place = f"{printable_path(table)}:{line}"
            if cells is None:
                report.problems.append(ItemProblem(place, "bad_row", _("This row cannot be read.")))
                continue
            try:
                answer = self._answer(table, cells, notice, proofs)
                if self._is_known(answer):
                    report.known += 1
                    continue
                report.ready += 1
                if not dry_run:
                    report.events += self._recorder.answer(answer)
            except StudioError as error:
                if error.exit_code not in {2, 3}:
                    raise
                code = "refused" if error.exit_code == 3 else "not_understood"
                report.problems.append(ItemProblem(place, code, error.text))
        if not report.rows:
            raise NothingUsable(_("{file} holds no row.", file=table.name))
        return report

    def _is_known(self, answer: Answer) -> bool:
        """Whether this is already the last word of that person about these photos: a table may be read twice."""
        with self._library.read() as session:
            by = session.parties.resolve(answer.by or "").uuid
            party = session.parties.resolve(answer.party).uuid if answer.party else by
            notice = session.register.notice(answer.notice).uuid if answer.notice else None
            for asset in session.assets.get_many(answer.assets):
                said = [
                    event for event in session.ledger.of_asset(str(asset.sha256))
                    if event.type in ANSWER_TYPES and (event.by, event.party) == (by, party)
                    and event.instrument in {None, answer.instrument}
                ]  # fmt: skip
                last = said[-1] if said else None
                if last is None or (last.type, last.notice, last.excludes) != (answer.type, notice, answer.excludes):
                    return False
        return bool(answer.assets)

    def _answer(
        self, table: Path, cells: Mapping[str, str], notice: str | None, proofs: Sequence[Path]
    ) -> Answer:
        evidence = cells.get("evidence", "form").strip().casefold().replace(" ", "_")
        if evidence not in set(EvidenceKind):
            raise UsageError(
                _("{name} is no form of proof. Choose from: {known}.", name=evidence, known=list(EvidenceKind))
            )
        files = [*proofs, *_proof_file(table, cells)]
        message = cells.get("message") or None
        if message is None and evidence == EvidenceKind.FORM:
            message = "\n".join(f"{name}: {value}" for name, value in cells.items())  # the row itself, verbatim
        kind = _kind(cells)
        named = cells.get("notice") or notice
        if kind == EventType.GIVEN and not named:
            raise UsageError(_("This row names no notice. Say which with --notice."))
        with self._library.read() as session:
            assets = [int(session.assets.resolve(one)) for one in _photos(cells)]
            return Answer(
                kind,
                assets=assets,
                by=_needed(cells, "by"),
                party=cells.get("party") or None,
                instrument=_instrument(cells, session, assets),
                notice=named,
                excludes=parse_limits(session, [cells["exclude"]] if cells.get("exclude") else None),
                evidence=evidence,
                message=message,
                permalink=cells.get("permalink") or None,
                files=tuple(files),
                consideration=parse_consideration(session, cells.get("consideration")),
                said_on=_day(cells.get("said_on")),
            )


def _lines(table: Path) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Row number and cells by field name; ``None`` for a row that cannot be read."""
    try:
        for sheet in _sheets(table):
            yield from _rows(sheet)
    except TableProblem as problem:
        raise NothingUsable(_("{file} cannot be read as a table.", file=table.name)) from problem


def _sheets(table: Path) -> list[Sheet]:
    with table.open("rb") as stream:
        head = stream.read(64)
    if head.startswith(b"PK"):
        return read_xlsx_tables(table)
    if table.suffix.lower() in {".json", ".jsonl", ".ndjson"}:
        return [read_json_table(table)]
    return [read_text_table(table)]


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str] | None]]:
    fields: dict[int, str] | None = None
    for row in sheet.rows:
        if isinstance(row, BadRow):
            yield row.number, None
        elif fields is None:
            if any(row.cells):
                fields = _fields(row)
        elif any(row.cells):
            yield row.number, {name: row.cells[at] for at, name in fields.items() if at < len(row.cells)}


def _fields(header: Row) -> dict[int, str]:
    known = {synonym: name for name, synonyms in HEADERS.items() for synonym in synonyms}
    found: dict[int, str] = {}
    for at, cell in enumerate(header.cells):
        name = known.get(plain_header(cell))
        if name is not None and name not in found.values():
            found[at] = name
    if not {"photos", "by"} <= set(found.values()):
        raise NothingUsable(_("The table needs a column for the photo and one for the person."))
    return found


def _photos(cells: Mapping[str, str]) -> list[str]:
    return [one.strip() for one in _needed(cells, "photos").replace(";", "\n").splitlines() if one.strip()]


def _needed(cells: Mapping[str, str], name: str) -> str:
    value = cells.get(name, "").strip()
    if not value:
        raise UsageError(_("This row names no photo.") if name == "photos" else _("This row names no person."))
    return value


def _kind(cells: Mapping[str, str]) -> EventType:
    answer = cells.get("answer", "").strip().casefold()
    if answer in YES:
        return EventType.GIVEN
    if answer in NO:
        return EventType.REFUSED
    raise UsageError(_("“{answer}” is neither yes nor no. Record it by hand.", answer=answer))


def _instrument(cells: Mapping[str, str], session: Session, assets: Sequence[int]) -> Instrument:
    from ugc_studio.services.consent.instruments import instrument_for

    said = cells.get("instrument", "").strip().casefold().replace(" ", "_")
    if not said:
        whose = session.parties.resolve(cells.get("party") or _needed(cells, "by"))
        return instrument_for(session, whose, assets)
    if said not in set(Instrument):
        raise UsageError(_("{name} is no instrument. Choose from: {known}.", name=said, known=list(Instrument)))
    return Instrument(said)


def _proof_file(table: Path, cells: Mapping[str, str]) -> list[Path]:
    """The file that a row names, beside or below the table; a path that leads elsewhere is refused."""
    name = cells.get("proof", "").strip()
    if not name:
        return []
    folder = table.parent.resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise UsageError(_("The proof {file} does not lie beside the table.", file=name))
    if not path.is_file():
        raise UsageError(_("The proof {file} is not there.", file=name))
    return [path]


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise UsageError(_("{text} is not a date such as 2026-08-18.", text=text)) from None
