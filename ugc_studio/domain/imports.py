"""The report of an import: every candidate ends in exactly one place, and whatever was left out says why."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.problems import ItemProblem

PROXY_RECIPE = "proxy1"
"""Names the previews that imports make, together with ``PROXY_SIZE``; raised when the worker's recipe changes."""
PROXY_SIZE = 512
"""The long side under which they are kept; the picture itself is 448–512 pixels long, or smaller."""


class Outcome(enum.StrEnum):
    """How an item that was not taken in is counted."""

    SKIPPED = "skipped"
    """Left out by a rule or an option."""
    PROBLEM = "problem"
    """Should have worked."""


class ImportCode(enum.StrEnum):
    """Why an importer left something out, beside the reasons of a single file (``RejectCode``)."""

    SYMLINK = "symlink"
    SYSTEM_FILE = "system_file"
    HIDDEN_FILE = "hidden_file"
    HIDDEN_FOLDER = "hidden_folder"
    NOT_REGULAR = "not_regular"
    NOT_MEDIA = "not_media"
    OWN_LIBRARY = "own_library"
    OTHER_DISK_LOOP = "loop"
    UNREADABLE_FOLDER = "unreadable_folder"
    VANISHED_FOLDER = "vanished_folder"
    PATH_TOO_LONG = "path_too_long"
    REMOTE = "remote"
    MISSING_FILE = "missing_file"
    AMBIGUOUS_FILE = "ambiguous_file"
    OUTSIDE_SOURCE = "outside_source"
    IN_TRASH = "in_trash"
    ERASED = "erased"
    TABLE_UNREADABLE = "table_unreadable"
    TABLE_TOO_LARGE = "table_too_large"
    TABLE_TOO_DEEP = "table_too_deep"
    NO_COLUMNS = "no_columns"
    BAD_ROW = "bad_row"
    ROUNDED_ID = "rounded_id"
    UNREADABLE_DATE = "unreadable_date"
    DATE_ORDER_GUESSED = "date_order_guessed"
    TABLE_NOT_READ = "table_not_read"


QUIET_CODES = frozenset({ImportCode.SYSTEM_FILE, ImportCode.HIDDEN_FILE, ImportCode.HIDDEN_FOLDER})
"""Counted and listed in the report, but not worth a line on screen."""


def import_text(code: ImportCode, params: Mapping[str, object]) -> Text:
    """The sentence for a person; the name of the file or row stands beside it."""
    texts = {
        ImportCode.SYMLINK: _("This is a link to another place. Links are not followed; please add the file itself."),
        ImportCode.SYSTEM_FILE: _("This file belongs to the computer it came from, not to the photos."),
        ImportCode.HIDDEN_FILE: _("This file is hidden. Please rename it if you want it."),
        ImportCode.HIDDEN_FOLDER: _("This folder is hidden. Please rename it if you want what is in it."),
        ImportCode.NOT_REGULAR: _("This is not an ordinary file."),
        ImportCode.NOT_MEDIA: _("This file is neither a picture nor a video."),
        ImportCode.OWN_LIBRARY: _("This is the library itself."),
        ImportCode.OTHER_DISK_LOOP: _("This folder contains itself, so it was not entered again."),
        ImportCode.UNREADABLE_FOLDER: _("This folder cannot be opened. Please check its permissions and its disk."),
        ImportCode.VANISHED_FOLDER: _("This folder is not there any more. Was a disk or a phone taken away?"),
        ImportCode.PATH_TOO_LONG: _("The path of this folder is too long. Please move it closer to the top."),
        ImportCode.REMOTE: _("Only an address on the web is given. It was kept; nothing was downloaded."),
        ImportCode.MISSING_FILE: _(
            "Row {row} names this file, but it is not beside the table. Add it and import again.",
            row=params.get("row", 0),
        ),
        ImportCode.AMBIGUOUS_FILE: _(
            "Row {row} names this file, and several files below the table have that name.", row=params.get("row", 0)
        ),
        ImportCode.OUTSIDE_SOURCE: _(
            "Row {row} names a place outside the folder of the table. It was not opened.", row=params.get("row", 0)
        ),
        ImportCode.IN_TRASH: _("This photo is in the trash. Restore it there if you want it back."),
        ImportCode.ERASED: _("This photo was erased on request and does not come back."),
        ImportCode.TABLE_UNREADABLE: _("This table cannot be read: {what}.", what=params.get("what", "")),
        ImportCode.TABLE_TOO_LARGE: _("This table is larger than {limit}.", limit=params.get("limit", "")),
        ImportCode.TABLE_TOO_DEEP: _("This table is nested too deeply to be read."),
        ImportCode.NO_COLUMNS: _(
            "No column of this table was recognised. Name one, for instance: --map media=\"Name of the column\""
        ),
        ImportCode.BAD_ROW: _("Row {row} cannot be read and was left out.", row=params.get("row", 0)),
        ImportCode.ROUNDED_ID: _(
            "Row {row} holds a number that a spreadsheet has rounded, so it names no post any more.",
            row=params.get("row", 0),
        ),
        ImportCode.UNREADABLE_DATE: _(
            "The date in row {row} cannot be read: {date}", row=params.get("row", 0), date=params.get("date", "")
        ),
        ImportCode.DATE_ORDER_GUESSED: _(
            "Dates like {date} were read with the day first. Otherwise import again with --dates mdy.",
            date=params.get("date", ""),
        ),
        ImportCode.TABLE_NOT_READ: _("This table was not read. To read it, import it on its own."),
    }
    return texts[code]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One item that was not taken in, and on which side it is counted."""

    problem: ItemProblem
    outcome: Outcome

    @classmethod
    def because(cls, code: ImportCode, path: str, outcome: Outcome, **params: object) -> LeftOut:
        """Leave ``path`` out for a reason of ours."""
        return cls(ItemProblem(path, code.value, import_text(code, params), params), outcome)


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about a source; it counts nowhere."""

    problem: ItemProblem

    @classmethod
    def about(cls, code: ImportCode, path: str, **params: object) -> Note:
        """Remark something on ``path``."""
        return cls(ItemProblem(path, code.value, import_text(code, params), params))


