"""The register: legal entities with their brands and accounts, markets, places, and the notices they use."""

from __future__ import annotations

import hashlib
import json
import uuid as uuid_module
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ugc_studio.domain.consent import DEFAULT_ZONE, BrandPolicy, Scope
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import canonical, scope_from_json, scope_to_json
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.brand_policies import policy_from_json, policy_to_json

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

@dataclass(frozen=True, slots=True)
class Brand:
    """A brand of a legal entity, with its policy and the standard use that badges and counts speak of."""

    id: int
    uuid: str
    key: str
    name: str
    countries: tuple[str, ...] = ("FR",)
    policy: BrandPolicy = field(default_factory=BrandPolicy)
    standard_use: Mapping[str, object] = field(default_factory=dict)
    legal_entity: str | None = None
    zone: str = DEFAULT_ZONE
    """The clock by which its days begin: the one of its account on the standard channel, unless another was said."""


@dataclass(frozen=True, slots=True)
class Market:
    """Countries that are addressed together, in one language."""

    id: int
    key: str
    name: str
    countries: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Account:
    """A brand's presence on a channel: it fills brand, market and zone of a use."""

    id: int
    uuid: str
    brand: str
    channel: str
    handle: str
    market: str | None
    countries: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where pictures were taken: a village, a shop."""

    id: int
    uuid: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A *formule*: a machine-readable scope and its text in each language, versioned and hashed."""

    id: int
    uuid: str
    key: str
    version: int
    name: str
    scope: Scope
    texts: Mapping[str, str]
    hash: str

    def text_hash(self, language: str) -> str | None:
        """SHA-256 of the exact text in a language, or ``None`` where there is none."""
        text = self.texts.get(language)
        return None if text is None else hashlib.sha256(text.encode("utf-8")).hexdigest()


