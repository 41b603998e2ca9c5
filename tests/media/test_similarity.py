"""Finding close fingerprints and looking again at tiles."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ugc_studio.domain.fingerprints import HASH_BYTES, POSES, Fingerprint, Pose, nearest_pose
from ugc_studio.media.fingerprint import fingerprint_of
from ugc_studio.media.similarity import Match, Table, matches_among, matches_between, nearest
from ugc_studio.media.verify import TileCheck, square_of, tile_score

Picture = npt.NDArray[np.uint8]
LIMIT = 48


def scene(seed: int, *, height: int = 300, width: int = 400) -> Picture:
    """A picture with shapes and texture of its own."""
    rng = np.random.default_rng(seed)
    blobs = rng.integers(0, 256, (9, 12), dtype=np.uint8)
    smooth = np.asarray(cv2.resize(blobs, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.int16)
    picture = smooth + rng.integers(-20, 20, (height, width), dtype=np.int16)
    for _ in range(12):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.circle(picture, centre, int(rng.integers(10, 60)), int(rng.integers(256)), -1)
    return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)


def jpeg(picture: Picture, quality: int = 85) -> bytes:
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def flipped_bits(hashes: bytes, count: int, rng: random.Random) -> bytes:
    """The same number of bits flipped in each pose, at places of their own."""
    poses = []
    for start in range(0, len(hashes), HASH_BYTES):
        value = int.from_bytes(hashes[start : start + HASH_BYTES])
        for bit in rng.sample(range(256), count):
            value ^= 1 << bit
        poses.append(value.to_bytes(HASH_BYTES))
    return b"".join(poses)


def table(hashes: Sequence[bytes], ids: Sequence[int] | None = None) -> Table:
    return Table(list(range(len(hashes))) if ids is None else ids, b"".join(hashes))


def found(new: Table, known: Table | None = None, *, limit: int = LIMIT) -> list[Match]:
    return matches_between(new, known or Table((), b""), limit=limit, check=lambda: None, advance=lambda _count: None)


def clouds(seed: int, *, groups: int, size: int) -> list[bytes]:
    """Fingerprints in groups: each some random bits away from the first of its group."""
    rng = random.Random(seed)
    hashes = []
    for _ in range(groups):
        first = rng.randbytes(POSES * HASH_BYTES)
        hashes += [first, *(flipped_bits(first, rng.randrange(60), rng) for _ in range(size - 1))]
    rng.shuffle(hashes)
    return hashes


def key(match: Match, hashes: Sequence[bytes]) -> tuple[frozenset[int], int, Pose, bool]:
    """A match without the order of two equal fingerprints, which means nothing."""
    equal = hashes[match.first] == hashes[match.second]
    return frozenset((match.first, match.second)), match.distance, match.pose, equal or match.first < match.second


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 60), max_size=4))
def test_batches_find_what_one_run_finds(seed: int, cuts: list[int]) -> None:
    hashes = clouds(seed, groups=12, size=5)
    at_once = {key(match, hashes) for match in found(table(hashes))}
    in_batches = set()
    edges = sorted({0, len(hashes), *cuts})
    for start, end in itertools.pairwise(edges):
        ids = range(len(hashes))
        matches = found(table(hashes[start:end], ids[start:end]), table(hashes[:start], ids[:start]))
        in_batches |= {key(match, hashes) for match in matches}
    assert in_batches == at_once
    assert len(at_once) > 20


@pytest.mark.parametrize("distance", [0, 1, 16, 31])
def test_no_pair_within_31_bits_is_missed(distance: int) -> None:
    rng = random.Random(distance)
    firsts = [rng.randbytes(POSES * HASH_BYTES) for _ in range(100)]
    seconds = [flipped_bits(first, distance, rng) for first in firsts]
    matches = found(table([*firsts, *seconds]))
    assert {frozenset((m.first, m.second)) for m in matches} == {frozenset((n, n + 100)) for n in range(100)}
    assert max(match.distance for match in matches) <= distance


def test_most_pairs_at_48_bits_are_found() -> None:
    rng = random.Random(48)
    firsts = [rng.randbytes(POSES * HASH_BYTES) for _ in range(300)]
    # only the upright pose is near, so that it alone must be found
    far = (POSES - 1) * HASH_BYTES
    seconds = [flipped_bits(first, 48, rng)[:HASH_BYTES] + rng.randbytes(far) for first in firsts]
    assert len(found(table([*firsts, *seconds]))) >= 270


def test_crowded_and_sparse_slots_give_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = clouds(21, groups=20, size=6)
    sparse = found(table(hashes), limit=76)
    monkeypatch.setattr("ugc_studio.media.similarity._DENSE", 0)
    assert found(table(hashes), limit=76) == sparse
    assert len(sparse) > 100


def test_strangers_do_not_match() -> None:
    rng = random.Random(3)
    assert found(table([rng.randbytes(POSES * HASH_BYTES) for _ in range(500)]), limit=76) == []


def test_distance_and_pose_agree_with_the_plain_definition() -> None:
    hashes = clouds(5, groups=10, size=4)
    prints = [Fingerprint(h, 100) for h in hashes]
    for match in found(table(hashes), limit=31):
        one, other = prints[match.first], prints[match.second]
        assert match.distance == min(nearest_pose(one, other)[0], nearest_pose(other, one)[0])


@pytest.mark.parametrize("pose", list(Pose))
def test_turned_and_mirrored_copies_match_in_that_pose(pose: Pose) -> None:
    original = scene(11)
    turned = {
        Pose.UPRIGHT: original,
        Pose.ROTATED_90: np.rot90(original, -1),
        Pose.ROTATED_180: np.rot90(original, 2),
        Pose.ROTATED_270: np.rot90(original, 1),
        Pose.MIRRORED: np.fliplr(original),
        Pose.FLIPPED: np.flipud(original),
        Pose.TRANSPOSED: original.T,
        Pose.TRANSVERSED: np.rot90(original, 2).T,
    }[pose]
    turned = np.ascontiguousarray(turned)
    [match] = nearest(fingerprint_of(original).hashes, table([fingerprint_of(turned).hashes]), limit=31)
    assert match.pose is pose
    first, second = square_of(jpeg(original)), square_of(jpeg(turned))
    assert first is not None
    assert second is not None
    assert tile_score(first, second, match.pose).fine > 0.9
    [pair] = found(table([fingerprint_of(original).hashes, fingerprint_of(turned).hashes]))
    score = TileCheck([jpeg(original), jpeg(turned)].__getitem__).score(pair.first, pair.second, pair.pose)
    assert score is not None
    assert score.fine > 0.9


def test_nearest_looks_at_everything_and_sorts() -> None:
    rng = random.Random(8)
    query = rng.randbytes(POSES * HASH_BYTES)
    known = [flipped_bits(query, 70, rng), rng.randbytes(POSES * HASH_BYTES), flipped_bits(query, 5, rng)]
    matches = nearest(query, table(known, [10, 11, 12]), limit=76)
    assert [(match.second, match.distance <= 70) for match in matches] == [(12, True), (10, True)]
    assert nearest(query, Table((), b""), limit=76) == []


def test_a_stop_ends_the_search() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    hashes = clouds(1, groups=3, size=3)
    with pytest.raises(KeyboardInterrupt):
        matches_among(table(hashes), limit=LIMIT, check=stop, advance=lambda _count: None)


def test_a_table_needs_all_its_bytes() -> None:
    with pytest.raises(ValueError, match="256 bytes"):
        Table([1, 2], bytes(256))


class TestTiles:
    """The second look."""

    def score(self, first: Picture, second: Picture, pose: Pose = Pose.UPRIGHT) -> tuple[float, float]:
        squares = square_of(jpeg(first)), square_of(jpeg(second))
        assert squares[0] is not None
        assert squares[1] is not None
        score = tile_score(squares[0], squares[1], pose)
        return score.coarse, score.fine

    def test_light_and_compression_hardly_matter(self) -> None:
        picture = scene(1)
        darker = cv2.imdecode(np.frombuffer(jpeg((picture * 0.6).astype(np.uint8), 30), np.uint8), 0)
        assert min(self.score(picture, np.asarray(darker, dtype=np.uint8))) > 0.8

    def test_strangers_score_low(self) -> None:
        assert max(self.score(scene(1), scene(2))) < 0.4

    def test_a_common_frame_does_not_fool_the_fine_score(self) -> None:
        framed = []
        for seed in (1, 2):
            picture = np.full((400, 400), 250, np.uint8)
            cv2.rectangle(picture, (40, 40), (360, 300), 20, 6)
            picture[80:260, 80:320] = scene(seed, height=180, width=240)
            framed.append(picture)
        assert self.score(framed[0], framed[1])[1] < 0.7

    def test_an_overlay_spoils_only_its_own_tiles(self) -> None:
        picture = scene(4)
        covered = picture.copy()
        covered[100:160, 20:260] = 255
        assert self.score(picture, covered)[1] > 0.75

    def test_plain_pictures_prove_nothing(self) -> None:
        plain = np.full((300, 400), 120, np.uint8)
        assert self.score(plain, plain) == (0.0, 0.0)

    def test_a_missing_or_broken_proxy_gives_no_score(self) -> None:
        proxies = {1: jpeg(scene(1)), 2: b"", 3: b"no picture"}
        check = TileCheck(proxies.get)
        assert check.score(1, 2, Pose.UPRIGHT) is None
        assert check.score(3, 1, Pose.UPRIGHT) is None
        assert check.score(1, 4, Pose.UPRIGHT) is None
