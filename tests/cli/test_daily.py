"""The subcommands of daily work: format, render, init, settings."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.init import settings_text
from dial_lsp.settings import Settings, parse_settings
from dial_lsp.settings.choices import ABOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

BASE = """\
{
  // what all have
  "keys": {"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {"project": "Chat", "role": "reader"}},
  "roles": {"reader": {"limits": {"gpt": {"minute": 1, "day": 0.10}}}},
  "globalInterceptors": ["audit"]
}
"""
PROD = """\
{
  "roles": {"reader": {"limits": {"gpt": {"minute": 2}}}},
  "globalInterceptors": ["filter"], "routes": {}
}
"""
RENDERED = """\
{
  "keys": {  // base.jsonc:3
    "key 1 (Chat)": {  // base.jsonc:3
      "project": "Chat",  // base.jsonc:3
      "role": "reader"  // base.jsonc:3
    }
  },
  "roles": {  // base.jsonc:4, prod.jsonc:2
    "reader": {  // base.jsonc:4, prod.jsonc:2
      "limits": {  // base.jsonc:4, prod.jsonc:2
        "gpt": {  // base.jsonc:4, prod.jsonc:2
          "minute": 2,  // base.jsonc:4, prod.jsonc:2
          "day": 0.10  // base.jsonc:4
        }
      }
    }
  },
  "globalInterceptors": [  // base.jsonc:5, prod.jsonc:3
    "audit",  // base.jsonc:5
    "filter"  // prod.jsonc:3
  ],
  "routes": {}  // prod.jsonc:3
}
"""
MASKED = "Secrets are shown as •••, API keys by number and project; --show-secrets shows them.\n"


@pytest.fixture
def layers(folder: Path) -> Path:
    (folder / "base.jsonc").write_text(BASE)
    (folder / "prod.jsonc").write_text(PROD)
    return folder


def test_render_shows_what_core_would_have(run: Run, layers: Path) -> None:  # noqa: ARG001
    done = run("render", "--merge", "base.jsonc", "prod.jsonc", "--origin")
    assert (done.returncode, done.stdout, done.stderr) == (0, RENDERED, MASKED)
    plain = run("render", "--merge", "base.jsonc", "prod.jsonc")
    assert plain.stdout == re.sub(r"  // .*", "", RENDERED)


def test_render_is_strict_json_with_the_secrets_if_they_are_asked_for(run: Run, layers: Path) -> None:  # noqa: ARG001
    done = run("render", "--merge", "--show-secrets", "base.jsonc", "prod.jsonc")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "keys": {"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {"project": "Chat", "role": "reader"}},
        "roles": {"reader": {"limits": {"gpt": {"minute": 2, "day": 0.1}}}},
        "globalInterceptors": ["audit", "filter"],
        "routes": {},
    }


def test_render_replaces_lists_where_core_does(run: Run, layers: Path) -> None:  # noqa: ARG001
    done = run("render", "--merge", "base.jsonc", "prod.jsonc", "--overwrite-arrays", "--show-secrets")
    assert json.loads(done.stdout)["globalInterceptors"] == ["filter"]


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("{}", "{}\n"),
        ('{"a": 1, "b": {}, "c": [], "models": {"x": null}}',) * 2,
        ('{"a": 1' + "[" * 3, '{"•••": 1}'),
        ('{"a": {"b": "\\ud800", "c": 1e400}}', '{"a": {"b": "\\ud800", "c": 1E+400}}'),
        ('{"a": 1, "a": 2}', '{"a": 2}'),
        ('{"a": ' + "[" * 900 + "]" * 900 + "}",) * 2,
    ],
    ids=["empty", "kinds", "damaged", "odd values", "a name twice", "deep nesting"],
)
def test_render_any_text(run: Run, text: str, rendered: str) -> None:
    done = run("render", "-", stdin=text)
    assert re.sub(r"\s", "", done.stdout) == re.sub(r"\s", "", rendered)


def test_render_says_that_core_would_refuse_it(run: Run) -> None:
    done = run("render", "refused.json", "--show-secrets")
    assert (done.returncode, done.stderr) == (
        1,
        "Core would refuse these files; check says why. This is what could be read of them.\n",
    )
    assert json.loads(done.stdout)["keys"] == {"proxyKey1-secret": {"role": "basic"}}


def test_render_takes_one_configuration(run: Run) -> None:
    done = run("render", "clean.json", "refused.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the files are 2 configurations: name one, or --merge them." in done.stderr
    assert run("render", "missing.json").returncode == 2


UGLY = '{ "roles" : {"a":{} ,\n"b":{} } } // end\n'
NEAT = '{\n  "roles": {\n    "a": {},\n    "b": {}\n  }\n} // end\n'


def test_format(run: Run, folder: Path) -> None:
    path = folder / "ugly.json"
    path.write_text(UGLY)
    checked = run("format", "--check", "ugly.json", "clean.json")
    assert (checked.returncode, path.read_text()) == (1, UGLY)
    assert checked.stdout.splitlines()[0] == "ugly.json would change."
    done = run("format", "ugly.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Formatted ugly.json.\n")
    assert path.read_text() == NEAT
    again = run("format", "ugly.json", "--check")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_format_of_standard_input(run: Run) -> None:
    done = run("format", "-", stdin=UGLY)
    assert (done.returncode, done.stdout, done.stderr) == (0, NEAT, "")
    assert run("format", "-", "--indent", "4", stdin='{"a": 1}').stdout == '{\n    "a": 1\n}\n'


def test_format_shows_a_patch_without_secrets(run: Run, folder: Path) -> None:
    (folder / "ugly.json").write_text('{"keys": {"secret-key-1": {"project":"A"}}}\n')
    done = run("format", "--diff", "ugly.json")
    assert done.returncode == 1
    assert done.stdout.startswith("--- ugly.json\n+++ ugly.json\n@@ -1 +1,")
    assert "secret-key-1" not in done.stdout
    assert done.stderr == "Secrets are shown as •••, so this patch is for reading.\n"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("damaged.json", "it is no JSON; check says what is wrong"),
        ("early.json", "something stands behind the end of its first value; check says what"),
        ("latin.json", "the byte 0xE9 is not UTF-8 here"),
        ("missing.json", "there is no such file"),
    ],
)
def test_format_leaves_alone_what_it_cannot_read(run: Run, folder: Path, name: str, reason: str) -> None:
    (folder / "damaged.json").write_text('{"a":')
    (folder / "early.json").write_text('{"roles": {}}}')
    done = run("format", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Error: {name} was left alone: {reason}.\n"


def test_init_writes_what_it_finds(run: Run, folder: Path) -> None:
    (folder / "aidial.config.json").write_text("{} // nothing yet\n")
    done = run("init")
    assert (done.returncode, done.stderr) == (0, "Wrote dial-lint.toml for aidial.config.json.\n")
    text = (folder / "dial-lint.toml").read_text()
    assert text.startswith("# Settings of dial-lint for this folder and all below;")
    assert tomllib.loads(text) == {"files": ["aidial.config.json"]}
    assert "# There are comments in these files now.\n# comments = true\n" in text
    assert run().stdout == "Found no problems in 1 file.\nCore would load this file.\n"
    again = run("init")
    assert (again.returncode, "there is a dial-lint.toml already" in again.stderr) == (2, True)
    assert run("init", "--print").stdout == text


def test_init_with_files(run: Run, folder: Path) -> None:
    run("init", "clean.json", "refused.json")
    assert tomllib.loads((folder / "dial-lint.toml").read_text()) == {"files": ["clean.json", "refused.json"]}


def test_init_knows_every_setting() -> None:
    text = settings_text((), Settings(), has_comments=False)
    assert tomllib.loads(text) == {}
    examples = "\n".join(about.example for about in ABOUT.values())
    chosen = parse_settings(examples, "dial-lint.toml")
    assert (set(chosen.origins), chosen.mistakes) == (set(ABOUT), ())
    assert all(f"# {line}\n" in text for line in examples.split("\n"))


def test_settings(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text('# ours\ncore-version = "0.42"\n\n[[ignore]]\nrule = "weak-key"\n')
    lines = [re.split(r"  +", line) for line in run("settings").stdout.splitlines()]
    assert ["core-version", '"0.42"', "dial-lint.toml:2"] in lines
    assert ["comments", "false", "default"] in lines
    assert ["ignore", '[{"rule": "weak-key"}]', "dial-lint.toml:4"] in lines
    assert {name for name, *_ in lines} == set(ABOUT)
    found = json.loads(run("settings", "--format", "json", "clean.json").stdout)
    assert found["core-version"] == {"value": "0.42", "from": "dial-lint.toml:2"}
    assert {one["from"] for one in json.loads(run("settings", "--no-config", "--format", "json").stdout).values()} == {
        "default"
    }
