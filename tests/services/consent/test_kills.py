"""kill -9 at a write while somebody records, approves, withdraws and erases: what was confirmed is there afterwards.

``python -m tests.support.kills`` stops at every write; here are some of each kind, drawn from a seed.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.services.consent.world import World
from tests.support.kills import Stop, count, faults, prepare, run, stopped

SHARES = {"pwrite64": 4, "fdatasync": 3, "fsync": 3, "rename": 2, "unlink": 2, "ftruncate": 1, "write": 2}
"""How many stops at each kind of write."""


@pytest.mark.needs("strace")
@pytest.mark.timeout(300)
def test_what_was_confirmed_survives_a_kill_at_any_write(tmp_path: Path) -> None:
    template = prepare(tmp_path / "template")
    counts = count(shutil.copytree(template, tmp_path / "counting"))
    assert set(counts) == set(SHARES)
    dice = random.Random(20261124)
    for call, share in SHARES.items():
        for number in dice.sample(range(1, counts[call] + 1), min(share, counts[call])):
            folder = tmp_path / f"{call}-{number}"
            assert stopped(template, folder, Stop(call, number)) == []
            shutil.rmtree(folder)


def test_an_undisturbed_run_confirms_all_of_it(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "library")
    said = [line.split() for line in run(folder).stdout.splitlines()]
    assert [words[0] for words in said] == ["open", "record", "approve", "withdraw", "erase", "closed"]
    world = World(folder / "library", role="legal")
    assert faults(world, said) == []
    world.close()


def test_an_erasure_that_was_cut_off_is_carried_out_at_the_next_start(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "library")
    world = World(folder / "library", role="legal")
    with world.studio.library.read() as session:
        zoe = session.parties.resolve("@zoe").uuid
    eraser = world.studio.consent.eraser
    erasure = eraser.preview(parties=(zoe,)).erasure
    kept = {path: path.read_bytes() for path in (folder / "library" / "originals").rglob("*") if path.is_file()}
    eraser.erase(erasure)
    files = [path for path in kept if not path.exists()]
    assert files
    for path in files:  # as if the program had been killed between the commit and this
        path.write_bytes(kept[path])
    doomed = world.studio.library.write(lambda session: session.erasures.files(erasure, today="2026-09-01"))
    world.studio.library.write(lambda session: session.erasures.begin(erasure, doomed))
    world.close()
    World(folder / "library").close()
    assert not [path for path in files if path.exists()]
