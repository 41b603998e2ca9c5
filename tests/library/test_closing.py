"""Closing a library while another thread reads: the read comes to its end, and none begins any more."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ugc_studio.domain.errors import LibraryError
from ugc_studio.library.library import Library


def test_a_read_that_was_begun_comes_to_its_end_before_the_library_closes(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "library")
    reading, go_on = threading.Event(), threading.Event()
    seen: list[int] = []

    def read() -> None:
        with library.read() as session:
            reading.set()
            go_on.wait(20)
            seen.append(session.assets.count())

    reader = threading.Thread(target=read)
    reader.start()
    assert reading.wait(20)
    closing = threading.Thread(target=library.close)
    closing.start()
    closing.join(0.1)
    assert closing.is_alive()
    go_on.set()
    closing.join(20)
    reader.join(20)
    assert seen == [0]


def test_nothing_is_read_of_a_closed_library(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "library")
    with library.read() as session:
        assert session.assets.count() == 0
    library.close()
    with pytest.raises(LibraryError, match="closed"), library.read():
        pass
