"""Policies in the editor: what is found of them is what ``dial-lint test`` finds, while somebody types."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.reports.policies.verdicts import Verdicts
from dial_lsp.server.policy_reports import NOBODYS
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.server.raw import PULLS, Message, RawClient, running

CASES = Path(__file__).parents[1] / "policies"
FILES = sorted((CASES / "cases").glob("*.toml"), key=lambda path: path.stem)
CONFIG = """{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://adapter/chat/completions", "userRoles": ["analyst", "support"]},
    "mini": {"type": "chat", "endpoint": "http://adapter/chat/completions", "userRoles": ["analyst"]}
  },
  "roles": {"analyst": {"limits": {}}, "support": {"limits": {}}}
}
"""
POLICIES = """[[policy]]
name = "Only analysts reach GPT-4"
on = "model:gpt-4"
only = "role:analyst"

[[policy]]
name = "Analysts reach both"
who = "role:analyst"
reaches = ["model:gpt-4", "model:mini"]
"""
BROKEN = 'a caller with role "support" may call model "gpt-4"'
IN_CONFIG = (2, 102, "policy", f'{BROKEN}; policy "Only analysts reach GPT-4"')
IN_POLICIES = (1, 7, "policy", f"this does not hold: {BROKEN}")
Told = tuple[int, int, str, str]


class Project:
    """A folder with a configuration and its policies, and a client that has opened one of them or both."""

    def __init__(self, client: RawClient, folder: Path, config: str = CONFIG, policies: str = POLICIES) -> None:
        (folder / "aidial.config.json").write_text(config, encoding="utf-8")
        (folder / "dial-policy.toml").write_text(policies, encoding="utf-8")
        self.client = client
        self.config, self.policies = ((folder / name).as_uri() for name in ("aidial.config.json", "dial-policy.toml"))

    def found(self, uri: str) -> list[Told]:
        """What is found of policies in a file, once they were asked."""
        self.client.request("dial-lint/testPolicies", uri=uri)
        answer = self.client.request("textDocument/diagnostic", textDocument={"uri": uri})
        return told(answer["result"]["items"])


def told(items: list[Message]) -> list[Told]:
    starts = [(item["range"]["start"], item) for item in items if item["code"].startswith("policy")]
    return [(start["line"], start["character"], item["code"], item["message"]) for start, item in starts]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_editor_finds_what_the_command_finds(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    config, policies = ((CASES / "config.json").read_text("utf-8"), path.read_text("utf-8"))
    access = Access(Config.of([parse(Source("aidial.config.json", config))]))
    report = run(read_policies(Source("dial-policy.toml", policies)), access, date(2026, 12, 1))
    expected = Verdicts(report, access, None, date(2026, 12, 1)).value()
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path, config, policies)
        client.open(project.policies, policies, "toml")
        client.open(project.config, config)
        (suite,) = client.request("dial-lint/testPolicies", uri=project.policies)["result"]
        assert [summary(each) for each in suite["policies"]] == [summary(each) for each in expected["policies"]]
        there, here = project.found(project.policies), project.found(project.config)
    assert places(there, "policy") == {
        (each["line"], each["column"]) for each in expected["policies"] if each["breaches"]
    }
    assert [message for *_, code, message in there if code == "policy-file"] == [
        *(each["message"] for each in expected["mistakes"]),
        *(problem for each in expected["policies"] for problem in each["problems"]),
    ]
    broken = [breach for outcome in report.outcomes for breach in outcome.breaches if breach.at is not None]
    located = [access.config.locate(breach.at) for breach in broken if breach.at is not None]
    assert places(here, "policy") == {tuple(at.source.position(at.span.start)) for at in located}


def summary(policy: dict[str, Any]) -> tuple[str, bool, list[str], list[str]]:
    """What both tell of a policy."""
    holds = policy["state"] == "holds" if "state" in policy else policy["holds"]
    return policy["name"], holds, policy["problems"], [each["message"] for each in policy["breaches"]]


def places(found: list[Told], code: str) -> set[tuple[int, ...]]:
    return {(line + 1, column + 1) for line, column, known, _ in found if known == code}


def test_findings_follow_the_typing_in_either_file(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        client.open(project.policies, POLICIES, "toml")
        assert (project.found(project.config), project.found(project.policies)) == ([IN_CONFIG], [IN_POLICIES])
        client.change(project.config, 2, {"text": CONFIG.replace(', "support"]', "]")})
        assert (project.found(project.config), project.found(project.policies)) == ([], [])
        client.change(project.policies, 2, {"text": POLICIES.replace('who = "role:analyst"', 'who = "role:support"')})
        assert len(project.found(project.config)) == 2
        assert [message for *_, message in project.found(project.policies)] == [
            'this does not hold: a caller with role "support" may not call model "gpt-4", and 1 more'
        ]


def test_a_finding_leads_to_the_policy_and_to_its_reasons(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS | {"textDocument": {"diagnostic": {"relatedInformation": True}}})
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        project.found(project.config)
        answer = client.request("textDocument/diagnostic", textDocument={"uri": project.config})
        (item,) = (each for each in answer["result"]["items"] if each["code"] == "policy")
        first = item["relatedInformation"][0]
        assert (first["message"], first["location"]["uri"]) == ("the policy", project.policies)
        assert first["location"]["range"]["start"] == {"line": 1, "character": 7}


def test_a_client_that_does_not_ask_is_told(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start()
        project = Project(client, tmp_path)
        client.open(project.policies, POLICIES, "toml")
        await_pushed(client, project.policies, [IN_POLICIES])
        await_pushed(client, project.config, [IN_CONFIG])  # though it is not open
        client.received.clear()
        client.change(project.policies, 2, {"text": POLICIES.replace('only = "role:analyst"', 'only = "role:*"')})
        await_pushed(client, project.policies, [])
        await_pushed(client, project.config, [])


def test_half_typed_policies_leave_the_last_ones_in_force(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        client.open(project.policies, POLICIES, "toml")
        start = {"line": 0, "character": 0}
        client.change(project.policies, 2, {"range": {"start": start, "end": start}, "text": 'x = "\n'})
        line, column, code, message = IN_POLICIES
        *broken, moved = project.found(project.policies)
        assert [each[2] for each in broken] == ["policy-file"]
        assert "the last policies that could be read hold" in broken[0][3]
        assert moved == (line + 1, column, code, message)
        assert project.found(project.config) == [IN_CONFIG]


def test_a_wrong_selector_is_found_where_it_stands(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path, policies=POLICIES.replace("model:mini", "model:minni"))
        client.open(project.config, CONFIG)
        found = (8, 26, "policy-file", '"model:minni" matches nothing; did you mean "model:mini"?')
        client.open(project.policies, POLICIES.replace("model:mini", "model:minni"), "toml")
        assert found in project.found(project.policies)


def test_policies_that_come_and_go_on_the_disk_are_heeded(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        assert project.found(project.config) == [IN_CONFIG]
        (tmp_path / "dial-policy.toml").unlink()
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": project.policies, "type": 3}])
        assert project.found(project.config) == []
        (tmp_path / "dial-policy.toml").write_text(POLICIES)
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": project.policies, "type": 1}])
        assert project.found(project.config) == [IN_CONFIG]


def test_a_folder_that_is_deleted_takes_its_policies_along(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    with running() as (client, _):
        folders = [{"uri": tmp_path.as_uri(), "name": "all"}]
        client.start(**PULLS)
        client.notify("workspace/didChangeWorkspaceFolders", event={"added": folders, "removed": []})
        Project(client, tmp_path / "team")
        gone = (tmp_path / "team").as_uri()
        assert [each["uri"] for each in client.request("dial-lint/policies")["result"]] == [f"{gone}/dial-policy.toml"]
        shutil.rmtree(tmp_path / "team")
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": gone, "type": 3}])
        assert client.request("dial-lint/policies")["result"] == []


def test_a_policy_file_of_no_configuration_shows_its_mistakes_and_that_nothing_is_asked(tmp_path: Path) -> None:
    policies, config = tmp_path / "dial-policy.toml", tmp_path / "aidial.config.json"
    policies.write_text(POLICIES, encoding="utf-8")
    uri = policies.as_uri()
    with running() as (client, _):
        client.start(**PULLS)

        def found() -> list[Told]:
            answer = client.request("textDocument/diagnostic", textDocument={"uri": uri})
            return told(answer["result"]["items"])

        client.open(uri, POLICIES.replace("who =", "whom ="), "toml")
        assert [(line, code) for line, _, code, _ in found()] == [(0, "policy-file"), (7, "policy-file")]
        client.change(uri, 2, {"text": POLICIES})
        assert found() == [(0, 0, "policy-file", NOBODYS)]
        config.write_text(CONFIG, encoding="utf-8")
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": config.as_uri(), "type": 1}])
        client.request("dial-lint/testPolicies", uri=uri)
        assert found() == [IN_POLICIES]


def test_a_client_that_does_not_ask_is_told_of_a_policy_file_of_no_configuration(tmp_path: Path) -> None:
    uri = (tmp_path / "dial-policy.toml").as_uri()
    with running() as (client, _):
        client.start()
        client.open(uri, POLICIES, "toml")
        await_pushed(client, uri, [(0, 0, "policy-file", NOBODYS)])
        client.change(uri, 2, {"text": "x ="})
        client.change(uri, 3, {"text": POLICIES})
        await_pushed(client, uri, [(0, 0, "policy-file", NOBODYS)])


def test_two_configurations_have_one_policy_file(tmp_path: Path) -> None:
    other = CONFIG.replace('"analyst", "support"', '"analyst", "guest"')
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        client.open((tmp_path / "b.aidial.config.json").as_uri(), other)
        client.open(project.policies, POLICIES, "toml")
        assert [message for *_, message in project.found(project.policies)] == [
            IN_POLICIES[3], IN_POLICIES[3].replace("support", "guest")
        ]  # fmt: skip


def test_a_configuration_in_yaml_and_merged_files_are_judged(tmp_path: Path) -> None:
    indented = "".join(f"    {line}\n" for line in CONFIG.splitlines())
    (tmp_path / "values.yaml").write_text(f"dial:\n  aidial.config.json: |\n{indented}")
    (tmp_path / "dial-policy.toml").write_text(POLICIES)
    line, column, code, message = IN_CONFIG
    with running() as (client, _):
        client.start(**PULLS)
        uri = (tmp_path / "values.yaml").as_uri()
        client.open(uri, (tmp_path / "values.yaml").read_text(), "yaml")
        client.request("dial-lint/testPolicies", uri=uri)
        answer = client.request("textDocument/diagnostic", textDocument={"uri": uri})
        assert told(answer["result"]["items"]) == [(line + 2, column + 4, code, message)]


def test_no_secret_leaves_with_a_policy(tmp_path: Path) -> None:
    secret = "proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e"
    config = CONFIG.replace(
        '  "roles"', f'  "keys": {{"{secret}": {{"project": "p", "roles": ["support"]}}}},\n  "roles"'
    )
    policies = POLICIES.replace("Analysts reach both", secret).replace('"model:mini"', f'"model:{secret}"')
    with running() as (client, _):
        client.start()
        project = Project(client, tmp_path, config, policies)
        client.open(project.config, config)
        answers = [
            client.request(f"dial-lint/{name}", uri=project.config)
            for name in ("testPolicies", "policies", "policyCoverage")
        ]
        client.request("textDocument/diagnostic", textDocument={"uri": project.config})
        assert secret not in json.dumps([answers, client.received])


def test_a_lens_above_each_policy_says_whether_it_holds_and_its_command_why(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.policies, POLICIES, "toml")
        client.request("dial-lint/testPolicies", uri=project.policies)
        lenses = client.request("textDocument/codeLens", textDocument={"uri": project.policies})["result"]
        titles = [lens["command"]["title"] for lens in lenses]
        assert titles == ["1 breaks it", "holds for 1 caller x 2 objects"]
        command = lenses[0]["command"]
        told = client.request("workspace/executeCommand", command=command["command"], arguments=command["arguments"])
        assert told["result"].startswith("# Only analysts reach GPT-4\n\nIt fails.\n\n- a caller with role")
        assert "Fix: models" in told["result"]


def test_coverage_tells_of_each_line_what_policies_would_notice(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        (found,) = client.request("dial-lint/policyCoverage", uri=project.config)["result"]
        assert (found["uri"], found["configuration"]) == (project.policies, [project.config])
        counted = {line["line"]: line for each in found["files"] for line in each["lines"]}
        assert sum(line["pinned"] for line in counted.values()) == round(
            found["percent"] * len(found["statements"]) / 100
        )
        assert counted[3]["pinned"] > 0


def test_a_client_that_shows_policies_is_told_to_ask_again(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS, experimental={"dialLintPolicies": True})
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        while not any(each.get("method") == "dial-lint/policiesChanged" for each in client.received):
            client.receive()


@pytest.mark.parametrize("method", ["policies", "testPolicies", "policyCoverage"])
@pytest.mark.parametrize("params", [{}, {"params": {}}, {"params": None}], ids=["none", "empty", "null"])
def test_without_a_file_the_whole_workspace_is_meant(tmp_path: Path, method: str, params: Message) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        client.send({"jsonrpc": "2.0", "id": "asked", "method": f"dial-lint/{method}", **params})
        (suite,) = client.answer_to("asked")["result"]
        assert (suite["uri"], suite["configuration"]) == (project.policies, [project.config])


@pytest.mark.parametrize("params", [{"uri": 5}, {"ids": 5}, {"ids": [5]}])
def test_a_request_that_makes_no_sense_is_refused(params: Message) -> None:
    with running() as (client, _):
        client.start()
        assert client.request("dial-lint/testPolicies", **params)["error"]["code"] == -32803


EDITS = {
    "textDocument": {
        "diagnostic": {},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    },
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
    },
}


def test_names_lead_and_are_renamed_across_both_files(tmp_path: Path) -> None:
    in_policies, in_config = {"line": 3, "character": 15}, {"line": 5, "character": 14}
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path)
        client.open(project.policies, POLICIES, "toml")
        client.open(project.config, CONFIG)
        asked = {"textDocument": {"uri": project.policies}, "position": in_policies}
        (found,) = client.request("textDocument/definition", **asked)["result"]
        assert (found["uri"], found["range"]["start"]) == (project.config, {"line": 5, "character": 13})
        uses = client.request("textDocument/references", **asked, context={"includeDeclaration": False})["result"]
        assert [use["uri"] for use in uses] == [project.config] * 2 + [project.policies] * 2
        there = {"textDocument": {"uri": project.config}, "position": in_config}
        changes = [
            client.request("textDocument/rename", **each, newName="expert")["result"]["changes"]
            for each in (asked, there)
        ]
        assert changes[0] == changes[1]
        assert {uri: len(edits) for uri, edits in changes[0].items()} == {project.config: 3, project.policies: 2}


def test_the_places_of_a_name_and_of_a_group_are_highlighted(tmp_path: Path) -> None:
    more = '[[policy]]\nname = "N"\nwho = "@most"\nreaches = "model:mini"\n'
    policies = f'[groups]\nmost = ["role:analyst"]\n\n{POLICIES}\n{more}'
    with running() as (client, _):
        client.start(**PULLS)
        project = Project(client, tmp_path, policies=policies)
        client.open(project.policies, policies, "toml")

        def marked(line: int, character: int) -> list[tuple[int, int]] | None:
            position = {"line": line, "character": character}
            asked = {"textDocument": {"uri": project.policies}, "position": position}
            found = client.request("textDocument/documentHighlight", **asked)["result"]
            return found and [(each["range"]["start"]["line"], each["kind"]) for each in found]

        assert marked(1, 16) == marked(6, 15) == [(1, 2), (6, 2), (10, 2)]
        assert marked(15, 9) == [(1, 3), (15, 2)]
        assert marked(14, 2) is None


def test_a_remedy_is_offered_in_both_files(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**EDITS)
        project = Project(client, tmp_path)
        client.open(project.config, CONFIG)
        client.open(project.policies, POLICIES, "toml")
        for uri, (line, column, *_) in ((project.config, IN_CONFIG), (project.policies, IN_POLICIES)):
            project.found(uri)
            (action,) = (each for each in actions(client, uri, line, column) if "Make the policy hold" in each["title"])
            assert action["title"] == (
                'Make the policy hold: models["gpt-4"].userRoles -= "support" (narrows access; all policies hold then)'
            )
            (change,) = action["edit"]["documentChanges"]
            assert change["textDocument"]["uri"] == project.config


def test_pinning_makes_the_file_where_there_is_none(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**EDITS)
        project = Project(client, tmp_path)
        (tmp_path / "dial-policy.toml").unlink()
        client.open(project.config, CONFIG)
        (action,) = (each for each in actions(client, project.config, 3, 6) if each["title"] == "Pin this in a policy")
        made, change = action["edit"]["documentChanges"]
        assert (made["kind"], made["uri"]) == ("create", project.policies)
        assert change["edits"][0]["newText"].splitlines()[2:] == ['on = "model:mini"', 'only = ["role:analyst"]']


def actions(client: RawClient, uri: str, line: int, column: int) -> list[Message]:
    at = {"line": line, "character": column}
    answer = client.request(
        "textDocument/codeAction",
        textDocument={"uri": uri},
        range={"start": at, "end": at},
        context={"diagnostics": []},
    )
    found: list[Message] = answer["result"]
    return found


def await_pushed(client: RawClient, uri: str, expected: list[Told]) -> None:
    """Read on until exactly this is pushed of the policies of a file."""
    method, seen = "textDocument/publishDiagnostics", 0
    while True:
        for message in client.received[seen:]:
            params = message.get("params") or {}
            if message.get("method") == method and params["uri"] == uri and told(params["diagnostics"]) == expected:
                return
        seen = len(client.received)
        client.receive()
