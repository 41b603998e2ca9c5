"""kill -9 and failing disks: what was reported as saved is there, and the library opens as if nothing had happened."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.library.builders import new_library
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.doctor import Doctor
from ugc_studio.library.library import Library

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from tests.library.builders import add_asset
from ugc_studio.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    print("open", flush=True)
    for number in range(int(sys.argv[3])):
        name = f"{sys.argv[2]}-{number}"
        library.write(lambda session: add_asset(session, name, caption="word " * 50))
        print(name, flush=True)
"""


def saved(root: Path) -> set[str]:
    with Library.open(root) as library:
        results = Doctor(library).examine(RecordingContext())
        assert [result.name for result in results if not result.ok and result.name != "originals"] == []
        with library.read() as session:
            rows = session.db.execute("SELECT source_path FROM occurrences").fetchall()
    return {row[0].removeprefix("photos/").removesuffix(".jpg") for row in rows}


def test_a_killed_writer_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    new_library(tmp_path).close()
    root = tmp_path / "library"
    chance = random.Random(7)
    reported: set[str] = set()
    for run in range(4):
        arguments = [sys.executable, "-c", WRITER, str(root), f"run{run}", "100000"]
        with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            for _number in range(chance.randrange(3, 40)):
                reported.add(process.stdout.readline().strip())
            process.kill()
            reported.update(line.strip() for line in process.stdout if line.endswith("\n"))
        found = saved(root)
        assert reported <= found
        assert len(found - reported) <= run + 1  # committed, but killed before it could say so


@pytest.mark.needs("strace")
@pytest.mark.parametrize("fault", ["fdatasync:signal=KILL:when=5", "pwrite64:signal=KILL:when=70"])
def test_a_kill_in_the_middle_of_a_commit_is_harmless(tmp_path: Path, fault: str) -> None:
    done = under_fault(tmp_path, fault)
    assert done.returncode != 0
    reported = set(done.stdout.split()) - {"open"}
    found = saved(tmp_path / "library")
    assert reported <= found
    assert len(found - reported) <= 1


@pytest.mark.needs("strace")
@pytest.mark.parametrize("fault", ["fdatasync:error=EIO:when=4+", "pwrite64:error=ENOSPC:when=80+"])
def test_a_failing_disk_is_told_in_a_sentence(tmp_path: Path, fault: str) -> None:
    done = under_fault(tmp_path, fault)
    assert done.returncode != 0
    assert "Nothing was lost" in done.stderr
    reported = set(done.stdout.split()) - {"open"}
    assert reported
    assert reported <= saved(tmp_path / "library")


def under_fault(tmp_path: Path, fault: str) -> subprocess.CompletedProcess[str]:
    """Run the writer while the system fails a certain call."""
    new_library(tmp_path).close()
    call = fault.partition(":")[0]
    arguments = ["strace", "-f", "-qq", "-o", str(tmp_path / "trace"), "-e", f"trace={call}", "-e", f"inject={fault}"]
    return subprocess.run(
        [*arguments, sys.executable, "-c", WRITER, str(tmp_path / "library"), "run", "200"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
