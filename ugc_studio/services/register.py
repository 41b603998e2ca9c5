"""The register: brands, accounts, markets, places, people and notices, kept in step with ledger and projection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ugc_studio.domain.consent import DEFAULT_ZONE, AskingPolicy, BrandPolicy, EventType, PartyKind, Scope
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import EventDraft
from ugc_studio.domain.messages import _
from ugc_studio.domain.schedule import zone_named
from ugc_studio.library.library import Library
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Account, Brand, Market, Notice, Place
from ugc_studio.library.session import Session
from ugc_studio.services.consent.policy_history import DEFAULT_NOTICE, policy_draft
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.uses import UseResolver, check_territories


class RegisterService:
    """Adds and edits what the register holds; a change that alters answers rebuilds the lists that show them."""

    def __init__(self, library: Library, *, consent: ConsentService, uses: UseResolver) -> None:
        self._library = library
        self._consent = consent
        self._uses = uses

    # ------------------------------------------------------------------ brands

    def add_brand(
        self,
        name: str,
        *,
        key: str | None = None,
        countries: tuple[str, ...] = ("FR",),
        legal_entity: str | None = None,
        policy: BrandPolicy | None = None,
        standard_use: Mapping[str, object] | None = None,
    ) -> Brand:
        """Add a brand; the photos with events get their word for it at once."""
        checked = tuple(sorted(check_territories(countries)))
        said = self._standard(standard_use or {})

        def work(session: Session) -> Brand:
            return session.register.add_brand(
                _name(name), key=key, countries=checked, policy=policy, standard_use=said, legal_entity=legal_entity
            )

        brand = self._library.write(work)
        self._consent.summariser.refresh_all()
        return brand

    def edit_brand(
        self,
        reference: str,
        *,
        name: str | None = None,
        policy: Mapping[str, object] | None = None,
        approval: Mapping[str, object] | None = None,
        standard_use: Mapping[str, object] | None = None,
        asking: Mapping[str, int] | None = None,
    ) -> Brand:
        """Change a brand: only the named parts of policy, approval rules, standard use and terms of asking."""
        said = self._standard(standard_use or {})

        def work(session: Session) -> Brand:
            brand = session.register.brand(reference)
            changed = replace(brand.policy, **dict(policy or {}))  # type: ignore[arg-type]  # fields by name
            rules = replace(changed.approval, **dict(approval or {}))  # type: ignore[arg-type]  # fields by name
            terms = _terms(replace(changed.asking, **dict(asking or {})))
            edited = session.register.edit_brand(
                brand, name=name, policy=replace(changed, approval=rules, asking=terms),
                standard_use={**brand.standard_use, **said},
            )  # fmt: skip
            draft = policy_draft(brand, edited)
            if draft is not None:
                self._consent.recorder.record(session, [draft])
            return edited

        brand = self._library.write(work)
        self._consent.summariser.refresh_all()
        return brand

    def _standard(self, said: Mapping[str, object]) -> dict[str, object]:
        """The parts of a standard use as they are stored: the medium is the one of its channel."""
        stored = dict(said)
        if "channel" in stored:
            channel = self._uses.channels.get(str(stored["channel"]))
            stored |= {"channel": channel.network, "medium": channel.medium}
        if "territories" in stored:
            stored["territories"] = sorted(check_territories(tuple(_strings(stored["territories"]))))
        if stored.get(DEFAULT_NOTICE):
            with self._library.read() as session:
                stored[DEFAULT_NOTICE] = session.register.notice(str(stored[DEFAULT_NOTICE])).key
        return stored

    # ------------------------------------------------------------------ accounts, markets, places

    def add_account(
        self, handle: str, *, brand: str, channel: str, market: str | None = None, zone: str | None = None
    ) -> Account:
        """Add an account of a brand on a channel."""
        zone = zone or DEFAULT_ZONE
        zone_named(zone)
        surface = self._uses.channels.get(channel)

        def work(session: Session) -> Account:
            register = session.register
            return register.add_account(
                _name(handle),
                brand=register.brand(brand),
                channel=surface.id,
                market=register.market(market) if market else None,
                zone=zone,
            )

        return self._with_new_days(work)

    def _with_new_days(self, work: Callable[[Session], Account]) -> Account:
        """Change an account; where that moves a brand's midnight, the lists follow its clock at once."""

        def zones(session: Session) -> dict[str, str]:
            return {brand.uuid: brand.zone for brand in session.register.brands()}

        def changing(session: Session) -> tuple[Account, bool]:
            before = zones(session)
            return work(session), zones(session) != before

        account, moved = self._library.write(changing)
        if moved:
            self._consent.summariser.refresh_all()
        return account

    def edit_account(
        self, reference: str, *, handle: str | None = None, market: str | None = None, zone: str | None = None
    ) -> Account:
        """Change an account's handle, market or zone."""
        if zone is not None:
            zone_named(zone)

        def work(session: Session) -> Account:
            chosen = session.register.market(market) if market else None
            return session.register.edit_account(
                session.register.account(reference), handle=handle, market=chosen, zone=zone
            )

        return self._with_new_days(work)

    def add_market(self, name: str, *, countries: tuple[str, ...], language: str, key: str | None = None) -> Market:
        """Add a market."""
        checked = tuple(sorted(check_territories(countries)))
        return self._library.write(
            lambda session: session.register.add_market(_name(name), countries=checked, language=language, key=key)
        )

    def edit_market(
        self,
        reference: str,
        *,
        name: str | None = None,
        countries: tuple[str, ...] | None = None,
        language: str | None = None,
    ) -> Market:
        """Change a market."""
        checked = tuple(sorted(check_territories(countries))) if countries else None

        def work(session: Session) -> Market:
            market = session.register.market(reference)
            return session.register.edit_market(market, name=name, countries=checked, language=language)

        return self._library.write(work)

    def add_place(self, name: str, *, country: str | None = None) -> Place:
        """Add a place."""
        code = _country(country)
        return self._library.write(lambda session: session.register.add_place(_name(name), country=code))

    def edit_place(self, reference: str, *, name: str | None = None, country: str | None = None) -> Place:
        """Change a place's name or country."""
        code = _country(country)
        return self._library.write(
            lambda session: session.register.edit_place(session.register.place(reference), name=name, country=code)
        )

    # ------------------------------------------------------------------ people and notices

    def add_party(
        self, kind: PartyKind, *, name: str | None, handle: str | None = None, facts: Mapping[str, object]
    ) -> Party:
        """Add a person or body."""
        if not name and not handle:
            raise UsageError(_("Give a name or a handle."))
        shown = f"@{handle.removeprefix('@')}" if handle else None
        return self._consent.recorder.add_party(kind.value, name=name, handle=shown, facts=facts)

    def edit_party(
        self, reference: str, *, name: str | None = None, handle: str | None = None, facts: Mapping[str, object]
    ) -> Party:
        """Record a new name or handle, and what is now known about someone."""

        def work(session: Session) -> Party:
            party = session.parties.resolve(reference)
            said = dict(facts)
            for field, text in (("name", name), ("handle", f"@{handle.removeprefix('@')}" if handle else None)):
                if text:
                    said[field] = session.texts.keep(party.owner, field, text)
            if said:
                self._consent.recorder.record(
                    session, [EventDraft(EventType.PARTY_DESCRIBED, party=party.uuid, facts=said)]
                )
            return session.parties.get(party.id)

        return self._library.write(work)

    def issue_notice(self, name: str, *, scope: Scope, texts: Mapping[str, str], key: str | None = None) -> Notice:
        """Issue a notice, or the next version of the one with this key."""
        if not scope.media or not scope.territories or not scope.brands:
            raise UsageError(_("A notice names at least one medium, one country and one brand."))
        if scope.start and scope.end and scope.end < scope.start:
            raise UsageError(_("This term ends before it begins."))
        return self._consent.recorder.issue_notice(_name(name), scope=scope, texts=texts, key=key)


def notice_remarks(notice: Notice) -> list[Any]:
    """What a careful reader would say about a notice; nothing of it stops anybody."""
    remarks = []
    if notice.scope.end is None:
        remarks.append(_("This notice has no end. Courts are wary of grants without a term."))
    french = notice.texts.get("fr", "").casefold()
    if "cession" in french or "cède" in french:
        remarks.append(_("The French text speaks of “cession”. Say “autorisation non exclusive (licence)” instead."))
    if not notice.texts:
        remarks.append(_("This notice has no text yet. Add it with --text fr=FILE; that is a new version."))
    return remarks


def _terms(asking: AskingPolicy) -> AskingPolicy:
    if min(asking.again_after, asking.remind_after, asking.silent_after) < 1:
        raise UsageError(_("These terms are counted in days, from 1 on."))
    if asking.remind_after >= asking.silent_after:
        raise UsageError(_("The reminder has to come before silence is recorded as no answer."))
    return asking


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise UsageError(_("A name cannot be empty."))
    return name


def _country(code: str | None) -> str | None:
    return next(iter(check_territories((code,)))) if code else None


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple | set | frozenset) else [str(value)]
