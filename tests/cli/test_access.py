from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.access_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

MODELS: dict[str, dict[str, Any]] = {
    "open": {"type": "chat", "endpoint": "http://adapter/open"},
    "closed": {"type": "chat", "endpoint": "http://adapter/closed", "userRoles": []},
    "broken": {"type": "chat", "userRoles": ["a"]},
}
KEYS = {
    "made-up-secret-1": {"project": "P", "role": "a"},
    "made-up-secret-2": {"project": "Q", "role": "b"},
    "made-up-secret-3": {"project": "made-up-secret-3", "role": "a"},
}
ROLES = {"a": {"limits": {"open": {"day": 5}}, "costLimit": {"day": 2.5}}, "b": {"limits": {"open": {"minute": 0}}}}


@pytest.fixture
def config(folder: Path) -> str:
    (folder / "config.json").write_text(json.dumps({"models": MODELS, "keys": KEYS, "roles": ROLES}))
    return "config.json"


def test_the_table(run: Run, config: str) -> None:
    done = run("access", config)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "object        key 1 P  key 2 Q  anybody\n"
        "              key 3    role b\n"
        "              role a\n"
        "model open    limited  403      yes\n"
        "model closed  -        -        -\n"
        "model broken  fails    -        -\n"
        "\n"
        "yes      may call it without limit\n"
        "limited  may call it within limits\n"
        "403      is let in, but a limit that is not positive refuses every call\n"
        "fails    is let in, but every call fails; --why says where\n"
        "-        may not call it\n"
    )


def test_a_table_wider_than_the_terminal_is_a_list(run: Run, config: str) -> None:
    assert run("access", config, env={"COLUMNS": "36"}).stdout == (
        "keys 1 P, 3; role a\n"
        "  limited  model open\n"
        "  fails    model broken\n"
        "  -        1 model\n"
        "\n"
        "key 2 Q; role b\n"
        "  403      model open\n"
        "  -        2 models\n"
        "\n"
        "anybody\n"
        "  yes      model open\n"
        "  -        2 models\n"
        "\n"
        "yes      may call it without limit\n"
        "limited  may call it within limits\n"
        "403      is let in, but a limit that is not positive refuses every call\n"
        "fails    is let in, but every call fails; --why says where\n"
        "-        may not call it\n"
    )


def test_what_one_may_call_is_a_list_too_where_it_does_not_fit(run: Run, config: str) -> None:
    done = run("access", config, "--key", "P", env={"COLUMNS": "20"})
    assert done.stdout.startswith(
        'Callers: key 1 (project "P")\n'
        "\n"
        "limited, 5 tokens a day\n"
        "  model open\n"
        "fails\n"
        "  model broken\n"
        "-\n"
        "  model closed\n"
    )


def test_many_callers_and_objects_are_all_named(run: Run, folder: Path) -> None:
    models = {f"m{number}": MODELS["open" if number else "closed"] for number in range(60)}
    keys = {f"made-up-{number}": {"project": "P", "role": "a"} for number in range(50)}
    (folder / "large.json").write_text(json.dumps({"models": models, "keys": keys}))
    shown = run("access", "large.json").stdout
    words = re.findall(r"[\w.]+", shown)
    assert [words.count(f"m{number}") for number in range(60)] == [0] + [1] * 59
    assert [words.count(f"{number}") for number in range(2, 51)] == [1] * 49
    assert "  -        1 model\n" in shown


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_of_a_list_is_wider_than_the_terminal(run: Run, folder: Path, width: int) -> None:
    models = {f"m{number}": {**MODELS["open"], "userRoles": [f"r{number % 7}"]} for number in range(120)}
    (folder / "large.json").write_text(json.dumps({"models": models}))
    shown = run("access", "large.json", env={"COLUMNS": str(width)}).stdout.partition("\n\nyes")[0]
    assert max(map(len, shown.splitlines())) <= width
    assert set(re.findall(r"\bm\d+", shown)) == set(models)


def test_json_has_every_field_of_the_guide(run: Run, config: str) -> None:
    report = json.loads(run("access", config, "--key", "P", "--to", "open", "--format", "json").stdout)
    assert report == {
        "version": 2,
        "core": {"verdict": "accepts"},
        "filters": [],
        "callers": [
            {
                "kind": "key",
                "project": "P",
                "position": 1,
                "roles": ["a"],
                "powers": [],
                "addresses": None,
                "usable": True,
                "class": 0,
                "cost": {"day": 2.5},
                "share": {},
                "because": [],
                "because_of_roles": [0],
                "because_of_no_role": [1],
                "because_of_cost": [2],
            }
        ],
        "objects": [
            {
                "kind": "model",
                "name": "open",
                "hosts": ["http://adapter"],
                "sent_along": [],
                "price": None,
                "tools": None,
                "interfaces": {
                    name: {"passes": [], "skips": [], "per_request_keys": True, "problems": []}
                    for name in ("openaiChatCompletions", "openaiEmbeddings")
                },
                "limits_asked": "always",
                "answers": [
                    {
                        "state": "limited",
                        "access": True,
                        "roles": [],
                        "limits": {"day": 5},
                        "because": [3, 4],
                        "problems": [],
                    }
                ],
                "by_class": [0],
            }
        ],
        "storages": [],
        "reasons": report["reasons"],
    }
    assert [(step["kind"], step["path"], step["line"]) for step in report["reasons"]] == [
        ("has-role", "config.json", 1),
        ("has-roles", "config.json", 1),
        ("cost", "config.json", 1),
        ("open", "config.json", 1),
        ("limit", "config.json", 1),
    ]


