"""What an edit has changed: a lens above the file that was edited, and the difference behind it."""

from __future__ import annotations

import asyncio
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.server.slices import in_slices
from tests.server.raw import RawClient, running

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

ROLES = """{
  "models": {"small": {"type": "chat", "endpoint": "http://adapter/small", "userRoles": ["lead"]}},
  "roles": {"staff": {}, "lead": {}, "default": {}}
}
"""
KEYS = '{"keys": {"b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE": {"project": "search", "role": "staff"}}}\n'
BOTH = ROLES.removesuffix("\n}\n") + ",\n  " + KEYS.removeprefix("{")
WIDER = ('["lead"]', '["lead", "staff"]')
GAIN = "Unsaved: 1 key reaches 1 more model"
SHOWS = {"textDocument": {"codeLens": {}}, "workspace": {"codeLens": {"refreshSupport": True}}}
REFRESH = "workspace/codeLens/refresh"


class Editor:
    """An editor with a file that is open."""

    def __init__(self, client: RawClient, path: Path, language: str = "json") -> None:
        self.client, self.path, self.uri = client, path, path.as_uri()
        self.text, self.version = path.read_text(encoding="utf-8"), 1
        client.open(self.uri, self.text, language)

    def edit(self, before: str, after: str) -> None:
        """Replace a part of the text."""
        assert before in self.text
        self.text, self.version = self.text.replace(before, after), self.version + 1
        self.client.change(self.uri, self.version, {"text": self.text})

    def save(self) -> None:
        """Write the text to the disk."""
        self.path.write_text(self.text, encoding="utf-8")
        self.client.notify("textDocument/didSave", textDocument={"uri": self.uri})

    @property
    def line(self) -> str | None:
        """What the lens in the first line says; None where there is none."""
        lenses = self.client.request("textDocument/codeLens", textDocument={"uri": self.uri})["result"] or []
        found = [lens["command"] for lens in lenses if lens.get("command")]
        assert all(one["arguments"] == [self.uri] and one["command"] == "dial-lint.showDifference" for one in found)
        return found[0]["title"] if found else None

    def next_line(self) -> str | None:
        """The same when the server has asked to be asked again."""
        while not (asked := [one for one in self.client.received if one.get("method") == REFRESH]):
            self.client.receive()
        self.client.received.remove(asked[0])
        return self.line

    def difference(self, *arguments: Any) -> Any:
        """The answer to the command, or its error."""
        told = self.client.request(
            "workspace/executeCommand", command="dial-lint.showDifference", arguments=[self.uri, *arguments]
        )
        return told["result"] if "result" in told else told["error"]["message"]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[RawClient]:
    with running() as (client, _):
        client.request("initialize", processId=None, rootUri=tmp_path.as_uri(), capabilities=SHOWS)
        client.notify("initialized")
        yield client


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_an_edit_is_told_until_it_is_saved(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, written(tmp_path / "aidial.config.json", BOTH))
    assert editor.line is None
    editor.edit(*WIDER)
    assert editor.next_line() == GAIN
    assert editor.difference() == (
        "# What changes when this is saved\n\n"
        "**1 change; access is widened.**\n\n"
        '- `aidial.config.json:2:76` userRoles of model "small" changes: "staff" added\n'
        '  - **widened**: model "small": role staff, key 1 search may call it\n'
        '    - was: `aidial.config.json:2:89` model "small" admits "lead" only\n'
        '    - now: `aidial.config.json:2:98` "staff" is among the userRoles of model "small"\n'
    )
    editor.edit('"default": {}', '"default": {},')
    assert editor.next_line() == "Unsaved: Core would refuse this file and keep the previous one"
    editor.edit('"default": {},', '"default": {}')
    assert editor.next_line() == GAIN
    editor.save()
    assert editor.next_line() is None


def test_what_changes_nothing_is_told_to_change_nothing(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, written(tmp_path / "aidial.config.json", BOTH))
    editor.edit("{\n", "{\n\n")
    assert editor.next_line() == "Unsaved: nobody may do more or less"


def test_only_the_edited_file_of_a_configuration_has_the_line(client: RawClient, tmp_path: Path) -> None:
    written(tmp_path / "dial-lint.toml", 'files = ["roles.json", "keys.json"]\n')
    roles = Editor(client, written(tmp_path / "roles.json", ROLES))
    keys = Editor(client, written(tmp_path / "keys.json", KEYS))
    roles.edit(*WIDER)
    assert roles.next_line() == GAIN
    assert keys.line is None
    keys.edit('"staff"', '"default"')
    assert keys.next_line() == "Unsaved: callers with 1 role reach 1 more model"
    assert roles.line == keys.line


