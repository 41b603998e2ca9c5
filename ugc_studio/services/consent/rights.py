"""The rights that an exported file carries: computed from the ledger, the weakest that is true, never typed (§7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from ugc_studio.domain.clearance import Dossier
from ugc_studio.domain.clearance.grounds import Ground, grounds_of
from ugc_studio.domain.clearance.scopes import question_of
from ugc_studio.domain.clearance.signers import people_shown
from ugc_studio.domain.consent import BASE_RIGHTS, AfterEnd, Instrument, PeopleAnswer, Scope, Use
from ugc_studio.domain.messages import Text, Translator, _
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import MEDIA, RIGHTS
from ugc_studio.services.consent.policies import names_channel_only, policy_of

_CREDIT_HEAD = re.compile(r"^\s*(?:©|\(c\)|[^:@]{1,20}:)\s*", re.IGNORECASE)
"""What stands before the name in a credit line: "Photo: ", "Crédit photo : ", "© "."""

NO_RIGHTS = RightsStatement(model_release="MR-NON", property_release="PR-NON")


class RightsStatements:
    """Builds statements for one export, from the dossiers that the gate was given."""

    def __init__(self, session: Session, use: Use, translator: Translator) -> None:
        self._session = session
        self._question = question_of(use)
        self._translator = translator
        self._countries = [country_name(code, translator.language) for code in self._question.territories]
        self._parties: dict[str, Party] = {}

    def of(self, dossiers: Mapping[int, Dossier]) -> dict[int, RightsStatement]:
        """One statement for each asset, about the one use."""
        brand = self._session.register.brand_of_use(self._question.use.brand)
        return {asset: self._statement(dossier, brand) for asset, dossier in dossiers.items()}

    def _statement(self, dossier: Dossier, brand: Brand | None) -> RightsStatement:
        facts = dossier.assets[dossier.asset]
        grounds = grounds_of(dossier, self._question)
        scopes = [grant.scope for ground in grounds for grant in ground.grants]
        named = [self._credit(creator, grounds) for creator in facts.creators]
        creator = ", ".join(name for name, _line in named if name) or None
        medium = self._medium(grounds)
        until = min((ground.end for ground in grounds if ground.end is not None), default=None)
        return RightsStatement(
            creator=creator,
            credit_line=" · ".join(dict.fromkeys(line for _name, line in named if line)) or None,
            copyright_notice=f"© {creator}" if creator else None,
            usage_terms=self._translator(self._terms(brand, medium, until)),
            licence_from=max((ground.start for ground in grounds if ground.start is not None), default=None),
            licence_until=until,
            constraints=tuple(self._translator(text) for text in _constraints(scopes, until)),
            media_constraints=self._translator(_only(medium)),
            region_constraints=self._translator(_only(self._countries)),
            credit_required=any(scope.credit_required for scope in scopes),
            model_release=_model_release(dossier, grounds),
            property_release=_property_release(dossier, grounds),
            licensee=(brand.legal_entity or brand.name) if brand else None,
            odrl=policy_of(dossier.asset, self._question, grounds, until=until),
        )

    # ------------------------------------------------------------------ names

    def _credit(self, creator: str, grounds: Iterable[Ground]) -> tuple[str | None, str | None]:
        """Name and credit line of one author, in the form that was granted; nothing more than it shows is named."""
        party = self._party(creator)
        own = [
            grant.scope.credit_line
            for ground in grounds
            if ground.signature.instrument == Instrument.LICENCE and ground.signature.party == creator
            for grant in ground.grants
            if grant.scope.credit_line
        ]
        if not own:  # no form was agreed: the name under which the photo was posted comes before the civil one
            name = (party.handle or party.name) if party else None
            return name, name
        return _name_in(own[-1], party), own[-1]

    def _party(self, uuid: str) -> Party | None:
        if uuid not in self._parties:
            for number in self._session.parties.ids([uuid]):
                self._parties[uuid] = self._session.parties.get(number)
        return self._parties.get(uuid)

    # ------------------------------------------------------------------ terms

    def _terms(self, brand: Brand | None, medium: object, until: dt.date | None) -> Text:
        name = brand.name if brand else ""
        if until is None:
            return _("Licensed to {brand} for {medium} in {countries}. No other use.",
                     brand=name, medium=medium, countries=self._countries)  # fmt: skip
        return _("Licensed to {brand} for {medium} in {countries} until {until}. No other use.",
                 brand=name, medium=medium, countries=self._countries, until=until)  # fmt: skip

    def _medium(self, grounds: Iterable[Ground]) -> object:
        question = self._question
        if names_channel_only(question, grounds):
            return question.channel.capitalize()
        return MEDIA.get(question.medium, question.medium)


def _name_in(line: str, party: Party | None) -> str | None:
    """The name that a credit line shows: the full one, the handle, or what stands there instead."""
    rest = line.casefold()
    if party and party.handle:
        rest = rest.replace(party.handle.casefold(), "")  # "@tom" does not give away that it is Tom
    if party and party.name and party.name.casefold() in rest:
        return party.name
    if party and party.handle and rest != line.casefold():
        return party.handle
    return _CREDIT_HEAD.sub("", line).strip() or None


def _only(what: object) -> Text:
    return _("{what} only", what=what)


def country_name(code: str, language: str) -> object:
    """The name of a country in a language, or the code itself for what is no country."""
    from babel import Locale  # late: its data is only read when something is exported

    if code == "worldwide":
        return _("all countries")
    return str(Locale.parse(language).territories.get(code, code))


def _constraints(scopes: Sequence[Scope], until: dt.date | None) -> list[Text]:
    """What everyone who signed leaves out, a sentence each: changes, contexts, and what follows the end."""
    if not scopes:
        return []
    changes = sorted(frozenset.intersection(*(scope.rights for scope in scopes)) - BASE_RIGHTS)
    contexts = sorted(frozenset[str]().union(*(scope.excluded_contexts for scope in scopes)))
    found = [
        _("Changes allowed: {changes}. No others.", changes=[RIGHTS.get(change, change) for change in changes])
        if changes
        else _("The picture may not be changed or cropped.")
    ]
    if contexts:
        found.append(_("Not in these contexts: {contexts}.", contexts=contexts))
    if until is not None and any(scope.after_end == AfterEnd.REMOVE for scope in scopes):
        found.append(_("To be taken down everywhere after {until}.", until=until))
    return found


# ---------------------------------------------------------------------- releases (PLUS codes)


def _model_release(dossier: Dossier, grounds: Iterable[Ground]) -> str:
    """Not applicable where a person said that nobody is shown; limited where everyone shown signed; else none."""
    facts = dossier.assets[dossier.asset]
    shown = {depiction.party for depiction in people_shown(facts)}
    if not shown:
        nobody = facts.people == PeopleAnswer.NONE and not facts.depictions
        return "MR-NAP" if nobody else "MR-NON"
    return "MR-LMR" if shown <= _signed(Instrument.IMAGE_RELEASE, grounds) else "MR-NON"


def _property_release(dossier: Dossier, grounds: Iterable[Ground]) -> str:
    """Not applicable where a person looked at a thing and said so; limited where all that is needed was given."""
    items = dossier.assets[dossier.asset].items
    needed = {item.party for item in items if item.needed}
    if not needed:
        return "PR-NAP" if items else "PR-NON"  # nobody looked: nothing is known
    return "PR-LPR" if needed <= _signed(Instrument.THIRD_PARTY, grounds) else "PR-NON"


def _signed(instrument: Instrument, grounds: Iterable[Ground]) -> set[str | None]:
    """Whose rights are given by everyone who has to sign for them."""
    own = [ground for ground in grounds if ground.signature.instrument == instrument]
    lacking = {ground.signature.party for ground in own if not ground.grants}
    return {ground.signature.party for ground in own if ground.signature.party not in lacking}
