"""The consent register: the same lines as PDF, CSV and XLSX, written while they are read."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from ugc_studio.domain.messages import N_, _, ngettext
from ugc_studio.exporters.paper.document import Block, Column, Document, Facts, Paragraph, Table
from ugc_studio.exporters.sheets import BYTE_ORDER_MARK, guarded
from ugc_studio.library.uses import RecordedUse
from ugc_studio.services.consent.describing import INSTRUMENTS
from ugc_studio.services.papers.entries import ProofHash, RegisterEntry
from ugc_studio.services.papers.places import place_of
from ugc_studio.services.papers.wording import BASES, PROOF_STATES, Head, Wording
from ugc_studio.services.words import EVIDENCE

_LONGEST_CELL = 32_000
"""Excel refuses a cell of more than 32,767 signs."""
FORMATS = ("pdf", "csv", "xlsx")
COLUMNS = (
    N_("Photo"), N_("Photo SHA-256"), N_("Name of the file"), N_("Right"), N_("Person"), N_("Signed by"), N_("State"),
    N_("Counts for the standard use"), N_("Allowed"), N_("Left out"), N_("From"), N_("Until"), N_("Said on"),
    N_("Text"), N_("Text version"), N_("Text SHA-256"), N_("Form of the proof"), N_("Proofs"), N_("Legal basis"),
    N_("Approved"), N_("Used"), N_("Ledger row"), N_("Row hash"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which lines: for a brand, of words said within days, as the ledger stood at an instant; all people or some."""

    brand: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    as_of: dt.datetime | None = None
    assets: tuple[int, ...] | None = None
    unanswered: bool = True
    """Whether lines of people who were never asked are in it too."""

    @classmethod
    def for_days(cls, brand: str | None, *, first: dt.date | None, as_of: dt.date | None) -> RegisterFilter:
        """A filter by whole days: ``as_of`` is the end of that day."""
        moment = dt.datetime.combine(as_of, dt.time.max, dt.UTC) if as_of is not None else None
        return cls(brand, first, None, moment)

    def takes(self, entry: RegisterEntry, brand_uuid: str) -> bool:
        """Whether a line belongs in the register."""
        event = entry.event
        if event is None:
            return self.unanswered and self.first is None and self.last is None
        said = event.at.astimezone(dt.UTC).date()
        if (self.first and said < self.first) or (self.last and said > self.last):
            return False
        brands = entry.grant.scope.brands if entry.grant and entry.grant.scope else frozenset[str]()
        return self.brand is None or not brands or brand_uuid in brands


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """What a register is made of, whatever its form."""

    title: str
    subtitle: str
    about: Sequence[tuple[str, str]]
    head: Head
    now: dt.datetime


def cells_of(entry: RegisterEntry, wording: Wording) -> list[str]:
    """One line in the order of :data:`COLUMNS`, for a spreadsheet: days and instants in ISO form, hashes in full."""
    event, notice, scope = entry.event, entry.notice, entry.scope
    return [
        str(entry.asset.id),
        str(entry.asset.sha256),
        entry.name,
        wording(INSTRUMENTS.get(entry.signatory.instrument, entry.signatory.instrument)),
        wording(entry.party),
        wording(entry.signer),
        wording(entry.state),
        wording(_("yes") if entry.signatory.enough else _("no")),
        wording(entry.teller.scope(scope)) if scope else "",
        wording(entry.left_out),
        scope.start.isoformat() if scope and scope.start else "",
        (scope.end.isoformat() if scope.end else wording(_("no end"))) if scope else "",
        str(event.facts.get("said_on") or _instant(event.at)) if event else "",
        notice.name if notice else "",
        str(notice.version) if notice else "",
        entry.text_hash,
        wording(EVIDENCE.get(event.evidence, event.evidence)) if event and event.evidence else "",
        "\n".join(f"{proof.sha256} ({wording(PROOF_STATES[proof.state])})" for proof in entry.proofs),
        legal_basis(entry, wording),
        "\n".join(row.at for row in entry.approvals),
        "\n".join(f"{place_of(use, wording)}, {use.recorded_at}" for use in entry.uses),
        str(event.seq) if event else "",
        entry.row.hash if entry.row else "",
    ]


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def said_on(entry: RegisterEntry, wording: Wording) -> str:
    """The day on which the word was said, where it is known, else recorded."""
    if entry.event is None:
        return ""
    said = entry.event.facts.get("said_on")
    return wording(dt.date.fromisoformat(str(said))) if said else wording.instant(entry.event.at)


def legal_basis(entry: RegisterEntry, wording: Wording) -> str:
    """On which ground of the GDPR."""
    return wording(BASES[entry.basis])


# ---------------------------------------------------------------------- PDF


def register_document(paper: RegisterPaper, lines: Iterable[RegisterEntry], wording: Wording) -> Document:
    """The register as a table on landscape pages."""
    return Document(
        paper.title,
        paper.subtitle,
        wording.language,
        wording.foot(paper.head, paper.now),
        _blocks(paper, lines, wording),
        wording.sheet(),
        landscape=True,
    )


