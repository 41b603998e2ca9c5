"""Every case of the consent model, played through the real ledger and gate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.player import differences, load_cases, main

HERE = Path(__file__).parent
CASES = [case for name in ("consent-cases.toml", "examined-cases.toml") for case in load_cases(HERE / name)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_gate_answers_as_the_model_says(case: dict[str, Any], tmp_path: Path) -> None:
    assert differences(case, tmp_path / "library") == []


def test_a_difference_is_printed_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.toml"
    text = (HERE / "consent-cases.toml").read_text(encoding="utf-8")
    start = text.index('[[case]]\nid = "s07-plain-yes"')
    case = text[start : text.index("[[case]]", start + 8)].replace(
        "cleared = true", 'cleared = false, reasons = ["refused"]'
    )
    wrong.write_text(case, encoding="utf-8")
    assert main(wrong) == 1
    printed = capsys.readouterr().out
    assert "s07-plain-yes: cleared: expected False, got True" in printed
    assert "reasons: missing ['refused']" in printed