def test_json_has_an_answer_for_each_caller_and_object(run: Run, config: str) -> None:
    found = rows_of(run("access", config, "--format", "json").stdout)
    assert [row["caller"]["kind"] for row in found[::3]] == ["key", "key", "key", "roles", "roles", "everyone"]
    assert [row["object"]["name"] for row in found[:3]] == ["open", "closed", "broken"]


def test_callers_with_equal_answers_are_one_class_and_reasons_are_written_once(run: Run, config: str) -> None:
    report = json.loads(run("access", config, "--format", "json").stdout)
    assert [caller["class"] for caller in report["callers"]] == [0, 1, 0, 0, 1, 2]
    assert [found["by_class"] for found in report["objects"]] == [[0, 1, 2], [0, 0, 0], [0, 1, 1]]
    reasons = [json.dumps(reason) for reason in report["reasons"]]
    assert len(reasons) == len(set(reasons))


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (("--role", "b", "--role", "a"), [["b", "a"]]),
        (("--key", "2"), [["b"]]),
        (("--key", "Q"), [["b"]]),
        (("--key", "1", "--role", "b"), [["a"], ["b"]]),
        (("--role", "*"), [["a"], ["b"], ["default"]]),
        (("--role", "*a*", "--role", "b"), [["b", "a"], ["b", "default"]]),
    ],
)
def test_the_subjects_may_be_chosen(run: Run, config: str, arguments: tuple[str, ...], asked: list[list[str]]) -> None:
    found = rows_of(run("access", config, "--to", "open", "--format", "json", *arguments).stdout)
    assert [row["caller"]["roles"] for row in found] == asked


def test_csv_has_the_same_in_lines(run: Run, config: str) -> None:
    found = list(csv.DictReader(io.StringIO(run("access", config, "--to", "open", "--format", "csv").stdout)))
    assert [
        (row["subject"], row["roles"], row["access"], row["state"], row["day"], row["cost_day"]) for row in found
    ] == [
        ("key", "a", "true", "limited", "5", "2.5"),
        ("key", "b", "true", "refused", "", ""),
        ("key", "a", "true", "limited", "5", "2.5"),
        ("roles", "a", "true", "limited", "5", "2.5"),
        ("roles", "b", "true", "refused", "", ""),
        ("everyone", "", "true", "unlimited", "", ""),
    ]


def test_markdown_is_a_table(run: Run, config: str) -> None:
    assert run("access", config, "--format", "markdown").stdout.startswith(
        "| object | key 1 P, key 3, role a | key 2 Q, role b | anybody |\n"
        "| --- | --- | --- | --- |\n"
        "| model open | limited | 403 | yes |\n"
    )


def test_why_not(run: Run, config: str) -> None:
    assert run("access", config, "--role", "b", "--to", "closed", "--why").stdout == (
        'A caller with role "b" may not call model "closed":\n'
        '  config.json:1:151  the userRoles of model "closed" are empty: nobody may call it\n'
    )


def test_why_it_fails_all_the_same(run: Run, config: str) -> None:
    done = run("access", config, "--role", "b", "--to", "open", "--why")
    assert 'A caller with role "b" is let in by model "open", but a limit refuses every call:' in done.stdout
    assert "minute is 0, which is not positive: Core answers 403" in done.stdout
    done = run("access", config, "--role", "a", "--to", "broken", "--why")
    assert 'is let in by model "broken", but every call fails:' in done.stdout
    assert 'nothing serves model "broken": Core answers 503' in done.stdout


def test_a_dropped_entry_is_explained_when_asked_for(run: Run, folder: Path) -> None:
    (folder / "dropped.json").write_text(json.dumps({"models": {"a/b": MODELS["open"]}}))
    done = run("access", "dropped.json", "--to", "a/b", "--role", "default", "--why")
    assert 'Core drops model "a/b" because of its name' in done.stdout


def test_what_a_version_does_not_read_is_nowhere_and_is_explained_when_asked_for(run: Run, folder: Path) -> None:
    (folder / "early.json").write_text(json.dumps({"toolsets": {"t": MODELS["open"]}, "models": {"m": MODELS["open"]}}))
    assert "toolset" not in run("access", "early.json", "--core-version", "0.30").stdout
    assert "toolset t" in run("access", "early.json", "--core-version", "0.32").stdout
    done = run("access", "early.json", "--core-version", "0.30", "--to", "t", "--why")
    assert "Core 0.30 does not read the section toolsets" in done.stdout


def test_a_route_of_an_application_has_the_roles_of_the_application(run: Run, folder: Path) -> None:
    routes = {"r": {"paths": ["/x"], "response": {"status": 200}}}
    application = {"endpoint": "http://app", "userRoles": ["a"], "routes": routes}
    (folder / "app.json").write_text(json.dumps({"applications": {"app": application}}))
    found = rows_of(run("access", "app.json", "--to", "app/r", "--role", "a", "--format", "json").stdout)
    assert [(row["object"]["application"], row["object"]["name"], row["access"]) for row in found] == [
        ("app", "r", True)
    ]


@pytest.mark.parametrize("style", ["table", "json", "csv", "markdown"])
def test_no_format_shows_a_secret(run: Run, config: str, style: str) -> None:
    assert "made-up" not in run("access", config, "--format", style).stdout
    assert "made-up" not in run("access", config, "--format", style, "--why").stdout


def test_colors_come_when_asked_for(run: Run, config: str) -> None:
    assert "\x1b[" not in run("access", config).stdout
    assert "\x1b[31mfails" in run("access", config, "--color", "always").stdout
