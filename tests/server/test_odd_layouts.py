"""YAML as people and tools lay it out: what is found, offered and changed is the same in each layout."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from dial_lsp.text import Source
from tests.features.compared import applied
from tests.server.test_hosts import commanded, opened, served
from tests.support.asking import Asked

if TYPE_CHECKING:
    from pathlib import Path

NAME = "aidial.config.json"
CONFIG = """{
  "models": {
    "gpt": {"type": "chat", "endpoint": "https://gpt.svc/chat/completions", "userRoles": ["analyst", "anlyst"]}
  },
  "roles": {"analyst": {"limits": {"gpt": {"minute": 5, "day": 7}}}}
}
"""
ON_ONE_LINE = " ".join(CONFIG.split())


def block(indent: int, text: str = CONFIG) -> str:
    """The lines of a block."""
    return "".join(" " * indent + line for line in text.splitlines(keepends=True))


WITH_OTHER_LETTERS = CONFIG.replace('"gpt"', '"k\u00fcrzel \U0001f600"')
CODED = base64.b64encode(CONFIG.encode()).decode()
LAYOUTS = {
    "kept-lines-and-indicator": f"core:\n  secrets:\n    aidial.config.json: |+4\n{block(8)}\n\n\nchat: {{}}\n",
    "stripped": f"a:\n aidial.config.json: |-\n{block(3)}b: 1\n",
    "windows-lines": f"core:\n  aidial.config.json: |\n{block(4)}  other: 1\n".replace("\n", "\r\n"),
    "tabs-in-the-block": f"core:\n  aidial.config.json: |\n{block(4, CONFIG.replace('  ', chr(9)))}  other: 1\n",
    "comments-around": "# values\ncore: # of the chart\n  # the file\n"
    f"  aidial.config.json: | # as JSON\n{block(4)}# end\n  other: 1\n",
    "anchor-and-merge-key": f"base: &base\n  aidial.config.json: &file |\n{block(4)}"
    "eu:\n  <<: *base\nus:\n  aidial.config.json: *file\n",
    "three-documents": f"---\na: 1\n...\n---\naidial.config.json: |\n{block(2)}---\nb: 2\n",
    "byte-order-mark": f"\ufeffcore:\n  aidial.config.json: |\n{block(4)}",
    "letters-of-others": f"\u00fcbersicht: \U0001f600\ncore:\n  aidial.config.json: |\n{block(4, WITH_OTHER_LETTERS)}",
    "deep": "".join(f"{' ' * n}n{n}:\n" for n in range(40)) + f"{' ' * 40}aidial.config.json: |\n{block(44)}",
    "flow-mapping": f"core: {{secrets: {{aidial.config.json: {json.dumps(CONFIG)}, other: 1}}}}\n",
    "json-in-a-sequence": f"files:\n  - name: x\n    aidial.config.json: >-\n{block(6)}  - name: y\n",
    "quoted-key-and-tag": f"core:\n  'aidial.config.json': !!str |\n{block(4)}",
    "double-quoted-over-lines": 'core:\n  aidial.config.json: "'
    + ON_ONE_LINE.replace('"', '\\"').replace(", ", ",\n    ")
    + '"\n',
    "escaped-line-breaks": 'core:\n  aidial.config.json: "'
    + ON_ONE_LINE.replace('"', '\\"').replace(", ", ", \\\n    ")
    + '"\n',
    "single-quoted-over-lines": "core:\n  aidial.config.json: '" + ON_ONE_LINE.replace(", ", ",\n    ") + "'\n",
    "coded-over-lines": "kind: Secret\napiVersion: v1\ndata:\n  aidial.config.json: |\n"
    + "".join(f"    {CODED[n : n + 60]}\n" for n in range(0, len(CODED), 60)),
    "coded-and-folded": "kind: Secret\napiVersion: v1\ndata:\n  aidial.config.json: >-\n"
    + "".join(f"    {CODED[n : n + 60]}\n" for n in range(0, len(CODED), 60)),
    "no-line-end": f"core:\n  aidial.config.json: |\n{block(4)}".rstrip("\n"),
    "mapping-of-yaml": "core:\n  aidial.config.json:\n    models:\n"
    "      gpt: {type: chat, endpoint: https://gpt.svc/chat/completions, userRoles: [analyst, anlyst]}\n"
    "    roles:\n      analyst: {limits: {gpt: {minute: 5, day: 7}}}\n",
    "json-as-flow-mapping": f"core:\n  aidial.config.json: {block(4).lstrip()}",
}
CODED_LAYOUTS = {"coded-over-lines", "coded-and-folded"}  # no place in them can be asked about
READ_ONLY = {"mapping-of-yaml", "json-as-flow-mapping"}
WRITTEN = [layout for layout in LAYOUTS if layout not in READ_ONLY | CODED_LAYOUTS]


class Opened:
    """The values of a chart in a layout, open in an editor."""

    def __init__(self, folder: Path, layout: str) -> None:
        self.file = folder / "values.yaml"
        self.text = LAYOUTS[layout]
        self.file.write_bytes(self.text.encode())
        self._server = Asked(folder, [self.file.name])
        self._document = {"textDocument": {"uri": self.file.as_uri()}}
        self.ask("textDocument/codeAction", range=self._range(), context={"diagnostics": []})  # which checks the file

    def ask(self, method: str, **more: Any) -> Any:
        """What the server answers about the file."""
        return self._server.ask(method, {**self._document, **more})

    def at(self, name: str) -> dict[str, dict[str, int]]:
        """Behind the first letter of a name."""
        line, column = Source("", self.text).position(self.text.index(name) + 1)
        return {"position": {"line": line - 1, "character": column - 1}}

    def changed(self, edit: Any) -> Any:
        """The configuration, as YAML and JSON libraries read it after a change."""
        (change,) = edit["documentChanges"]
        assert change["textDocument"]["uri"] == self.file.as_uri()
        return configured(applied(self.text, change["edits"]))

    def fix(self, title: str) -> Any:
        """The change that a quick fix makes."""
        actions = self.ask("textDocument/codeAction", range=self._range(), context={"diagnostics": []})
        action = next(one for one in actions if one["title"] == title)  # an alias tells it again
        return action["edit"] if "edit" in action else self._server.ask("codeAction/resolve", action)["edit"]

    def _range(self) -> dict[str, Any]:
        lines = self.text.count("\n") + 1
        return {"start": {"line": 0, "character": 0}, "end": {"line": lines, "character": 0}}


def configured(text: str) -> Any:
    """The first configuration in YAML."""
    for root in YAML(typ="safe", pure=True).load_all(text):
        if found := found_in(root):
            return json.loads(found if "{" in found else base64.b64decode(found))
    raise AssertionError(text)


def found_in(node: Any) -> str:
    """The first text with the name of a configuration."""
    if isinstance(node, dict) and isinstance(node.get(NAME), str):
        return str(node[NAME])
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return next(filter(None, map(found_in, below)), "")


def expected(layout: str, *changes: tuple[str, str]) -> Any:
    """What a configuration is when texts in it have been replaced."""
    text = json.dumps(configured(LAYOUTS[layout]))
    for before, after in changes:
        text = text.replace(json.dumps(before), json.dumps(after))
    return json.loads(text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_command_and_the_server_find_the_same(layout: str, tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_bytes(LAYOUTS[layout].encode())
    found = sorted(commanded(tmp_path, "values.yaml"))
    assert sorted(one.rule for one in found) == ["missing-default-role", "undeclared-role"]
    for open_ones in (["values.yaml"], []):
        assert sorted(served(opened(tmp_path, open_ones))) == found


@pytest.mark.parametrize("layout", WRITTEN)
def test_a_role_is_renamed(layout: str, tmp_path: Path) -> None:
    values = Opened(tmp_path, layout)
    edit = values.ask("textDocument/rename", **values.at("analyst"), newName='it\'s "b"')
    assert values.changed(edit) == expected(layout, ("analyst", 'it\'s "b"'))


@pytest.mark.parametrize("layout", [*WRITTEN, *sorted(CODED_LAYOUTS)])
def test_a_quick_fix_is_made(layout: str, tmp_path: Path) -> None:
    values = Opened(tmp_path, layout)
    fixed = expected(layout)
    for model in fixed["models"].values():
        model["userRoles"].remove("anlyst")
    assert values.changed(values.fix('Delete this name: "analyst" is in the list already')) == fixed


@pytest.mark.parametrize("layout", WRITTEN)
def test_roles_are_offered_in_the_place_of_one(layout: str, tmp_path: Path) -> None:
    values = Opened(tmp_path, layout)
    offered = values.ask("textDocument/completion", **values.at("analyst"))["items"]
    (item,) = [one for one in offered if one["label"] == "analyst"]
    assert configured(applied(values.text, [item["textEdit"]])) == expected(layout)


@pytest.mark.parametrize("layout", WRITTEN)
def test_formatting_changes_no_value(layout: str, tmp_path: Path) -> None:
    values = Opened(tmp_path, layout)
    edits = values.ask("textDocument/formatting", options={"tabSize": 2, "insertSpaces": True})
    assert configured(applied(values.text, edits)) == expected(layout)


@pytest.mark.parametrize("layout", WRITTEN)
def test_a_new_line_changes_no_value(layout: str, tmp_path: Path) -> None:
    values = Opened(tmp_path, layout)
    for typed in ("\n", "}", ","):
        at = values.at('"anlyst' if '"anlyst' in values.text else "anlyst")
        edits = values.ask(
            "textDocument/onTypeFormatting", **at, ch=typed, options={"tabSize": 2, "insertSpaces": True}
        )
        assert configured(applied(values.text, edits)) == expected(layout)


@pytest.mark.parametrize("layout", sorted(READ_ONLY))
def test_what_is_yaml_itself_is_not_changed_and_says_why(layout: str, tmp_path: Path) -> None:
    values = Opened(tmp_path, layout)
    refused = values.ask("textDocument/rename", **values.at("analyst"), newName="b")
    assert "it is written as YAML, not as JSON" in refused["error"]
    assert values.ask("textDocument/hover", **values.at("analyst"))["contents"]["value"].startswith("Role analyst")
