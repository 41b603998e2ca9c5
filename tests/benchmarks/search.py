"""Search and pages in generated libraries, beside the obvious query over the same database.

The obvious query: one SELECT with LIKE over captions and names, joined to everything a row shows, all rows loaded. It
answers the same question and needs no index.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from tests.benchmarks.libraries import Synthetic, synthetic_library
from ugc_studio.domain.search import Query, Sort
from ugc_studio.library.library import Library
from ugc_studio.services.browsing import BrowsingService

NAME = "search"
REQUIRED_MS = {"filtered": 100.0, "page": 10.0, "listing for the grid": 150.0}
TODAY = dt.date(2026, 11, 24)
FILTERED = "beach rights:cleared rating:>=3 from:2025"
QUERIES = {
    "everything": ("", Sort.NEWEST),
    "filtered": (FILTERED, Sort.NEWEST),
    "filtered, by stars": (FILTERED, Sort.RATING),
    "filtered, by relevance": (FILTERED, Sort.RELEVANCE),
    "being typed": ("rights:cleared sun", Sort.NEWEST),
    "one word": ("beach", Sort.NEWEST),
    "a word of every photo": ("photos rights:cleared", Sort.NEWEST),
    "rights": ("rights:cleared", Sort.NEWEST),
    "nothing recorded": ("rights:not_requested", Sort.NEWEST),
    "tag": ("tag:summer-beach -terrace rights:cleared", Sort.NEWEST),
    "creator": ("creator:@beach.52,@sofa.17", Sort.NEWEST),
    "place": ("place:nîmes flag:picked", Sort.NEWEST),
}
OBVIOUS = """
SELECT a.*, p.caption, p.posted_at, o.source_path, c.handle, s.state FROM assets a
LEFT JOIN post_media pm ON pm.asset_id = a.id LEFT JOIN posts p ON p.id = pm.post_id
LEFT JOIN occurrences o ON o.asset_id = a.id LEFT JOIN creators c ON c.id = a.creator_id
LEFT JOIN consent_summary s ON s.asset_id = a.id AND s.brand_id = ?
WHERE (p.caption LIKE '%beach%' OR o.source_path LIKE '%beach%' OR c.handle LIKE '%beach%')
  AND s.clear_from <= ? AND s.clear_until >= ? AND a.rating >= 3 AND a.sort_at >= '2025'
ORDER BY a.sort_at DESC
"""


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Milliseconds for each size: the median of several rounds, the first (cold) round apart, and processor time."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args(arguments)
    return {str(size): _measure(synthetic_library(size), options.rounds) for size in options.sizes}


def lines(result: dict[str, Any]) -> list[str]:
    """The figures as text."""
    text: list[str] = []
    for size, figures in result.items():
        text.append(f"{int(size):,} photos: {'median':>23} {'processor':>12} {'first':>12}")
        for name, found in figures["times"].items():
            shown = f"{found['ms']:9.1f} ms {found['processor_ms']:9.1f} ms {found['first_ms']:9.1f} ms"
            text.append(f"  {name:24} {shown}  {found['rows']:>9,} rows")
        text.append(f"  'filtered' takes 1/{figures['times_obvious']:.1f} of the obvious query's time")
        for name, limit in REQUIRED_MS.items():
            text.append(f"  {name}: {figures['times'][name]['ms']:.1f} ms (at 100,000 photos under {limit:.0f} ms)")
    return text


def _measure(library: Synthetic, rounds: int) -> dict[str, Any]:
    times: dict[str, Any] = {"opening": _times(lambda: _open(library), 2)}
    with Library.open(library.root, writable=False) as opened, opened.read() as session:
        for name, (text, sort) in QUERIES.items():
            query = Query.parse(text)

            def ask(query: Query = query, sort: Sort = sort) -> int:
                return len(session.search.ids(query, today=TODAY, brand_id=library.brand_id, sort=sort))

            times[name] = _times(ask, rounds)
        times["listing for the grid"] = _times(lambda: len(BrowsingService(opened).listing()), rounds)
        ids = session.search.ids(Query.parse("rights:cleared"), today=TODAY, brand_id=library.brand_id)
        pages = iter([ids[start : start + 200] for start in range(0, len(ids) - 200, max(200, len(ids) // 40))])
        times["page"] = _times(
            lambda: len(session.assets.page(next(pages), brand_id=library.brand_id, today=TODAY)), min(rounds, 7)
        )
    times["obvious query"] = _obvious(library)
    return {"times": times, "times_obvious": times["obvious query"]["ms"] / times["filtered"]["ms"]}


def _open(library: Synthetic) -> int:
    with Library.open(library.root) as opened, opened.read() as session:
        return session.assets.count()


def _times(work: Callable[[], int], rounds: int) -> dict[str, float]:
    """Milliseconds: the first round, the median of the others, and the least processor time."""
    taken: list[float] = []
    processor: list[float] = []
    answer = 0
    for _round in range(rounds + 1):
        began, used = time.perf_counter(), time.process_time()
        answer = work()
        taken.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return {
        "ms": statistics.median(taken[1:]), "first_ms": taken[0], "processor_ms": min(processor), "rows": answer,
    }  # fmt: skip


def _obvious(library: Synthetic) -> dict[str, float]:
    connection = sqlite3.connect(f"{(library.root / 'library.db').as_uri()}?mode=ro", uri=True)
    try:
        day = TODAY.isoformat()
        return _times(lambda: len(connection.execute(OBVIOUS, [library.brand_id, day, day]).fetchall()), 3)
    finally:
        connection.close()
