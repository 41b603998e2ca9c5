"""What the place for exports looks up on a thread: galleries, destinations and accounts; then a plan and its check."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.app.studio import Studio
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.exports import ExportOptions
from ugc_studio.domain.galleries import Gallery, UseParts
from ugc_studio.domain.messages import Text
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.library.register import Account
from ugc_studio.services.exporting.desk import Destination, ExportPreset, OptionField, PlanReview


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen from."""

    galleries: tuple[Gallery, ...]
    destinations: tuple[Destination, ...]
    accounts: tuple[Account, ...]
    presets: tuple[ExportPreset, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants to make."""

    gallery: int
    exporter: str
    account: str | None
    options: ExportOptions
    language: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The check of a wish: its form, the review with small pictures, or what is still missing."""

    wish: Wish
    fields: tuple[OptionField, ...]
    channel: str | None
    review: PlanReview | None
    rows: dict[int, AssetRow]
    missing: Text | None


def look_up(studio: Studio, brand: str | None) -> Choices:
    """Everything that the left side offers, for the accounts of a brand."""
    with studio.library.read() as session:
        found = session.register.brand_or_first(brand)
        accounts = session.register.accounts()
    mine = [account for account in accounts if found is None or account.brand == found.uuid]
    return Choices(
        tuple(studio.curation.galleries()),
        tuple(studio.export_desk.destinations()),
        tuple(mine),
        tuple(studio.export_desk.presets()),
    )


def parts_of(studio: Studio, wish: Wish) -> UseParts:
    """The use that is asked for beside the gallery's own: an account says most of it."""
    if wish.account is None:
        return UseParts()
    with studio.library.read() as session:
        account = session.register.account(wish.account)
    return UseParts(account=account.uuid, channel=studio.channels.get(account.channel).id)


def check(studio: Studio, wish: Wish) -> Checked:
    """Plan and review; nothing is written."""
    parts = parts_of(studio, wish)
    channel = parts.channel
    fields = studio.export_desk.fields(wish.exporter, channel=channel)
    try:
        plan = studio.exporting.plan(str(wish.gallery), wish.exporter, parts, wish.options)
        review = studio.export_desk.review(plan)
    except UsageError as error:
        return Checked(wish, fields, channel, None, {}, error.text)
    wanted = {int(row.asset_id) for row in review.rows}
    wanted |= {int(asset) for blocker in review.blockers for asset in blocker.assets[:3]}
    rows = {int(row.asset.id): row for row in studio.browsing.rows(sorted(wanted))}
    return Checked(wish, fields, plan.channel_id, review, rows, None)


def folder_for(parent: Path, day: str, name: str) -> Path:
    """A new folder for one export, named by day and gallery: ``2026-08-18 Mon Jardin``, never one that exists."""
    plain = unicodedata.normalize("NFC", name)
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', " ", plain).strip(" .")[:60].strip(" .") or "export"
    wanted = parent / f"{day} {plain}"
    number = 2
    while wanted.exists():
        wanted = parent / f"{day} {plain} {number}"
        number += 1
    return wanted
