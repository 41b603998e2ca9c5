"""The library in which the year is played: each act goes through the services and is noted in the mirror."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conformance.year.cast import BRANDS, notices, policies
from tests.conformance.year.mirror import Mirror, Row
from tests.restatement.restated_gate import refused_events
from ugc_studio.app.bootstrap import actor_of, open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.assets import AssetKind
from ugc_studio.domain.consent import (
    AfterEnd,
    ApprovalPolicy,
    BrandPolicy,
    Consideration,
    EventType,
    Instrument,
    Role,
    Scope,
    Use,
)
from ugc_studio.domain.errors import RefusedError
from ugc_studio.domain.events import Event, Limits, Target
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.assets import NewAsset
from ugc_studio.library.register import Place
from ugc_studio.library.session import Session
from ugc_studio.services.consent.packs import packs_of
from ugc_studio.services.consent.recording import Answer

SETS = ("media", "territories", "rights", "purposes", "excluded_contexts")


@dataclass
class Clock:
    """The clock of the library; every act takes a moment."""

    now: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.now

    def tick(self) -> None:
        self.now += dt.timedelta(seconds=7)


def sha_of(photo: str) -> str:
    """The content hash of a made-up photo."""
    return hashlib.sha256(f"year:{photo}".encode()).hexdigest()


def _adding(place: str) -> Callable[[Session], Place]:
    return lambda session: session.register.add_place(place)


@dataclass
class Stage:
    """One library, an editor and a lawyer at it, and the mirror."""

    root: Path
    clock: Clock
    mirror: Mirror = field(default_factory=Mirror)
    ids: dict[str, int] = field(default_factory=dict)
    uuids: dict[str, str] = field(default_factory=dict)
    last: tuple[set[str], set[str], bool] = (set(), set(), False)
    """The photos and people of the last act, and whether it can concern everything."""

    def __post_init__(self) -> None:
        self.editor = open_studio(self.root, actor="Ana", role="editor", clock=self.clock)
        library = self.editor.library
        lawyer = actor_of(library, "Maître Roy", Role.LEGAL)
        self.legal = Studio(library, actor=lawyer, translator=self.editor.translator)
        packs = packs_of(self.editor.country_rules)
        self.mirror.packs = [
            {"country": one.country, "child_says_from": one.child_says_from}
            for one in packs.values()
            if one.country != "FR"
        ]
        self._register()

    def _register(self) -> None:
        for key, country in BRANDS.items():
            said = policies()[key]
            self.mirror.policies[key] = said
            policy = BrandPolicy(
                ApprovalPolicy(said.get("legal_approval", False), paid=False, minors=False, evidence=frozenset()),
                country,
                said.get("guidelines"),
            )
            brand = self.editor.register.add_brand(key.capitalize(), key=key, countries=(country,), policy=policy)
            self.uuids[key] = brand.uuid
        for place in ("beach", "bar"):
            self.uuids[place] = self.editor.library.write(_adding(place)).uuid
        for name, scope in notices().items():
            self.mirror.notices[name] = {"id": name, "scope": scope}
            made_notice = self.editor.consent.recorder.issue_notice(
                name.capitalize(), key=name, scope=self.scope(scope), texts={"fr": f"Texte {name}", "en": name}
            )
            self.uuids[f"notice:{name}"] = made_notice.uuid

    def close(self) -> None:
        """Close the library."""
        self.editor.close()

    # ------------------------------------------------------------------ translating

    def scope(self, data: Row) -> Scope:
        """A scope of the cases as the services take it."""
        fields: dict[str, Any] = {name: frozenset(data[name]) for name in SETS if name in data}
        fields["brands"] = frozenset(self.uuids[brand] for brand in data["brands"])
        fields |= {name: data[name] for name in ("start", "end") if name in data}
        if "after_end" in data:
            fields["after_end"] = AfterEnd(data["after_end"])
        return Scope(**fields)

    def limits(self, data: Row) -> Limits:
        """Limits of the cases as the services take them."""
        limits: dict[str, Any] = {k: v if isinstance(v, dt.date) else frozenset(v) for k, v in data.items()}
        if "brands" in limits:
            limits["brands"] = frozenset(self.uuids[brand] for brand in data["brands"])
        return limits

    def use(self, data: Row) -> Use:
        """A use of the cases as the services take it."""
        market = set(data["account_market"]) if isinstance(data["account_market"], list) else {data["account_market"]}
        return Use(
            channel=data.get("channel", "instagram"),
            medium=data.get("media", "organic_social"),
            brand=self.uuids[data["brand"]],
            territories=frozenset(market | set(data.get("territories", []))),
            publish_at=data["publish_at"],
            purpose=data.get("purpose", "promotion"),
            paid=data.get("paid", False),
            alterations=frozenset(data.get("alterations", [])),
            contexts=frozenset(data.get("contexts", [])),
            label=data.get("label", False),
            zone=data.get("zone", "Europe/Paris"),
            uploaded_at=data.get("uploaded_at"),
            live_until=data.get("live_until"),
            on=data.get("on"),
        )

    def ask(self, use: Row, *, as_of: dt.datetime | None = None) -> Verdict:
        """The gate's answer."""
        return self.editor.consent.clearance(self.ids[use["asset"]], self.use(use), as_of=as_of)

    # ------------------------------------------------------------------ acts

    def act(self, assets: Sequence[str] = (), people: Sequence[str] = (), *, everything: bool = False) -> None:
        """Let time pass, and remember whom the act that just happened can concern."""
        self.last = (set(assets), set(people), everything)
        self.clock.tick()

    def meet(self, card: Row) -> None:
        """Register somebody with what is known of them."""
        facts: Row = {"adult": card.get("adult", "yes")}
        facts |= {name: card[name] for name in ("residence", "influencer", "turns_18") if name in card}
        party = self.editor.consent.recorder.add_party(card["kind"], name=card["id"], facts=facts)
        self.uuids[card["id"]] = party.uuid
        self.mirror.parties[card["id"]] = dict(card)
        self.act(people=[card["id"]])

    def describe(self, who: str, **facts: Any) -> None:
        """Record what is now known of somebody."""
        said = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in facts.items()}
        self.editor.register.edit_party(self.uuids[who], facts=said)
        self.mirror.parties[who] |= facts
        self.act(people=[who])

    def bring(self, photos: Sequence[str], *, video: bool = False) -> None:
        """Add photos of which nothing is known yet."""
        kind = AssetKind.VIDEO if video else AssetKind.PHOTO

        def work(session: Session) -> list[int]:
            news = [NewAsset(sha_of(photo), kind, "jpeg", 1200, 900, 1000) for photo in photos]
            return [int(added.id) for added in session.assets.add_many(news)]

        for photo, number in zip(photos, self.editor.library.write(work), strict=True):
            self.ids[photo] = number
            card: Row = {"id": photo, "creators": [], "author": "proposed", "people": "not_reviewed"}
            self.mirror.assets[photo] = {**card, "kind": "video"} if video else card
        self.act(photos)

    def state(self, event_type: EventType, photos: Sequence[str], who: str | None = None, **facts: Any) -> None:
        """Record a human answer about photos; the mirror's card is the caller's."""
        numbers = [self.ids[photo] for photo in photos]
        party = None
        if who is not None:
            with self.editor.library.read() as session:
                party = session.parties.by_uuid(self.uuids[who])
        self.editor.consent.recorder.state(event_type, numbers, party=party, facts=facts)
        self.act(photos, [who] if who else [])

    def request(self, row: Row) -> None:
        """Ask somebody; a question that was asked lately is refused, and then nothing is written."""
        with self.editor.library.read() as session:
            by, party = (session.parties.by_uuid(self.uuids[str(row.get(n, row["by"]))]) for n in ("by", "party"))
            notice = session.register.notice(self.uuids[f"notice:{row['notice']}"])
        try:
            (event,) = self.editor.consent.recorder.request(
                [self.ids[asset] for asset in row["assets"]], by=by, party=party,
                instrument=Instrument(row["instrument"]), notice=notice,
            )  # fmt: skip
        except RefusedError:
            return
        self._note(row, event)

    def answer(self, *rows: Row, files: Sequence[Path] = ()) -> bool:
        """Record what somebody said, or several answers of one act; the refusal must be the one that was expected."""
        expected = any(self._refused(row) for row in rows)
        legal = any(row.get("role") == "legal" for row in rows)
        recorder = (self.legal if legal else self.editor).consent.recorder
        try:
            events = recorder.answer_all([self._answer(row, files) for row in rows])
        except RefusedError:
            if not expected:
                raise
            self.clock.tick()
            return False
        if expected:
            raise AssertionError(f"the ledger wrote what it must refuse: {rows}")
        for row, event in zip(rows, events, strict=True):
            self._note(row, event)
        return True

    def decide(self, event_type: EventType, row: Row, **fields: Any) -> None:
        """Record a decision of legal (or of ours, where the row says so)."""
        studio = self.editor if row.get("role", "editor") == "editor" else self.legal
        party = None
        if "party" in row or event_type in (EventType.CONTRACT, EventType.GUIDELINES_ACCEPTED):
            with studio.library.read() as session:
                party = session.parties.by_uuid(self.uuids[str(row.get("party", row.get("by")))])
        (event,) = studio.consent.recorder.decide(
            event_type,
            assets=[self.ids[asset] for asset in row.get("assets", [])],
            party=party,
            reason=row.get("reason"),
            about=row.get("about"),
            instrument=Instrument(row["instrument"]) if "instrument" in row else None,
            facts={name: row[name] for name in ("version", "advertiser", "objective") if name in row},
            **fields,
        )
        self._note(row, event)

    def freeze(self, row: Row) -> None:
        """Freeze or lift a freeze."""
        kind, name = row["target"]["kind"], row["target"]["id"]
        target = Target(kind, sha_of(name) if kind == "asset" else self.uuids[name])
        lift = row["type"] == "unfrozen"
        studio = self.legal if lift else self.editor
        (event,) = studio.consent.recorder.freeze([target], reason=row["reason"], lift=lift)
        self._note(row, event)
        self.last = (set(), set(), True)

    def _answer(self, row: Row, files: Sequence[Path]) -> Answer:
        given = row["type"] == "given"
        paid = row.get("consideration")
        return Answer(
            EventType(row["type"]),
            assets=[self.ids[asset] for asset in row.get("assets", [])],
            by=self.uuids[row["by"]] if row.get("by") in self.mirror.parties else None,
            party=self.uuids[row["party"]] if "party" in row else None,
            instrument=Instrument(row["instrument"]) if "instrument" in row else None,
            notice=self.uuids[f"notice:{row['notice']}"] if "notice" in row else None,
            scope=self.scope(row["scope"]) if given and "scope" in row else None,
            limits={} if given else self.limits(row.get("scope", {})),
            excludes=self.limits(row.get("excludes", {})),
            wide=row.get("wide", False),
            evidence=row.get("evidence", "direct_message"),
            message="Oui, avec plaisir" if given and not files else None,
            files=files,
            consideration=Consideration(**paid) if paid else None,
            reason=row.get("reason"),
        )

    def _refused(self, row: Row) -> bool:
        return bool(refused_events({"event": [row], "notice": list(self.mirror.notices.values())}))

    def _note(self, row: Row, event: Event) -> None:
        self.mirror.say({"at": event.at, **row})
        self.act(row.get("assets", []), [who for who in (row.get("by"), row.get("party")) if who])
