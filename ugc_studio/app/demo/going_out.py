"""The demo's second half: the gallery, what may leave and what not, and what happens when somebody says no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ugc_studio.app.demo.setting import Setting, Step
from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument
from ugc_studio.domain.exports import ExportOptions, PlannedItem
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.jobs.context import JobContext
from ugc_studio.services.sample.papers import message

if TYPE_CHECKING:
    from ugc_studio.library.uses import Takedown

MEDIA_BASE = "https://media.maison-alize.example/ete-2026"
ZONE = "Europe/Paris"
SOCIAL = {"channel": "instagram_feed", "account": "instagram-fr"}
WITHDRAWN = "photos/instagram/hugo_dehors_20260719_01.jpg"
WITHDRAWN_BY = "zoe"
"""Who changes her mind at the end, about a picture that is exported by then."""
FOUND = "found-on-the-web"


def curate(setting: Setting, context: JobContext) -> Step:
    """Make the gallery with its texts, and plan an evening for each photo."""
    gallery, name, curation = setting.gallery, setting.gallery_name, setting.studio.curation
    items = gallery["item"]
    context.stage(_("Making the gallery"), len(items))
    first = setting.clock().date() + dt.timedelta(days=gallery["publish_in_days"])
    last = first + dt.timedelta(days=gallery["live_days"])
    parts = UseParts(
        channel=gallery["channel"],
        account=setting.cast.handles[gallery["account"]],
        purpose=gallery["purpose"],
        label=gallery["label"],
        publish_from=first,
        live_until=last,
    )
    curation.create(name, parts)
    curation.add(name, [setting.player.asset(item["asset"]) for item in items])
    for number, item in enumerate(items):
        context.check()
        asset = setting.player.asset(item["asset"])
        curation.set_caption(name, asset, setting.words(item["caption"]))
        curation.set_alt_text(name, asset, setting.words(item["alt"]))
        evening = dt.datetime.combine(first + dt.timedelta(days=number), dt.time(18, 30))
        curation.plan(name, asset, PlannedTime(evening, ZONE))
        context.advance()
    n = len(items)
    title = ngettext(
        "Made the gallery “{name}” of {n} photo", "Made the gallery “{name}” of {n} photos", n, name=name, n=n
    )
    return Step(
        title,
        [
            _("Meant for the website in France, from {first} to {last}", first=first, last=last),
            _("Each photo has a caption, a description for people who do not see it, and an evening for Instagram"),
        ],
    )


def export(setting: Setting, context: JobContext, exporter: str) -> Step:
    """Export what is cleared; what is not stays out, each photo with its reason."""
    service = setting.studio.exporting
    parts = UseParts()
    if exporter not in {"web", "bundle"}:  # Instagram is another use than the gallery's own
        parts = UseParts(channel=SOCIAL["channel"], account=setting.cast.handles[SOCIAL["account"]])
    media_base = MEDIA_BASE if exporter == "buffer" else None
    options = ExportOptions(language=setting.translator.language, media_base=media_base)
    plan = service.plan(setting.gallery_name, exporter, parts, options)
    report = service.execute(plan, setting.folder.place(exporter), context)
    setting.outcome.exports[exporter] = report
    product = service.exporters.get(exporter).name
    uses, every = len(report.uses), len(report.plan.items)
    lines = [
        ngettext("{ready} of {n} photo may leave; each is written down as a use",
                 "{ready} of {n} photos may leave; each is written down as a use", every, ready=uses, n=every),
    ]  # fmt: skip
    remarks = _stayed_out(setting, report.plan.items)
    if remarks and remarks in setting.outcome.told:
        lines.append(_("The same photos as before stay out, for the same reasons"))
        remarks = []
    elif remarks:
        lines.append(_("These stay out:"))
        setting.outcome.told.append(remarks)
    place = report.out
    if exporter == "web" and place is not None:
        place = place / "index.html"
    return Step(_("Exported: {product}", product=product), lines, remarks, place)


def _stayed_out(setting: Setting, items: Sequence[PlannedItem]) -> list[Text]:
    return [
        _("{photo}: {reason}", photo=setting.photo_name(item.asset.id), reason=setting.reasons(item)[0][1])
        for item in items
        if not item.ready
    ]


def withdraw(setting: Setting, context: JobContext) -> Step:
    """Record a withdrawal: the photo is blocked at once, and everything that left is to come down."""
    from ugc_studio.services.consent.recording import Answer

    context.stage(_("Recording a withdrawal"))
    who, asset = setting.cast.parties[WITHDRAWN_BY], setting.player.asset(WITHDRAWN)
    setting.studio.consent.recorder.answer(
        Answer(
            EventType.WITHDRAWN,
            assets=[asset],
            by=who.uuid,
            instrument=Instrument.IMAGE_RELEASE,
            evidence=EvidenceKind.EMAIL.value,
            message=message(EventType.WITHDRAWN, evidence=EvidenceKind.EMAIL, title="", name=who.label),
        )
    )
    with setting.library.read() as session:
        takedowns = setting.outcome.takedowns = session.uses.takedowns()
    n = len(takedowns)
    title = _("{name} changes her mind about {photo}", name=who.label, photo=setting.photo_name(asset))
    count = ngettext(
        "It is blocked from now on, and has to come down from {n} place:",
        "It is blocked from now on, and has to come down from {n} places:",
        n,
        n=n,
    )
    return Step(title, [count], [_takedown(setting, takedown) for takedown in takedowns])


def _takedown(setting: Setting, takedown: Takedown) -> Text:
    product = setting.studio.exporting.exporters.get(takedown.use.exporter).name
    where = takedown.use.url or _inside(takedown.use.path, setting.folder.root)
    due = dt.date.fromisoformat(takedown.due)
    return _("{product}: {where}, by {due}", product=product, where=where, due=due)


def _inside(path: str, root: Path) -> str:
    """A path as it is seen from the folder of the demo."""
    whole = Path(path)
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path


def check(setting: Setting, context: JobContext) -> Step:
    """Recognise a file that was exported, made smaller, saved again and renamed."""
    from ugc_studio.exporters.base import frame_of
    from ugc_studio.services.sample.copying import smaller_copy

    report, asset = setting.outcome.exports["bundle"], setting.player.asset(WITHDRAWN)
    exported = next(file for file in report.files if file.asset_id == asset and file.main)
    item = next(item.export_item for item in report.plan.items if item.asset.id == asset and item.export_item)
    frame = frame_of(item, setting.studio.channels.get(report.plan.channel_id), report.plan.options)
    copy = setting.folder.place(FOUND) / "IMG_0001.jpg"
    source = (report.out or setting.folder.root) / exported.path
    smaller_copy(source, copy, width=frame.width, height=frame.height)
    parts = UseParts(account=setting.cast.handles[setting.gallery["account"]], label=True)
    (checked,) = setting.studio.checking.check([copy], parts, context)
    setting.outcome.checked = checked
    lines = [_("It is not a photo of this library.")]
    if checked.match is not None:
        name, percent = setting.photo_name(checked.match.asset.id), round(100 * checked.match.confidence)
        lines = [_("It is {photo}, alike to {percent} %", photo=name, percent=percent)]
        if checked.verdict is not None and not checked.verdict.cleared:
            reason = setting.studio.consent.describer([checked.verdict]).reason(checked.verdict.reasons[0])
            lines.append(_("It may not be used on the website: {reason}", reason=reason))
    return Step(_("Checked a picture found somewhere: smaller, saved again, renamed"), lines, place=copy)


def verify(setting: Setting, context: JobContext) -> Step:
    """Make a safety copy, then check the ledger against every known head, and everything else that can be checked."""
    setting.studio.maintenance.back_up()
    ledger = setting.studio.ledger.verify()
    results = setting.studio.maintenance.examine(context)
    setting.outcome.events = ledger.events
    setting.outcome.ok = ledger.ok and all(result.ok for result in results)
    told = [result.detail for result in results]
    return Step(_("Made a backup, checked the ledger and the library"), told)
