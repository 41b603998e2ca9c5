"""Pictures are read by several threads at once without stopping each other for good."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.corpus import jpeg

ROOT = Path(__file__).resolve().parents[3]
READ = """
import sys, threading
from pathlib import Path
from ugc_studio.desktop.grid.thumbnails import Picture, finished
from ugc_studio.desktop.viewer.loading import picture_of

file = Path(sys.argv[1])
data = file.read_bytes()
good = []

def files():
    good.append(all(finished(file, Picture("", 60, 45)) is not None for _ in range(400)))

def patches():
    good.append(all(picture_of(data) is not None for _ in range(400)))

threads = [threading.Thread(target=work) for work in (files, patches, files, patches)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(good)
"""


def test_thumbnails_and_patches_are_read_side_by_side(tmp_path: Path) -> None:
    file = tmp_path / "preview.jpg"
    file.write_bytes(jpeg(320, 240))
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.stdout.strip() == "[True, True, True, True]", done.stderr[-1000:]


def test_nothing_but_a_jpeg_is_read() -> None:
    from ugc_studio.desktop.viewer.loading import picture_of

    assert picture_of(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>') is None
    assert picture_of(b"") is None
    assert picture_of(jpeg(64, 48)) is not None
