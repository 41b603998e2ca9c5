"""Buffer's bulk upload: headings in its own letters, every field quoted, pictures fetched from a public address."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import ClassVar

from ugc_studio.channels.schedulers.reading import read_rows, read_time
from ugc_studio.domain.scheduling import Dialect, Fault, Finding, SchedulePost, check_address, one_break

PATTERN = "%Y-%m-%d %H:%M"


class Buffer:
    """Writes and checks Buffer files; a row without a time goes into the queue."""

    id: ClassVar[str] = "buffer"

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    @property
    def dialect(self) -> Dialect:
        """The format as data."""
        return self._dialect

    def write(self, posts: Sequence[SchedulePost], *, day_first: bool = False) -> bytes:
        """Every field in quotes: a user's captions were cut at the first line break without them."""
        del day_first  # Buffer's dates begin with the year
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(self._dialect.columns)
        for post in posts:
            time = post.time.wall.strftime(PATTERN) if post.time else ""
            writer.writerow([one_break(post.text), post.image_url, ",".join(post.tags), time])
        return stream.getvalue().encode("utf-8")

    def check(self, data: bytes, *, zone: str, now: dt.datetime, day_first: bool = False) -> list[Finding]:
        """List what Buffer would refuse."""
        del day_first
        rows, findings = read_rows(data, mark_allowed=True)
        if any(finding.fault is Fault.NOT_UTF8 for finding in findings):
            return findings
        header = rows[0] if rows else []
        known = {*self._dialect.columns, *self._dialect.extra_columns}
        if not set(self._dialect.columns) <= set(header) or not set(header) <= known:
            return [*findings, Finding(Fault.HEADER_WRONG)]
        if self._dialect.max_rows is not None and len(rows) - 1 > self._dialect.max_rows:
            findings.append(Finding(Fault.TOO_MANY_ROWS))
        for number, row in enumerate(rows[1:], 1):
            if not any(row):
                findings.append(Finding(Fault.BLANK_ROW, number))
            elif len(row) != len(header):
                findings.append(Finding(Fault.COLUMNS, number))
            else:
                findings += self._check_row(dict(zip(header, row, strict=True)), number, zone, now)
        return findings

    def _check_row(self, row: dict[str, str], number: int, zone: str, now: dt.datetime) -> list[Finding]:
        findings: list[Finding] = []
        if not row["Text"].strip() and not row["Image URL"]:
            findings.append(Finding(Fault.NO_CONTENT, number))
        if row["Image URL"]:
            fault = check_address(row["Image URL"], self._dialect.media.extensions)
            if fault is not None:
                findings.append(Finding(fault, number))
        if row["Posting Time"]:
            findings += read_time(row["Posting Time"], PATTERN, row=number, dialect=self._dialect, zone=zone, now=now)
        return findings
