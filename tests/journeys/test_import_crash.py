"""Killing an import at any moment and doing it again gives the library of an undisturbed import."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests import corpus
from tests.support.digest import library_digest

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 10
IMPORT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from ugc_studio.jobs.context import RecordingContext
    from ugc_studio.library.library import Library
    from ugc_studio.services.importing import ImportService
    from ugc_studio.services.importing import running
    from ugc_studio.media.workers import DecodePool

    def main():
        running.GROUP_ITEMS = 5  # several transactions even in a small import
        folder, source = map(Path, sys.argv[1:])
        with (Library.open if (folder / "library.db").exists() else Library.create)(folder) as library:
            print("ready", flush=True)
            service = ImportService(library, make_pool=lambda: DecodePool(1))
            report = service.run([source], context=RecordingContext())
            assert report.reconciles
            print("done", report.seen, flush=True)

    if __name__ == "__main__":
        main()
    """
)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("script") / "import_once.py"
    path.write_text(IMPORT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty photos with copies, companions, posts and a bad file."""
    folder = tmp_path_factory.mktemp("photos")
    rows = ["url,author,caption,photo,likes,consent"]
    for seed in range(40):
        (folder / f"{seed:02d}.jpg").write_bytes(corpus.jpeg(480, 360, seed))
        post, author = seed // 2, f"@person{seed % 7}"
        answer = "yes" if seed % 3 else ""
        rows.append(f"https://instagram.com/p/{post}/,{author},Post {post},{seed:02d}.jpg,{seed},{answer}")
    for seed in (3, 8):
        shutil.copy(folder / f"{seed:02d}.jpg", folder / f"copy-{seed}.jpg")
    (folder / "04.mov").write_bytes(b"film of 4")
    (folder / "bad.jpg").write_bytes(b"")
    (folder / "posts.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def start(script: Path, library: Path, source: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(script), str(library), str(source)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


def run(script: Path, library: Path, source: Path) -> None:
    process = start(script, library, source)
    out, _err = process.communicate(timeout=120)
    assert process.returncode == 0, out


def kill(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)


def wait_for_files(process: subprocess.Popen[str], folder: Path, count: int, *, extra: float) -> None:
    """Return a moment after so many originals are in place; files come before rows, so this is in between."""
    until = time.monotonic() + 60
    while sum(1 for path in folder.rglob("*") if path.is_file()) < count and process.poll() is None:
        assert time.monotonic() < until
    time.sleep(extra)  # the moment of the kill is what is tested


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_killed_import_is_completed_by_the_next_one(script: Path, source: Path, tmp_path: Path) -> None:
    run(script, tmp_path / "undisturbed", source)
    expected = library_digest(tmp_path / "undisturbed")
    assert len(expected["assets"]) == 40
    assert len(expected["posts"]) == 20
    dice = random.Random(20260818)
    for moment in range(MOMENTS):
        library = tmp_path / f"killed-{moment}"
        process = start(script, library, source)
        assert process.stdout is not None
        process.stdout.readline()  # the library is open
        there = dice.randrange(0, 40)
        wait_for_files(process, library / "originals", there, extra=dice.uniform(0, 0.02))
        kill(process)
        run(script, library, source)
        assert library_digest(library) == expected, f"killed with {there} files in place"
        assert not list((library / "incoming").iterdir())
        shutil.rmtree(library)
