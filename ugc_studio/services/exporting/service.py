"""Executes export plans. What leaves was cleared at the moment it was recorded, and was recorded before it appears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import LibraryReadOnly, Stopped
from ugc_studio.domain.exports import (
    BuiltFile,
    ExportItem,
    ExportOptions,
    ExportPlan,
    ExportReport,
    HandOver,
    ItemState,
    PlannedItem,
    RowReason,
)
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.media import Decoded, Rejected
from ugc_studio.domain.messages import _
from ugc_studio.domain.problems import ItemProblem
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.exporters.base import Built, ExportRequest, Renderer, Workshop
from ugc_studio.exporters.registry import Exporters
from ugc_studio.jobs.context import JobContext
from ugc_studio.services.exporting.folder import building_place, check_place, put_in_place, write_list
from ugc_studio.services.exporting.planning import Consent, Planner, TranslatorFor, destination_of

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.media.workers import DecodePool
    from ugc_studio.services.uses import UseResolver

MakeRenderer = Callable[[], "AbstractContextManager[Renderer]"]
MakePool = Callable[[], "DecodePool"]


class _NowBlocked(Exception):
    """Someone said no between building and recording: what was built may not leave as it is."""

    def __init__(self, verdicts: dict[AssetId, Verdict]) -> None:
        super().__init__("blocked")
        self.verdicts = verdicts


class ExportService:
    """Plans and executes exports of one library."""

    def __init__(
        self,
        library: Library,
        *,
        consent: Consent,
        uses: UseResolver,
        exporters: Exporters,
        translator_for: TranslatorFor,
        renderer: MakeRenderer,
        pool: MakePool,
    ) -> None:
        self._library = library
        self._consent = consent
        self._renderer = renderer
        self._pool = pool
        self.exporters = exporters
        self.channels = uses.channels
        self._planner = Planner(library, consent=consent, uses=uses, exporters=exporters, translator_for=translator_for)

    def plan(
        self, gallery: str, exporter_id: str, parts: UseParts | None = None, options: ExportOptions | None = None
    ) -> ExportPlan:
        """What exporting a gallery would do: every item ready, blocked or left out, with its reasons. Writes nothing.

        Raises:
            UsageError: the use is not fully described, or something named does not exist.
        """
        return self._planner.plan(gallery, exporter_id, parts or UseParts(), options or ExportOptions())

    def request_of(self, plan: ExportPlan) -> ExportRequest:
        """What an exporter is told when this plan is carried out."""
        with self._library.read() as session:
            return self._planner.request(session, plan.gallery, plan.use, plan.channel_id, plan.options)

    def execute(self, plan: ExportPlan, out: Path, context: JobContext, *, replace_old: bool = False) -> ExportReport:
        """Build the ready items of a plan into the folder ``out``, which appears whole or not at all.

        The gate is asked again first and, together with the recording of the uses, once more at the end: an item that
        is blocked by then is left out and the rest is built anew. Without anything ready nothing is written and the
        report has no folder.

        Raises:
            UsageError: ``out`` holds something that is not ours to replace.
            LibraryReadOnly: what leaves could not be recorded.
            Stopped: the user asked to stop; nothing stands at ``out``.
        """
        out = out.resolve() if out.name == ".." else out.absolute()
        if not self._library.writable:
            raise LibraryReadOnly(_("This library is open for reading only, so an export could not be recorded."))
        check_place(out, library=self._library.folder.root, replace=replace_old)
        with self._library.read() as session:
            plan = _with_verdicts(plan, self._planner.ask_again(session, plan.ready))
        try:
            return self._make(plan, out, context)
        except Stopped:
            raise Stopped(_("Stopped. Nothing was exported.")) from None

    def _make(self, plan: ExportPlan, out: Path, context: JobContext) -> ExportReport:
        problems: list[ItemProblem] = []
        with self._renderer() as renderer:
            while plan.ready:
                with building_place(out) as place:
                    built = self._build(plan, Workshop(place, renderer, context))
                    plan = _without_failed(plan, built)
                    problems += [_problem(item, rejected) for item, rejected in built.failed]
                    if not plan.ready:
                        break
                    write_list(place, plan.exporter_id, built.files)
                    try:
                        uses = self._record(plan, built, out, self._look_at(built.files, place, context))
                    except _NowBlocked as blocked:
                        plan = _with_verdicts(plan, blocked.verdicts)
                        continue
                    put_in_place(place, out)
                    return ExportReport(plan, out, tuple(built.files), uses, tuple(problems))
        return ExportReport(plan, problems=tuple(problems))

    def _build(self, plan: ExportPlan, workshop: Workshop) -> Built:
        exporter = self.exporters.get(plan.exporter_id)
        with self._library.read() as session:
            request = self._planner.request(session, plan.gallery, plan.use, plan.channel_id, plan.options)
            items = self._planner.export_items(session, plan.ready)
        return exporter.build(items, request, workshop)

    def _look_at(self, files: Sequence[BuiltFile], place: Path, context: JobContext) -> dict[str, Decoded]:
        """What the main files look like, so that they are known again when their bytes have changed."""
        from ugc_studio.media.workers import DecodeRequest

        mains = [file for file in files if file.main]
        context.stage(_("Remembering what leaves"), len(mains))
        staging = self._library.folder.incoming
        found: dict[str, Decoded] = {}
        with self._pool() as pool:
            for result in pool.run(DecodeRequest(file.path, place / file.path, staging) for file in mains):
                context.advance()
                if isinstance(result.outcome, Decoded):
                    with suppress(OSError):
                        result.outcome.staged.unlink()
                    found[result.token] = result.outcome
        context.check()
        return found

    def _record(self, plan: ExportPlan, built: Built, out: Path, prints: dict[str, Decoded]) -> tuple[HandOver, ...]:
        """In one transaction: ask once more, then write down every hand-over and every file of it."""

        def work(session: Session) -> tuple[HandOver, ...]:
            verdicts = self._planner.ask_again(session, plan.ready)
            if not all(verdict.cleared for verdict in verdicts.values()):
                raise _NowBlocked(verdicts)
            by_asset: dict[AssetId, list[BuiltFile]] = {}
            for file in built.files:
                if file.asset_id is not None:
                    by_asset.setdefault(file.asset_id, []).append(file)
            return tuple(
                self._record_item(session, plan, item, out, by_asset[item.asset.id], prints) for item in plan.ready
            )

        return self._library.write(work)

    def _record_item(
        self,
        session: Session,
        plan: ExportPlan,
        item: PlannedItem,
        out: Path,
        files: Sequence[BuiltFile],
        prints: dict[str, Decoded],
    ) -> HandOver:
        from ugc_studio.library.renditions import RenditionRow

        main = next(file for file in files if file.main)
        uuid = self._consent.record_use(
            session,
            asset_id=item.asset.id,
            use=item.use,
            exporter=plan.exporter_id,
            rendition_sha256=main.sha256,
            path=str(out / main.path).encode("utf-8", "replace").decode("utf-8"),
            gallery_id=plan.gallery.id,
            url=main.url,
            recipient=plan.options.recipient,
        )
        session.renditions.add_many(
            RenditionRow(
                use_uuid=uuid,
                asset_sha256=item.asset.sha256,
                sha256=file.sha256,
                path=file.path,
                exporter=plan.exporter_id,
                destination=destination_of(item.use),
                pixels_sha256=seen.pixels_sha256 if (seen := prints.get(file.path)) else None,
                fingerprint=seen.fingerprint if seen else None,
            )
            for file in files
        )
        return HandOver(uuid, item.asset.id, main.sha256, main.path, main.url)


def _with_verdicts(plan: ExportPlan, verdicts: dict[AssetId, Verdict]) -> ExportPlan:
    """The plan with newer answers of the gate."""

    def renewed(item: PlannedItem) -> PlannedItem:
        verdict = verdicts.get(item.asset.id)
        if verdict is None or not item.ready:
            return item
        return replace(item, verdict=verdict, state=ItemState.READY if verdict.cleared else ItemState.BLOCKED)

    return replace(plan, items=tuple(renewed(item) for item in plan.items))


def _without_failed(plan: ExportPlan, built: Built) -> ExportPlan:
    """The plan without the items whose original could not be read."""
    failed = {item.asset.id: rejected for item, rejected in built.failed}

    def renewed(item: PlannedItem) -> PlannedItem:
        rejected = failed.get(item.asset.id)
        if rejected is None:
            return item
        return replace(item, state=ItemState.LEFT_OUT, reasons=(RowReason(rejected.code.value, rejected.text),))

    return replace(plan, items=tuple(renewed(item) for item in plan.items))


def _problem(item: ExportItem, rejected: Rejected) -> ItemProblem:
    return rejected.as_problem(f"sha256:{item.asset.sha256[:12]}")
