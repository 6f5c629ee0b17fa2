"""``dial-lint/status``: what Core would do with a file, told after each check and when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.server.raw import PULLS, Message, RawClient, running

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = {"error": 0, "warning": 0, "information": 0, "hint": 0}
KEYS = '{"keys": {"proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e": {"project": "p", "role": "default"}}}'
YAML = """one:
  aidial.config.json: |
    {"models": {}, "roles": []}
---
two:
  aidial.config.json: |
    {"models": {}, "roles": {}}
"""


def test_a_file_that_core_would_refuse_is_told_with_its_reason() -> None:
    uri = "file:///nowhere/aidial.config.json"
    with running() as (client, _):
        client.start()
        client.open(uri, '{"models": {},\n "roles": []}')
        reason = {"uri": uri, "range": {"start": {"line": 1, "character": 10}, "end": {"line": 1, "character": 12}}}
        assert told(client) == {
            "uri": uri,
            "version": 1,
            "verdict": "rejects",
            "message": "Core would refuse this file and keep the previous one.",
            "reason": reason,
            "core": "latest",
            "counts": {**NOTHING, "error": 1},
        }


@pytest.mark.parametrize("capabilities", [{}, PULLS])
def test_the_status_follows_the_typing(capabilities: Message, tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text('core-version = "0.46"\n')
    uri = (tmp_path / "aidial.config.json").as_uri()
    with running() as (client, _):
        client.start(**capabilities)
        client.open(uri, "{}")
        assert asked_and_told(client, uri)["message"] == "Core 0.46 would load this file."
        client.change(uri, 2, {"text": "{"})
        status = asked_and_told(client, uri)
        assert (status["version"], status["verdict"], status["counts"]["error"]) == (2, "rejects", 1)
        client.change(uri, 3, {"text": "{}"})
        assert asked_and_told(client, uri)["verdict"] == "accepts"


def test_files_that_make_one_configuration_have_one_verdict_and_their_own_counts(tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text('files = ["a.json", "b.json"]\n')
    first, second = ((tmp_path / name).as_uri() for name in ("a.json", "b.json"))
    with running() as (client, _):
        client.start()
        client.open(first, '{"models": 5}')
        client.open(second, KEYS)
        statuses = [client.request("dial-lint/status", uri=uri)["result"] for uri in (first, second)]
        assert [status["verdict"] for status in statuses] == ["rejects", "rejects"]
        assert {status["message"] for status in statuses} == {
            "Core would refuse these files and keep the previous ones."
        }
        assert {status["reason"]["uri"] for status in statuses} == {first}
        assert [status["counts"]["error"] for status in statuses] == [1, 0]


def test_a_second_file_of_a_configuration_that_is_checked_is_told_when_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text('files = ["a.json", "b.json"]\n')
    (tmp_path / "b.json").write_text(KEYS)
    with running() as (client, _):
        client.start()
        client.open((tmp_path / "a.json").as_uri(), '{"models": 5}')
        told(client)
        client.open((tmp_path / "b.json").as_uri(), KEYS)
        status = told(client)
        assert (status["uri"], status["verdict"]) == ((tmp_path / "b.json").as_uri(), "rejects")


def test_of_several_configurations_in_one_file_it_is_told_how_many() -> None:
    uri = "file:///nowhere/values.yaml"
    with running() as (client, _):
        client.start()
        client.open(uri, YAML, "yaml")
        status = told(client)
        assert status["message"] == "Core would refuse 1 of 2 configurations in this file and keep the previous one."
        assert status["reason"]["range"]["start"] == {"line": 2, "character": 28}
        client.change(uri, 2, {"text": YAML.replace("[]", "{}")})
        assert told(client)["message"] == "Core would load this file."


def test_a_text_that_was_never_saved_has_a_status() -> None:
    with running() as (client, _):
        client.start()
        client.open("untitled:Untitled-1", '{"models": {"m": 1}}', "dial-config")
        assert told(client)["verdict"] == "rejects"


def test_what_is_suppressed_counts_for_the_verdict_only(tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text('[[ignore]]\nrule = "unreadable-value"\nreason = "for now"\n')
    uri = (tmp_path / "aidial.config.json").as_uri()
    with running() as (client, _):
        client.start()
        client.open(uri, '{"models": {}, "roles": []}')
        status = told(client)
        assert (status["verdict"], status["counts"]) == ("rejects", NOTHING)


def test_a_file_of_another_kind_has_no_verdict() -> None:
    uri = "file:///nowhere/aidial.config.json"
    with running() as (client, _):
        client.start()
        client.open("file:///nowhere/package.json", '{"name": "x"}')
        assert client.request("dial-lint/status", uri="file:///nowhere/package.json")["result"] is None
        client.open(uri, '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {}}')
        status = told(client)
        assert (status["verdict"], status["message"], status["counts"]["error"]) == ("none", "", 1)


def test_a_file_that_is_no_configuration_any_more_is_taken_back(tmp_path: Path) -> None:
    settings = tmp_path / "dial-lint.toml"
    settings.write_text('files = ["policy.json"]\n')
    uri = (tmp_path / "policy.json").as_uri()
    with running() as (client, _):
        client.start()
        client.open(uri, '{"roles": {}}')
        assert told(client)["verdict"] == "accepts"
        settings.write_text("files = []\n")
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": settings.as_uri(), "type": 2}])
        assert told(client) == {
            "uri": uri, "version": 1, "verdict": "none", "message": "", "core": None, "counts": NOTHING
        }  # fmt: skip


def test_the_same_status_is_told_once() -> None:
    uri = "file:///nowhere/aidial.config.json"
    with running() as (client, _):
        client.start()
        client.open(uri, "{}")
        told(client)
        client.open("file:///nowhere/other/aidial.config.json", "[]")  # all projects are looked at again
        assert told(client)["uri"] != uri
        assert [each for each in client.received if each.get("method") == "dial-lint/status"] == []


@pytest.mark.parametrize("params", [{"uri": 5}, {"textDocument": {}}, {"textDocument": {"uri": None}}, {"x": "y"}])
def test_a_request_without_a_file_is_refused(params: Message) -> None:
    with running() as (client, _):
        client.start()
        assert "the URI of an open file" in client.request("dial-lint/status", **params)["error"]["message"]


def told(client: RawClient) -> Message:
    """The next status that the server tells, which is taken out of what was received."""
    while not (found := [each for each in client.received if each.get("method") == "dial-lint/status"]):
        client.receive()
    client.received.remove(found[0])
    params: Message = found[0]["params"]
    return params


def asked_and_told(client: RawClient, uri: str) -> Message:
    """The status that is told after the diagnostics were asked for, and the same when it is asked for."""
    client.request("textDocument/diagnostic", textDocument={"uri": uri})
    status = told(client)
    assert client.request("dial-lint/status", uri=uri)["result"] == status
    return status
