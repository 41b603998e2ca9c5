"""The gate in a large library, beside the obvious way: fold the whole ledger from the start for each question.

The generated library has real events: for each photo an author stated, people looked at, a grant with proof; for some
also requests, replies, refusals, people shown, and near-duplicates. The obvious way reads and folds every row of the
ledger once and then answers (what a program without look-up keys does at its first verdict).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import shutil
import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.libraries import bench_folder
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId, AssetKind
from ugc_studio.domain.consent import EventType, Role, Scope, Use
from ugc_studio.domain.events import EventDraft, Proof
from ugc_studio.domain.galleries import UseParts
from ugc_studio.library.assets import NewAsset
from ugc_studio.library.evidence import TEXT_PROOF
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session

NAME = "gate"
VERSION = 2
BRAND = "00000000-0000-4000-8000-000000000001"
NOTICE = "00000000-0000-4000-8000-0000000000aa"
SCOPE = Scope(
    media=frozenset({"organic_social", "website"}),
    territories=frozenset({"FR", "BE"}),
    start=dt.date(2026, 1, 1),
    end=dt.date(2028, 12, 31),
    brands=frozenset({BRAND}),
)
USE = Use(
    channel="instagram_feed",
    medium="organic_social",
    brand=BRAND,
    territories=frozenset({"FR"}),
    publish_at=dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC),
    live_until=dt.date(2027, 6, 30),
    on=dt.date(2026, 11, 24),
)
GROUP = 2000
GALLERY = "Five hundred"
EXPORTS = ("web", "bundle", "hootsuite")


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Medians in milliseconds for one clearance, a plan of 500, and a first verdict after opening."""
    parser = argparse.ArgumentParser(prog="bench gate")
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--small", type=int, nargs=2, default=[20_000, 50_000], metavar=("ASSETS", "EVENTS"))
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args(arguments)
    large = consent_library(options.assets, options.events)
    small = consent_library(*options.small)
    figures: dict[str, Any] = {"assets": options.assets, "small": options.small}
    studio = open_studio(large, create=False)
    try:
        figures["events"] = _events(studio.library)
        _make_gallery(studio, options.assets)
        figures["export_first_ms"] = _timed(lambda: _plan(studio, "web"))
        figures["export_ms"] = {name: _median(lambda name=name: _plan(studio, name), 5) for name in EXPORTS}  # type: ignore[misc]  # a default binds the loop's value
        figures |= _asked(studio.consent.clearances, options.assets, options.rounds)
        figures["whole_ledger_ms"] = _median(lambda: _fold_everything(studio.library), 2)
    finally:
        studio.library.close()
    figures["opening_ms"] = _median(lambda: _open_and_ask(small, options.small[0]), 5)
    return figures


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures as text."""
    whole = figures["whole_ledger_ms"]
    small_assets, small_events = figures["small"]
    return [
        f"{figures['assets']:,} photos, {figures['events']:,} events; {figures['cleared']} of 500 cleared",
        f"one clearance             {figures['one_ms']:8.2f} ms, p95 {figures['one_p95_ms']:.2f} (under 2)",
        f"500 clearances            {figures['plan_ms']:8.1f} ms (under 300)",
        *(f"plan of 500 {f'({name})':13} {ms:8.1f} ms (under 300)" for name, ms in figures["export_ms"].items()),
        f"  the first one, with all that it loads: {figures['export_first_ms']:.0f} ms",
        f"reading the whole ledger  {whole:8.1f} ms (the obvious way), {whole / figures['one_ms']:.0f} clearances long",
        f"opening and first verdict {figures['opening_ms']:8.1f} ms (under 1,000)",
        f"  in a library of {small_assets:,} photos and {small_events:,} events",
    ]


def _make_gallery(studio: Studio, assets: int) -> None:
    """A gallery of 500 photos from all over the library, if it is not there yet."""
    if GALLERY not in {gallery.name for gallery in studio.curation.galleries()}:
        studio.curation.create(GALLERY, UseParts(brand=BRAND, territories=("FR",), live_until=USE.live_until))
        studio.curation.add(GALLERY, [AssetId(row) for row in random.Random(7).sample(range(1, assets + 1), 500)])


def _plan(studio: Studio, exporter: str) -> None:
    """Plan an export of that gallery, as the window does whenever something is changed."""
    channel = None if exporter == "web" else "instagram_feed"
    plan = studio.exporting.plan(GALLERY, exporter, UseParts(channel=channel))
    if len(plan.items) != 500:
        raise AssertionError("the plan left photos out")


def _asked(clearances: Callable[..., dict[int, Any]], assets: int, rounds: int) -> dict[str, Any]:
    chance = random.Random(7)
    clearances([1], USE)
    ones = [_timed(lambda: clearances([chance.randrange(1, assets + 1)], USE)) for _ in range(rounds)]
    plans, cleared = [], 0
    for _ in range(5):
        ids = chance.sample(range(1, assets + 1), 500)
        started = time.perf_counter()
        verdicts = clearances(ids, USE)
        plans.append((time.perf_counter() - started) * 1000)
        cleared = sum(verdict.cleared for verdict in verdicts.values())
    return {
        "one_ms": statistics.median(ones),
        "one_p95_ms": sorted(ones)[int(len(ones) * 0.95)],
        "plan_ms": statistics.median(plans),
        "cleared": cleared,
    }


def _open_and_ask(folder: Path, assets: int) -> None:
    studio = open_studio(folder, create=False)
    try:
        studio.consent.clearance(assets // 2, USE)
    finally:
        studio.library.close()


def _fold_everything(library: Library) -> None:
    with library.read() as session:
        for row in session.ledger.rows():
            row.event()


def _events(library: Library) -> int:
    with library.read() as session:
        return session.ledger.head()[0]


def _median(call: Callable[[], object], rounds: int) -> float:
    return statistics.median(_timed(call) for _ in range(rounds))


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


# ---------------------------------------------------------------------- the generated library


def consent_library(assets: int, events: int) -> Path:
    """A library with real ledger events, made if it is not there yet."""
    root = bench_folder() / f"consent-{assets}-{events}-v{VERSION}"
    stamp = root / "made.json"
    if not stamp.exists():
        shutil.rmtree(root, ignore_errors=True)
        with Library.create(root) as library:
            library.write(_register)
            made = 0
            for start in range(1, assets + 1, GROUP):
                ids = range(start, min(start + GROUP, assets + 1))
                share = events * (ids[-1]) // assets
                made += library.write(lambda session, ids=ids, wanted=share - made: _fill(session, ids, wanted))  # type: ignore[misc]  # defaults bind the loop's values
            library.write(_relate)
        stamp.write_text(json.dumps({"events": made}), "utf-8")
    return root


def _actor() -> Actor:
    return Actor("bench", Role.EDITOR, str(uuid.UUID(int=1)))


def _register(session: Session) -> None:
    session.register.add_brand("Maison", uuid=BRAND)
    for number in range(1, 501):
        session.parties.create("creator", handle=f"@guest{number}", uuid=str(uuid.UUID(int=number)))
    drafts = [EventDraft(EventType.NOTICE_ISSUED, notice=NOTICE, scope=SCOPE)]
    drafts += [
        EventDraft(EventType.PARTY_DESCRIBED, party=str(uuid.UUID(int=number)), facts={"adult": "yes"})
        for number in range(1, 501)
    ]
    session.ledger.append_all(drafts, actor=_actor())


def _fill(session: Session, ids: range, wanted: int) -> int:
    shas = [uuid.uuid5(uuid.NAMESPACE_OID, str(row)).hex * 2 for row in ids]
    session.assets.add_many([NewAsset(sha, AssetKind.PHOTO, "jpeg", 4000, 3000, 1) for sha in shas])
    proof = Proof(TEXT_PROOF, session.texts.keep("library", "message", "oui"))
    chance = random.Random(ids[0])
    drafts = [draft for row, sha in zip(ids, shas, strict=True) for draft in _three(row, sha, proof)]
    while len(drafts) < wanted:
        drafts.append(_extra(chance, chance.choice(shas)))
    drafts = drafts[:wanted]
    session.ledger.append_all(drafts, actor=_actor())
    return len(drafts)


def _three(row: int, sha: str, proof: Proof) -> Iterator[EventDraft]:
    """Author, people, and for most photos a grant."""
    party = str(uuid.UUID(int=row % 500 + 1))
    facts = {"creators": [party], "state": "confirmed"}
    yield EventDraft(EventType.AUTHOR_STATED, assets=(sha,), facts=facts)
    yield EventDraft(EventType.PEOPLE_REVIEWED, assets=(sha,), facts={"answer": "none"})
    if row % 5:
        yield EventDraft(
            EventType.GIVEN, by=party, party=party, assets=(sha,), instrument="licence", notice=NOTICE, scope=SCOPE,
            evidence="direct_message", proofs=(proof,),
        )  # fmt: skip


def _extra(chance: random.Random, sha: str) -> EventDraft:
    party = str(uuid.UUID(int=chance.randrange(1, 501)))
    kind = chance.choice([EventType.REQUESTED, EventType.NO_RESPONSE, EventType.OBJECTED, EventType.PEOPLE_REVIEWED])
    if kind == EventType.PEOPLE_REVIEWED:
        return EventDraft(kind, assets=(sha,), facts={"answer": "none"})
    return EventDraft(kind, by=party, party=party, assets=(sha,), instrument="licence", notice=NOTICE)


def _relate(session: Session) -> None:
    """Every tenth photo is a copy of the one before it, so that the graph is walked."""
    session.db.execute(
        "INSERT INTO relations (from_asset, to_asset, kind, state, source) "
        "SELECT id, id - 1, 'same', 'confirmed', 'bench' FROM assets WHERE id % 10 = 0"
    )
    session.db.execute("ANALYZE")
