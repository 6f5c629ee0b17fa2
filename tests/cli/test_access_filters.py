"""What is asked of ``dial-lint access`` beside names: filters, and files in which there is little to find."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_access import KEYS, MODELS, ROLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def config(folder: Path) -> str:
    (folder / "config.json").write_text(json.dumps({"models": MODELS, "keys": KEYS, "roles": ROLES}))
    return "config.json"


ASKED = json.dumps(
    {
        "models": {**MODELS, "late": {**MODELS["open"], "userRoles": ["c"]}},
        "keys": {
            **KEYS,
            "made-up-secret-4": {"project": "R", "roles": ["c"], "allowedIpAddressRanges": ["10.0.0.0/8"]},
        },
        "roles": {**ROLES, "c": {"share": {"FILE": {"maxAcceptedUsers": 5, "invitationTtl": 1}}}},
    }
)
FILTERED: dict[tuple[str, ...], set[tuple[str | None, str]]] = {
    ("--granted",): {
        ("P", "open"), ("P", "broken"), ("Q", "open"), (None, "open"), (None, "broken"), ("R", "open"), ("R", "late"),
    },
    ("--unlimited",): {("R", "open"), ("R", "late")},
    ("--fails",): {("P", "broken"), ("Q", "open"), (None, "broken")},
    ("--open",): set(),
    ("--granted", "--fails"): {("P", "broken"), ("Q", "open"), (None, "broken")},
    ("--fails", "--open", "--key", "*", "--key", "3"): {("Q", "open")},
    ("--unlimited", "--fails"): set(),
}  # fmt: skip


@pytest.mark.parametrize("options", FILTERED)
def test_filters_leave_the_same_answers_in_each_format(run: Run, folder: Path, options: tuple[str, ...]) -> None:
    (folder / "asked.json").write_text(ASKED)
    report = json.loads(run("access", "asked.json", "--format", "json", *options).stdout)
    assert report["filters"] == [name for name in ("granted", "open", "unlimited", "fails") if f"--{name}" in options]
    found = {
        (caller["project"], each["name"])
        for caller in report["callers"]
        for each in report["objects"]
        if caller["kind"] == "key" and each["by_class"][caller["class"]] is not None
    }
    assert found == FILTERED[options]
    rows = list(csv.DictReader(io.StringIO(run("access", "asked.json", "--format", "csv", *options).stdout)))
    assert {(row["project"] or None, row["name"]) for row in rows if row["subject"] == "key"} == FILTERED[options]
    names = {name for _, name in FILTERED[options]}
    for style in ("table", "markdown"):
        shown = run("access", "asked.json", "--format", style, *options).stdout
        assert "Filter: only what is" in shown
        assert {name for name in ("broken", "late") if f"model {name}" in shown} == names & {"broken", "late"}


@pytest.mark.parametrize("style", ["table", "markdown", "csv", "json"])
def test_where_a_filter_leaves_nothing_it_is_said(run: Run, folder: Path, style: str) -> None:
    (folder / "asked.json").write_text(ASKED)
    done = run("access", "asked.json", "--unlimited", "--fails", "--format", style)
    said = "Nothing that was asked for is without any limit and let in but failing."
    assert (done.returncode, said in (done.stderr if style in ("csv", "json") else done.stdout)) == (0, True)


@pytest.mark.parametrize("other", [("--spend",), ("--format", "html")])
def test_filters_do_not_go_with_everything(run: Run, config: str, other: tuple[str, ...]) -> None:
    done = run("access", config, "--granted", *other)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--granted does not go with" in done.stderr


def test_who_may_comes_first_and_who_may_not_is_counted(run: Run, config: str) -> None:
    assert run("access", config, "--to", "broken").stdout == (
        'Objects: model "broken"\n'
        "\n"
        "caller                    access\n"
        "key 1 P, key 3, role a    fails\n"
        "1 key, 1 role and anybody  -\n"
        "\n"
        "fails  is let in, but every call fails; --why says where\n"
        "-      may not call it\n"
    ).replace("caller                    access", "caller                     access").replace(
        "role a    fails", "role a     fails"
    )


def test_keys_with_addresses_are_marked_and_sharing_is_told(run: Run, folder: Path) -> None:
    (folder / "asked.json").write_text(ASKED)
    for style in ("table", "markdown"):
        shown = run("access", "asked.json", "--format", style).stdout
        assert re.search(r"key 4 R\\?\*", shown)
        assert "accepted from some addresses only; --why says which" in shown
        assert "FILE with 5 users, invitations live 1 hour" in shown.replace("\\", "")
    done = run("access", "asked.json", "--key", "R", "--why")
    assert 'is accepted from "10.0.0.0/8" only' in done.stdout
    assert re.search(r'invitations live 1 hour: key 4 R\*\n  asked.json:1:\d+  role "c"\n', done.stdout)
    assert "Sharing" not in run("access", "asked.json", "--to", "open").stdout


@pytest.mark.parametrize("style", ["table", "markdown", "json", "csv", "html"])
@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"keys": {"made-up-secret-1": {"project": "P", "role": "a"}}}', '{"roles": {"a": {}}}', '{"models":',
     '{"models": {"m": {}}, "models": 1}',
     '{"models": {"m": {"type": 7, "userRoles": "x"}}, "keys": []}', "null", "[]"],
)  # fmt: skip
@pytest.mark.parametrize("options", [(), ("--why",), ("--spend",), ("--fails",), ("--open",)])
def test_no_format_stumbles_over_a_file(
    run: Run, folder: Path, style: str, text: str, options: tuple[str, ...]
) -> None:
    (folder / "odd.json").write_text(text)
    for file, stdin in (("odd.json", ""), ("-", text)):
        done = run("access", file, *options, "--format", style, stdin=stdin)
        assert done.returncode in (0, 2)
        assert "internal error" not in done.stderr
        assert done.stdout or done.stderr


def test_the_only_one_that_is_answered_for_is_named(run: Run, config: str, folder: Path) -> None:
    assert run("access", config, "--unlimited").stdout.startswith(
        'Callers: any authenticated caller\nObjects: model "open"\n'
    )
    (folder / "one.json").write_text(json.dumps({"models": {"m": MODELS["open"]}, "keys": KEYS}))
    assert run("access", "one.json").stdout.startswith('Objects: model "m"\n\ncaller')
    assert run("access", "-", stdin="{}").stdout == "Nothing can be called here.\n"


def test_reasons_begin_with_who_may(run: Run, config: str) -> None:
    shown = run("access", config, "--to", "broken", "--why").stdout
    heads = [line for line in shown.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert ["is let in" in head for head in heads] == [True] * 3 + [False] * 3
