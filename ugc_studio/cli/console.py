"""Everything that the command line prints goes through here.

Results go to standard output, remarks, errors and progress to standard error. With ``--json`` standard output holds
one JSON document and nothing else. Tables are drawn in a terminal and tab-separated in a pipe, so that other programs
need not guess where a column ends.
"""

from __future__ import annotations

import codecs
import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from ugc_studio.cli.output import to_json, visible
from ugc_studio.domain.messages import Text, Translator
from ugc_studio.jobs.runner import JobBody, JobHandle, T

if TYPE_CHECKING:
    from rich.console import Console as RichConsole


class Console:
    """Prints for one run of the program, in one language; the streams are those of the moment of printing."""

    def __init__(self, translator: Translator, *, json: bool = False, quiet: bool = False) -> None:
        self.translator = translator
        self.json = json
        self.quiet = quiet
        self._emitted = False

    def text(self, value: object) -> str:
        """Render a value as one safe piece of text; a plain string counts as foreign."""
        if isinstance(value, Text):
            return visible(self.translator(value), lines=True)
        return "" if value is None else visible(self.translator.show(value))

    def print(self, value: object = "", *, style: str = "") -> None:
        """Print one line of the result; with ``--json`` it becomes a remark."""
        if self.json:
            self.note(value)
        else:
            self._write(sys.stdout, self.text(value), style)

    def note(self, value: object, *, style: str = "") -> None:
        """Print a remark to standard error, unless ``--quiet``."""
        if not self.quiet:
            self._write(sys.stderr, self.text(value), style)

    def error(self, value: object) -> None:
        """Print one sentence to standard error, also with ``--quiet``."""
        self._write(sys.stderr, self.text(value), "red")

    def emit_json(self, value: object) -> None:
        """Print the one JSON document of this run; a second one would be a fault of the program."""
        if self._emitted:
            raise RuntimeError("a run prints one JSON document only")
        self._emitted = True
        indent = 2 if is_terminal(sys.stdout) else None
        foreign = not is_utf8(sys.stdout)  # a pipe on Windows: what it lacks would become an escape that JSON lacks
        sys.stdout.write(to_json(value, self.translator, indent=indent, ascii_only=foreign) + "\n")

    @property
    def emitted(self) -> bool:
        """Whether the JSON document of this run is out."""
        return self._emitted

    def table(self, columns: Sequence[Text | str], rows: Iterable[Sequence[object]]) -> None:
        """Print rows below their headings: drawn in a terminal, tab-separated in a pipe.

        A plain string among ``columns`` is a text marked with ``N_``; strings among ``rows`` are foreign.
        """
        if self.json:
            return  # the document says it all
        headings = [self.translator(column) for column in columns]
        if is_terminal(sys.stdout):
            self._draw_table(headings, ([self.text(cell) for cell in row] for row in rows))
            return
        sys.stdout.write("\t".join(headings) + "\n")
        for row in rows:
            sys.stdout.write("\t".join(map(self._field, row)) + "\n")

    def run_job(self, body: JobBody[T]) -> JobHandle[T]:
        """Run a job to its end in this thread, showing progress; Ctrl-C stops it at its next safe point.

        The handle holds the result (or raises what the job raised) and the problems of single items.
        """
        from ugc_studio.cli.progress import run_job  # rich's progress is heavy

        return run_job(body, self)

    def _field(self, cell: object) -> str:
        """A cell for other programs: numbers without separators, dates as ISO writes them, one line."""
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return str(cell)
        if isinstance(cell, dt.date):
            return cell.isoformat()
        return self.text(cell).replace("\n", "\\n")

    def _write(self, stream: TextIO, text: str, style: str) -> None:
        if style and is_coloured(stream):
            rich_console(stream).print(text, style=style, markup=False, highlight=False, emoji=False, soft_wrap=True)
        else:
            stream.write(text + "\n")

    def _draw_table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        from rich.table import Table
        from rich.text import Text as RichText

        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in headings:
            table.add_column(RichText(heading), overflow="fold")
        for row in rows:
            table.add_row(*map(RichText, row))
        rich_console(sys.stdout).print(table)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at the stream."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def is_utf8(stream: TextIO) -> bool:
    """Whether every letter can be written to the stream; one without an encoding keeps text."""
    encoding = getattr(stream, "encoding", None)
    return not encoding or codecs.lookup(encoding).name == "utf-8"


def is_coloured(stream: TextIO) -> bool:
    """Colour is for terminals, and not for those who said no (https://no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def rich_console(stream: TextIO) -> RichConsole:
    """A console of Rich on a stream; made when needed, because importing it costs as much as a whole short command."""
    from rich.console import Console as RichConsole

    return RichConsole(file=stream, no_color=not is_coloured(stream), highlight=False, markup=False, emoji=False)
