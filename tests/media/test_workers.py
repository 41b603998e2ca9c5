"""The pool: results as they come, deaths and silence as rejected files, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import corpus
from ugc_studio.domain.media import Decoded, EmbeddedMetadata, RejectCode, Rejected
from ugc_studio.media import wire
from ugc_studio.media.decode import FileDecoder
from ugc_studio.media.limits import Limits
from ugc_studio.media.workers import DecodePool, DecodeRequest, DecodeResult


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "staging"
    folder.mkdir()
    return folder


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    data = [corpus.jpeg(320, 240, seed) for seed in range(4)]
    paths = [tmp_path / f"photo-{number}.jpg" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_bytes(data[number % 4])
    return paths


def requests(paths: list[Path], staging: Path) -> Iterator[DecodeRequest[int]]:
    for number, path in enumerate(paths):
        yield DecodeRequest(number, path, staging)


def slow_file(folder: Path) -> Path:
    """A legal picture that takes a second or more to decode."""
    path = folder / "slow.png"
    corpus.scene(64, 48).resize((8000, 6000)).save(path, compress_level=1)
    return path


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except FileNotFoundError:
        return False


def codes(results: list[DecodeResult[int]]) -> dict[int, str]:
    return {
        result.token: result.outcome.code.value if isinstance(result.outcome, Rejected) else "decoded"
        for result in results
    }


def test_every_request_comes_back_once_with_its_own_facts(photos: list[Path], staging: Path) -> None:
    photos[5].write_bytes(b"")
    with DecodePool(2) as pool:
        results = list(pool.run(requests(photos, staging)))
        again = list(pool.run(requests(photos[:2], staging)))
        processes = pool.process_ids
    assert sorted(result.token for result in results) == list(range(12))
    assert len(again) == 2
    assert len(processes) == 2
    for result in results:
        assert result.path == photos[result.token]
        if result.token == 5:
            assert isinstance(result.outcome, Rejected)
            assert result.outcome.code is RejectCode.EMPTY_FILE
        else:
            assert isinstance(result.outcome, Decoded)
            assert result.outcome.staged.read_bytes() == photos[result.token].read_bytes()
    assert len(list(staging.iterdir())) == 13
    assert not any(is_alive(process) for process in processes)


def test_requests_are_taken_only_when_there_is_room(photos: list[Path], staging: Path) -> None:
    taken = []

    def count() -> Iterator[DecodeRequest[int]]:
        for request in requests(photos, staging):
            taken.append(request.token)
            yield request

    with DecodePool(1) as pool:
        results = pool.run(count())
        next(results)
        assert len(taken) <= 5
        results.close()


def test_stopping_leaves_no_copies_and_no_processes(photos: list[Path], staging: Path) -> None:
    with DecodePool(2) as pool:
        results = pool.run(requests(photos, staging))
        first = next(results)
        results.close()
        assert isinstance(first.outcome, Decoded)
        assert list(staging.iterdir()) == [first.outcome.staged]
        processes = pool.process_ids
        assert len(list(pool.run(requests(photos[:3], staging)))) == 3
    assert not any(is_alive(process) for process in processes)


def test_a_killed_worker_costs_one_file(photos: list[Path], staging: Path, tmp_path: Path) -> None:
    slow = slow_file(tmp_path)
    with DecodePool(1) as pool:
        list(pool.run(requests(photos[:1], staging)))
        (process,) = pool.process_ids
        run = pool.run(requests([slow, *photos], staging))

        def kill_when_copied() -> None:
            wait_until(lambda: len(list(staging.iterdir())) == 2)
            os.kill(process, signal.SIGKILL)

        killer = threading.Thread(target=kill_when_copied)
        killer.start()
        results = list(run)
        killer.join()
    assert codes(results) == {0: "worker_died"} | dict.fromkeys(range(1, 13), "decoded")
    assert len(list(staging.iterdir())) == 13


def test_a_worker_that_falls_silent_costs_one_file(photos: list[Path], staging: Path, tmp_path: Path) -> None:
    slow = slow_file(tmp_path)
    with DecodePool(1, limits=Limits(silence_seconds=3)) as pool:
        list(pool.run(requests(photos[:1], staging)))
        (process,) = pool.process_ids

        def stop_when_copied() -> None:
            wait_until(lambda: len(list(staging.iterdir())) == 2)
            os.kill(process, signal.SIGSTOP)

        stopper = threading.Thread(target=stop_when_copied)
        run = pool.run(requests([slow, *photos[:3]], staging))
        stopper.start()
        results = list(run)
        stopper.join()
    assert codes(results) == {0: "timeout", 1: "decoded", 2: "decoded", 3: "decoded"}
    assert not is_alive(process)


def test_time_in_which_nobody_listens_does_not_count(photos: list[Path], staging: Path) -> None:
    class Clock:
        offset = 0.0

        def __call__(self) -> float:
            return time.monotonic() + self.offset

    clock = Clock()
    with DecodePool(1, clock=clock) as pool:
        results = []
        for result in pool.run(requests(photos, staging)):
            results.append(result)
            clock.offset += 1000
    assert set(codes(results).values()) == {"decoded"}


def test_too_much_computing_ends_a_file(staging: Path, tmp_path: Path) -> None:
    path = tmp_path / "many-frames.png"
    corpus.scene(64, 48).resize((7000, 7000)).save(path, compress_level=1)
    with DecodePool(1, limits=Limits(cpu_seconds=0, silence_seconds=30)) as pool:
        results = list(pool.run(requests([path] * 3, staging)))
    assert "timeout" in codes(results).values()
    assert set(codes(results).values()) <= {"timeout", "decoded"}


def test_memory_is_bounded(photos: list[Path], staging: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    corpus.scene(64, 48).resize((7000, 7000)).save(path, compress_level=1)
    whole = Limits().address_space
    with DecodePool(1) as pool:
        assert codes(list(pool.run(requests([path], staging)))) == {0: "decoded"}
    with DecodePool(1, limits=Limits(address_space=whole // 2)) as pool:
        results = codes(list(pool.run(requests([path, *photos[:2]], staging))))
    assert results == {0: "too_much_memory", 1: "decoded", 2: "decoded"}


def test_a_worker_ends_when_its_parent_is_killed(photos: list[Path], staging: Path) -> None:
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from ugc_studio.media.workers import DecodePool, DecodeRequest
        if __name__ == "__main__":
            pool = DecodePool(1)
            run = pool.run(DecodeRequest(0, Path(sys.argv[1]), Path(sys.argv[2])) for _ in range(100000))
            next(run)
            print(*pool.process_ids, flush=True)
            time.sleep(60)
        """
    )
    file = staging.parent / "parent.py"
    file.write_text(script)
    with subprocess.Popen(
        [sys.executable, str(file), str(photos[0]), str(staging)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_alive(worker)
        parent.kill()
        parent.wait()
    wait_until(lambda: not is_alive(worker))
    assert not is_alive(worker)


def test_the_parent_needs_no_decoder() -> None:
    script = (
        "import sys; from ugc_studio.media.workers import DecodePool; "
        "print(sorted({'numpy', 'cv2', 'PIL', 'scipy', 'imagehash', 'defusedxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestWire:
    def test_what_a_worker_says_arrives_as_it_was(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(corpus.jpeg())
        with FileDecoder() as decoder:
            decoded = decoder.decode(str(tmp_path / "a.jpg"), str(tmp_path / "staged"))
        assert wire.decode(wire.encode(decoded), tmp_path / "staged") == decoded
        rejected = Rejected(RejectCode.TOO_LARGE, {"limit": 200})
        assert wire.decode(wire.encode(rejected), tmp_path) == rejected

    @pytest.mark.parametrize(
        "message",
        [b"", b"Q", b"D", b"X[]", b'X["no_such_code", {}]', b"X" + b"[" * 5000, b"D\x02\0\0\0\0\0\0\0{}", b"\x80\x04."],
    )
    def test_anything_else_is_refused(self, message: bytes) -> None:
        with pytest.raises(wire.BadAnswer):
            wire.decode(message, Path("staged"))

    def test_nothing_is_lost_from_metadata(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(corpus.with_iptc(corpus.jpeg(), (2, 25, b"sea"), (2, 80, b"Emma")))
        with FileDecoder() as decoder:
            decoded = decoder.decode(str(tmp_path / "a.jpg"), str(tmp_path / "staged"))
        arrived = wire.decode(wire.encode(decoded), tmp_path / "staged")
        assert isinstance(arrived, Decoded)
        assert arrived.metadata == EmbeddedMetadata(creator="Emma", keywords=("sea",))
