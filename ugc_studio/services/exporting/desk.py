"""The place of exports: where to, with which options, and the check before anything is written."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.channels import Channel, Preset
from ugc_studio.domain.counting import length
from ugc_studio.domain.exports import ExportOptions, ExportPlan, ItemState, PlannedItem
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.exporters.base import Exporter, ExportRequest, full_text
from ugc_studio.services.exporting.blockers import Blocker, blockers_of, warnings_of

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.exporting.service import ExportService

FIRST_ROWS = 5
AGAIN = "already_handed_over"


class FieldKind(enum.StrEnum):
    """How a field of the form is asked."""

    TEXT = "text"
    ADDRESS = "address"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice; ``None`` leaves the option out."""

    value: str | None
    label: Text | str


@dataclass(frozen=True, slots=True)
class OptionField:
    """One field of the form; ``id`` is a field of :class:`ExportOptions`."""

    id: str
    label: Text
    kind: FieldKind
    default: object
    choices: tuple[Choice, ...] = ()
    help: Text | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Destination:
    """Something that can be made."""

    id: str
    name: Text
    makes: Text
    implied_channel: str | None
    """The channel that it is by its nature; otherwise the form asks for an account or channel."""
    posts: bool
    """Whether its lines are posts with a time."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of what will be written; the end of the file's name comes from its bytes."""

    number: int
    asset_id: AssetId
    when: PlannedTime | None
    caption: str
    """As it will be written, with credit line."""
    file: str


@dataclass(frozen=True, slots=True)
class PlanReview:
    """An export plan as the screen checks it; nothing is written yet."""

    plan: ExportPlan
    ready: int
    blocked: int
    left_out: int
    blockers: tuple[Blocker, ...]
    warnings: tuple[Blocker, ...]
    remarks: tuple[Text, ...]
    """What has to be known of the rules that the gate applied, whatever it answered."""
    passed: tuple[Text, ...]
    rows: tuple[PreviewRow, ...]
    bytes: int
    """About what the pictures will take."""
    again: tuple[AssetId, ...]
    """What went there before."""
    button: Text


@dataclass(frozen=True, slots=True)
class ExportPreset:
    """A destination with its use and options under a name."""

    id: int
    name: str
    exporter: str
    parts: UseParts
    options: ExportOptions


class ExportDesk:
    """Reads for the place of exports, and its presets; making is in ``studio.exporting.execute``."""

    def __init__(self, library: Library, *, exporting: ExportService, consent: ConsentService) -> None:
        self._library = library
        self._exporting = exporting
        self._consent = consent

    # -- where to, and the form

    def destinations(self) -> list[Destination]:
        """Everything that can be made, in the order of the list."""
        return [
            Destination(one.id, one.name, one.makes, one.implied_channel, posts=one.posts)
            for one in self._exporting.exporters
        ]

    def fields(
        self, exporter_id: str, *, channel: str | None = None, languages: Sequence[str] = ("en", "fr")
    ) -> tuple[OptionField, ...]:
        """The form of a destination; picture sizes are those of the channel, once it is known."""
        exporter = self._exporting.exporters.get(exporter_id)
        chosen = exporter.implied_channel if channel is None else channel
        found = self._exporting.channels.get(chosen) if chosen is not None else None
        return tuple(_field(name, exporter, found, languages) for name in exporter.takes)

    # -- the check

    def review(self, plan: ExportPlan, *, first_rows: int = FIRST_ROWS) -> PlanReview:
        """What a plan comes to, in sentences: ask for the plan with ``studio.exporting.plan``."""
        exporter = self._exporting.exporters.get(plan.exporter_id)
        request = self._exporting.request_of(plan)
        verdicts = [item.verdict for item in plan.items if item.verdict is not None]
        describer = self._consent.describer(verdicts)
        outline = exporter.outline([i.export_item for i in plan.ready if i.export_item is not None], request)
        rows = [
            PreviewRow(one.number, one.item.asset.id, one.when, full_text(one.item, request.translator), one.file)
            for one in outline[:first_rows]
        ]
        n = len(plan.ready)
        states = [item.state for item in plan.items]
        return PlanReview(
            plan, n, states.count(ItemState.BLOCKED), states.count(ItemState.LEFT_OUT),
            blockers_of(plan.items, describer),
            warnings_of(plan.items), describer.common_remarks(verdicts),
            tuple(_passed(plan.ready, exporter, request)), tuple(rows),
            sum(one.bytes for one in outline),
            tuple(i.asset.id for i in plan.ready if any(warning.code == AGAIN for warning in i.warnings)),
            ngettext("Export {n} post", "Export {n} posts", n, n=n) if exporter.posts
            else ngettext("Export {n} photo", "Export {n} photos", n, n=n),
        )  # fmt: skip

    # -- presets

    def presets(self) -> list[ExportPreset]:
        """Every preset, by name."""
        with self._library.read() as session:
            stored = session.presets.all()
        return [
            ExportPreset(one.id, one.name, one.exporter, UseParts.from_json(one.parts), _options(one.options))
            for one in stored
        ]

    def save_preset(
        self, name: str, exporter_id: str, *, parts: UseParts | None = None, options: ExportOptions | None = None
    ) -> int:
        """Keep a destination with its use and options; one of the same name is replaced. Returns its number."""
        self._exporting.exporters.get(exporter_id)
        said = {key: value for key, value in asdict(options or ExportOptions()).items() if key != "ledger_head"}
        kept = (parts or UseParts()).to_json()
        return self._library.write(lambda session: session.presets.save(name, exporter_id, parts=kept, options=said))

    def delete_preset(self, preset_id: int) -> None:
        """Forget a preset; raises :class:`NotFound`."""
        self._library.write(lambda session: session.presets.delete(preset_id))


