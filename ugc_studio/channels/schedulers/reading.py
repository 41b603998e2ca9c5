"""What the checks of all dialects share: decode, parse, compare, one finding for each fault."""

from __future__ import annotations

import csv
import datetime as dt
import io

from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.domain.scheduling import Dialect, Fault, Finding, check_time

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_rows(data: bytes, *, mark_allowed: bool) -> tuple[list[list[str]], list[Finding]]:
    """The rows of a CSV file, or the finding that it cannot be read at all."""
    findings: list[Finding] = []
    if data.startswith(BYTE_ORDER_MARK):
        if not mark_allowed:
            findings.append(Finding(Fault.BYTE_ORDER_MARK))
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [], [Finding(Fault.NOT_UTF8)]
    return list(csv.reader(io.StringIO(text, newline=""))), findings


def read_time(text: str, pattern: str, *, row: int, dialect: Dialect, zone: str, now: dt.datetime) -> list[Finding]:
    """What is wrong with one written time; an hour that comes twice is allowed."""
    try:
        wall = dt.datetime.strptime(text, pattern)  # noqa: DTZ007 - a wall clock; its zone is known beside it
    except ValueError:
        return [Finding(Fault.DATE_FORMAT, row)]
    if wall.strftime(pattern) != text:  # strptime forgives missing zeros, the tools do not
        return [Finding(Fault.DATE_FORMAT, row)]
    faults, _warnings = check_time(PlannedTime(wall, zone), dialect, now)
    return [Finding(fault, row) for fault in faults]
