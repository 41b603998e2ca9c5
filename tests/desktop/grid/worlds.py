"""Made-up photos for lists: rows of any number, and previews of one colour."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ugc_studio.domain.assets import Asset, AssetId, AssetKind, Flag, Sha256
from ugc_studio.domain.consent import ConsentState
from ugc_studio.library.assets import AssetRow
from ugc_studio.services.browsing import Listing

RATIOS = (4 / 3, 3 / 4, 1.0, 0.8, 1.91, 20.0, 0.05)


def listing(ids: Sequence[int], *, ratios: Sequence[float] = (), days: Sequence[int] = ()) -> Listing:
    """A listing of these ids; shapes go round, and there are no days unless they are given."""
    return Listing(
        array("q", ids),
        array("f", ratios or [RATIOS[number % len(RATIOS)] for number in ids]),
        array("i", days or [0] * len(ids)),
        array("I", [0x306090] * len(ids)),
    )


def sha(number: int) -> str:
    """The made-up hash of an asset."""
    return f"{number:064x}"


def row(
    number: int,
    *,
    flag: Flag = Flag.UNREVIEWED,
    rating: int = 0,
    creator: str | None = "@lea",
    consent: ConsentState = ConsentState.CLEARED,
    copies: int = 0,
    duration_ms: int | None = None,
    sensitive: bool = False,
) -> AssetRow:
    """One row of a list."""
    kind = AssetKind.VIDEO if duration_ms is not None else AssetKind.PHOTO
    asset = Asset(
        AssetId(number), Sha256(sha(number)), kind, "jpeg", 400, 300, 1,
        flag=flag, rating=rating, duration_ms=duration_ms,
    )  # fmt: skip
    name = f"summer/IMG_{number}.jpg"
    return AssetRow(asset, name, creator, None, None, (), consent, None, None, copies, None, sensitive=sensitive)


class Photos:
    """Answers reads of rows, at once or when told; remembers what was asked."""

    def __init__(self) -> None:
        self.rows: dict[int, AssetRow] = {}
        self.gone: set[int] = set()
        self.asked: list[list[int]] = []
        self.held: list[Callable[[], None]] | None = None

    def fetch(self, ids: Sequence[int], done: Callable[[list[AssetRow]], None]) -> None:
        """What the model is given."""
        wanted = list(ids)
        self.asked.append(wanted)

        def answer() -> None:
            done([self.rows.get(number) or row(number) for number in wanted if number not in self.gone])

        if self.held is None:
            answer()
        else:
            self.held.append(answer)

    def release(self) -> None:
        """Answer everything that was held back."""
        held, self.held = self.held or [], None
        for answer in held:
            answer()

    def change(self, number: int, **fields: object) -> None:
        """Change what is stored about an asset itself."""
        found = self.rows.get(number) or row(number)
        self.rows[number] = replace(found, asset=replace(found.asset, **fields))  # type: ignore[arg-type]  # fields of any type


def write_preview(place: Path, colour: str, width: int, height: int) -> Path:
    """A JPEG as the import stores them."""
    Image.new("RGB", (width, height), colour).save(place, quality=92)
    return place
