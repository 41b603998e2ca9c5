"""``python -m tests.conformance.replies FILE…``: how the reader does on labelled replies, photo by photo.

A file is a list of ``{"id", "lang", "text", "photos", "asked_tag", "gold"}``; one label a photo, ``no`` also for
what is taken back. The exit code is not 0 when a yes is proposed for anything that is none.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ugc_studio.domain.replies import AskedPhoto, AskedRequest, Label, ReceivedReply, read_reply
from ugc_studio.services.consent.replies.lexicon import lexicon

ROWS = (Label.YES, Label.LIMITED, Label.NO, Label.QUESTION, Label.UNCLEAR)
COLUMNS = (*ROWS, Label.WITHDRAW)


def read_case(case: Mapping[str, Any]) -> list[Label]:
    """What the reader proposes for each photo of a labelled reply."""
    tags = frozenset({case["asked_tag"]} if case.get("asked_tag") else ())
    request = AskedRequest(tuple(AskedPhoto(n + 1) for n in range(case["photos"])), tags)
    return [one.label for one in read_reply(ReceivedReply(case["text"]), request, lexicon()).proposals]


def score(cases: Sequence[Mapping[str, Any]]) -> tuple[Counter[tuple[str, Label]], list[Mapping[str, Any]]]:
    """How often each label was proposed for each true one, and the replies with a wrong yes."""
    matrix: Counter[tuple[str, Label]] = Counter()
    wrong = []
    for case in cases:
        pairs = list(zip(case["gold"], read_case(case), strict=True))
        matrix.update(pairs)
        if any(said is Label.YES and gold != Label.YES for gold, said in pairs):
            wrong.append(case)
    return matrix, wrong


def recall(matrix: Mapping[tuple[str, Label], int], label: Label) -> float:
    """Which share of the photos with a label is found as such; taking back is found as a no too."""
    all_of = sum(n for (gold, _said), n in matrix.items() if gold == label)
    found = sum(
        n for (gold, said), n in matrix.items()
        if gold == label and (said is label or (label is Label.NO and said is Label.WITHDRAW))
    )  # fmt: skip
    return found / all_of if all_of else 1.0


def report(path: Path) -> bool:
    """Print the figures of one file; whether no yes was wrong."""
    cases = json.loads(path.read_text("utf-8"))
    matrix, wrong = score(cases)
    print(f"{path.name}: {len(cases)} replies, {sum(matrix.values())} photos")
    print("true \\ proposed " + "".join(f"{column.value:>10}" for column in COLUMNS) + "    recall")
    for row in ROWS:
        figures = "".join(f"{matrix[row.value, column]:>10}" for column in COLUMNS)
        print(f"{row.value:<16}{figures}{recall(matrix, row):>10.1%}")
    for code in sorted({case["lang"] for case in cases}):
        part, _wrong = score([case for case in cases if case["lang"] == code])
        print(f"recall of yes, {code}: {recall(part, Label.YES):.1%}")
    for case in wrong:
        print(f"WRONG YES: {case['id']} {case['lang']} {case['text']!r} {case['gold']}")
    print(f"{len(wrong)} replies with a wrong yes")
    return not wrong


if __name__ == "__main__":
    sys.exit(sum(not report(Path(name)) for name in sys.argv[1:]))
