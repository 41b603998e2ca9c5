"""The code of a form: short, without look-alikes, and a slip of the finger is never another form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.forms import SIGNS, check_sign, code_of, make_code, read_code

codes = st.text(SIGNS, min_size=6, max_size=6).map(lambda six: f"{six[:2]}-{six[2:]}-{check_sign(six)}")


def test_no_sign_is_read_as_another_one() -> None:
    assert not set(SIGNS) & set("01OIL")
    assert len(SIGNS) == len(set(SIGNS)) == 31


@given(codes)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' – ')} ", code.replace("-", "—")):
        assert read_code(typed) == code


@given(codes, st.integers(0, 6), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_no_code(code: str, place: int, sign: str) -> None:
    signs = list(code.replace("-", ""))
    if signs[place] != sign:
        signs[place] = sign
        assert read_code("".join(signs)) is None


@given(codes, st.integers(0, 6), st.integers(0, 6))
def test_two_exchanged_signs_are_no_code(code: str, first: int, second: int) -> None:
    signs = list(code.replace("-", ""))
    if signs[first] != signs[second]:
        signs[first], signs[second] = signs[second], signs[first]
        assert read_code("".join(signs)) is None


@given(st.text(max_size=30))
def test_foreign_texts_are_no_codes_or_whole_ones(text: str) -> None:
    found = read_code(text)
    assert found is None or read_code(found) == found


@pytest.mark.parametrize("text", ["", "https://example.com/BR-7K3M-3", "BR-7K3M-3 BR-7K3M-3", "BR7K3M", "ＢＲ"])
def test_what_only_holds_a_code_is_none(text: str) -> None:
    assert read_code(text) is None
    with pytest.raises(UsageError, match="beside the square"):
        code_of(text)


def test_new_codes_are_the_brands_and_never_taken() -> None:
    taken: set[str] = set()
    for _number in range(200):
        code = make_code("maison-alizé", lambda one: one in taken)
        assert code.startswith("MA-")
        assert code not in taken
        taken.add(code)
    assert make_code("o1", lambda _code: False).startswith("XX-")
    with pytest.raises(UsageError):
        make_code("maison", lambda _code: True)
