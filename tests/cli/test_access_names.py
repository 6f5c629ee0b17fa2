"""Whose access is asked for, and to what: names, patterns and what is neither."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.access_rows import rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NAMED = json.dumps(
    {
        "models": {
            name: {"type": "chat", "endpoint": "http://a/chat/completions"} for name in ("gpt-4", "gpt-4o", "claude")
        },
        "keys": {
            f"made-up-secret-{at}": {"project": name, "role": "reader"}
            for at, name in enumerate(("Reports", "Website", "Web"))
        },
    }
)


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (("--to", "gpt-4*", "--key", "1"), {(1, "gpt-4"), (1, "gpt-4o")}),
        (("--to", "gpt-4", "--to", "claude", "--key", "Web"), {(3, "gpt-4"), (3, "claude")}),
        (("--to", "claude", "--key", "Web*"), {(2, "claude"), (3, "claude")}),
        (("--to", "*au*", "--key", "1", "--key", "Website"), {(1, "claude"), (2, "claude")}),
    ],
)
def test_several_names_and_patterns(
    run: Run, folder: Path, arguments: tuple[str, ...], asked: set[tuple[int, str]]
) -> None:
    (folder / "named.json").write_text(NAMED)
    found = rows_of(run("access", "named.json", "--output-format", "json", *arguments).stdout)
    assert {(row["caller"]["position"], row["object"]["name"]) for row in found} == asked


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "gtp-4o"), 'Error: nothing that can be called is named "gtp-4o"; did you mean "gpt-4o"?'),
        (
            ("--to", "x*"),
            'Error: nothing that can be called is named "x*"; there are "gpt-4", "gpt-4o" and "claude".',
        ),
        (("--role", "raeder"), 'Error: the files name no role "raeder"; did you mean "reader"?'),
        (("--role", "x*"), 'Error: the files name no role "x*"; there are "reader" and "default".'),
        (
            ("--role", "made-up-secret-2"),
            'Error: the files name no role "••• (key 3)"; there are "reader" and "default".',
        ),
        (
            ("--role", "Zx81kQ2pLm94vTr7Bn35"),
            'Error: the files name no role "•••"; there are "reader" and "default".',
        ),
        (("--key", "Report"), 'Error: there is no key of such a project; did you mean "Reports"?'),
        (
            ("--key", "made-up-secret-1"),
            "Error: name a key by its position, here 2, or its project, not by its secret.",
        ),
        (
            ("--key", "made-up-secret-9"),
            'Error: there is no key of such a project; there are "Reports", "Website" and "Web".',
        ),
        (
            ("--to", "made-up-secret-1"),
            'Error: nothing that can be called is named "••• (key 2)"; there are "gpt-4", "gpt-4o" and "claude".',
        ),
    ],
)
def test_unknown_names_fail_and_no_secret_is_repeated(
    run: Run, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    (folder / "named.json").write_text(NAMED)
    done = run("access", "named.json", *arguments)
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (2, "", said)


def test_roles_of_identity_providers_are_named_by_the_settings(run: Run, folder: Path) -> None:
    (folder / "named.json").write_text(NAMED)
    (folder / "dial-lint.toml").write_text('files = ["named.json"]\nidp-roles = ["employee"]\n')
    assert run("access", "--role", "employee", "--to", "claude").returncode == 0
    assert "there are" in run("access", "--role", "guest", "--to", "claude").stderr


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("missing.json",), "Error: missing.json: there is no such file."),
        (("clean.json", "refused.json"), "the files are 2 configurations: name one, or --merge them."),
        (("clean.json", "--to", "nothing"), 'nothing that can be called is named "nothing".'),
        (("clean.json", "--key", "9"), 'there is no key of a project "9" and none at that position, of 0 keys.'),
        (("latin.json",), "so Core cannot read the file."),
    ],
)
def test_what_cannot_be_answered(run: Run, arguments: tuple[str, ...], error: str) -> None:
    done = run("access", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert error in done.stderr
