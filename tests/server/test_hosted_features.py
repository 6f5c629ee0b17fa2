"""Features answer in a literal block of YAML as they do in a file: the same, some lines down and some columns on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.raw import PULLS, RawClient, running
from tests.support.hosts import HOSTS, literal

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """{
  // What is behind this says who pays.
  "models": {
    "gpt": {
      "type": "chat",
      "endpoint": "https://gpt.svc/chat/completions",
      "userRoles": ["analyst", "nobody"]
    },
    "kurz": {"type": "chat", "endpoint": "https://gpt.svc/chat/completions", "displayName": "Kürzel \U0001f600"}
  },
  "applications": {"app": {"endpoint": "https://app.svc/chat/completions", "dependencies": ["gpt"]}},
  "keys": {
    "kkQmX2vR9kTz4LwY8nHc3JfD6sGp1VaZ": {"project": "EPAM", "role": "analyst"}
  },
  "roles": {
    "analyst": {"limits": {"gpt": {"minute": 5}, "gone": {"day": 1}}},
    "idle": {"limits": {"gpt": {"day": "many"}},}
  }
}
"""
FORMS = {
    "values": ("core:\n  secrets:\n    aidial.config.json: ", 3, 6, "\n  other: 1\n"),
    "manifest": ("apiVersion: v1\nkind: ConfigMap\ndata:\n  aidial.config.json: ", 4, 4, "\nmetadata: {}\n"),
}
WHERE = [match.start() + 1 for match in re.finditer(r'["{}\[\],:]', CONFIG)][::3]
AT: dict[str, dict[str, Any]] = {
    "textDocument/completion": {},
    "textDocument/hover": {},
    "textDocument/definition": {},
    "textDocument/references": {"context": {"includeDeclaration": True}},
    "textDocument/documentHighlight": {},
    "textDocument/prepareRename": {},
    "textDocument/rename": {"newName": "another"},
    "textDocument/linkedEditingRange": {},
    "textDocument/prepareCallHierarchy": {},
}
WHOLE: dict[str, dict[str, Any]] = {
    "textDocument/documentSymbol": {},
    "textDocument/foldingRange": {},
    "textDocument/documentLink": {},
    "textDocument/codeLens": {},
    "textDocument/diagnostic": {},
}
_PLACE = re.compile(r"[\w.-]+:(\d+): file#L(\d+),(\d+)")
_NEW_KEY = re.compile(r"\b[\w-]{43}\b")
OPTIONS = {"tabSize": 2, "insertSpaces": True}
CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        **PULLS["textDocument"],
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "completion": {"completionItem": {"snippetSupport": False}},
    }
}


class Asker:
    """Asks about one text and tells the answers as they would be for the text alone."""

    def __init__(self, client: RawClient, uri: str, line: int, column: int) -> None:
        self._client, self._uri, self._line, self._column = client, uri, line, column

    def at(self, offset: int) -> dict[str, int]:
        """The position of an offset of the configuration, in UTF-16."""
        before = CONFIG[:offset].split("\n")
        character = len(before[-1].encode("utf-16-le")) // 2
        return {"line": len(before) - 1 + self._line, "character": character + self._column}

    def ask(self, method: str, **params: Any) -> Any:
        """The answer, with all places as in the configuration."""
        answer = self._client.request(method, textDocument={"uri": self._uri}, **params)
        return self._alone(answer.get("result", answer.get("error")))

    def tokens(self) -> list[tuple[int, ...]]:
        """The semantic tokens after the first one, which tells where all of them are."""
        answer = self._client.request("textDocument/semanticTokens/full", textDocument={"uri": self._uri})
        data = answer["result"]["data"]
        found = [data[at : at + 5] for at in range(5, len(data), 5)]
        return [(line, ahead - self._column if line else ahead, *rest) for line, ahead, *rest in found]

    def _alone(self, given: Any) -> Any:
        if isinstance(given, list):
            return [self._alone(each) for each in given]
        if isinstance(given, str):
            given = _NEW_KEY.sub("new", given).replace(self._uri, "file")
            given = _PLACE.sub(lambda at: f"{int(at[1]) - self._line}#L,{int(at[3]) - self._column}", given)
            return given.replace("\n" + " " * self._column, "\n")
        if not isinstance(given, dict):
            return given
        if given.keys() == {"line", "character"}:
            line = given["line"] - self._line
            # What begins or ends with the whole text has the indentation of the block before it.
            return (line, max(given["character"] - self._column, 0))
        shifted = {self._alone(name): self._alone(value) for name, value in given.items()}
        for name in ("startLine", "endLine"):
            if name in given:
                shifted[name] = given[name] - self._line
        for name in ("resultId", "data") if "label" in given or "resultId" in given else ():
            shifted.pop(name, None)
        return shifted


def asked(asker: Asker) -> dict[str, Any]:
    """What every feature answers."""
    found: dict[str, Any] = {}
    everything = {"start": asker.at(0), "end": asker.at(len(CONFIG.rstrip()))}
    for method, params in AT.items():
        for offset in WHERE:
            found[f"{method} at {offset}"] = asker.ask(method, position=asker.at(offset), **params)
    for method, params in WHOLE.items():
        found[method] = asker.ask(method, **params)
    found["hints"] = asker.ask("textDocument/inlayHint", range=everything)
    found["actions"] = asker.ask("textDocument/codeAction", range=everything, context={"diagnostics": []})
    found["selections"] = asker.ask("textDocument/selectionRange", positions=[asker.at(CONFIG.index("nobody"))])
    found["tokens"] = asker.tokens()
    found["formatting"] = asker.ask("textDocument/rangeFormatting", range=everything, options=OPTIONS)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_features_answer_the_same_in_a_literal_block(form: str, tmp_path: Path) -> None:
    head, line, column, tail = FORMS[form]
    answers = []
    for name, language, text, by in (
        ("aidial.config.json", "json", CONFIG, (0, 0)),
        (
            "values.yaml",
            "yaml",
            head + literal(CONFIG, " " * column).replace("|2", "|", 1).rstrip() + tail,
            (line, column),
        ),
    ):
        with running() as (client, _):
            client.start(**CAPABILITIES)
            uri = (tmp_path / name).as_uri()
            client.open(uri, text, language)
            answers.append(asked(Asker(client, uri, *by)))
    alone, hosted = answers
    for question, answer in alone.items():
        assert hosted[question] == answer, question


@pytest.mark.parametrize("form", ["double-quoted", "single-quoted", "folded"])
def test_texts_that_are_written_otherwise_are_answered_for_in_place(form: str, tmp_path: Path) -> None:
    text = HOSTS[form](
        "x", '{"roles": {"a": {}}, "keys": {"kkQmX2vR9kTz4LwY8nHc3JfD6sGp1VaZ": {"project": "p", "role": "a"}}}'
    )
    lines = text.split("\n")
    line = next(number for number, each in enumerate(lines) if "kkQmX2" in each)
    written = '\\"a\\"' if form == "double-quoted" else '"a"'
    inside = written.index("a")
    defined, used = lines[line].index(written) + inside, lines[line].rindex(written) + inside
    with running() as (client, _):
        client.start(**CAPABILITIES)
        document = {"textDocument": {"uri": (tmp_path / "values.yaml").as_uri()}}
        client.open(document["textDocument"]["uri"], text, "yaml")
        at = {**document, "position": {"line": line, "character": used}}
        hover = client.request("textDocument/hover", **at)["result"]
        assert "a" in hover["contents"]["value"]
        [target] = client.request("textDocument/definition", **at)["result"]
        assert target["range"]["start"] == {"line": line, "character": defined}
        assert len(client.request("textDocument/semanticTokens/full", **document)["result"]["data"]) > 5
        items = client.request("textDocument/completion", **at)["result"]["items"]
        [role] = [item for item in items if item["label"] == "a"]
        edit = role["textEdit"]
        start, end = (edit["range"][name]["character"] for name in ("start", "end"))
        assert lines[line][:start] + edit["newText"] + lines[line][end:] == lines[line]
        laid_out = client.request("textDocument/formatting", **document, options=OPTIONS)["result"]
        assert bool(laid_out) is (form == "folded"), "what is quoted stays on its line"
        renamed = client.request("textDocument/rename", **at, newName="b")
        [edits] = renamed["result"]["changes"].values()
        assert [each["newText"] for each in edits] == ["b", "b"]
