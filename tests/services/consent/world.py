"""A small library with a brand, people, notices and photos, made without decoding anything."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.assets import AssetKind
from ugc_studio.domain.consent import EventType, Instrument, Scope, Use
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.assets import NewAsset
from ugc_studio.library.library import Library
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.restoring import Reapplier

START = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)


@dataclass
class Clock:
    """A clock that a test moves."""

    now: dt.datetime = START

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **delta: int) -> None:
        self.now += dt.timedelta(**delta)


def sha_of(name: str) -> str:
    """The content hash of a made-up photo."""
    return hashlib.sha256(name.encode()).hexdigest()


@dataclass
class World:
    """A library folder with everything that a consent test needs; ``studio`` is the editor's."""

    root: Path
    clock: Clock = field(default_factory=Clock)
    role: str = "editor"

    def __post_init__(self) -> None:
        self.studio = self.open(self.role)
        with self.studio.library.read() as session:
            empty = not session.register.brands()
        if empty:
            self.brand: Brand = self.studio.register.add_brand("Maison Alizé", key="maison")
        else:
            with self.studio.library.read() as session:
                self.brand = session.register.brand("maison")

    def open(self, role: str = "editor") -> Studio:
        return open_studio(self.root, actor="Ana", role=role, clock=self.clock)

    def reopen(self, role: str = "editor") -> None:
        self.studio.close()
        self.studio = self.open(role)

    def restore(self, backup: Path) -> None:
        """Put a backup in place, as the command line does, and open the studio again."""
        library, outcome = Library.restore(self.root, backup, reapply=Reapplier(), clock=self.clock)
        library.close()
        self.outcome = outcome
        self.studio = self.open()

    def photos(self, *names: str) -> list[int]:
        """Add photos whose bytes are their names."""

        def work(session: Session) -> list[int]:
            news = [NewAsset(sha_of(name), AssetKind.PHOTO, "jpeg", 1200, 900, 1000) for name in names]
            return [int(added.id) for added in session.assets.add_many(news)]

        ids = self.studio.library.write(work)
        for name in names:
            path = self.studio.library.originals.path(sha_of(name), "jpeg")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(name.encode())
        return ids

    def person(self, name: str, *, handle: str | None = None, **facts: object) -> str:
        """Add a person; returns the UUID."""
        return self.studio.consent.recorder.add_party(
            "creator", name=name, handle=handle, facts={"adult": "yes", **facts}
        ).uuid

    def notice(self, name: str = "Réseaux", **scope: object) -> Notice:
        """Issue a notice for social networks and the website in France and Belgium."""
        fields = {
            "media": frozenset({"organic_social", "website"}),
            "territories": frozenset({"FR", "BE"}),
            "end": dt.date(2028, 5, 31),
            "brands": frozenset({self.brand.uuid}),
            **scope,
        }
        return self.studio.consent.recorder.issue_notice(name, scope=Scope(**fields), texts={"fr": "Texte"})  # type: ignore[arg-type]  # fields by name

    def taken_by(self, ids: Iterable[int], party: str) -> None:
        """Confirm the author, and that nobody can be recognised."""
        recorder = self.studio.consent.recorder
        facts = {"creators": [party], "state": "confirmed"}
        recorder.state(EventType.AUTHOR_STATED, list(ids), facts=facts)
        recorder.state(EventType.PEOPLE_REVIEWED, list(ids), facts={"answer": "none"})

    def licence(self, ids: Iterable[int], party: str, notice: Notice, message: str = "Oui, avec plaisir") -> None:
        """Record a licence given by e-mail."""
        self.studio.consent.recorder.answer(
            Answer(
                EventType.GIVEN, assets=list(ids), by=party, instrument=Instrument.LICENCE, notice=notice.uuid,
                evidence="email", message=message,
            )
        )  # fmt: skip

    def say(self, event_type: EventType, ids: Iterable[int], party: str, **said: object) -> None:
        """Record any other answer of the author."""
        fields = {"instrument": Instrument.LICENCE, **said}
        self.studio.consent.recorder.answer(Answer(event_type, assets=list(ids), by=party, **fields))  # type: ignore[arg-type]  # fields by name

    def use(self, **changes: object) -> Use:
        """Instagram in France for a month from today."""
        today = self.clock().date()
        fields = {
            "channel": "instagram",
            "medium": "organic_social",
            "brand": self.brand.uuid,
            "territories": frozenset({"FR"}),
            "publish_at": self.clock(),
            "live_until": today + dt.timedelta(days=30),
            **changes,
        }
        return Use(**fields)  # type: ignore[arg-type]  # fields by name

    def ask(self, asset: int, **changes: object) -> Verdict:
        """The gate's answer for that use."""
        return self.studio.consent.clearance(asset, self.use(**changes))

    def publish(self, asset: int, *, recipient: str | None = None) -> str:
        """Record that a photo was handed over; returns the UUID of the use."""
        return self.studio.library.write(
            lambda session: self.studio.consent.record_use(
                session, asset_id=asset, use=self.use(), exporter="web", rendition_sha256=sha_of(f"r{asset}"),
                path=f"out/{asset}.jpg", url=f"https://example.com/{asset}.jpg", recipient=recipient,
            )
        )  # fmt: skip

    def relate(self, first: int, second: int, kind: str, state: str = "confirmed") -> None:
        """Put an edge into the duplicate graph, as finding or a person would."""

        def work(session: Session) -> None:
            session.db.execute(
                "INSERT INTO relations (from_asset, to_asset, kind, state, source) VALUES (?, ?, ?, ?, 'person')",
                (first, second, kind, state),
            )

        self.studio.library.write(work)
        self.studio.consent.relations_changed()

    def close(self) -> None:
        self.studio.library.close()
