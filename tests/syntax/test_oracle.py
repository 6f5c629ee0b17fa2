"""The reader's verdict beside Core's own: strict JSON or not, and which kind of root."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.support.reading import read

if TYPE_CHECKING:
    from pathlib import Path

_SYNTAX = ("JSON syntax:", "empty file", "parser limit")


def test_texts_core_takes_and_refuses(shared: Path) -> None:
    lines = (shared / "reference" / "oracle.jsonl").read_text(encoding="utf-8").splitlines()
    wrong: list[str] = []
    count = 0
    for line in lines:
        case = json.loads(line)
        if case["area"] not in ("syntax", "encoding") or len(case["files"]) != 1 or "files_base64" in case:
            continue
        count += 1
        document = read(case["files"][0])
        refused_for_syntax = case["core"] == "rejects" and case["why"].startswith(_SYNTAX)
        refused_for_its_root = case["core"] == "rejects" and "at top level" in case["why"]
        is_object = document.root_kind in ("object", "null")
        if document.is_json == refused_for_syntax or (document.is_json and is_object == refused_for_its_root):
            wrong.append(case["id"])
    print(f"{count} cases")  # noqa: T201 - shown with pytest -s
    assert wrong == []
    assert count > 70