def _blocks(paper: RegisterPaper, lines: Iterable[RegisterEntry], wording: Wording) -> Iterator[Block]:
    yield Facts(paper.about)
    columns = [
        Column(wording(title), share)
        for title, share in (
            (_("Photo"), 1.45), (_("Right, person"), 1.6), (_("State"), 1.4), (_("Allowed"), 2.0),
            (_("Text agreed to"), 1.5), (_("Proof"), 1.5), (_("Legal basis, approvals"), 1.5), (_("Used"), 1.7),
            (_("Ledger"), 1.15),
        )
    ]  # fmt: skip
    rows = (_row(entry, wording) for entry in lines)
    yield Table(columns, rows, empty=wording(_("Nothing is recorded that fits these limits.")))
    yield Paragraph(
        wording(
            _(
                "Each line is one right of one person in one photo. Hashes are SHA-256, shortened on paper; the CSV "
                "and XLSX forms hold them in full. The chain can be checked with: ugc-studio ledger verify"
            )
        ),
        small=True,
    )


def _row(entry: RegisterEntry, wording: Wording) -> list[str]:
    """One line on paper: grouped, hashes by their beginning."""
    event, notice, scope = entry.event, entry.notice, entry.scope
    signed = entry.signatory.signer != entry.signatory.party
    days = [wording.day(dt.datetime.fromisoformat(row.at)) for row in entry.approvals]
    return [
        wording.lines(f"{entry.asset.id} · {entry.name[-40:]}", _short(str(entry.asset.sha256))),
        wording.lines(
            INSTRUMENTS.get(entry.signatory.instrument, entry.signatory.instrument),
            entry.party,
            _("signed by {name}", name=entry.signer) if signed else "",
        ),
        wording.lines(
            entry.state,
            wording.day(event.at) if event else "",
            _("enough for the standard use") if entry.signatory.enough else _("not enough for the standard use"),
        ),
        wording.lines(
            entry.teller.scope(scope) if scope else "",
            _("but not {limits}", limits=entry.left_out) if entry.left_out else "",
        ),
        wording.lines(f"{notice.name} v{notice.version}" if notice else "", _short(entry.text_hash)),
        wording.lines(
            EVIDENCE.get(event.evidence, event.evidence) if event and event.evidence else "",
            *(_proof(proof, wording) for proof in entry.proofs),
        ),
        wording.lines(legal_basis(entry, wording), _("approved: {days}", days=days) if days else ""),
        _used(entry.uses, wording),
        wording.lines(_("row {seq}", seq=str(event.seq)) if event else "", _short(entry.row.hash if entry.row else "")),
    ]


def _proof(proof: ProofHash, wording: Wording) -> str:
    if proof.state == "kept":
        return _short(proof.sha256)
    return " ".join(filter(None, (_short(proof.sha256), wording(PROOF_STATES[proof.state]))))


def _used(uses: Sequence[RecordedUse], wording: Wording) -> str:
    """How often and where, without the times: the tables hold them in full."""
    if not uses:
        return ""
    n = len(uses)
    places = list(dict.fromkeys(place_of(use, wording) for use in uses))
    shown = "\n".join(places[:3]) + ("\n…" if len(places) > 3 else "")
    return wording.lines(ngettext("handed over {n} time", "handed over {n} times", n, n=n), shown)


def _short(text: str) -> str:
    """A hash by its first twelve signs."""
    return f"{text[:12]}…" if text else ""


# ---------------------------------------------------------------------- tables


def write_csv(
    lines: Iterable[RegisterEntry], stream: IO[bytes], wording: Wording, *, check: Callable[[], None]
) -> int:
    """Rows for a spreadsheet, in UTF-8 with a byte order mark; no cell is taken for a formula."""
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([wording.translator(column) for column in COLUMNS])
    count = 0
    for entry in lines:
        check()
        writer.writerow([guarded(cell) for cell in cells_of(entry, wording)])
        count += 1
    text.detach()
    return count


def write_xlsx(
    paper: RegisterPaper,
    lines: Iterable[RegisterEntry],
    stream: IO[bytes],
    wording: Wording,
    *,
    check: Callable[[], None],
) -> int:
    """The same for Excel, every cell a text, with a second sheet that says what the register is."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("register")
    sheet.freeze_panes = "A2"
    for number in range(len(COLUMNS)):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVW"[number]].width = 22
    sheet.append([_text_cell(sheet, wording.translator(column), bold=True) for column in COLUMNS])
    count = 0
    for entry in lines:
        check()
        sheet.append([_text_cell(sheet, cell) for cell in cells_of(entry, wording)])
        count += 1
    about = book.create_sheet("about")
    for label, value in (
        (paper.title, paper.subtitle), *paper.about, (wording(_("Ledger head")), f"{paper.head.seq}:{paper.head.hash}")
    ):  # fmt: skip
        about.append([_text_cell(about, label, bold=True), _text_cell(about, value)])
    book.save(stream)
    return count


def _text_cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    shown = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text).encode("utf-8", "replace").decode("utf-8")
    shown = shown if len(shown) <= _LONGEST_CELL else f"{shown[:_LONGEST_CELL]}…"
    cell = WriteOnlyCell(sheet, shown)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
