"""The doctor finds what is missing, changed or stray, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.builders import add_asset, new_library, sha
from ugc_studio.domain.errors import Stopped
from ugc_studio.domain.messages import _
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.doctor import CheckResult, Doctor, to_json
from ugc_studio.library.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with new_library(tmp_path) as opened:
        opened.write(lambda s: [add_asset(s, name) for name in ("a", "b")])
        for name in ("a", "b"):
            staged = opened.folder.incoming / name
            staged.write_bytes(name.encode())
            opened.originals.adopt(staged, sha256=sha(name), extension="jpg")
        yield opened


def examine(library: Library, *, deep: bool = False) -> dict[str, CheckResult]:
    return {result.name: result for result in Doctor(library).examine(RecordingContext(), deep=deep)}


def test_a_healthy_library(library: Library) -> None:
    library.back_up()
    results = examine(library, deep=True)
    assert all(result.ok for result in results.values())
    assert set(results) == {"database", "references", "search", "originals", "evidence", "stray files", "backups"}
    assert str(results["originals"].detail) == "2 originals are intact."
    document = to_json(list(results.values()))
    assert document["ok"] is True
    assert set(document["checks"][0]) >= {"name", "ok", "detail"}  # type: ignore[index]  # a list of checks


def test_missing_and_changed_originals_are_named(library: Library) -> None:
    first, second = (library.originals.path(sha(name), "jpeg") for name in ("a", "b"))
    first.unlink()
    second.write_bytes(b"B")
    assert [item.partition(":")[0] for item in examine(library)["originals"].items] == ["missing"]
    deep = examine(library, deep=True)["originals"]
    assert set(deep.items) == {f"missing: sha256:{sha('a')}", f"changed: sha256:{sha('b')}"}
    assert not deep.ok


def test_a_stray_file_is_listed_and_kept(library: Library) -> None:
    stray = library.originals.path(sha("stray"), "jpeg")
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"stray")
    found = examine(library)["stray files"]
    assert found.items == (stray.relative_to(library.folder.root).as_posix(),)
    assert found.ok
    assert stray.exists()


def test_broken_references_and_index_are_named(library: Library) -> None:
    library.run_outside(lambda s: s.db.execute("PRAGMA foreign_keys=OFF"))
    library.write(lambda s: s.db.execute("DELETE FROM batches"))
    library.write(lambda s: s.db.execute("DELETE FROM asset_text WHERE rowid = 1"))
    results = examine(library)
    assert not results["references"].ok
    assert results["search"].items == ("1",)
    library.write(lambda s: s.assets.reindex_all())
    assert examine(library)["search"].ok


def test_evidence_that_changed_is_named(library: Library) -> None:
    proof = library.write(lambda s: s.evidence.add_bytes(b"yes", extension="txt", kind="text"))
    assert examine(library)["evidence"].ok
    library.folder.evidence_file(proof.sha256, "txt").write_bytes(b"no!")
    assert examine(library)["evidence"].items == (f"changed: sha256:{proof.sha256}",)


def test_services_add_their_checks_and_a_stop_is_obeyed(library: Library) -> None:
    mine = CheckResult("ledger", ok=False, detail=_("Row 3 is broken."))
    results = Doctor(library, extra=[lambda: mine]).examine(RecordingContext())
    assert results[-1] is mine
    assert to_json(results)["ok"] is False
    context = RecordingContext()
    context.stop()
    with pytest.raises(Stopped):
        Doctor(library).examine(context)
