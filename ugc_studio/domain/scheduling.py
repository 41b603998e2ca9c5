"""Scheduling tools: their formats as data, what forbids a post there, and what a module for a tool provides."""

from __future__ import annotations

import datetime as dt
import enum
import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

from ugc_studio.domain.exports import RowReason
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.schedule import ClockProblem, PlannedTime

_LOCAL_ENDINGS = frozenset({"local", "localhost", "internal", "lan", "home", "test", "invalid", "onion"})
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class Fault(enum.StrEnum):
    """Why a tool would refuse a file or a row; stable, so that scripts can rely on it."""

    NOT_UTF8 = "not_utf8"
    BYTE_ORDER_MARK = "byte_order_mark"
    HEADER_ROW = "header_row"
    HEADER_WRONG = "header_wrong"
    COLUMNS = "wrong_number_of_columns"
    BLANK_ROW = "blank_row"
    NO_CONTENT = "no_content"
    DATE_FORMAT = "date_format"
    NO_DATE = "needs_planned_time"
    MINUTE_STEP = "minute_step"
    TOO_SOON = "too_soon"
    PAST = "past_time"
    CLOCK_GAP = "dst_gap"
    CLOCK_OVERLAP = "dst_overlap"
    ADDRESS_NOT_HTTPS = "address_not_https"
    ADDRESS_PRIVATE = "address_private"
    ADDRESS_EXTENSION = "address_without_extension"
    ADDRESS_CHARACTERS = "address_characters"
    TOO_MANY_ROWS = "too_many_rows"
    SAME_MINUTE = "same_minute"


