"""Hootsuite's Bulk Composer: no headings, three columns, no pictures in the file (they are added in its review)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import ClassVar

from ugc_studio.channels.schedulers.reading import read_rows, read_time
from ugc_studio.domain.scheduling import Dialect, Fault, Finding, SchedulePost, one_break

MONTH_FIRST = "%m/%d/%Y %H:%M"
DAY_FIRST = "%d/%m/%Y %H:%M"
_COLUMNS = 3


class Hootsuite:
    """Writes and checks Hootsuite files. Month or day first must be the choice made in its upload dialog."""

    id: ClassVar[str] = "hootsuite"

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    @property
    def dialect(self) -> Dialect:
        """The format as data."""
        return self._dialect

    def write(self, posts: Sequence[SchedulePost], *, day_first: bool = False) -> bytes:
        """UTF-8 without a byte order mark: without headings it would become part of the first date."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, lineterminator="\r\n")
        pattern = DAY_FIRST if day_first else MONTH_FIRST
        for post in posts:
            if post.time is None:
                raise ValueError("a Hootsuite row needs a time")
            writer.writerow([post.time.wall.strftime(pattern), one_break(post.text), post.link])
        return stream.getvalue().encode("utf-8")

    def check(self, data: bytes, *, zone: str, now: dt.datetime, day_first: bool = False) -> list[Finding]:
        """List what Hootsuite would refuse."""
        rows, findings = read_rows(data, mark_allowed=False)
        if rows and not any(char.isdigit() for char in rows[0][0] if rows[0]):
            findings.append(Finding(Fault.HEADER_ROW))
            rows = rows[1:]
        if self._dialect.max_rows is not None and len(rows) > self._dialect.max_rows:
            findings.append(Finding(Fault.TOO_MANY_ROWS))
        pattern = DAY_FIRST if day_first else MONTH_FIRST
        for number, row in enumerate(rows, 1):
            if not any(row):
                findings.append(Finding(Fault.BLANK_ROW, number))
            elif len(row) != _COLUMNS:
                findings.append(Finding(Fault.COLUMNS, number))
            else:
                findings += read_time(row[0], pattern, row=number, dialect=self._dialect, zone=zone, now=now)
                if not row[1].strip():
                    findings.append(Finding(Fault.NO_CONTENT, number))
        return findings
