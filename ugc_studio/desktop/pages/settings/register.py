"""Accounts, markets and places of the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.fields import Field, FieldsDialog, codes
from ugc_studio.desktop.pages.settings.part import Lines, SettingsPart
from ugc_studio.desktop.widgets.basic import Button
from ugc_studio.domain.consent import DEFAULT_ZONE
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.register import Account, Brand, Market, Place


@dataclass(frozen=True, slots=True)
class _Register:
    brands: list[Brand]
    accounts: list[Account]
    markets: list[Market]
    places: list[Place]
    channels: dict[str, str]
    names: dict[str, str]
    """Of channels and of networks, as accounts name either."""


def _read(studio: Studio) -> _Register:
    with studio.library.read() as session:
        register = session.register
        return _Register(
            register.brands(),
            register.accounts(),
            register.markets(),
            register.places(),
            {channel.id: channel.name for channel in studio.channels},
            {
                **{channel.network: studio.channels.get(channel.network).name for channel in studio.channels},
                **{channel.id: channel.name for channel in studio.channels},
            },
        )


class RegisterPart(SettingsPart):
    """Three lists, each with a button to add and one to change."""

    name = "register"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Accounts and places"), _("Where you publish, for whom, and where photos were taken."))
        self._known = _Register([], [], [], [], {}, {})
        self._accounts = Lines(desk, _("No account yet. An account fills in brand, market and time zone of a use."))
        self._markets = Lines(desk, _("No market yet. A market is a group of countries with one language."))
        self._places = Lines(desk, _("No place yet. Places are shops, villages, hotels: where photos are taken."))
        self.section(_("Accounts"), self._accounts, self._adding(lambda: self._account(None)))
        self.section(_("Markets"), self._markets, self._adding(lambda: self._market(None)))
        self.section(_("Places"), self._places, self._adding(lambda: self._place(None)))
        self.finish()
        self._look()

    def refresh(self, changed: Changes) -> None:
        """The register was changed."""
        if changed.touch(Changed.REGISTER):
            self._look()

    def _adding(self, do: Callable[[], None]) -> Button:
        made = Button(self.theme, self.words(_("Add…")), icon="plus").on(do)
        made.setEnabled(not self.desk.read_only)
        return made

    def _editing(self, do: Callable[[], None]) -> Button:
        made = Button(self.theme, self.words(_("Change…"))).on(do)
        made.setEnabled(not self.desk.read_only)
        return made

    def _look(self) -> None:
        self.desk.ask(_read, self._show, owner=self, key="register")

    def _show(self, known: _Register) -> None:
        self._known = known
        brands = {brand.uuid: brand.name for brand in known.brands}
        self._accounts.show_lines(
            [
                (
                    one.handle,
                    " · ".join(
                        filter(None, (known.names.get(one.channel, one.channel), brands.get(one.brand), one.zone))
                    ),
                    (self._editing(partial(self._account, one)),),
                )
                for one in known.accounts
            ]
        )
        self._markets.show_lines(
            [
                (
                    one.name,
                    f"{', '.join(one.countries)} · {one.language}",
                    (self._editing(partial(self._market, one)),),
                )
                for one in known.markets
            ]
        )
        self._places.show_lines(
            [(one.name, one.country or "", (self._editing(partial(self._place, one)),)) for one in known.places]
        )

    # ------------------------------------------------------------------ dialogs

    def _account(self, old: Account | None) -> None:
        known = self._known
        markets: list[tuple[object, str]] = [("", self.words(_("None")))]
        markets += [(market.key, market.name) for market in known.markets]
        fields = [
            Field("handle", _("Name of the account"), old.handle if old else "@"),
            Field("market", _("Market"), (old.market or "") if old else "", choices=markets, needed=False),
            Field("zone", _("Time zone"), old.zone if old else DEFAULT_ZONE, hint=_("For instance: Europe/Paris")),
        ]
        if old is None:
            fields[1:1] = [
                Field("brand", _("Brand"), choices=[(brand.key, brand.name) for brand in known.brands]),
                Field("channel", _("Channel"), choices=list(known.channels.items())),
            ]

        def save(studio: Studio, said: dict[str, str]) -> object:
            market = said["market"] or None
            if old is not None:
                return studio.register.edit_account(
                    str(old.id), handle=said["handle"], market=market, zone=said["zone"]
                )
            return studio.register.add_account(
                said["handle"], brand=said["brand"], channel=said["channel"], market=market, zone=said["zone"]
            )

        self._open(_("Change an account") if old else _("Add an account"), fields, save, new=old is None)

    def _market(self, old: Market | None) -> None:
        fields = [
            Field("name", _("Name"), old.name if old else ""),
            Field(
                "countries",
                _("Countries"),
                ", ".join(old.countries) if old else "",
                hint=_("Codes of two letters, for instance: FR, BE"),
            ),
            Field("language", _("Language"), old.language if old else "fr", hint=_("A code, for instance: fr")),
        ]

        def save(studio: Studio, said: dict[str, str]) -> object:
            countries = codes(said["countries"])
            if old is not None:
                return studio.register.edit_market(
                    old.key, name=said["name"], countries=countries, language=said["language"]
                )
            return studio.register.add_market(said["name"], countries=countries, language=said["language"])

        self._open(_("Change a market") if old else _("Add a market"), fields, save, new=old is None)

    def _place(self, old: Place | None) -> None:
        fields = [
            Field("name", _("Name"), old.name if old else ""),
            Field("country", _("Country"), (old.country or "") if old else "FR", needed=False),
        ]

        def save(studio: Studio, said: dict[str, str]) -> object:
            country = said["country"].upper() or None
            if old is not None:
                return studio.register.edit_place(str(old.id), name=said["name"], country=country)
            return studio.register.add_place(said["name"], country=country)

        self._open(_("Change a place") if old else _("Add a place"), fields, save, new=old is None)

    def _open(
        self, title: Text, fields: list[Field], save: Callable[[Studio, dict[str, str]], object], *, new: bool
    ) -> None:
        FieldsDialog(
            self.desk,
            self.window(),
            title,
            fields,
            save=lambda studio, said: save(studio, dict(said)),
            yes=_("Add") if new else _("Save"),
            toast=_("Added") if new else _("Saved"),
        ).appear()
