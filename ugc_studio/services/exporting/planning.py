"""Makes export plans: asks the gate about the use that an export really is, and the destination about each item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from ugc_studio.domain.assets import Asset, AssetId, AssetState
from ugc_studio.domain.consent import Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.exports import (
    ExportItem,
    ExportOptions,
    ExportPlan,
    ItemState,
    PlannedItem,
    RowReason,
)
from ugc_studio.domain.galleries import Gallery, GalleryItem, UseParts
from ugc_studio.domain.messages import Translator, _
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.exporters.base import Exporter, ExportRequest
from ugc_studio.exporters.registry import Exporters
from ugc_studio.exporters.scheduler import check_media_base

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.uses import UseResolver

TranslatorFor = Callable[[str], Translator]


class Consent(Protocol):
    """What exports need of consent; see :class:`ugc_studio.services.consent.service.ConsentService`."""

    def clearances(self, asset_ids: Sequence[int], use: Use, *, session: Session | None = None) -> dict[int, Verdict]:
        """The gate's answers for many assets and one use."""

    def answers(
        self, session: Session, asset_ids: Sequence[int], use: Use
    ) -> dict[int, tuple[Verdict, RightsStatement]]:
        """The gate's answers, each with what an exported file says about its rights."""

    def record_use(
        self,
        session: Session,
        *,
        asset_id: int,
        use: Use,
        exporter: str,
        rendition_sha256: str,
        path: str,
        gallery_id: int | None = None,
        url: str | None = None,
        recipient: str | None = None,
    ) -> str:
        """Record one hand-over and return its UUID."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of an item before the gate was asked."""

    item: GalleryItem
    asset: Asset
    export_item: ExportItem
    use: Use


class Planner:
    """Plans exports of one library."""

    def __init__(
        self,
        library: Library,
        *,
        consent: Consent,
        uses: UseResolver,
        exporters: Exporters,
        translator_for: TranslatorFor,
    ) -> None:
        self._library = library
        self._consent = consent
        self._uses = uses
        self._exporters = exporters
        self._translator_for = translator_for

    def plan(self, reference: str, exporter_id: str, parts: UseParts, options: ExportOptions) -> ExportPlan:
        """What exporting a gallery would do; nothing is written anywhere."""
        exporter = self._exporters.get(exporter_id)
        if options.media_base is not None:
            options = replace(options, media_base=check_media_base(options.media_base))
        with self._library.read() as session:
            gallery = session.galleries.resolve(reference)
            use, channel = self._uses.resolve(
                session, self.merged(session, exporter, parts, gallery), now=self._library.clock()
            )
            if options.preset and channel.preset(options.preset) is None:
                raise UsageError(
                    _(
                        "{channel} has no picture size {preset}. Choose one of: {known}.",
                        channel=channel.id,
                        preset=options.preset,
                        known=[preset.id for preset in channel.presets],
                    )
                )
            seq, head = session.ledger.head()
            stamped = replace(options, ledger_head=f"{seq}:{head}")
            request = self.request(session, gallery, use, channel.id, stamped)
            items = self._items(session, exporter, request)
        return ExportPlan(gallery, exporter_id, use, channel.id, stamped, tuple(items))

    def merged(self, session: Session, exporter: Exporter, parts: UseParts, gallery: Gallery) -> UseParts:
        """The command's parts over the gallery's; a product that is its own channel keeps only market and brand of an
        account elsewhere.
        """
        both = parts.over(gallery.parts)
        implied = exporter.implied_channel
        if implied is None:
            return both
        medium = self._uses.channels.get(implied).medium
        if parts.channel is not None and self._uses.channels.get(parts.channel).medium != medium:
            raise UsageError(_("{name} is made for {channel} only.", name=exporter.name, channel=implied))
        if both.account is not None:
            account = session.register.account(both.account)
            known = UseParts(brand=account.brand, territories=account.countries, zone=account.zone)
            both = replace(both.over(known), account=None)
        return replace(both, channel=parts.channel or implied)

    def request(
        self, session: Session, gallery: Gallery, use: Use, channel_id: str, options: ExportOptions
    ) -> ExportRequest:
        """What exporters are told."""
        brand = session.register.brand_of_use(use.brand)
        return ExportRequest(
            gallery=gallery,
            use=use,
            channel=self._uses.channels.get(channel_id),
            options=options,
            now=self._library.clock(),
            translator=self._translator_for(options.language),
            brand=brand.name if brand is not None else "",
        )

    def ask_again(self, session: Session, items: Iterable[PlannedItem]) -> dict[AssetId, Verdict]:
        """The gate's answers, at this moment, for items as they were planned."""
        return _ask(self._consent, session, [(item.asset.id, item.use) for item in items])

    def _items(self, session: Session, exporter: Exporter, request: ExportRequest) -> list[PlannedItem]:
        drafts = self._drafts(session, exporter, request)
        pairs = [(draft.asset.id, draft.use) for draft in drafts]
        rights: dict[AssetId, RightsStatement] = {}
        if exporter.reads_credit:
            verdicts, rights = _ask_both(self._consent, session, pairs)
        else:
            verdicts = _ask(self._consent, session, pairs)
        cleared = [draft for draft in drafts if verdicts[draft.asset.id].cleared]
        again = session.renditions.handed_over(
            [draft.asset.sha256 for draft in cleared], exporter=exporter.id, destination=destination_of(request.use)
        )
        planned = []
        for draft in drafts:
            verdict = verdicts[draft.asset.id]
            if not verdict.cleared:
                planned.append(PlannedItem(draft.item, draft.asset, ItemState.BLOCKED, draft.use, verdict))
                continue
            item = draft.export_item
            item = replace(item, rights=rights.get(draft.asset.id, item.rights))
            day = again.get(draft.asset.sha256)
            planned.append(self._assessed(exporter, request, item, verdict, handed_over=day))
        return _with_common_warnings(planned, exporter, request)

    def _drafts(self, session: Session, exporter: Exporter, request: ExportRequest) -> list[Draft]:
        items = session.galleries.items(request.gallery.id)
        assets = {asset.id: asset for asset in session.assets.get_many([item.asset_id for item in items])}
        drafts = []
        for number, item in enumerate(items, 1):
            asset = assets[item.asset_id]
            source = self._library.originals.path(asset.sha256, asset.format)
            first = ExportItem(number, item, asset, source, request.use, RightsStatement())
            use = exporter.use_of(first, request)
            drafts.append(Draft(item, asset, replace(first, use=use), use))
        return drafts

    def export_items(self, session: Session, items: Iterable[PlannedItem]) -> list[ExportItem]:
        """What an exporter builds from, with the rights as the ledger has them at this moment."""
        planned = [item.export_item for item in items if item.export_item is not None]
        _verdicts, rights = _ask_both(self._consent, session, [(item.asset.id, item.use) for item in planned])
        return [replace(item, rights=rights[item.asset.id]) for item in planned]

    @staticmethod
    def _assessed(
        exporter: Exporter, request: ExportRequest, item: ExportItem, verdict: Verdict, *, handed_over: str | None
    ) -> PlannedItem:
        assessment = exporter.assess(item, request)
        reasons, warnings = [*_absence(item)], [*assessment.warnings]
        reasons += assessment.reasons
        if handed_over is not None:
            text = _("This photo went there on {day} already.", day=handed_over)
            warnings.append(RowReason("already_handed_over", text))
        state = ItemState.LEFT_OUT if reasons else ItemState.READY
        return PlannedItem(
            item.item, item.asset, state, item.use, verdict, tuple(reasons), tuple(warnings), export_item=item
        )


