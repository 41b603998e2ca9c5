"""The log behind "details are in the log": written, kept short, and never a reason to fail."""

from __future__ import annotations

import logging
from pathlib import Path

from ugc_studio.app.logging import LARGEST, logging_to


def test_a_warning_is_in_the_file_with_its_time_in_utc(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "ugc-studio.log"
    with logging_to(file):
        logging.getLogger("ugc_studio.media").warning("odd file %s", "a\udcff.jpg")
        logging.getLogger("ugc_studio.media").info("not worth keeping")
    line = file.read_text("utf-8")
    assert line.endswith("Z WARNING ugc_studio.media: odd file a\\udcff.jpg\n")


def test_a_large_log_starts_anew_and_is_kept_once(tmp_path: Path) -> None:
    file = tmp_path / "ugc-studio.log"
    file.write_bytes(b"x" * (LARGEST + 1))
    with logging_to(file):
        logging.getLogger("ugc_studio").error("new")
    assert file.stat().st_size < 100
    assert file.with_suffix(".old.log").stat().st_size == LARGEST + 1


def test_without_a_place_to_write_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with logging_to(tmp_path / "file" / "ugc-studio.log") as logger:
        logger.error("lost")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