@dataclass(frozen=True, slots=True)
class MediaRule:
    """How a tool gets its pictures: from a public address in the file, or added by hand after the upload."""

    ref: str
    max: int | None = None
    extensions: tuple[str, ...] = ()
    safe_extensions: tuple[str, ...] = ()
    max_bytes: int | None = None

    @property
    def by_address(self) -> bool:
        """Whether the file names public addresses."""
        return self.ref == "public_url"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One tool's import format, as data. ``confidence`` says how sure we are of it."""

    id: str
    name: str
    confidence: str
    file: str
    header: bool = True
    columns: tuple[str, ...] = ()
    extra_columns: tuple[str, ...] = ()
    time_format: str | None = None
    other_time_formats: tuple[str, ...] = ()
    empty_time: str | None = None
    min_lead_minutes: int = 0
    minute_step: int = 1
    max_rows: int | None = None
    byte_order_mark: bool = False
    """Whether the tool accepts one; we never write one."""
    media: MediaRule = MediaRule("none")
    rejects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a file, with its row (from 1, the header not counted; 0 is the file itself)."""

    fault: Fault
    row: int = 0


@dataclass(frozen=True, slots=True)
class SchedulePost:
    """One row to be: text with its credit, when (on a clock of the account's zone), and where the picture will lie."""

    text: str
    time: PlannedTime | None = None
    link: str = ""
    image_url: str = ""
    tags: tuple[str, ...] = ()


class SchedulerFormat(Protocol):
    """What one tool's module provides."""

    id: ClassVar[str]

    @property
    def dialect(self) -> Dialect:
        """The format as data."""

    def write(self, posts: Sequence[SchedulePost], *, day_first: bool = False) -> bytes:
        """The bytes of one import file; the posts have passed :func:`check_time` and fit into one part."""

    def check(self, data: bytes, *, zone: str, now: dt.datetime, day_first: bool = False) -> list[Finding]:
        """Read an import file as the tool would and list what it would refuse."""


def one_break(text: str) -> str:
    """Write every kind of line break as LF, and leave out what no caption needs: NUL and lone surrogates."""
    return _BREAKS.sub("\n", text).replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def check_time(time: PlannedTime, dialect: Dialect, now: dt.datetime) -> tuple[list[Fault], list[Fault]]:
    """What forbids a planned time, and what to look at, for a tool; ``time`` is on the clock of the account's zone."""
    problem = time.problem
    if problem is ClockProblem.GAP:
        return [Fault.CLOCK_GAP], []
    warnings = [Fault.CLOCK_OVERLAP] if problem is ClockProblem.OVERLAP else []
    if time.instant <= now:
        return [Fault.PAST], warnings
    if time.instant < now + dt.timedelta(minutes=dialect.min_lead_minutes):
        return [Fault.TOO_SOON], warnings
    if time.wall.minute % dialect.minute_step:
        return [Fault.MINUTE_STEP], warnings
    return [], warnings


def check_address(address: str, extensions: Sequence[str]) -> Fault | None:
    """What forbids a picture's public address: every tool fetches it without our help."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Fault.ADDRESS_CHARACTERS
    if parts.scheme != "https" or not host:
        return Fault.ADDRESS_NOT_HTTPS
    if is_private_host(host) or parts.username is not None or port == 0:
        return Fault.ADDRESS_PRIVATE
    if not address.isascii() or re.search(r"[\s,|\"<>\\^`{}\x7f]", address):
        return Fault.ADDRESS_CHARACTERS
    if parts.query or PurePosixPath(parts.path).suffix.lower().lstrip(".") not in extensions:
        return Fault.ADDRESS_EXTENSION
    return None


def is_private_host(host: str) -> bool:
    """Whether a host is no public address: a number of a private network, or a name without a public ending."""
    name = host.rstrip(".").lower()
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        pass
    labels = name.split(".")
    # 127.1, 0x7f000001 and 2130706433 are addresses too, in the old way of writing
    numeric = re.fullmatch(r"0x[0-9a-f]*|\d+", labels[-1]) is not None
    return numeric or len(labels) < 2 or not all(labels) or labels[-1] in _LOCAL_ENDINGS


def fault_reason(fault: Fault, dialect: Dialect) -> RowReason:
    """The fault as a sentence about a post of ours."""
    return RowReason(fault.value, _text(fault, dialect))


def _text(fault: Fault, dialect: Dialect) -> Text:
    tool = dialect.name
    lead, step, rows = dialect.min_lead_minutes, dialect.minute_step, dialect.max_rows or 0
    texts = {
        Fault.NO_DATE: _("{tool} needs a date and time for every post. Plan this one first.", tool=tool),
        Fault.TOO_SOON: ngettext(
            "{tool} needs the post to be at least {minutes} minute ahead.",
            "{tool} needs the post to be at least {minutes} minutes ahead.",
            lead, tool=tool, minutes=lead,
        ),
        Fault.PAST: _("The planned time has passed."),
        Fault.CLOCK_GAP: _("That hour does not exist: the clocks are put forward. Choose another time."),
        Fault.CLOCK_OVERLAP: _("That hour comes twice: the clocks are put back. The tool decides which one it takes."),
        Fault.ADDRESS_NOT_HTTPS: _("{tool} fetches pictures from an address that begins with https.", tool=tool),
        Fault.ADDRESS_PRIVATE: _("That address cannot be reached from outside."),
        Fault.ADDRESS_EXTENSION: _("The address must end with the picture's name, for example photo.jpg."),
        Fault.ADDRESS_CHARACTERS: _("The address has characters that {tool} cannot read.", tool=tool),
        Fault.NO_CONTENT: _("There is neither a text nor a picture for {tool}.", tool=tool),
        Fault.MINUTE_STEP: ngettext(
            "{tool} takes times in steps of {minutes} minute.",
            "{tool} takes times in steps of {minutes} minutes.",
            step, tool=tool, minutes=step,
        ),
        Fault.SAME_MINUTE: _("Another post is planned for the same minute."),
        Fault.NOT_UTF8: _("The file is not UTF-8."),
        Fault.BYTE_ORDER_MARK: _("The file begins with a byte order mark, which {tool} takes for text.", tool=tool),
        Fault.HEADER_ROW: _("The file has a row of headings, and {tool} wants none.", tool=tool),
        Fault.HEADER_WRONG: _("The headings are not those that {tool} wants, letter by letter.", tool=tool),
        Fault.COLUMNS: _("A row has too few or too many columns."),
        Fault.BLANK_ROW: _("A row is empty."),
        Fault.DATE_FORMAT: _("A date is not written as {tool} wants it.", tool=tool),
        Fault.TOO_MANY_ROWS: ngettext(
            "The file has more than {rows} row.", "The file has more than {rows} rows.", rows, rows=rows
        ),
    }  # fmt: skip
    return texts[fault]
