"""The rights that an exported file carries: computed from the ledger, the weakest that is true, never typed (§7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ugc_studio.domain.clearance import Dossier
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.clearance.scopes import Question, covers_medium, question_of
from ugc_studio.domain.clearance.signers import people_shown
from ugc_studio.domain.clearance.testimony import Testimony
from ugc_studio.domain.consent import WORLDWIDE, BrandPolicy, PeopleAnswer, Scope, Use
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Translator, _
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import MEDIA

RIGHTSML_PROFILE = "https://iptc.org/std/RightsML/odrl-profile/"
ACTIONS = {
    "reproduction": "reproduce",
    "representation": "display",
    "adaptation.crop": "derive",
    "adaptation.translation": "translate",
}


@dataclass(frozen=True, slots=True)
class RightsStatements:
    """Builds statements inside one session."""

    packs: Mapping[str, CountryPack]
    translator: Translator

    def for_use(self, session: Session, asset_ids: Iterable[int], use: Use) -> dict[int, RightsStatement]:
        """One statement for each asset, about one use."""
        brand = next((b for b in session.register.brands() if b.uuid == use.brand), None)
        policy = brand.policy if brand else BrandPolicy()
        dossiers = session.dossiers.gather(asset_ids, policy=policy, packs=self.packs)
        question = question_of(use)
        return {asset_id: self._statement(session, dossier, question, brand) for asset_id, dossier in dossiers.items()}

    def _statement(
        self, session: Session, dossier: Dossier, question: Question, brand: Brand | None
    ) -> RightsStatement:
        facts = dossier.assets[dossier.asset]
        grants = [
            event
            for event in Testimony(dossier, facts, question).given()
            if event.scope is not None and covers_medium(event.scope.media, question)
        ]
        scopes = [event.scope for event in grants if event.scope is not None]
        names = session.parties.labels(list(facts.creators))
        creator = ", ".join(names[uuid] for uuid in facts.creators) or None
        credit = next((scope.credit_line for scope in scopes if scope.credit_line), None) or creator
        until = _earliest(scope.end for scope in scopes)
        return RightsStatement(
            creator=creator,
            credit_line=credit,
            copyright_notice=f"© {creator}" if creator else None,
            usage_terms=self._terms(question, brand, until),
            licence_from=_latest(scope.start for scope in scopes),
            licence_until=until,
            media_constraints=", ".join(sorted(_common(scope.media for scope in scopes))),
            region_constraints=", ".join(sorted(_common(scope.territories for scope in scopes))),
            credit_required=any(scope.credit_required for scope in scopes),
            model_release=_model_release(dossier),
            property_release="PR-LPR" if any(item.needed for item in facts.items) else "PR-NAP",
            licensor=brand.legal_entity if brand else None,
            odrl=policy_of(dossier, question, grants, brand),
        )

    def _terms(self, question: Question, brand: Brand | None, until: dt.date | None) -> str:
        name = brand.name if brand else ""
        medium = MEDIA.get(question.medium, question.medium)
        countries = [country_name(code, self.translator.language) for code in question.territories]
        if until is None:
            text = _("Licensed to {brand} for {medium} in {countries}. No other use.",
                     brand=name, medium=medium, countries=countries)  # fmt: skip
        else:
            text = _("Licensed to {brand} for {medium} in {countries} until {until}. No other use.",
                     brand=name, medium=medium, countries=countries, until=until)  # fmt: skip
        return self.translator(text)


def country_name(code: str, language: str) -> str:
    """The name of a country in a language, or the code itself for what is no country."""
    from babel import Locale  # late: its data is only read when something is exported

    return str(Locale.parse(language).territories.get(code, code))


def _model_release(dossier: Dossier) -> str:
    """PLUS: not applicable without recognisable people; limited where everyone shown gave a release; else none."""
    facts = dossier.assets[dossier.asset]
    if facts.people == PeopleAnswer.NOT_REVIEWED:
        return "MR-NON"
    shown = list(people_shown(facts))
    if not shown:
        return "MR-NAP"
    released = {
        event.party
        for event in dossier.events
        if event.instrument == "image_release" and event.scope is not None and dossier.asset in event.assets
    }
    return "MR-LMR" if {d.party for d in shown} <= released else "MR-NON"


def policy_of(dossier: Dossier, question: Question, grants: list[Event], brand: Brand | None) -> dict[str, Any]:
    """An ODRL 2.2 agreement with one permission a grant, in the RightsML 2.0 profile; the target is the original."""
    entity = brand.uuid if brand else question.use.brand
    return {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "Agreement",
        "uid": f"urn:ugc:policy:{dossier.asset[:16]}:{max((e.seq for e in grants), default=0)}",
        "profile": RIGHTSML_PROFILE,
        "conflict": "prohibit",
        "permission": [_permission(dossier.asset, event, event.scope, entity) for event in grants if event.scope],
    }


def _permission(asset: str, event: Event, scope: Scope, entity: str) -> dict[str, Any]:
    constraint: list[dict[str, Any]] = []
    for operator, day in (("gteq", scope.start), ("lteq", scope.end)):
        if day is not None:
            value = {"@value": day.isoformat(), "@type": "xsd:date"}
            constraint.append({"leftOperand": "dateTime", "operator": operator, "rightOperand": value})
    if WORLDWIDE not in scope.territories:
        places = [f"http://cvx.iptc.org/iso3166-1a3/{ALPHA_3.get(code, code)}" for code in sorted(scope.territories)]
        constraint.append({"leftOperand": "spatial", "operator": "isAnyOf", "rightOperand": places})
    channels = [f"urn:ugc:channel:{medium}" for medium in sorted(scope.media)]
    constraint.append({"leftOperand": "deliveryChannel", "operator": "isAnyOf", "rightOperand": channels})
    purposes = [f"urn:ugc:purpose:{purpose}" for purpose in sorted(scope.purposes)]
    constraint.append({"leftOperand": "purpose", "operator": "isAnyOf", "rightOperand": purposes})
    permission: dict[str, Any] = {
        "target": f"urn:sha256:{asset}",
        "assigner": f"urn:ugc:party:{event.party}",
        "assignee": f"urn:ugc:entity:{entity}",
        "action": sorted({ACTIONS[right] for right in scope.rights if right in ACTIONS}),
        "constraint": constraint,
    }
    if scope.credit_required or scope.credit_line:
        permission["duty"] = [{"action": "attribute"}]
    return permission


def _earliest(days: Iterable[dt.date | None]) -> dt.date | None:
    return min((day for day in days if day is not None), default=None)


def _latest(days: Iterable[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day is not None), default=None)


def _common(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """What every grant allows; "worldwide" leaves the others' countries as they are."""
    narrowed = [values for values in sets if WORLDWIDE not in values]
    return frozenset.intersection(*narrowed) if narrowed else frozenset()


ALPHA_3 = {
    "AT": "AUT", "AU": "AUS", "BE": "BEL", "BR": "BRA", "CA": "CAN", "CH": "CHE", "CN": "CHN", "CZ": "CZE", "DE": "DEU",
    "DK": "DNK", "ES": "ESP", "FI": "FIN", "FR": "FRA", "GB": "GBR", "GR": "GRC", "HR": "HRV", "IE": "IRL", "IN": "IND",
    "IT": "ITA", "JP": "JPN", "LU": "LUX", "MA": "MAR", "MC": "MCO", "MX": "MEX", "NL": "NLD", "NO": "NOR", "PL": "POL",
    "PT": "PRT", "RO": "ROU", "SE": "SWE", "TN": "TUN", "US": "USA",
}  # fmt: skip
"""ISO 3166-1 alpha-3 for the countries that occur; others keep their alpha-2 code."""
