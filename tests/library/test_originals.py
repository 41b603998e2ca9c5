"""Originals come in by rename, once, and are never written again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ugc_studio.domain.errors import UsageError
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.originals import FileState, OriginalStore, PreviewStore, Staged


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    folder = LibraryFolder(tmp_path / "library")
    folder.incoming.mkdir(parents=True)
    return folder


def stage(folder: LibraryFolder, name: str, data: bytes) -> Staged:
    path = folder.incoming / name
    path.write_bytes(data)
    return Staged(path, hashlib.sha256(data).hexdigest(), ".jpg")


def test_a_staged_file_moves_to_its_place(folder: LibraryFolder) -> None:
    store = OriginalStore(folder)
    one, two = stage(folder, "1", b"one"), stage(folder, "2", b"two")
    places = store.adopt_many([one, two])
    assert [place.read_bytes() for place in places] == [b"one", b"two"]
    assert list(folder.incoming.iterdir()) == []
    assert places[0] == store.path(one.sha256, "jpeg") == store.find(one.sha256)
    assert store.verify(one.sha256, "jpeg", size=3) is FileState.INTACT
    assert sorted(store.files()) == sorted(places)


def test_adopting_again_changes_nothing(folder: LibraryFolder) -> None:
    store = OriginalStore(folder)
    first = store.adopt_many([stage(folder, "1", b"one")])[0]
    inode = first.stat().st_ino
    again = stage(folder, "2", b"one")
    assert store.adopt_many([again]) == [first]
    assert store.adopt_many([again]) == [first]  # the staged file is gone, the original is there: a repeated step
    assert first.stat().st_ino == inode
    assert list(folder.incoming.iterdir()) == []


def test_a_damaged_original_is_healed_by_the_same_photo(folder: LibraryFolder) -> None:
    store = OriginalStore(folder)
    item = stage(folder, "1", b"one")
    place = store.adopt_many([item])[0]
    place.write_bytes(b"0ne")
    assert store.verify(item.sha256, "jpeg", size=3, deep=False) is FileState.INTACT
    assert store.verify(item.sha256, "jpeg") is FileState.CHANGED
    store.adopt_many([stage(folder, "2", b"one")])
    assert store.verify(item.sha256, "jpeg") is FileState.INTACT


def test_missing_and_removed_originals_are_told(folder: LibraryFolder) -> None:
    store = OriginalStore(folder)
    item = stage(folder, "1", b"one")
    assert store.verify(item.sha256, "jpeg") is FileState.MISSING
    store.adopt_many([item])
    store.remove(item.sha256, "jpeg")
    store.remove(item.sha256, "jpeg")
    assert store.find(item.sha256) is None


@pytest.mark.parametrize("sha256", ["", "../../../etc/passwd", "A" * 64, "0" * 63])
def test_nothing_is_placed_outside_the_library(folder: LibraryFolder, sha256: str) -> None:
    staged = folder.incoming / "x"
    staged.write_bytes(b"x")
    with pytest.raises(UsageError):
        OriginalStore(folder).adopt(staged, sha256=sha256, extension="jpg")
    with pytest.raises(UsageError):
        OriginalStore(folder).adopt(staged, sha256="0" * 64, extension="jpg/../../x")
    assert staged.exists()


def test_previews_are_a_cache(folder: LibraryFolder) -> None:
    store = PreviewStore(folder)
    assert store.get("0" * 64, recipe="p1", size=512) is None
    place = store.put("0" * 64, recipe="p1", size=512, data=b"jpeg")
    assert store.get("0" * 64, recipe="p1", size=512) == place
    assert place.read_bytes() == b"jpeg"
    store.put("0" * 64, recipe="p1", size=1080, data=b"jpeg")
    assert store.remove("0" * 64) == 2
    assert store.get("0" * 64, recipe="p1", size=512) is None
