"""Says whether a library is whole: the doctor reads every byte of it."""

from __future__ import annotations

from pathlib import Path

from ugc_studio.app.bootstrap import open_studio
from ugc_studio.desktop.program import Program
from ugc_studio.jobs.context import RecordingContext


def close(program: Program) -> None:
    """Close the window as its own button does, and the library behind it."""
    program.window.close()
    program.close()


def assert_healthy(folder: Path) -> None:
    """Open a closed library for writing, as the next start does, and have everything checked."""
    studio = open_studio(folder, actor="Manon Leroy")
    try:
        assert studio.library.writable
        found = studio.maintenance.examine(RecordingContext(), deep=True)
        assert [str(result.detail) for result in found if not result.ok] == []
        assert [item for result in found if result.name == "stray files" for item in result.items] == []
    finally:
        studio.close()


def names_in(folder: Path) -> set[str]:
    """The names of the files that are present in a closed library."""
    studio = open_studio(folder, actor="Manon Leroy")
    try:
        with studio.library.read() as session:
            rows = session.db.execute(
                "SELECT o.source_path FROM occurrences o JOIN assets a ON a.id = o.asset_id WHERE a.state = 'present'"
            )
            return {Path(row[0]).name for row in rows}
    finally:
        studio.close()
