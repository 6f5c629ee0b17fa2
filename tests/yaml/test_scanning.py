"""A long code in a plain text is read in one step, and as the library reads it."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.scanner import Scanner

from dial_lsp.project.yaml_scanning import nodes_of

CODE = "QUJD" * 100


def described(node: Any) -> Any:
    value = node.value
    if not isinstance(value, str):
        value = [[described(each) for each in part] if isinstance(part, tuple) else described(part) for part in value]
    marks = [(mark.line, mark.column, mark.index) for mark in (node.start_mark, node.end_mark)]
    return node.tag, value, marks, node.anchor


@pytest.mark.parametrize(
    "text",
    [
        f"data:\n  a: {CODE}\n  b: {CODE}==\nc: 1\n",
        f"a: {CODE}",
        f"a: {CODE} # note\nb: {CODE} and more\n",
        f"a: {CODE}\n  {CODE}\n\n  {CODE}:{CODE}\nb: 1",
        f"a: {CODE}#no note\r\nb: {CODE}:8\r\n",
        f"- {CODE}\n- &one {CODE}\n- *one\n",
        f"{{a: {CODE}, b: [{CODE}, {CODE}?x]}}",
        f"a: |\n  {CODE}\nb: '{CODE}'\n",
        f"a: {CODE}\n---\n{CODE}\n...\n",
        f"{CODE[:100]}: 1\n",
    ],
)
def test_nodes_are_those_of_the_library(text: str) -> None:
    plain = YAML(typ="safe", pure=True).compose_all(text)
    assert list(map(described, nodes_of(text))) == list(map(described, plain))


def test_of_a_long_code_the_library_looks_at_one_character(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    scan_plain = Scanner.scan_plain

    def noted(self: Any) -> Any:
        token = scan_plain(self)
        lengths.append(len(token.value))
        return token

    monkeypatch.setattr(Scanner, "scan_plain", noted)
    [node] = nodes_of(f"a: {CODE}\n")
    assert node.value[0][1].value == CODE
    assert lengths == [1, 1]
