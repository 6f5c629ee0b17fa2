"""Pages in the editor: who reaches what and what an edit changes, as documents that follow the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import pytest

from tests.server.raw import RawClient, running

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE"
TEXT = f"""{{
  "models": {{
    "small": {{"type": "chat", "endpoint": "http://adapter/small", "userRoles": ["lead"]}},
    "😀": {{"type": "chat", "endpoint": "http://adapter/large"}}
  }},
  "routes": {{"health": {{"paths": ["/health"], "response": {{"status": 200}}}}}},
  "applications": {{"tool": {{"endpoint": "http://tool/chat", "routes": {{"r": {{"paths": ["/r"]}}}}}}}},
  "keys": {{"{SECRET}": {{"project": "search", "role": "staff"}}}},
  "roles": {{"staff": {{}}, "lead": {{"limits": {{"small": {{"day": 5}}}}}}, "default": {{}}}}
}}
"""
OPENS = ["dial-lint.openAccess", "dial-lint.openDifference"]
SHOWS = {
    "workspace": {"textDocumentContent": {}},
    "textDocument": {"codeLens": {}},
    "experimental": {"dialLintCommands": OPENS},
}
CONTENT, REFRESH = "workspace/textDocumentContent", "workspace/textDocumentContent/refresh"


class Editor:
    """An editor with an open file."""

    def __init__(self, client: RawClient, path: Path, text: str = TEXT, language: str = "json") -> None:
        path.write_text(text, encoding="utf-8")
        self.client, self.path, self.uri, self.text, self.version = client, path, path.as_uri(), text, 1
        client.open(self.uri, text, language)

    def edit(self, before: str, after: str) -> None:
        """Replace a part of the text."""
        assert before in self.text
        self.text, self.version = self.text.replace(before, after), self.version + 1
        self.client.change(self.uri, self.version, {"text": self.text})

    def run(self, command: str, *arguments: Any) -> Any:
        """The answer to a command about the file, or its error."""
        told = self.client.request("workspace/executeCommand", command=command, arguments=[self.uri, *arguments])
        return told["result"] if "result" in told else told["error"]["message"]

    def content(self, uri: str) -> Any:
        """The text of a document of the server, or why there is none."""
        told = self.client.request(CONTENT, uri=uri)
        return told["result"]["text"] if "result" in told else told["error"]["message"]

    def data(self, uri: str) -> Any:
        """What a page shows."""
        return json.loads(self.content(uri))

    def refreshed(self) -> str:
        """The URI of the next document that the server says is otherwise now."""
        while not (asked := [one for one in self.client.received if one.get("method") == REFRESH]):
            self.client.receive()
        self.client.received.remove(asked[0])
        self.client.send({"jsonrpc": "2.0", "id": asked[0]["id"], "result": None})
        return str(asked[0]["params"]["uri"])


@pytest.fixture
def client(tmp_path: Path) -> Iterator[RawClient]:
    yield from opened(tmp_path, SHOWS)


def opened(folder: Path, capabilities: dict[str, Any]) -> Iterator[RawClient]:
    with running() as (client, _):
        client.request("initialize", processId=None, rootUri=folder.as_uri(), capabilities=capabilities)
        client.notify("initialized")
        yield client


def test_a_page_is_a_frame_and_data_that_follows_the_text(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "aidial.config.json")
    page = editor.run("dial-lint.openAccess")
    frame = editor.content(page["frame"])
    assert "<!doctype html>" in frame
    assert '<script type="application/json" id="data">null</script>' in frame
    data = editor.data(page["data"])
    assert (data["title"], data["files"], data["uris"]) == ("aidial.config.json", ["aidial.config.json"], [editor.uri])
    small = data["objects"][0]
    assert data["places"][small["at"]][:3] == [0, 3, 5]
    assert [data["roles"][role] for role in small["admits"]] == ["lead"]
    editor.edit('["lead"]', '["lead", "staff"]')
    assert editor.refreshed() == page["data"]
    again = editor.data(page["data"])
    assert [again["roles"][role] for role in again["objects"][0]["admits"]] == ["lead", "staff"]
    whole = editor.content(page["data"].replace("access.json", "access.html"))
    assert json.dumps(again["objects"], ensure_ascii=False, separators=(",", ":")) in whole
    assert SECRET not in frame + whole + json.dumps([data, again])


def test_a_line_leads_to_its_row_or_cell(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "aidial.config.json")

    def address(line: int, character: int) -> Any:
        return editor.run("dial-lint.openAccess", {"line": line, "character": character})["address"]

    assert {
        "nothing": address(0, 0),
        "model": address(2, 6),
        "role of a model": address(2, 82),
        "emoji": address(3, 6),
        "route": address(5, 15),
        "key": address(7, 30),
        "role": address(8, 13),
        "limit of a role": address(8, 52),
    } == {
        "nothing": "",
        "model": "#view=object&to=small&kind=model",
        "role of a model": "#role=lead&to=small&kind=model",
        "emoji": "#view=object&to=%F0%9F%98%80&kind=model",
        "route": "#view=object&to=health&kind=route",
        "key": "#view=caller&key=1",
        "role": "#view=caller&role=staff",
        "limit of a role": "#role=lead&to=small&kind=model",
    }


def test_a_configuration_in_yaml_has_its_places_in_the_file(client: RawClient, tmp_path: Path) -> None:
    block = "".join(f"    {line}\n" for line in TEXT.splitlines())
    text = f"core:\n  aidial.config.json: |\n{block}"
    editor = Editor(client, tmp_path / "values.yaml", text, "yaml")
    page = editor.run("dial-lint.openAccess", {"line": 4, "character": 10})
    assert page["address"] == "#view=object&to=small&kind=model"
    data = editor.data(page["data"])
    assert data["uris"] == [editor.uri]
    assert data["places"][data["objects"][0]["at"]][:3] == [0, 5, 9]


def test_nothing_to_call_and_what_core_refuses_are_pages_too(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "aidial.config.json", '{"roles": {"a": {}}}')
    page = editor.run("dial-lint.openAccess")
    assert editor.data(page["data"])["objects"] == []
    editor.edit("}}", "},}")
    refused = editor.data(page["data"])["refused"]
    assert refused.startswith(
        "Core would refuse this configuration and keep the previous one (1 error, first: aidial.c"
    )


def test_what_an_edit_changes_is_a_page_that_ends_with_saving(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "aidial.config.json")
    editor.edit('["lead"]', '["lead", "staff"]')
    page = editor.run("dial-lint.openDifference")
    data = editor.data(page["data"])
    (one,) = data["configurations"]
    assert data["title"] == "What changes when this is saved"
    assert [cause["heading"] for cause in one["causes"]] == ['userRoles of model "small" changes: "staff" added']
    assert ["uris" in side for side in one["sides"]] == [False, True]  # the saved text is in no editor
    assert [side["files"] for side in one["sides"]] == [["aidial.config.json"], ["aidial.config.json"]]
    editor.path.write_text(editor.text, encoding="utf-8")
    client.notify("textDocument/didSave", textDocument={"uri": editor.uri})
    assert editor.refreshed() == page["data"]
    assert editor.data(page["data"])["configurations"][0]["causes"] == []
    assert editor.run("dial-lint.openDifference", "main") == 'the second argument is "saved" or "HEAD"'


def test_a_page_of_a_file_that_is_closed_says_why_it_ages(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "aidial.config.json")
    page = editor.run("dial-lint.openAccess")
    editor.data(page["data"])
    client.notify("textDocument/didClose", textDocument={"uri": editor.uri})
    assert editor.refreshed() == page["data"]
    assert editor.content(page["data"]) == "the page is about a file that is not open, or no configuration of DIAL Core"


def test_a_page_that_there_is_not_is_refused(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "aidial.config.json")
    for uri in ("dial-lint:/x.html", "dial-lint:/access.html?%5B%5D", "dial-lint:/x?%5B1,2%5D", "x"):
        assert editor.content(uri).startswith("there is no such page")


def test_a_uri_that_the_editor_spells_anew_is_the_same_page(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, tmp_path / "ö #1.aidial.config.json")
    page = editor.run("dial-lint.openAccess")
    assert unquote(page["data"]) == quote(page["data"], safe=":/?") == page["data"]
    assert editor.data(page["data"])["title"] == "ö #1.aidial.config.json"


def test_other_editors_open_the_page_in_a_browser(tmp_path: Path) -> None:
    for client in opened(tmp_path, {"window": {"showDocument": {"support": True}}, "textDocument": {"codeLens": {}}}):
        editor = Editor(client, tmp_path / "aidial.config.json")
        at = {"line": 2, "character": 6}
        number = client.ask("workspace/executeCommand", command="dial-lint.openAccess", arguments=[editor.uri, at])
        while (asked := client.receive()).get("method") != "window/showDocument":
            pass
        shown = urlsplit(asked["params"]["uri"])
        file = Path(unquote(shown.path))
        assert asked["params"]["external"] is True
        assert shown.fragment == "view=object&to=small&kind=model"
        assert file.parent.stat().st_mode & 0o077 == 0
        assert '"label":"model small"' in file.read_text(encoding="utf-8")
        assert SECRET not in file.read_text(encoding="utf-8")
        client.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": True}})
        assert client.answer_to(number)["result"] is None
        client.request("shutdown")
        client.notify("exit")
        with pytest.raises(EOFError):
            client.receive()
        assert not file.exists()


@pytest.mark.parametrize(
    ("capabilities", "command"),
    [
        (SHOWS, "dial-lint.openAccess"),
        ({"textDocument": {"codeLens": {}}}, "dial-lint.showAccess"),
        ({"textDocument": {"codeLens": {}}, "window": {"showDocument": {"support": True}}}, "dial-lint.openAccess"),
    ],
)
def test_a_lens_leads_where_the_editor_can_follow(tmp_path: Path, capabilities: dict[str, Any], command: str) -> None:
    for client in opened(tmp_path, capabilities):
        editor = Editor(client, tmp_path / "aidial.config.json")
        lens = client.request("textDocument/codeLens", textDocument={"uri": editor.uri})["result"][0]
        assert client.request("codeLens/resolve", **lens)["result"]["command"]["command"] == command


def test_an_editor_that_opens_nothing_is_told_what_answers_text(tmp_path: Path) -> None:
    for client in opened(tmp_path, {}):
        editor = Editor(client, tmp_path / "aidial.config.json")
        assert "answers the same as text" in editor.run("dial-lint.openAccess")
