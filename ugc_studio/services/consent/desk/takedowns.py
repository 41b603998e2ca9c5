"""The takedown list as a person works through it: what to do where, by whom, until when, and the proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Use
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse, Takedown
from ugc_studio.services.consent.uses import use_from_json
from ugc_studio.services.words import TAKEDOWN_CAUSES, exporter_names, network_name, scheduling_tools


@dataclass(frozen=True, slots=True)
class TakedownRow:
    """One publication that has to come down, or has come down."""

    recorded: Takedown
    """As it is stored, with its codes."""
    id: int
    asset_id: AssetId | None
    sha256: str
    task: Text
    """What somebody has to do, in one sentence."""
    where: Text
    """Product, account and day, in words."""
    url: str | None
    path: str
    """The file that was handed over; for whoever looks for it, never the headline."""
    exporter: str | Text
    network: str | Text
    account: str | None
    recipient: str | None
    at: dt.datetime
    """When it was, or will be, published, on the account's clock."""
    scheduled: bool
    """Whether that is still ahead: a row in a scheduling tool has to go before it becomes a post."""
    cause: Text | str
    due: dt.date
    overdue: bool
    owner: str | None
    done: bool
    done_at: str | None
    proof: str | None
    """Where the proof lies."""


def takedown_rows(session: Session, found: Iterable[Takedown], now: dt.datetime) -> list[TakedownRow]:
    """These takedowns as a person reads them."""
    listed = _with_readers(session, list(found))
    accounts = {account.uuid: account.handle for account in session.register.accounts()}
    proofs = session.evidence.get_many(one.proof_uuid for one in listed if one.proof_uuid)
    paths = {uuid: str(session.evidence.path(proof)) for uuid, proof in proofs.items()}
    owners = session.uses.takedown_owners()
    return [_row(one, accounts, paths, owners.get(one.id), now) for one in listed]


def _with_readers(session: Session, listed: list[Takedown]) -> list[Takedown]:
    """Who holds a review file is told also when the picture was erased, and its use names nobody any more."""
    readers = session.handovers.recipients_of(one.use.uuid for one in listed if one.use.recipient is None)
    return [
        replace(one, use=replace(one.use, recipient=readers[one.use.uuid])) if one.use.uuid in readers else one
        for one in listed
    ]


def task_of(use: RecordedUse, account: str | None, now: dt.datetime) -> Text:
    """What has to be done about one hand-over, as somebody would be asked to do it."""
    planned = use_from_json(use.planned_use)
    product = exporter_names().get(use.exporter, use.exporter)
    network, at = network_name(planned.channel), published(planned)
    if use.recipient:
        return _(
            "Ask {recipient} to delete the photo and every copy of it ({product}).",
            recipient=use.recipient, product=product,
        )  # fmt: skip
    if use.exporter not in scheduling_tools():
        if _same(product, network):
            return _("Take the photo out of: {product}.", product=product)
        return _("Take the photo out of: {product} ({network}).", product=product, network=network)
    if planned.publish_at > now:
        if account is None:
            return _("Remove the row from {tool}: planned for {at}, {network}.", tool=product, at=at, network=network)
        return _(
            "Remove the row from {tool}: planned for {at}, {network}, {account}.",
            tool=product, at=at, network=network, account=account,
        )  # fmt: skip
    if account is None:
        return _("Delete the post of {day} on {network}.", day=at.date(), network=network)
    return _("Delete the post of {day} on {network}, {account}.", day=at.date(), network=network, account=account)


def published(planned: Use) -> dt.datetime:
    """When something appears, on the clock of the account that publishes."""
    return planned.publish_at.astimezone(ZoneInfo(planned.zone)).replace(tzinfo=None)


def _same(product: object, network: object) -> bool:
    """Whether both have one name in the source language: a web gallery is its own network."""
    return str(product).casefold() == str(network).casefold()


def _where(use: RecordedUse, planned: Use, account: str | None) -> Text:
    product, network = exporter_names().get(use.exporter, use.exporter), network_name(planned.channel)
    day = published(planned).date()
    if account is None and _same(product, network):
        return _("{product}, {day}", product=product, day=day)
    if account is None:
        return _("{product}, {network}, {day}", product=product, network=network, day=day)
    return _("{product}, {network}, {account}, {day}", product=product, network=network, account=account, day=day)


def _row(
    one: Takedown, accounts: Mapping[str, str], proofs: Mapping[str, str], owner: str | None, now: dt.datetime
) -> TakedownRow:
    use, planned = one.use, use_from_json(one.use.planned_use)
    account = accounts.get(planned.account or "")
    due = dt.date.fromisoformat(one.due)
    today = now.astimezone(ZoneInfo(planned.zone)).date()
    return TakedownRow(
        one, one.id, AssetId(use.asset_id) if use.asset_id is not None else None, use.asset_sha256,
        task_of(use, account, now), _where(use, planned, account), use.url, use.path,
        exporter_names().get(use.exporter, use.exporter), network_name(planned.channel), account, use.recipient,
        published(planned), use.exporter in scheduling_tools() and planned.publish_at > now,
        TAKEDOWN_CAUSES.get(one.cause, one.cause), due, one.state == "open" and due < today, owner,
        one.state == "done", one.done_at, proofs.get(one.proof_uuid or ""),
    )  # fmt: skip