def test_a_configuration_in_yaml_has_the_line(client: RawClient, tmp_path: Path) -> None:
    block = "".join(f"    {line}\n" for line in BOTH.splitlines())
    values = written(tmp_path / "values.yaml", f"core:\n  aidial.config.json: |\n{block}")
    editor = Editor(client, values, "yaml")
    editor.edit(*WIDER)
    assert editor.next_line() == GAIN
    assert "`values.yaml:4:" in editor.difference()
    editor.edit("core:\n", "core:\n\n")
    editor.edit("aidial.config.json", "something.txt")
    editor.save()


def test_a_file_that_another_program_writes_is_compared_again(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, written(tmp_path / "aidial.config.json", BOTH))
    editor.edit(*WIDER)
    assert editor.next_line() == GAIN
    editor.path.write_text(editor.text, encoding="utf-8")
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": editor.uri, "type": 2}])
    while editor.next_line() is not None:  # lenses are asked for at once, and again when it has been looked at
        pass


def test_a_file_that_is_closed_and_opened_again_has_no_old_line(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, written(tmp_path / "aidial.config.json", BOTH))
    editor.edit(*WIDER)
    assert editor.next_line() == GAIN
    client.notify("textDocument/didClose", textDocument={"uri": editor.uri})
    assert Editor(client, editor.path).line is None


def test_a_text_that_differs_from_the_disk_when_it_is_opened_has_the_line(client: RawClient, tmp_path: Path) -> None:
    path = written(tmp_path / "aidial.config.json", BOTH)
    client.open(path.as_uri(), BOTH.replace(*WIDER))
    while client.receive().get("method") != REFRESH:
        pass
    lenses = client.request("textDocument/codeLens", textDocument={"uri": path.as_uri()})["result"]
    assert lenses[0]["command"]["title"] == GAIN


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "file:///nowhere/aidial.config.json"])
def test_a_text_that_was_never_saved_has_nothing_to_be_compared_with(client: RawClient, uri: str) -> None:
    client.open(uri, BOTH, "dial-config")
    client.change(uri, 2, {"text": BOTH.replace(*WIDER)})
    told = client.request("workspace/executeCommand", command="dial-lint.showDifference", arguments=[uri])
    assert "never saved" in told["error"]["message"]
    told = client.request("workspace/executeCommand", command="dial-lint.showDifference", arguments=[uri, "HEAD"])
    assert "the last commit" in told["error"]["message"]


def test_the_last_commit_is_compared_when_asked_for(client: RawClient, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    written(tmp_path / "deep" / "dial-lint.toml", 'files = ["roles.json", "keys.json"]\n')
    keys = written(tmp_path / "deep" / "keys.json", KEYS)
    roles = written(tmp_path / "deep" / "roles.json", ROLES)
    editor = Editor(client, roles)
    assert "no git repository here" in editor.difference("HEAD")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "deep/roles.json")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    assert "key 1 search appears" in editor.difference("HEAD")  # its file is not committed
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "y")
    keys.write_text(KEYS.replace("search", "find"), encoding="utf-8")
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": keys.as_uri(), "type": 2}])
    editor.edit(*WIDER)
    told = editor.difference("HEAD")
    assert "# What has changed since the last commit" in told
    assert "key 1 find belonged to project search" in told
    assert '"staff" is among the userRoles' in told
    assert "belonged" not in editor.difference("saved")


def test_a_wrong_question_is_refused(client: RawClient, tmp_path: Path) -> None:
    editor = Editor(client, written(tmp_path / "aidial.config.json", BOTH))
    assert editor.difference("main") == 'the second argument is "saved" or "HEAD"'
    assert editor.difference(5) == 'the second argument is "saved" or "HEAD"'
    editor.uri = "file:///nowhere/else.json"
    assert "the URI of an open configuration" in editor.difference()


@pytest.mark.parametrize("off", ["unsavedChanges", "codeLenses"])
def test_the_line_can_be_switched_off(client: RawClient, tmp_path: Path, off: str) -> None:
    editor = Editor(client, written(tmp_path / "aidial.config.json", BOTH))
    editor.edit(*WIDER)
    assert editor.next_line() == GAIN
    client.notify("workspace/didChangeConfiguration", settings={"dial-lsp": {off: False}})
    assert editor.line is None
    client.notify("workspace/didChangeConfiguration", settings={"dial-lsp": {off: True}})
    assert editor.next_line() == GAIN


@pytest.mark.asyncio
async def test_others_have_their_turn_while_parts_are_compared() -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def slow() -> Generator[None, None, str]:
        for _ in range(5):
            end = time.perf_counter() + 0.02
            while time.perf_counter() < end:
                pass
            yield
        return "done"

    task = asyncio.create_task(others())
    assert await in_slices(slow()) == "done"
    task.cancel()
    assert turns >= 5
    assert await in_slices(slow(), lambda: False) is None


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=Tester", "-c", "user.email=tester@example.com")
    command = ["git", *name, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
