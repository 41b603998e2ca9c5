"""Faces are found in painted photos, wherever up is; other numbers and other files are turned away."""

from __future__ import annotations

import tomllib
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests import corpus
from ugc_studio import resources
from ugc_studio.domain.faces import MODEL_SHA256, Face
from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.media.face_model import WrongModel, model_file, read_model
from ugc_studio.media.faces import MOST, SIDE, faces_in, read_outputs
from ugc_studio.media.glimpses import Look
from ugc_studio.media.lightbox import Lightbox
from ugc_studio.media.limits import DEFAULT_LIMITS
from ugc_studio.media.pixels import load_upright
from ugc_studio.media.seeking import LIMITS, BadFinding, Seek, read_faces, seek

SAMPLE = resources.path("sample", "photos", "instagram")
COUPLE = SAMPLE / "elise.et.le.large_20260712_01.jpg"
ONE = SAMPLE / "solenevoyage_20260717_01.jpg"
BIRDS = SAMPLE / "hugo_dehors_20260718_01.jpg"


def found_in(path: Path) -> tuple[Face, ...]:
    return read_faces(seek(Seek.FACES, path, DEFAULT_LIMITS))


class TestPhotos:
    def test_both_of_a_couple_are_found_where_they_are(self) -> None:
        left, right = sorted(found_in(COUPLE), key=lambda face: face.left)
        for face, middle in ((left, 0.34), (right, 0.64)):
            assert abs(face.left + face.width / 2 - middle) < 0.05
            assert 0.35 < face.top < face.top + face.height < 0.8

    def test_birds_have_none(self) -> None:
        assert found_in(BIRDS) == ()

    @pytest.mark.parametrize("orientation", [3, 6, 8])
    def test_boxes_are_those_of_the_upright_picture(self, orientation: int, tmp_path: Path) -> None:
        (upright,) = found_in(ONE)
        undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
        exif = Image.Exif()
        exif[0x0112] = orientation
        with Image.open(ONE) as image:
            (tmp_path / "turned.jpg").write_bytes(
                corpus.encoded(image.transpose(undo[orientation]), exif=exif, quality=95)
            )
        (turned,) = found_in(tmp_path / "turned.jpg")
        for name in ("left", "top", "width", "height"):
            assert abs(getattr(turned, name) - getattr(upright, name)) < 0.03

    @pytest.mark.parametrize("turn", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE])
    def test_who_lies_on_a_side_is_found_there(self, turn: int) -> None:
        picture = load_upright(ONE, max_side=SIDE)
        (upright,) = faces_in(picture)
        (lying,) = faces_in(np.ascontiguousarray(cv2.rotate(picture, turn), dtype=np.uint8))
        assert abs(lying.width - upright.height) < 0.02
        clockwise = turn == cv2.ROTATE_90_CLOCKWISE
        left = 1 - upright.top - upright.height if clockwise else upright.top
        top = upright.left if clockwise else 1 - upright.left - upright.width
        assert abs(lying.left - left) < 0.02
        assert abs(lying.top - top) < 0.02

    def test_any_shape_of_picture_is_taken(self) -> None:
        picture = load_upright(ONE, max_side=SIDE)
        wide = cv2.copyMakeBorder(picture, 0, 0, 900, 900, cv2.BORDER_REPLICATE)
        assert len(faces_in(np.asarray(wide, dtype=np.uint8))) == 1
        assert faces_in(np.full((3, 700, 3), 128, dtype=np.uint8)) == ()
        assert faces_in(np.full((1, 1, 3), 128, dtype=np.uint8)) == ()