@dataclass(frozen=True, slots=True)
class SourceReport:
    """Which importer read a source, and what made it think so."""

    path: str
    importer: str
    why: Text


@dataclass(slots=True)
class ImportReport:
    """What an import did; ``seen`` = ``imported`` + ``known`` + skipped + problems."""

    batch: int | None = None
    sources: list[SourceReport] = field(default_factory=list)
    seen: int = 0
    imported: int = 0
    known: int = 0
    skipped: list[ItemProblem] = field(default_factory=list)
    problems: list[ItemProblem] = field(default_factory=list)
    notes: list[ItemProblem] = field(default_factory=list)
    companions: int = 0
    posts: int = 0
    creators: int = 0
    evidence: int = 0
    seconds: float = 0.0
    stopped: bool = False
    dry_run: bool = False

    @property
    def reconciles(self) -> bool:
        """Whether every candidate ended in exactly one place."""
        return self.seen == self.imported + self.known + len(self.skipped) + len(self.problems)

    @property
    def usable(self) -> bool:
        """Whether the sources held anything at all that the library could use."""
        return bool(self.imported or self.known or self.posts)

    def leave_out(self, item: LeftOut) -> None:
        """Count and keep an item that was not taken in."""
        self.seen += 1
        (self.skipped if item.outcome is Outcome.SKIPPED else self.problems).append(item.problem)

    def to_json(self) -> dict[str, object]:
        """The document of ``import --json``; reasons are texts still to be translated."""
        return {
            "batch": None if self.batch is None else str(self.batch),
            "sources": [{"path": s.path, "importer": s.importer, "why": s.why} for s in self.sources],
            "seen": self.seen,
            "imported": self.imported,
            "known": self.known,
            "skipped": [_as_json(problem) for problem in self.skipped],
            "problems": [_as_json(problem) for problem in self.problems],
            "notes": [_as_json(problem) for problem in self.notes],
            "companions": self.companions,
            "posts": self.posts,
            "creators": self.creators,
            "evidence": self.evidence,
            "seconds": round(self.seconds, 3),
            "stopped": self.stopped,
            "dry_run": self.dry_run,
        }


def _as_json(problem: ItemProblem) -> dict[str, object]:
    return {"path": problem.path, "code": problem.code, "reason": problem.text}


_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\udc80-\udcff]")
_LITERAL = re.compile(r"\\(?=[xu])")
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})")


def printable_path(path: PurePath | str) -> str:
    """A path as text that can be stored and shown, and turned back by :func:`original_path`.

    Bytes that are not UTF-8 become ``\\xNN`` (as do line breaks and other controls), characters that reverse or hide
    text ``\\uNNNN``; everything else stays as it was written. On Windows separators become ``/``.
    """
    text = path.as_posix() if isinstance(path, PurePath) else path
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return _ACTING.sub(lambda found: _escape(found.group()), _LITERAL.sub(r"\\x5c", text))


def original_path(text: str) -> str:
    """The path that :func:`printable_path` wrote, with undecodable bytes as Python's file functions want them."""
    return _ESCAPED.sub(_unescape, text)


def same_name(name: str) -> str:
    """A file name for comparing: composed accents (macOS writes them apart) and no difference of case."""
    return unicodedata.normalize("NFC", name).casefold()


def _escape(char: str) -> str:
    point = ord(char)
    if point >= 0xDC80 and point <= 0xDCFF:
        return f"\\x{point - 0xDC00:02x}"
    return f"\\x{point:02x}" if point < 0x80 else f"\\u{point:04x}"


def _unescape(found: re.Match[str]) -> str:
    if found.group(2):
        return chr(int(found.group(2), 16))
    point = int(found.group(1), 16)
    return chr(point) if point < 0x80 else chr(0xDC00 + point)
