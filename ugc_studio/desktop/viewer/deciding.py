"""Flags and stars for one photo that somebody looks at: shown at once, written behind, said to who cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.domain.assets import Asset, AssetId, Flag
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.assets import AssetRow

PICKED, REJECTED, UNFLAGGED = _("Picked"), _("Rejected"), _("Mark removed")
FLAG_LOOKS = {Flag.PICKED: ("flag", PICKED), Flag.REJECTED: ("x", REJECTED), Flag.UNREVIEWED: ("minus", UNFLAGGED)}


class Deciding:
    """Decides about one photo at a time; ``show`` takes the row as it will be, ``failed`` the id of one to reread."""

    def __init__(self, desk: Desk, *, show: Callable[[AssetRow], None], failed: Callable[[int], None]) -> None:
        self._desk, self._show, self._failed = desk, show, failed

    def flag(self, row: AssetRow, flag: Flag) -> tuple[str, Text] | None:
        """Pick, reject or set back; the icon and the words of what was done, or nothing when it cannot be."""
        place, asset_id = self._desk.here(), AssetId(row.asset.id)
        done = self._do(
            row, replace(row.asset, flag=flag), lambda studio: studio.marking.flag([asset_id], flag, place=place)
        )
        return self._said(*FLAG_LOOKS[flag]) if done else None

    def rate(self, row: AssetRow, stars: int) -> tuple[str, Text] | None:
        """Give stars; the icon and the words of what was done, or nothing when it cannot be."""
        place, asset_id, stars = self._desk.here(), AssetId(row.asset.id), max(0, min(5, stars))
        done = self._do(
            row, replace(row.asset, rating=stars), lambda studio: studio.marking.rate([asset_id], stars, place=place)
        )
        words = ngettext("{n} star", "{n} stars", stars, n=stars) if stars else _("No stars")
        return self._said("star", words) if done else None

    def _said(self, icon: str, words: Text) -> tuple[str, Text]:
        self._desk.say(words)
        return icon, words

    def _do(self, row: AssetRow, asset: Asset, work: Callable[[Studio], int]) -> bool:
        def failed(error: BaseException) -> None:
            self._failed(row.asset.id)
            self._desk.tell(error)

        if not self._desk.read_only:
            self._show(replace(row, asset=asset))
        self._desk.act(work, kinds=Changed.MARKS, ids=(row.asset.id,), failed=failed)
        return not self._desk.read_only
