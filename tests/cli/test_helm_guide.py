"""The example in docs/helm.md: its file gives what it shows. UPDATE_EXPECTED=1 writes what the commands print."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.project.embedded import embedded_sources
from dial_lsp.project.put_back import put_back
from dial_lsp.text import Edit, Source, Span
from tests.support.hosts import HOSTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

GUIDE = Path(__file__).parents[2] / "docs" / "helm.md"
FILES = re.compile(r"^`([\w.-]+)`:\n\n```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"(?<=^```console\n)\$ dial-lint ([^\n]*)\n.*?(?=^```)", re.MULTILINE | re.DOTALL)


ROW = re.compile(
    r"^\| (?P<form>.+) \| (?P<stands>.+) \| (?P<changes>yes|no)(?P<how>.*) \| (?P<cases>\[.+) \|$", re.MULTILINE
)
LINK = re.compile(r"\]\(\.\./([\w/.-]+)\)")
ROWS = [(row, path) for row in ROW.finditer(GUIDE.read_text(encoding="utf-8")) for path in LINK.findall(row["cases"])]


@pytest.mark.parametrize(("row", "path"), ROWS, ids=[Path(path).stem for _, path in ROWS])
def test_every_way_to_write_a_configuration_is_read_and_changed_as_the_table_says(
    row: re.Match[str], path: str
) -> None:
    """As a change the first name gets another letter, wherever that is."""
    text = (GUIDE.parents[1] / path).read_text(encoding="utf-8")
    sources = embedded_sources(path, text)
    assert sources
    for source in sources:
        assert source.host is not None
        assert source.host.is_coded is row["stands"].startswith("at the value")
        at = source.text.index('": ')
        put = put_back(sources, [source.edited([Edit(Span(at, at), "X")])])
        if row["changes"] == "no":
            assert list(put.refused.values()) == [row["how"].removeprefix(": ")]
        else:
            again = {one.path: one.text.strip() for one in embedded_sources(path, put.texts[path][1])}
            assert again[source.path] == f"{source.text[:at]}X{source.text[at:]}".strip()


def test_every_form_is_in_the_table() -> None:
    """The forms of the tests that everything is tried in, by what makes them in their files."""
    shown = {style_of(embedded_sources(path, (GUIDE.parents[1] / path).read_text("utf-8"))[0]) for _, path in ROWS}
    made = {style_of(embedded_sources("x.yaml", make("x", '{"roles": {}}'))[0]) for make in HOSTS.values()}
    assert made <= shown


def style_of(source: Source) -> tuple[str, str]:
    """How a text is written."""
    assert source.host is not None
    start = source.host.span.start
    return type(source.host.form).__name__, source.host.source.text[start] if not source.host.is_literal else ""


def test_the_commands_print_what_the_guide_shows(folder: Path, run: Callable[..., CompletedProcess[str]]) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for name, content in FILES.findall(text):
        (folder / name).write_text(content, encoding="utf-8")

    def printed(command: re.Match[str]) -> str:
        done = run(*shlex.split(command[1]), env={"COLUMNS": "100"})
        return f"$ dial-lint {command[1]}\n{done.stdout}{done.stderr}"

    made, count = COMMANDS.subn(printed, text)
    assert count == len(re.findall(r"^```console", text, re.MULTILINE)) > 0
    if os.environ.get("UPDATE_EXPECTED"):
        GUIDE.write_text(made, encoding="utf-8")
    assert GUIDE.read_text(encoding="utf-8") == made
