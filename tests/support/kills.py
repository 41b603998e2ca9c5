"""``python -m tests.support.kills``: stop a program at every write while it records, approves, withdraws and erases.

Run by hand it stops at each write of each kind; the suite stops at some (``tests/services/consent/test_kills.py``).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.services.consent.world import World, sha_of
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.journal import last_journal_lines, read_head
from ugc_studio.library.ledger import row_from_line
from ugc_studio.library.session import Session

ROOT = Path(__file__).resolve().parents[2]
CALLS = ("pwrite64", "write", "fdatasync", "fsync", "rename", "unlink", "ftruncate")
"""Every way in which the program changes what is on the disk."""
SECRET = "Zoé Dubois"
ACTS = """
import sys
from pathlib import Path
from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType

world = World(Path(sys.argv[1]), role="legal")
recorder, proof = world.studio.consent.recorder, Path(sys.argv[2])

def done(act, events):
    lines = world.studio.consent.reader.lines(events)
    print(act, *(f"{line.event.seq}:{line.hash}" for line in lines), flush=True)

def answer(act, kind, photos, **said):
    from ugc_studio.domain.consent import Instrument
    from ugc_studio.services.consent.recording import Answer
    said = {"by": "@zoe", "instrument": Instrument.LICENCE, **said}
    done(act, recorder.answer(Answer(kind, photos, **said)))

with world.studio.library.read() as session:
    notice = session.register.notices()[-1].uuid
print("open", flush=True)
answer("record", EventType.GIVEN, [2], notice=notice, evidence="email", message="Oui", files=[proof])
done("approve", recorder.decide(EventType.APPROVED, assets=[2], about="grant", reason="Vu"))
answer("withdraw", EventType.WITHDRAWN, [2], reason="Je ne veux plus")
with world.studio.library.read() as session:
    party = session.parties.resolve("@zoe").uuid
eraser = world.studio.consent.eraser
eraser.erase(eraser.preview(parties=(party,)).erasure)
print("erase", flush=True)
world.close()
print("closed", flush=True)
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """At which call of which kind the program is killed."""

    call: str
    number: int


def prepare(folder: Path) -> Path:
    """A library with an author's cleared and published photos, a kept backup, and a proof to record."""
    folder.mkdir(parents=True, exist_ok=True)
    world = World(folder / "library")
    one, other = world.photos("one", "other")
    world.studio.library.write(lambda session: _complete(session, {one: "one", other: "other"}))
    author = world.person(SECRET, handle="@zoe")
    world.taken_by([one, other], author)
    world.licence([one], author, world.notice())
    world.publish(one)
    world.studio.maintenance.back_up()
    world.close()
    (folder / "proof.eml").write_text(f"{SECRET}: oui", "utf-8")
    return folder


def _complete(session: Session, photos: dict[int, str]) -> None:
    """What an import notes too, so that the doctor finds a whole library."""
    for photo, name in photos.items():
        session.db.execute("UPDATE assets SET bytes = ? WHERE id = ?", (len(name), photo))
    session.assets.reindex(list(photos))


def run(folder: Path, *, tracing: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Do the acts, under a tracer that may kill at some call."""
    command = [sys.executable, "-B", "-c", ACTS, str(folder / "library"), str(folder / "proof.eml")]
    return subprocess.run([*tracing, *command], cwd=ROOT, capture_output=True, text=True, check=False)


def count(folder: Path) -> dict[str, int]:
    """How often an undisturbed run makes each call."""
    trace = folder / "trace"
    done = run(folder, tracing=["strace", "-f", "-qq", "-c", "-o", str(trace), "-e", f"trace={','.join(CALLS)}"])
    if done.returncode:
        raise RuntimeError(done.stderr)
    rows = re.findall(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$", trace.read_text("utf-8"), re.M)
    return {name: int(number) for number, name in rows if name in CALLS}


def stopped(template: Path, folder: Path, stop: Stop) -> list[str]:
    """Kill the acts at one call, open the library again, and name everything that is wrong."""
    shutil.copytree(template, folder)
    fault = f"inject={stop.call}:signal=KILL:when={stop.number}"
    tracing = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={stop.call}", "-e", fault]
    said = [line.split() for line in run(folder, tracing=tracing).stdout.splitlines() if line]
    world = World(folder / "library", role="legal")
    try:
        return [f"{stop}: {fault}" for fault in faults(world, said)]
    finally:
        world.close()


def faults(world: World, said: Sequence[Sequence[str]]) -> list[str]:
    """What was confirmed is there, the chain is whole, every head is the same, and the doctor finds nothing."""
    found = []
    library, folder = world.studio.library, world.studio.library.folder
    verified = world.studio.ledger.verify()
    if not verified.ok:
        found.append(f"the chain: {verified.text}")
    with library.read() as session:
        head = session.ledger.head()
        rows = {row.seq: row.hash for row in session.ledger.rows()}
        uses = session.uses.takedowns(state=None)
    journal = row_from_line(last_journal_lines(folder)[-1])
    if not head == read_head(folder.head) == (journal.seq, journal.hash):
        found.append(f"heads differ: {head}, {read_head(folder.head)}, {journal.seq}")
    confirmed = {words[0] for words in said}
    for words in said:
        for word in words[1:]:
            seq, _colon, value = word.partition(":")
            if rows.get(int(seq)) != value:
                found.append(f"{words[0]} was confirmed and is gone: {word}")
    if "withdraw" in confirmed and world.ask(2).cleared:
        found.append("withdrawn and still cleared")
    if "erase" in confirmed and not uses:
        found.append("erased, and nothing says that it has to come down")
    if erased(world):
        left = [path.name for path in folder.root.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
        left += [path.name for path in folder.originals.rglob("*") if path.is_file()]
        if left:
            found.append(f"erased, and still there: {left}")
    elif "erase" in confirmed:
        found.append("the erasure was confirmed and is not in the ledger")
    results = world.studio.maintenance.examine(RecordingContext(), deep=True)
    found += [f"doctor: {one.name}: {one.items}" for one in results if not one.ok]
    return found


def erased(world: World) -> bool:
    """Whether the ledger says that the photo was erased."""
    with world.studio.library.read() as session:
        return any(event.type.value == "erased" for event in session.ledger.of_asset(sha_of("one")))


def main() -> int:
    """Stop at every write; print what is wrong."""
    parser = argparse.ArgumentParser(prog="tests.support.kills")
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth write")
    options = parser.parse_args()
    wrong = stops = 0
    with tempfile.TemporaryDirectory(prefix="ugc-kills-") as scratch:
        template = prepare(Path(scratch, "template"))
        counts = count(shutil.copytree(template, Path(scratch, "counting")))
        print(counts, flush=True)
        for call, number in counts.items():
            for at in range(1, number + 1, options.every):
                folder = Path(scratch, "killed")
                stops += 1
                for fault in stopped(template, folder, Stop(call, at)):
                    wrong += 1
                    print(fault, flush=True)
                shutil.rmtree(folder)
    print(f"{stops} stops, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
