"""Finds the square codes (QR) on a photographed, scanned or printed page; runs in a process of its own.

A phone photo shows the page turned, from the side and half in shadow. OpenCV's detector for ArUco-like corners finds
the square in nearly all of these and reads few of them; its older detector reads a square once it lies straight. So
one finds, the square is straightened, and the other reads (measured on made-up phone photos: 12 of 12 instead of 5).
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.media.edge import guarded, set_up_process
from ugc_studio.media.limits import MEGA, Limits, cap_memory, grant_cpu

if TYPE_CHECKING:
    from ugc_studio.media.fingerprint import Pixels

READY = b"R"
_FOUND, _PAGES, _REJECTED = b"F", b"P", b"X"
_LENGTH = struct.Struct("<I")
CODES, PICTURES = "codes", "pictures"
"""What can be asked about a file."""
PDF_MARK = b"%PDF-"
SIDES = (1600, 2400, 3600)
"""Long sides at which a page is looked at, until a code was read: a smaller one is quicker and less noisy."""
MOST_PAGES, MOST_CODES, LONGEST_CODE = 20, 16, 200
MOST_SHOWN, SHOWN_SIDE, SHOWN_QUALITY = 6, 1400, 80
"""Pages that are shown beside the questions about them."""
_POINTS_A_PIXEL = 72 / 220
"""Pages of a PDF are looked at with 220 dots an inch, or fewer where the page is huge."""
_MODULE, _MODULES, _QUIET = 12, 21, 4
"""A straightened square: pixels of a module, modules of the smallest code, modules of white around it."""


T = TypeVar("T")


class BadAnswer(Exception):
    """A worker said something that is no answer."""


def serve(line: Connection, limits: Limits) -> None:
    """Answer path after path until the parent closes the line."""
    set_up_process()
    cap_memory(limits)
    try:
        line.send_bytes(READY)
        while True:
            wish, path = line.recv()
            grant_cpu(limits)
            line.send_bytes(encode(look(Path(path), limits) if wish == CODES else show(Path(path), limits)))
    except (EOFError, OSError):
        return


def look(path: Path, limits: Limits) -> tuple[str, ...] | Rejected:
    """The texts of the codes in a file; whatever happens, nothing is raised."""
    return guarded(lambda: tuple(_texts(path, limits))[:MOST_CODES])


def show(path: Path, limits: Limits) -> tuple[bytes, ...] | Rejected:
    """The first pages of a file as small JPEGs of our own, turned as their code stands; nothing is raised."""
    return guarded(lambda: tuple(_jpeg(_upright(page)) for page in islice(_pages(path, limits), MOST_SHOWN)))


def _upright(picture: Pixels) -> Pixels:
    """A page that was photographed lying on its side, turned by quarters until its code stands upright."""
    import cv2
    import numpy as np

    from ugc_studio.media.pixels import shrink

    grey = cv2.cvtColor(shrink(picture, SIDES[0]), cv2.COLOR_BGR2GRAY)
    found, corners = cv2.QRCodeDetectorAruco().detect(grey)
    if not found or corners is None:
        return picture
    left, right = corners.reshape(4, 2)[:2]
    quarters = round(math.degrees(math.atan2(right[1] - left[1], right[0] - left[0])) / 90)
    return np.ascontiguousarray(np.rot90(picture, quarters))


def _jpeg(picture: Pixels) -> bytes:
    import cv2

    from ugc_studio.media.pixels import shrink

    _done, data = cv2.imencode(".jpg", shrink(picture, SHOWN_SIDE), [cv2.IMWRITE_JPEG_QUALITY, SHOWN_QUALITY])
    return data.tobytes()


def _texts(path: Path, limits: Limits) -> Iterable[str]:
    found: dict[str, None] = {}
    for page in _pages(path, limits):
        found |= dict.fromkeys(codes_in(page))
        if len(found) >= MOST_CODES:
            break
    return found


def _pages(path: Path, limits: Limits) -> Iterator[Pixels]:
    from ugc_studio.media.pixels import load_upright

    with path.open("rb") as file:
        head = file.read(len(PDF_MARK))
    if head == PDF_MARK:
        yield from _pdf_pages(path, limits)
    else:
        yield load_upright(path, max_side=max(SIDES), limits=limits)


def _pdf_pages(path: Path, limits: Limits) -> Iterator[Pixels]:
    """The pages of a PDF as pictures; one that asks for a password cannot be looked at."""
    import numpy as np
    import pypdfium2

    from ugc_studio.media.pixels import UnusableError

    if path.stat().st_size > limits.image_bytes:
        raise UnusableError(RejectCode.TOO_LARGE, limit=limits.image_bytes // MEGA)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnusableError(RejectCode.DECODE_FAILED) from error
    document.init_forms()  # what was ticked and typed on a screen is drawn too
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            points = max(*page.get_size(), 1.0)
            picture = page.render(scale=min(1 / _POINTS_A_PIXEL, max(SIDES) / points), grayscale=False)
            yield np.ascontiguousarray(picture.to_numpy()[..., :3])
    finally:
        document.close()


def codes_in(picture: Pixels) -> list[str]:
    """The texts of the codes on one page."""
    import cv2
    import numpy as np

    from ugc_studio.media.pixels import shrink

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    long_side = max(grey.shape[:2])
    for place, side in enumerate(SIDES):
        if place and long_side <= SIDES[place - 1]:
            break
        found = [text for square in _squares(shrink(grey, side)) if (text := _read(square))]
        if found:
            return found[:MOST_CODES]
    return []


def _squares(grey: Pixels) -> Iterator[Pixels]:
    """What looks like a code, cut out and straightened with white around it."""
    import cv2
    import numpy as np

    found, corners = cv2.QRCodeDetectorAruco().detectMulti(grey)
    if not found or corners is None:
        return
    edge, side = _MODULE * _QUIET, _MODULE * _MODULES
    straight = np.array(
        [[edge, edge], [edge + side, edge], [edge + side, edge + side], [edge, edge + side]], dtype=np.float32
    )
    for quad in corners[:MOST_CODES]:
        turn = cv2.getPerspectiveTransform(quad.reshape(4, 2).astype(np.float32), straight)
        whole = side + 2 * edge
        cut = cv2.warpPerspective(
            grey, turn, (whole, whole), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)
        )
        yield cut.astype(np.uint8, copy=False)


def _read(square: Pixels) -> str:
    """What a straightened code says, as it is or in black and white; nothing when it cannot be read."""
    import cv2

    _level, sharp = cv2.threshold(square, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    for picture in (square, sharp):
        for detector in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
            try:
                text = str(detector.detectAndDecode(picture)[0])
            except (cv2.error, UnicodeDecodeError):  # a damaged code makes it fail in many ways
                continue
            if text:
                return text[:LONGEST_CODE]
    return ""


def encode(answer: tuple[str, ...] | tuple[bytes, ...] | Rejected) -> bytes:
    """One message of a worker: nothing in it is ever unpickled."""
    if isinstance(answer, Rejected):
        return _REJECTED + json.dumps([answer.code, dict(answer.params)]).encode()
    pages = [part for part in answer if isinstance(part, bytes)]
    if pages:
        return _PAGES + b"".join(_LENGTH.pack(len(page)) + page for page in pages)
    return _FOUND + json.dumps(list(answer)).encode()


def decode(message: bytes) -> tuple[str, ...] | Rejected:
    """The codes in a message.

    Raises:
        BadAnswer: the message has not the shape of an answer.
    """
    if message[:1] == _REJECTED:
        return _rejection(message)
    try:
        said = json.loads(message[1:])
    except (ValueError, RecursionError) as error:
        raise BadAnswer from error
    if message[:1] != _FOUND or not isinstance(said, list):
        raise BadAnswer
    return tuple(str(text)[:LONGEST_CODE] for text in said[:MOST_CODES])


def decode_pages(message: bytes) -> tuple[bytes, ...] | Rejected:
    """The pages in a message.

    Raises:
        BadAnswer: the message has not the shape of an answer.
    """
    if message[:1] == _REJECTED:
        return _rejection(message)
    if message[:1] != _PAGES:
        raise BadAnswer
    pages, at = [], 1
    while at < len(message):
        start = at + _LENGTH.size
        if start > len(message):
            raise BadAnswer
        (length,) = _LENGTH.unpack(message[at:start])
        pages.append(message[start : start + length])
        at = start + length
    return tuple(pages[:MOST_SHOWN])


def _rejection(message: bytes) -> Rejected:
    try:
        code, params = json.loads(message[1:])
        return Rejected(RejectCode(code), dict(params))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadAnswer from error