class RegisterRepository:
    """Small tables that people maintain by hand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    # ------------------------------------------------------------------ brands

    def add_brand(
        self,
        name: str,
        *,
        key: str | None = None,
        countries: tuple[str, ...] = ("FR",),
        policy: BrandPolicy | None = None,
        standard_use: Mapping[str, object] | None = None,
        legal_entity: str | None = None,
        uuid: str | None = None,
    ) -> Brand:
        """Add a brand; the legal entity is made when it is new."""
        key = key or slug(name)
        self._refuse_taken("brands", key, _("There is already a brand called {name}.", name=name))
        entity_id = self._entity(legal_entity or name, countries[0] if countries else None)
        wanted = policy or BrandPolicy(country=countries[0] if countries else "FR")
        self._db.execute(
            "INSERT INTO brands (uuid, key, name, legal_entity_id, countries, policy, standard_use) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                uuid or str(uuid_module.uuid4()), key, name, entity_id, json.dumps(countries),
                json.dumps(policy_to_json(wanted)), json.dumps(dict(standard_use or {})),
            ),
        )  # fmt: skip
        return self.brand(key)

    def edit_brand(
        self,
        brand: Brand,
        *,
        policy: BrandPolicy | None = None,
        standard_use: Mapping[str, object] | None = None,
        name: str | None = None,
    ) -> Brand:
        """Change a brand's name, policy or standard use."""
        self._db.execute(
            "UPDATE brands SET name = ?, policy = ?, standard_use = ? WHERE id = ?",
            (
                name or brand.name, json.dumps(policy_to_json(policy or brand.policy)),
                json.dumps(dict(brand.standard_use if standard_use is None else standard_use)), brand.id,
            ),
        )  # fmt: skip
        return self.brand(brand.key)

    def brands(self) -> list[Brand]:
        """Every brand, in the order they were added."""
        rows = self._db.execute(
            "SELECT b.id, b.uuid, b.key, b.name, b.countries, b.policy, b.standard_use, e.name FROM brands b "
            "LEFT JOIN legal_entities e ON e.id = b.legal_entity_id ORDER BY b.id"
        ).fetchall()
        zones: dict[int, list[tuple[str, str]]] = {}
        for brand, channel, zone in self._db.execute("SELECT brand_id, channel, zone FROM accounts ORDER BY id"):
            zones.setdefault(brand, []).append((channel, zone))
        return [
            Brand(
                row[0], row[1], row[2], row[3], tuple(json.loads(row[4])), policy_from_json(json.loads(row[5])),
                json.loads(row[6]), row[7], _zone(json.loads(row[6]), zones.get(row[0], [])),
            )
            for row in rows
        ]  # fmt: skip

    def brand(self, reference: str) -> Brand:
        """A brand by key, UUID, id or name."""
        for brand in self.brands():
            if reference in {brand.key, brand.uuid, str(brand.id), brand.name}:
                return brand
        raise NotFound(_("There is no brand called {name}.", name=reference))

    def brand_or_first(self, reference: str | None) -> Brand | None:
        """The brand that is named, else the one that was added first; ``None`` before there is any."""
        return self.brand(reference) if reference is not None else next(iter(self.brands()), None)

    def brand_of_use(self, uuid: str) -> Brand | None:
        """The brand that a use names, or ``None`` for one that is not registered here."""
        return next((brand for brand in self.brands() if brand.uuid == uuid), None)

    # ------------------------------------------------------------------ markets, accounts, places

    def add_market(
        self, name: str, *, countries: tuple[str, ...], language: str = "en", key: str | None = None
    ) -> Market:
        """Add a market."""
        key = key or slug(name)
        self._refuse_taken("markets", key, _("There is already a market called {name}.", name=name))
        self._db.execute(
            "INSERT INTO markets (key, name, countries, language) VALUES (?, ?, ?, ?)",
            (key, name, json.dumps(countries), language),
        )
        return self.market(key)

    def markets(self) -> list[Market]:
        """Every market."""
        rows = self._db.execute("SELECT id, key, name, countries, language FROM markets ORDER BY id")
        return [Market(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4]) for row in rows]

    def market(self, reference: str) -> Market:
        """A market by key, id or name."""
        for market in self.markets():
            if reference in {market.key, str(market.id), market.name}:
                return market
        raise NotFound(_("There is no market called {name}.", name=reference))

    def add_account(
        self,
        handle: str,
        *,
        brand: Brand,
        channel: str,
        market: Market | None = None,
        zone: str = DEFAULT_ZONE,
        uuid: str | None = None,
    ) -> Account:
        """Add an account of a brand on a channel."""
        identity = uuid or str(uuid_module.uuid4())
        self._db.execute(
            "INSERT INTO accounts (uuid, brand_id, channel, handle, market_id, zone) VALUES (?, ?, ?, ?, ?, ?)",
            (identity, brand.id, channel, handle, market.id if market else None, zone),
        )
        return self.account(identity)

    def edit_account(
        self, account: Account, *, handle: str | None = None, market: Market | None = None, zone: str | None = None
    ) -> Account:
        """Change an account's handle, market or zone; ``None`` leaves each as it is."""
        self._db.execute(
            "UPDATE accounts SET handle = COALESCE(?, handle), market_id = COALESCE(?, market_id), "
            "zone = COALESCE(?, zone) WHERE id = ?",
            (handle, market.id if market else None, zone, account.id),
        )
        return self.account(account.uuid)

    def edit_market(
        self,
        market: Market,
        *,
        name: str | None = None,
        countries: tuple[str, ...] | None = None,
        language: str | None = None,
    ) -> Market:
        """Change a market's name, countries or language; ``None`` leaves each as it is."""
        self._db.execute(
            "UPDATE markets SET name = COALESCE(?, name), countries = COALESCE(?, countries), "
            "language = COALESCE(?, language) WHERE id = ?",
            (name, json.dumps(countries) if countries else None, language, market.id),
        )
        return self.market(market.key)

    def edit_place(self, place: Place, *, name: str | None = None, country: str | None = None) -> Place:
        """Change a place's name or country; ``None`` leaves each as it is."""
        taken = name is not None and any(one.name == name and one.id != place.id for one in self.places())
        if taken:
            raise UsageError(_("There is already a place called {name}.", name=name))
        self._db.execute(
            "UPDATE places SET name = COALESCE(?, name), country = COALESCE(?, country) WHERE id = ?",
            (name, country, place.id),
        )
        return self.place(place.uuid)

    def accounts(self) -> list[Account]:
        """Every account with what it fills in for a use."""
        rows = self._db.execute(
            "SELECT a.id, a.uuid, b.uuid, a.channel, a.handle, m.key, COALESCE(m.countries, b.countries), a.zone "
            "FROM accounts a JOIN brands b ON b.id = a.brand_id LEFT JOIN markets m ON m.id = a.market_id ORDER BY a.id"
        )
        return [
            Account(row[0], row[1], row[2], row[3], row[4], row[5], tuple(json.loads(row[6])), row[7]) for row in rows
        ]

    def account(self, reference: str) -> Account:
        """An account by UUID, id or handle."""
        bare = reference.removeprefix("@")
        found = [a for a in self.accounts() if reference in {a.uuid, str(a.id)} or a.handle.removeprefix("@") == bare]
        if not found:
            raise NotFound(_("There is no account called {name}.", name=reference))
        if len(found) > 1:
            raise UsageError(_("Several accounts are called {name}: use the number instead.", name=reference))
        return found[0]

    def add_place(self, name: str, *, country: str | None = None, uuid: str | None = None) -> Place:
        """Add a place, or return the one of that name."""
        self._db.execute(
            "INSERT INTO places (uuid, name, country) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
            (uuid or str(uuid_module.uuid4()), name, country),
        )
        row = self._db.execute("SELECT id, uuid, name, country FROM places WHERE name = ?", (name,)).fetchone()
        return Place(*row)

    def places(self) -> list[Place]:
        """Every place."""
        return [Place(*row) for row in self._db.execute("SELECT id, uuid, name, country FROM places ORDER BY id")]

    def place(self, reference: str) -> Place:
        """A place by name, UUID or id."""
        for place in self.places():
            if reference in {place.name, place.uuid, str(place.id)}:
                return place
        raise NotFound(_("There is no place called {name}.", name=reference))

    # ------------------------------------------------------------------ notices

    def add_notice(
        self, name: str, *, scope: Scope, texts: Mapping[str, str], key: str | None = None, uuid: str | None = None
    ) -> Notice:
        """Add the next version of a notice; older versions stay as they are. The ledger event is the caller's."""
        wanted = key or slug(name)
        version = 1 + int(
            self._db.execute("SELECT COALESCE(MAX(version), 0) FROM notices WHERE key = ?", (wanted,)).fetchone()[0]
        )
        content = canonical({"key": wanted, "version": version, "scope": scope_to_json(scope), "texts": dict(texts)})
        identity = uuid or str(uuid_module.uuid4())
        self._db.execute(
            "INSERT INTO notices (uuid, key, version, name, scope, texts, hash, created_at) VALUES (?,?,?,?,?,?,?,?)",
            (
                identity, wanted, version, name, canonical(scope_to_json(scope)), canonical(dict(texts)),
                hashlib.sha256(content.encode("utf-8")).hexdigest(), self._session.now(),
            ),
        )  # fmt: skip
        return self.notice(identity)

    def notices(self) -> list[Notice]:
        """Every version of every notice, newest last."""
        rows = self._db.execute("SELECT id, uuid, key, version, name, scope, texts, hash FROM notices ORDER BY id")
        return [
            Notice(
                row[0], row[1], row[2], row[3], row[4], scope_from_json(json.loads(row[5])), json.loads(row[6]), row[7]
            )
            for row in rows
        ]

    def notice(self, reference: str) -> Notice:
        """A notice by UUID, id, ``key@version``, or the newest version of a key or name."""
        for notice in reversed(self.notices()):
            names = {notice.uuid, str(notice.id), notice.key, notice.name, f"{notice.key}@{notice.version}"}
            if reference in names:
                return notice
        raise NotFound(_("There is no notice called {name}.", name=reference))

    # ------------------------------------------------------------------ actors

    def actor_uuid(self, name: str) -> str:
        """The UUID that stands for a profile in the ledger; made at its first act."""
        self._db.execute(
            "INSERT INTO actors (uuid, name) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            (str(uuid_module.uuid4()), name),
        )
        return str(self._db.execute("SELECT uuid FROM actors WHERE name = ?", (name,)).fetchone()[0])

    def actor_names(self) -> dict[str, str]:
        """The names of profiles by UUID."""
        return dict(self._db.execute("SELECT uuid, name FROM actors").fetchall())

    # ------------------------------------------------------------------ helpers

    def _entity(self, name: str, country: str | None) -> int:
        row = self._db.execute("SELECT id FROM legal_entities WHERE name = ?", (name,)).fetchone()
        if row:
            return int(row[0])
        cursor = self._db.execute(
            "INSERT INTO legal_entities (uuid, name, country) VALUES (?, ?, ?)",
            (str(uuid_module.uuid4()), name, country),
        )
        return int(cursor.lastrowid or 0)

    def _refuse_taken(self, table: str, key: str, text: Text) -> None:
        taken = self._db.execute(f"SELECT 1 FROM {table} WHERE key = ?", (key,)).fetchone()  # noqa: S608 - constant names
        if taken:
            raise UsageError(text)


def _zone(standard_use: Mapping[str, object], accounts: Sequence[tuple[str, str]]) -> str:
    """The stated zone, else the one of the first account on the standard channel, else of the first account at all."""
    channel = str(standard_use.get("channel", "instagram"))
    fitting = [zone for name, zone in accounts if name == channel or name.startswith(f"{channel}_")]
    first = next((zone for zone in (*fitting, *(zone for _name, zone in accounts)) if zone), DEFAULT_ZONE)
    return str(standard_use.get("zone") or first)


def slug(name: str) -> str:
    """A short key made of a name: lower case, no accents, hyphens."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split()) or "item"
