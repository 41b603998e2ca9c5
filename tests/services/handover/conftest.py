"""A showroom for each test, with what tests of review files do again and again."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support import showroom
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.handover import ReviewKind, ReviewRequest
from ugc_studio.domain.handover_answers import AnswerSheet
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.handover.reading import read_returned
from ugc_studio.services.handover.service import MadeReview

READER = "Maître Lefèvre"


@dataclass
class Clock:
    """A clock that a test moves."""

    now: dt.datetime = showroom.NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **delta: int) -> None:
        self.now += dt.timedelta(**delta)


@dataclass
class Room:
    """An opened library, a folder for files, and shortcuts."""

    root: Path
    out: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.studio: Studio = self.open("editor")
        self.ids: dict[str, AssetId] = showroom.names_of(self.studio)
        with self.studio.library.read() as session:
            self.sha_of = {name: str(session.assets.get(one).sha256) for name, one in self.ids.items()}

    def open(self, role: str) -> Studio:
        name = {"editor": "Ada", "legal": "Maya"}.get(role, role)
        return open_studio(self.root, actor=name, role=role, clock=self.clock)

    def become(self, role: str) -> None:
        self.studio.close()
        self.studio = self.open(role)

    def request(self, kind: ReviewKind, *names: str, **said: Any) -> ReviewRequest:
        fields = {"recipient": READER, **said}
        return ReviewRequest(kind, asset_ids=tuple(self.ids[name] for name in names), **fields)

    def make(self, kind: ReviewKind, *names: str, **said: Any) -> MadeReview:
        number = len(list(self.out.iterdir()))
        return self.studio.handovers.make(
            self.request(kind, *names, **said), self.out / f"file {number}", RecordingContext()
        )

    def sha(self, name: str) -> str:
        return self.sha_of[name]

    def document(self, made: MadeReview, *items: dict[str, str], reader: str = READER, **said: Any) -> dict[str, Any]:
        """An answer as the page writes it; ``photo`` is a name."""
        return {
            "ugcanswer": 1, "review": made.review.uuid, "kind": made.review.kind.value, "reader": reader,
            "answered_at": "2026-11-25T10:00:00.000Z",
            "items": [{**item, "photo": self.sha(item["photo"])} for item in items], **said,
        }  # fmt: skip

    def answer(self, made: MadeReview, *items: dict[str, str], reader: str = READER) -> AnswerSheet:
        """The same, written to a file and read back."""
        path = self.out / f"answer {len(list(self.out.iterdir()))}.ugcanswer"
        path.write_text(json.dumps(self.document(made, *items, reader=reader)), "utf-8")
        found = read_returned(path)
        assert isinstance(found, AnswerSheet)
        return found

    def grant_by_comment(self, name: str) -> None:
        """A yes that waits for legal, because a comment is weak proof."""
        with self.studio.library.read() as session:
            notice = session.register.notices()[0].uuid
        self.studio.consent.recorder.answer(
            Answer(EventType.GIVEN, [self.ids[name]], by="@lea.m", instrument=Instrument.LICENCE, notice=notice,
                   evidence="comment", message="oui pourquoi pas")
        )  # fmt: skip

    def withdraw(self, *names: str) -> None:
        self.studio.consent.recorder.answer(
            Answer(EventType.WITHDRAWN, [self.ids[name] for name in names], by="@lea.m", message="Please take it down.",
                   instrument=Instrument.LICENCE, evidence="direct_message")
        )  # fmt: skip

    def cleared(self, name: str) -> bool:
        with self.studio.library.read() as session:
            use = self.studio.consent.standard_use(session)
            assert use is not None
            return self.studio.consent.clearances([self.ids[name]], use, session=session)[self.ids[name]].cleared

    def flag(self, name: str) -> str:
        with self.studio.library.read() as session:
            return str(session.assets.get(self.ids[name]).flag)


def description(page: Path) -> dict[str, Any]:
    """What a page says about itself."""
    found = re.search(r'id="ugcreview">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("handover") / "template"
    showroom.build(root)
    return root


@pytest.fixture
def room(template: Path, tmp_path: Path) -> Iterator[Room]:
    showroom.open_copy(template, tmp_path / "library").studio.close()
    (tmp_path / "out").mkdir()
    made = Room(tmp_path / "library", tmp_path / "out")
    yield made
    made.studio.close()
