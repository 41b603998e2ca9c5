"""Tells which asset a file is, whatever became of it, and whether it may be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ugc_studio.domain.assets import Asset
from ugc_studio.domain.consent import Use
from ugc_studio.domain.fingerprints import Pose
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.media import Decoded
from ugc_studio.domain.messages import _
from ugc_studio.domain.problems import ItemProblem
from ugc_studio.domain.relations import RelationKind
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.jobs.context import JobContext

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.media.similarity import Match as LookAlike
    from ugc_studio.media.workers import DecodePool
    from ugc_studio.services.uses import UseResolver

IDENTICAL = "exact"
EXPORTED = "exported"
_THE_FILE = 0
"""Row ids begin at 1, so this stands for the file in question."""


@dataclass(frozen=True, slots=True)
class Match:
    """The asset that a file is: ``exact`` (same bytes or pixels), ``exported`` (a file we made of it), ``same`` or
    ``derived``; ``confidence`` is 0 to 1.
    """

    asset: Asset
    relation: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer for one file: what it is, and the gate's verdict about the use that was asked for."""

    file: Path
    match: Match | None = None
    use: Use | None = None
    verdict: Verdict | None = None
    problem: ItemProblem | None = None


class Consent(Protocol):
    """What checks need of consent; see :class:`ugc_studio.services.consent.service.ConsentService`."""

    def clearances(self, asset_ids: Sequence[int], use: Use, *, session: Session | None = None) -> dict[int, Verdict]:
        """The gate's answers for many assets and one use."""

    def standard_use(self, session: Session, brand: str | None = None) -> Use | None:
        """The use that a brand asks about most."""


ReadProxy = Callable[[int], bytes | None]


class CheckService:
    """Looks files up in one library, by bytes, by pixels and by looks, also among all that was exported."""

    def __init__(
        self,
        library: Library,
        *,
        consent: Consent,
        uses: UseResolver,
        pool: Callable[[], DecodePool],
        read_proxy: ReadProxy,
    ) -> None:
        self._library = library
        self._consent = consent
        self._uses = uses
        self._pool = pool
        self._read_proxy = read_proxy

    def check(self, files: Sequence[Path], parts: UseParts, context: JobContext) -> list[Checked]:
        """An answer for each file, in the order given. Without a stated use it is the brand's standard use, today.

        Raises:
            UsageError: the use is stated in part only.
        """
        with self._library.read() as session:
            use = self._use(session, parts)
        context.stage(_("Looking at files"), len(files))
        found = dict(self._look_at(files, context))
        answers = []
        with self._library.read() as session:
            looks = _Looks(session)
            for number, file in enumerate(files):
                outcome = found[number]
                if isinstance(outcome, ItemProblem):
                    answers.append(Checked(file, use=use, problem=outcome))
                    continue
                match = self._match(session, looks, outcome)
                verdict = self._verdict(session, match, use)
                answers.append(Checked(file, match, use, verdict))
        return answers

    def _use(self, session: Session, parts: UseParts) -> Use | None:
        if parts == UseParts() or parts == UseParts(brand=parts.brand):
            return self._consent.standard_use(session, parts.brand)
        return self._uses.resolve(session, parts, now=self._library.clock())[0]

    def _verdict(self, session: Session, match: Match | None, use: Use | None) -> Verdict | None:
        if match is None or use is None:
            return None
        return self._consent.clearances([match.asset.id], use, session=session)[match.asset.id]

    def _look_at(self, files: Sequence[Path], context: JobContext) -> Iterator[tuple[int, Decoded | ItemProblem]]:
        """Read and decode the files apart from this process; their copies are thrown away at once."""
        import tempfile

        from ugc_studio.media.workers import DecodeRequest

        with tempfile.TemporaryDirectory(prefix="ugc-studio-check-") as staging, self._pool() as pool:
            requests = (DecodeRequest(number, file, Path(staging)) for number, file in enumerate(files))
            for result in pool.run(requests):
                context.check()
                context.advance()
                if isinstance(result.outcome, Decoded):
                    with suppress(OSError):
                        result.outcome.staged.unlink()
                    yield result.token, result.outcome
                else:
                    yield result.token, result.outcome.as_problem(str(result.path))

    def _match(self, session: Session, looks: _Looks, seen: Decoded) -> Match | None:
        """Bytes first, then pixels, then looks."""
        own = session.assets.by_sha256(seen.sha256)
        if own is not None:
            return Match(own, IDENTICAL, 1.0)
        exported = session.renditions.asset_by_bytes(seen.sha256)
        if exported is not None:
            return Match(exported, EXPORTED, 1.0)
        by_pixels = session.renditions.asset_by_pixels(seen.pixels_sha256)
        if by_pixels is not None:
            return Match(by_pixels[0], EXPORTED if by_pixels[1] else IDENTICAL, 1.0)
        if seen.fingerprint is None or not seen.fingerprint.usable:
            return None
        return self._alike(session, looks, seen)

    def _alike(self, session: Session, looks: _Looks, seen: Decoded) -> Match | None:
        """The best of the library's own pictures and of those that were exported (a crop is known only from there)."""
        from ugc_studio.media.verify import TileCheck
        from ugc_studio.services.deduplication.engine import judge

        if seen.fingerprint is None:
            return None
        tiles = TileCheck(lambda asset: seen.proxy if asset == _THE_FILE else self._read_proxy(asset))
        best: tuple[tuple[bool, bool, float], int, str] | None = None
        for near, from_export in looks.near(seen.fingerprint.hashes):
            score = None if from_export else tiles.score(_THE_FILE, near.second, near.pose)
            verdict = judge(near.distance, score)
            if verdict is None:
                continue
            kind, confidence = verdict
            kind_word = kind.value
            if from_export:  # told by its hash alone, which for a file of ours is enough
                kind_word, confidence = EXPORTED, round(1 - near.distance / 256, 3)
            # a mirrored copy in the library looks like the file too, but what need not be turned is nearer
            rank = (kind is RelationKind.SAME, near.pose is Pose.UPRIGHT, confidence)
            if best is None or rank > best[0]:
                best = (rank, near.second, kind_word)
        if best is None:
            return None
        return Match(session.assets.get(best[1]), best[2], best[0][2])


class _Looks:
    """Fingerprints of all assets and of all exported files, read when first needed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tables: tuple[tuple[Sequence[int], bytes | bytearray], tuple[Sequence[int], bytes]] | None = None

    def near(self, hashes: bytes) -> Iterator[tuple[LookAlike, bool]]:
        """Pictures that may be the same, nearest first in each of the two sets; True for exported files."""
        from ugc_studio.media.similarity import Table, nearest
        from ugc_studio.services.deduplication.engine import DERIVED_DISTANCE

        if self._tables is None:
            rows = self._session.fingerprints.all_rows()
            self._tables = ((rows.ids, rows.hashes), self._session.renditions.fingerprints())
        for from_export, (ids, table) in enumerate(self._tables):
            for match in nearest(hashes, Table(ids, table), limit=DERIVED_DISTANCE):
                yield match, bool(from_export)