def destination_of(use: Use) -> str:
    """Where a use goes, for "already handed over"."""
    return use.account or use.channel


def _absence(item: ExportItem) -> list[RowReason]:
    if item.asset.state is not AssetState.PRESENT:
        return [RowReason("not_here", _("The photo is in the trash."))]
    if not item.source.is_file():
        return [RowReason("original_missing", _("The original of this photo is missing: see doctor."))]
    return []


def _with_common_warnings(
    planned: Sequence[PlannedItem], exporter: Exporter, request: ExportRequest
) -> list[PlannedItem]:
    ready = [item.export_item for item in planned if item.ready and item.export_item is not None]
    extra = exporter.assess_all(ready, request)
    return [
        replace(item, warnings=(*item.warnings, *extra[item.asset.id])) if item.asset.id in extra else item
        for item in planned
    ]


def _by_use(pairs: Iterable[tuple[AssetId, Use]]) -> dict[Use, list[AssetId]]:
    groups: dict[Use, list[AssetId]] = {}
    for asset, use in pairs:
        groups.setdefault(use, []).append(asset)
    return groups


def _ask(consent: Consent, session: Session, pairs: Sequence[tuple[AssetId, Use]]) -> dict[AssetId, Verdict]:
    """Ask the gate, once for each different use."""
    verdicts: dict[AssetId, Verdict] = {}
    for use, ids in _by_use(pairs).items():
        answers = consent.clearances(ids, use, session=session)
        verdicts |= {asset: answers[asset] for asset in ids}
    return verdicts


def _ask_both(
    consent: Consent, session: Session, pairs: Sequence[tuple[AssetId, Use]]
) -> tuple[dict[AssetId, Verdict], dict[AssetId, RightsStatement]]:
    """Verdicts and rights, once for each different use."""
    verdicts: dict[AssetId, Verdict] = {}
    rights: dict[AssetId, RightsStatement] = {}
    for use, ids in _by_use(pairs).items():
        answers = consent.answers(session, ids, use)
        for asset in ids:
            verdicts[asset], rights[asset] = answers[asset]
    return verdicts, rights