def outputs(
    *spots: tuple[int, int, float, float, float], side: int = 160
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """What the detector says for faces (row, column, score, height, width) in pixels of its input."""
    likely = np.zeros((1, 1, side, side), dtype=np.float32)
    sizes, offsets = (np.zeros((1, 2, side, side), dtype=np.float32) for _part in range(2))
    for row, column, score, height, width in spots:
        likely[0, 0, row, column] = score
        sizes[0, :, row, column] = np.log([height / 4, width / 4])
    return likely, sizes, offsets


class TestNumbers:
    def test_a_spot_becomes_a_box_around_it(self) -> None:
        (face,) = read_outputs(*outputs((40, 80, 0.9, 64, 32)), width=640, height=480)
        assert (face.left, face.top) == (round((80.5 * 4 - 16) / 640, 4), round((40.5 * 4 - 32) / 480, 4))
        assert (face.width, face.score) == (0.05, 0.9)
        assert abs(face.height - 64 / 480) < 0.001

    def test_the_surest_of_two_boxes_around_a_face_stays(self) -> None:
        faces = read_outputs(
            *outputs((40, 80, 0.7, 64, 64), (41, 80, 0.9, 64, 64), (100, 20, 0.6, 64, 64)), width=640, height=640
        )
        assert [face.score for face in faces] == [0.9, 0.6]

    def test_what_is_not_sure_enough_is_left_out(self) -> None:
        assert read_outputs(*outputs((40, 80, 0.49, 64, 64)), width=640, height=640) == ()

    def test_a_box_is_cut_at_the_edge_and_gone_beyond_it(self) -> None:
        (face,) = read_outputs(*outputs((0, 0, 0.9, 64, 64), (150, 150, 0.9, 8, 8)), width=640, height=480)
        assert (face.left, face.top) == (0, 0)
        assert face.left + face.width <= 1

    def test_numbers_that_no_picture_gives_do_no_harm(self) -> None:
        likely, sizes, offsets = outputs((40, 80, 0.9, 64, 64))
        for bad in (np.nan, np.inf, -np.inf, 1e30):
            for where in (sizes, offsets):
                changed = where.copy()
                changed[0, :, 40, 80] = bad
                faces = read_outputs(
                    likely, *((changed, offsets) if where is sizes else (sizes, changed)), width=640, height=640
                )
                assert all(0 <= getattr(f, n) <= 1 for f in faces for n in ("left", "top", "width", "height"))

    def test_there_is_an_end_to_it(self) -> None:
        likely, sizes, offsets = outputs()
        likely[:] = 0.9
        sizes[:] = -5
        assert len(read_outputs(likely, sizes, offsets, width=640, height=640)) == MOST


class TestModel:
    def test_its_source_names_the_very_file(self) -> None:
        source = tomllib.loads((model_file().parent / "SOURCE.toml").read_text("utf-8"))
        assert source["sha256"] == MODEL_SHA256
        assert source["bytes"] == len(read_model())
        assert "MIT License" in (model_file().parent / "LICENSE").read_text("utf-8")

    def test_any_other_file_is_refused(self, tmp_path: Path) -> None:
        other = tmp_path / "centerface.onnx"
        with pytest.raises(WrongModel):
            read_model(other)
        data = bytearray(read_model())
        data[len(data) // 2] ^= 1
        other.write_bytes(data)
        with pytest.raises(WrongModel, match="missing or damaged"):
            read_model(other)


class TestProcess:
    def test_a_process_of_its_own_answers_and_says_what_it_cannot_read(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.jpg"
        broken.write_bytes(corpus.jpeg()[:2000])
        with Lightbox(1, limits=LIMITS) as lightbox:
            answer = lightbox.look(Look(str(broken), seek=Seek.FACES))
            assert isinstance(answer, Rejected)
            assert answer.code is RejectCode.TRUNCATED
            answer = lightbox.look(Look(str(ONE), seek=Seek.FACES))
            assert not isinstance(answer, Rejected)
            assert len(read_faces(answer.data)) == 1

    @pytest.mark.parametrize(
        "said",
        [
            b"", b"null", b"{}", b"[[1]]", b"[[0,0,1,1,2]]", b"[[0,0,1,1,NaN]]", b'[["0",0,1,1,1]]',
            b"[[true,0,1,1,1]]", b"[[0,0,1,1,1e999]]", b"[" * 3000, b"\xff",
            b"[" + b",".join([b"[0,0,1,1,1]"] * 300) + b"]",
        ],
    )  # fmt: skip
    def test_nothing_it_says_is_believed_unseen(self, said: bytes) -> None:
        with pytest.raises(BadFinding):
            read_faces(said)
