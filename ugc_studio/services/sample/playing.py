"""Plays the story: what reviewers saw, which pictures are copies, and everything that people said, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Consideration, EventType, EvidenceKind, Instrument
from ugc_studio.domain.events import EventDraft, Target
from ugc_studio.domain.relations import RelationKind
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import ANSWER_TYPES, Answer
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.deduplication.service import DeduplicationService
from ugc_studio.services.sample.casting import Cast
from ugc_studio.services.sample.papers import message, write_paper
from ugc_studio.services.sample.story import Row, Story, StoryClock

FACT_NAMES = ("version", "advertiser", "objective")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story is played: one library, and the people who may write into it."""

    library: Library
    editor: ConsentService
    legal: ConsentService
    deduplication: DeduplicationService
    clock: StoryClock


class Player:
    """Writes the story into a library that holds its photos."""

    def __init__(self, stage: Stage, story: Story, cast: Cast, *, papers: Path, licences: Path) -> None:
        self._stage = stage
        self._story = story
        self._cast = cast
        self._papers = papers
        self._licences = licences
        self._written: dict[str, Path] = {}
        with stage.library.read() as session:
            self._ids = _asset_ids(session, story)

    def asset(self, name: str) -> AssetId:
        """The photo that the story calls so."""
        return self._ids[name]

    # ------------------------------------------------------------------ what reviewers saw

    def review(self) -> int:
        """Record who took each picture, who is in it and where it was taken; returns how many pictures."""
        rows = self._story.rows("asset")
        with self._stage.library.read() as session:
            shas = {asset.id: str(asset.sha256) for asset in session.assets.get_many(list(self._ids.values()))}
        named = {name: shas[number] for name, number in self._ids.items()}
        drafts = [draft for row in rows for draft in self._facts(row, named[row["id"]])]
        drafts += [self._depiction(row, named[row["asset"]]) for row in self._story.rows("depiction")]
        self._stage.editor.recorder.write(drafts)
        return len(rows)

    def _facts(self, row: Row, sha: str) -> Iterator[EventDraft]:
        assets = (sha,)
        creators = [self._cast.parties[name].uuid for name in row["creators"]]
        authors = {"creators": creators, "state": row.get("author", "confirmed")}
        yield EventDraft(EventType.AUTHOR_STATED, assets=assets, facts=authors)
        yield EventDraft(EventType.PEOPLE_REVIEWED, assets=assets, facts={"answer": row.get("people", "none")})
        if "place" in row:
            yield EventDraft(EventType.PLACED, assets=assets, facts={"place": self._cast.places[row["place"]].uuid})
        if "audio" in row:
            yield EventDraft(EventType.AUDIO_REVIEWED, assets=assets, facts={"answer": row["audio"]})
        for flag in row.get("flags", ()):
            yield EventDraft(EventType.FLAGGED, assets=assets, facts={"flag": flag})

    def _depiction(self, row: Row, sha: str) -> EventDraft:
        facts: dict[str, object] = {"role": row["role"]}
        if row["role"] in {"crowd", "incidental"}:
            facts["recognisable"] = row.get("recognisable", False)
        if "holders" in row:
            facts["holders"] = [[self._cast.parties[h["party"]].uuid, h["basis"]] for h in row["holders"]]
        party = self._cast.parties[row["party"]].uuid
        return EventDraft(EventType.DEPICTED, party=party, assets=(sha,), facts=facts)

    # ------------------------------------------------------------------ copies

    def relate(self) -> int:
        """Confirm the relations of the story; the same pixels need nobody's word. Returns how many."""
        rows = [row for row in self._story.rows("relation") if row["kind"] != RelationKind.EXACT.value]
        for row in rows:
            self._stage.deduplication.relate(
                self.asset(row["from"]), self.asset(row["to"]), RelationKind(row["kind"]), detail=row["detail"]
            )
        return len(rows)

    def _merge(self, assets: Sequence[AssetId]) -> None:
        with self._stage.library.read() as session:
            cluster = session.clusters.of_asset(assets[0])
        if cluster is not None:
            self._stage.deduplication.merge(cluster, keep=assets[0])

    # ------------------------------------------------------------------ what was said

    def tell(self, context: JobContext) -> int:
        """Record every event at its own time; returns how many. The clock runs again afterwards."""
        rows = self._story.rows("event")
        for row in rows:
            context.check()
            self._stage.clock.stand_at(row["at"])
            self._record(row)
            context.advance()
        self._stage.clock.run()
        return len(rows)

    def _record(self, row: Row) -> None:
        said = EventType(row["type"])
        if said is EventType.MERGED:
            self._merge([self.asset(name) for name in row["assets"]])
        elif said is EventType.REQUESTED:
            self._ask(row)
        elif said in ANSWER_TYPES:
            self._consent(row).recorder.answer(self._answer(row, said))
        else:
            self._decide(row, said)

    def _ask(self, row: Row) -> None:
        by = self._cast.parties[row["by"]]
        self._stage.editor.recorder.request(
            [self.asset(name) for name in row["assets"]],
            by=by,
            party=self._cast.parties[row.get("party", row["by"])],
            instrument=Instrument(row["instrument"]),
            notice=self._cast.notices[row["notice"]],
        )

    def _answer(self, row: Row, said: EventType) -> Answer:
        by = self._cast.parties.get(row["by"])
        party = self._cast.parties[row["party"]] if "party" in row else by
        evidence = EvidenceKind(row.get("evidence", EvidenceKind.DIRECT_MESSAGE.value))
        notice = self._cast.notices[row["notice"]] if "notice" in row else None
        excludes = {name: frozenset(values) for name, values in row.get("excludes", {}).items()}
        words = row.get("words") or message(
            said, evidence=evidence, title=notice.name if notice else "", name=by.label if by else "",
            partly=bool(excludes),
        )  # fmt: skip
        return Answer(
            type=said,
            assets=[self.asset(name) for name in row.get("assets", ())],
            by=by.uuid if by else None,
            party=party.uuid if party else None,
            instrument=Instrument(row["instrument"]),
            notice=notice.uuid if notice else None,
            excludes=excludes,
            evidence=evidence.value if by else None,
            message=words,
            files=self._proofs(row, said, evidence),
            consideration=Consideration(**row["consideration"]) if "consideration" in row else None,
            reason=row.get("reason"),
        )

    def _decide(self, row: Row, said: EventType) -> None:
        party = self._cast.parties.get(row.get("party") or row["by"])
        self._consent(row).recorder.decide(
            said,
            assets=[self.asset(name) for name in row.get("assets", ())],
            party=party,
            reason=row.get("reason"),
            about=row.get("about"),
            instrument=Instrument(row["instrument"]) if "instrument" in row else None,
            target=self._target(row["target"]) if "target" in row else None,
            facts={name: row[name] for name in FACT_NAMES if name in row},
            files=[self._contract(row)] if said is EventType.CONTRACT else (),
        )

    def _consent(self, row: Row) -> ConsentService:
        return self._stage.legal if row.get("role") == "legal" else self._stage.editor

    def _target(self, data: Mapping[str, str]) -> Target:
        return Target(data["kind"], self._cast.places[data["id"]].uuid)

    # ------------------------------------------------------------------ papers

    def _proofs(self, row: Row, said: EventType, evidence: EvidenceKind) -> list[Path]:
        """The signed paper, where there is one; with a licence also the one under which the photo really is here."""
        proofs = [self._paper(row["doc"])] if "doc" in row else []
        licence = said is EventType.GIVEN and row["instrument"] == Instrument.LICENCE.value
        if licence and evidence is not EvidenceKind.HASHTAG:  # a bare hashtag stays the only proof of its photo
            proofs.append(self._licences)
        return proofs

    def _paper(self, name: str) -> Path:
        """The signed paper of a household, written once: the notice and who signed it."""
        if name not in self._written:
            rows = [row for row in self._story.rows("event") if row.get("doc") == name]
            notice = self._cast.notices[rows[0]["notice"]]
            signers = dict.fromkeys(self._cast.parties[row["by"]].label for row in rows)
            photos = dict.fromkeys(Path(photo).name for row in rows for photo in row["assets"])
            lines = [notice.texts["fr"], "", "Photos : " + ", ".join(photos), ""]
            lines += [f"Signé le {rows[0]['at']:%d/%m/%Y} : {signer}" for signer in signers]
            self._written[name] = write_paper(self._papers / name, title=notice.name, lines=lines)
        return self._written[name]

    def _contract(self, row: Row) -> Path:
        who = self._cast.parties[row["by"]].label
        lines = [f"Entre {self._cast.brand.legal_entity} et {who}.", f"Signé le {row['at']:%d/%m/%Y} : {who}"]
        return write_paper(self._papers / f"contrat-{row['by']}.pdf", title="Contrat de collaboration", lines=lines)


def _asset_ids(session: Session, story: Story) -> dict[str, AssetId]:
    """The photos of the story by the paths under which they were found."""
    return {row["id"]: session.assets.resolve(row["id"]) for row in story.rows("asset")}
