"""Walking folders: what is a candidate, what stays beside it, and what is never opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ugc_studio.domain.imports import ImportCode, LeftOut, original_path, printable_path
from ugc_studio.importers.base import Candidate, Companion, ImporterOptions, SourceView
from ugc_studio.importers.folder import FolderImporter


def look(path: Path, **options: object) -> tuple[list[Candidate], list[LeftOut], list[Companion]]:
    """The findings of a folder, by kind."""
    found = list(FolderImporter().candidates(SourceView.of(path), ImporterOptions(**options)))  # type: ignore[arg-type]  # options by name
    return (
        [each for each in found if isinstance(each, Candidate)],
        [each for each in found if isinstance(each, LeftOut)],
        [each for each in found if isinstance(each, Companion)],
    )


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_nested_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    touch(tmp_path / "b.jpg", tmp_path / "a" / "z.png", tmp_path / "a" / "b" / "c.heic", tmp_path / "no-ending")
    candidates, left_out, _companions = look(tmp_path)
    assert [each.path.relative_to(tmp_path).as_posix() for each in candidates] == [
        "b.jpg", "no-ending", "a/z.png", "a/b/c.heic",
    ]  # fmt: skip
    assert not left_out
    assert [each.expected for each in candidates] == [True, False, True, True]


def test_links_are_left_out_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    touch(outside / "secret.jpg")
    source = tmp_path / "source"
    touch(source / "a.jpg")
    (source / "link.jpg").symlink_to(outside / "secret.jpg")
    (source / "folder").symlink_to(outside)
    (source / "loop").symlink_to(source)
    candidates, left_out, _companions = look(source)
    assert [each.path.name for each in candidates] == ["a.jpg"]
    assert sorted((Path(each.problem.path).name, each.problem.code) for each in left_out) == [
        ("folder", "symlink"), ("link.jpg", "symlink"), ("loop", "symlink"),
    ]  # fmt: skip


def test_system_and_hidden_files_are_counted_as_left_out(tmp_path: Path) -> None:
    touch(tmp_path / ".DS_Store", tmp_path / "Thumbs.db", tmp_path / "._a.jpg", tmp_path / ".hidden.jpg")
    touch(tmp_path / "desktop.ini", tmp_path / ".git" / "x.jpg", tmp_path / "__MACOSX" / "a.jpg", tmp_path / "a.jpg")
    candidates, left_out, _companions = look(tmp_path)
    assert [each.path.name for each in candidates] == ["a.jpg"]
    codes = {Path(each.problem.path).name: each.problem.code for each in left_out}
    assert codes == {
        ".DS_Store": "system_file",
        "Thumbs.db": "system_file",
        "._a.jpg": "system_file",
        "desktop.ini": "system_file",
        ".hidden.jpg": "hidden_file",
        ".git": "hidden_folder",
        "__MACOSX": "hidden_folder",
    }


def test_sidecars_and_the_films_of_live_photos_stay_with_their_photo(tmp_path: Path) -> None:
    touch(*(tmp_path / name for name in ("IMG_1.HEIC", "img_1.mov", "a.jpg", "a.xmp", "a.jpg.json", "a.aae", "b.mov")))
    candidates, _left_out, loose = look(tmp_path)
    beside = {each.path.name: sorted((c.path.name, c.role) for c in each.companions) for each in candidates}
    assert beside == {
        "IMG_1.HEIC": [("img_1.mov", "live_movie")],
        "a.jpg": [("a.aae", "sidecar"), ("a.jpg.json", "sidecar"), ("a.xmp", "sidecar")],
        "b.mov": [],
    }
    assert not loose


def test_a_pipe_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    candidates, left_out, _companions = look(tmp_path)
    assert not candidates
    assert [each.problem.code for each in left_out] == ["not_regular"]


def test_a_folder_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    touch(closed / "a.jpg", tmp_path / "z.jpg")
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):  # root may read everything: take the folder away instead
            walker = FolderImporter().candidates(SourceView.of(tmp_path), ImporterOptions())
            first = next(walker)
            closed.chmod(0o700)
            (closed / "a.jpg").unlink()
            closed.rmdir()
            rest = [first, *walker]
            assert [each.problem.code for each in rest if isinstance(each, LeftOut)] == ["vanished_folder"]
            return
        _candidates, left_out, _companions = look(tmp_path)
        assert [each.problem.code for each in left_out] == ["unreadable_folder"]
    finally:
        if closed.exists():
            closed.chmod(0o700)


def test_the_library_itself_is_left_out(tmp_path: Path) -> None:
    touch(tmp_path / "library" / "originals" / "a.jpg", tmp_path / "b.jpg")
    candidates, left_out, _companions = look(tmp_path, exclude=frozenset({tmp_path / "library"}))
    assert [each.path.name for each in candidates] == ["b.jpg"]
    assert [each.problem.code for each in left_out] == [ImportCode.OWN_LIBRARY.value]


def test_a_very_deep_tree_ends_with_a_reason(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    depth = 900
    try:
        for _ in range(depth):
            os.mkdir("d" * 5, dir_fd=here)
            deeper = os.open("d" * 5, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
    finally:
        os.close(here)
    _candidates, left_out, _companions = look(tmp_path)
    assert [each.problem.code for each in left_out] == ["path_too_long"]


@pytest.mark.parametrize(
    "name",
    [
        b"caf\xc3\xa9.jpg",
        b"line\nbreak.jpg",
        b"right\xe2\x80\xaeleft.jpg",
        b"latin-\xe9.jpg",
        b"back\\x41slash.jpg",
        b"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7.jpg",
        b"n" * 251 + b".jpg",
    ],
)
def test_odd_names_can_be_stored_shown_and_turned_back(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    touch(path)
    candidates, _left_out, _companions = look(tmp_path)
    shown = candidates[0].name
    assert shown.encode("utf-8")
    assert shown.replace("\u200d", "").isprintable()
    assert Path(original_path(shown)) == path
    assert printable_path(Path(original_path(shown))) == shown
