"""What pictures of reviews need first: files that were handed over, and an answer that came back."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from ugc_studio.app.studio import Studio
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.handover import ReviewKind, ReviewRequest
from ugc_studio.jobs.context import RecordingContext

PHOTOS = (1, 2, 3, 5, 14)
READER = "Paul Marchand"


def hand_over(studio: Studio) -> Path:
    """Make three review files, and answer one of them; returns the answer."""
    folder = Path(tempfile.mkdtemp(prefix="ugc-studio-reviews-"))
    due = studio.library.clock().date()
    requests = (
        ReviewRequest(ReviewKind.LAWYER, "Maître Hélène Lefèvre", gallery="1", due=due, language="fr"),
        ReviewRequest(ReviewKind.TRANSLATOR, "Anke Vogel", gallery="1", target="de"),
        ReviewRequest(ReviewKind.MANAGER, READER, tuple(AssetId(one) for one in PHOTOS)),
    )
    for number, request in enumerate(requests):
        made = studio.handovers.make(request, folder / str(number), RecordingContext())
    decisions = ("pick", "pick", "reject", "comment", "pick")
    comments = ("", "The light! For the cover.", "Too dark.", "Is there one without the car?", "")
    document = {
        "ugcanswer": 1, "review": made.review.uuid, "kind": made.review.kind.value, "reader": READER,
        "items": [
            {"photo": one.sha256, "decision": decision, "comment": comment}
            for one, decision, comment in zip(made.plan.inside, decisions, comments, strict=False)
        ],
    }  # fmt: skip
    studio.marking.flag([AssetId(PHOTOS[0])], Flag.REJECTED)
    answer = folder / "answer.ugcanswer"
    answer.write_text(json.dumps(document), "utf-8")
    return answer


def take_in(studio: Studio) -> str:
    """The same, taken over as far as it can be; returns the number of the review."""
    from ugc_studio.domain.handover_answers import parse_answer

    sheet = parse_answer(hand_over(studio).read_bytes())
    studio.answers.take(sheet)
    return sheet.review
