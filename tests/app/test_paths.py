"""Which library is opened, and that the settings survive it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ugc_studio.app import paths


def test_the_named_library_wins_then_the_environment_then_the_last_one(tmp_path: Path) -> None:
    last = tmp_path / 'été "2026" \\ 👩‍👩‍👧'
    assert paths.library_folder(None, {}) == paths.default_library()
    paths.remember_library(last)
    assert paths.library_folder(None, {}) == last
    assert paths.library_folder(None, {"UGC_STUDIO_LIBRARY": "/e"}) == Path("/e")
    assert paths.library_folder(Path("/n"), {"UGC_STUDIO_LIBRARY": "/e"}) == Path("/n")
    paths.settings_file().unlink()


def test_remembering_a_library_keeps_the_other_settings(tmp_path: Path) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('language = "fr"\nlast_library = "/old"\n\n[window]\nwidth = 900\n', "utf-8")
    paths.remember_library(tmp_path)
    assert paths.settings() == {"last_library": str(tmp_path), "language": "fr", "window": {"width": 900}}
    file.unlink()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"= broken", b"last_library = 3\n"])
def test_spoilt_settings_count_as_none(content: bytes) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    assert paths.library_folder(None, {}) == paths.default_library()
    file.unlink()