def _options(stored: Mapping[str, Any]) -> ExportOptions:
    """The stored options that this version knows."""
    known = {one.name for one in fields(ExportOptions)}
    return ExportOptions(**{name: value for name, value in stored.items() if name in known})


# -- the form


def _field(name: str, exporter: Exporter, channel: Channel | None, languages: Sequence[str]) -> OptionField:
    default = getattr(ExportOptions(), name)
    if name == "preset":
        sizes = tuple(Choice(one.id, _size(one)) for one in channel.presets) if channel is not None else ()
        whole = Choice(None, _("Whole photo"))
        return OptionField(name, _("Picture size"), FieldKind.CHOICE, default, (whole, *sizes),
                           _("Photos are cut to it around their middle. Cutting needs the right to crop."))  # fmt: skip
    if name == "language":
        named = {"en": "English", "fr": "Français"}
        choices = tuple(Choice(code, named.get(code, code)) for code in languages)
        return OptionField(name, _("Language"), FieldKind.CHOICE, default, choices)
    if name == "media_base":
        needed = exporter.implied_channel is None
        helps = _("The tool fetches the pictures from there.") if needed else _("Where the page will lie.")
        return OptionField(name, _("Public address"), FieldKind.ADDRESS, default, help=helps, required=needed)
    if name == "day_first":
        return OptionField(name, _("Day before month"), FieldKind.YES_NO, default,
                           help=_("Choose the same in the upload dialog."))  # fmt: skip
    if name == "index":
        return OptionField(name, _("Search engines may list it"), FieldKind.YES_NO, default)
    labels = {"title": _("Title"), "recipient": _("Recipient")}
    helps = {"title": _("The gallery’s name if left empty."), "recipient": _("Who gets it, for the record.")}[name]
    return OptionField(name, labels[name], FieldKind.TEXT, default, help=helps)


def _size(preset: Preset) -> str:
    if preset.width and preset.height:
        return f"{preset.id} · {preset.width} × {preset.height}"
    return f"{preset.id} · {preset.long_edge}" if preset.long_edge else preset.id


# -- what passed


def _passed(ready: Sequence[PlannedItem], exporter: Exporter, request: ExportRequest) -> Iterator[Text]:
    """Sentences about what leaves: nothing is said of what was not looked at."""
    items = [item.export_item for item in ready if item.export_item is not None]
    if not items:
        return
    n = len(items)
    yield ngettext("The rights of {n} photo are cleared for this use.",
                   "The rights of {n} photos are cleared for this use.", n, n=n)  # fmt: skip
    credited = sum(item.rights.credit_line is not None for item in items)
    if exporter.reads_credit and credited:
        yield ngettext("{n} credit line goes along.", "{n} credit lines go along.", credited, n=credited)
    yield _("Location, device and comments are left out of every file.")
    limit = request.channel.text.max
    longest = max(length(full_text(item, request.translator), request.channel.text) for item in items)
    if limit is not None and exporter.reads_credit and longest:
        yield _("Texts are within the limit: the longest has {used} of {max} characters.", used=longest, max=limit)
    ends = [item.rights.licence_until for item in items if isinstance(item.rights.licence_until, dt.date)]
    if ends:
        yield _("The first permission ends on {day}.", day=min(ends))
