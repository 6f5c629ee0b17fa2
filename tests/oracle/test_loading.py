"""Whether we say of a config what Core said of it: each case is one run of Core's own configuration classes.

A line of ``loading.jsonl``, or of ``loading-2.jsonl`` with cases of a later run, holds the files of one config in merge
order (as text, where ``[text, n]`` stands for n repetitions, or as base64), the version of Core if it was not the
newest, its static settings, and whether it loaded.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.model.merge import Merging
from dial_lsp.project.encoding import decode
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

HERE = Path(__file__).parent
CASES = [
    json.loads(line)
    for name in ("loading.jsonl", "loading-2.jsonl")
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()
]
COUNT = 3396


def verdict(case: dict[str, Any]) -> str:
    """What we say of a case's files."""
    encoded = [decode(base64.b64decode(data)) for data in case.get("base64", ())]
    if any(file.problem for file in encoded):
        return "rejects"
    texts = [file.text for file in encoded] + [_text(file) for file in case.get("files", ())]
    settings = Settings(core_version=case.get("version", "latest"))
    merging = Merging(
        overwrite_arrays=case.get("overwrite-arrays", False), file_first=case.get("loader") == "file-first"
    )
    documents = [parse(Source(f"{number}.json", text)) for number, text in enumerate(texts)]
    return Analysis(documents, settings, merging=merging).verdict


def _text(file: str | list[Any]) -> str:
    if isinstance(file, str):
        return file
    return "".join(piece if isinstance(piece, str) else piece[0] * piece[1] for piece in file)


def test_no_case_is_lost() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) == COUNT


@pytest.mark.parametrize("area", sorted({case["id"].partition("-")[0] for case in CASES}))
def test_core_and_we_agree(area: str) -> None:
    cases = [case for case in CASES if case["id"].partition("-")[0] == area]
    wrong = [f"{case['id']}: Core {case['core']}" for case in cases if verdict(case) != case["core"]]
    sys.stdout.write(f"{area}: {len(cases) - len(wrong)} of {len(cases)} cases agree\n")
    assert wrong == []
