"""Suppressions and baselines, from the command line on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

SECRET = "k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w"
CONFIG = f"""\
{{
  "keys": {{
    "{SECRET}": {{"project": "Chat", "role": "reader", "rolle": 1}}
  }},
  "roles": {{
    "reader": {{}}, "writer": null, "default": {{}}
  }}
}}
"""


def refused(name: str) -> str:
    """What is said where nothing that is shown tells why Core would refuse the file."""
    hidden = "a baseline, an ignore, a rule that is off or --fail-on hides why"
    return f"Error: {name}: Core would refuse this, and {hidden}; --allow-refused lets it pass.\n"


@pytest.mark.parametrize(
    ("hidden", "allowed"),
    [
        (["--baseline=known.json"], ["--baseline=known.json", "--allow-refused"]),
        (["--config=off.toml"], ["--config=off.toml", "--fail-on=never"]),
    ],
)
def test_what_core_refuses_never_passes_in_silence(
    run: Run, config: Path, folder: Path, hidden: list[str], allowed: list[str]
) -> None:
    (folder / "off.toml").write_text('comments = true\nrules = { unknown-field = "off", "null-value/entry" = "off" }\n')
    run("--write-baseline=known.json", config.name)
    done = run(*hidden, config.name)
    assert (done.returncode, done.stderr) == (1, refused(config.name))
    assert done.stdout.startswith("Found no problems")
    passed = run(*allowed, config.name)
    assert (passed.returncode, passed.stderr, passed.stdout) == (0, "", done.stdout)


@pytest.fixture
def config(folder: Path) -> Path:
    path = folder / "config.jsonc"
    path.write_text(CONFIG)
    (folder / "config.json").write_text(CONFIG)
    return path


def test_comments_are_written_where_they_may_stand(run: Run, config: Path) -> None:
    done = run("--add-ignores", "known  until\nMay", "config.jsonc")
    assert (done.returncode, done.stdout) == (
        1,
        "Found no problems in 1 file (2 suppressed).\nCore would refuse this file and keep the previous one.\n",
    )
    assert done.stderr == "Added 2 comments to config.jsonc.\n" + refused("config.jsonc")
    assert config.read_text() == CONFIG.replace(
        '    "k8', '    // dial-lint: ignore[unknown-field] known until May\n    "k8'
    ).replace('    "reader"', '    // dial-lint: ignore[null-value/entry] known until May\n    "reader"')
    assert run("config.jsonc", "--no-ignores").returncode == 1


def test_a_comment_that_is_there_gets_more_rules(run: Run, config: Path) -> None:
    config.write_text(
        CONFIG.replace(
            '"writer": null, "default": {}',
            '"writer": null, "default": {"limit": {}} // dial-lint: ignore[null-value/entry] ok',
        )
    )
    run("--add-ignores=more", "config.jsonc")
    assert '"default": {"limit": {}} // dial-lint: ignore[null-value/entry, unknown-field] ok\n' in config.read_text()


def test_settings_are_written_for_strict_json(run: Run, config: Path, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text("# ours\ncomments = false   # as Core wants it\n")
    done = run("--allow-refused", "--add-ignores", 'he said "May"', "config.json")
    assert (done.returncode, done.stderr) == (0, "Added 2 ignores to dial-lint.toml.\n")
    assert config.with_suffix(".json").read_text() == CONFIG
    assert (folder / "dial-lint.toml").read_text() == (
        "# ours\n"
        "comments = false   # as Core wants it\n"
        "\n"
        "[[ignore]]\n"
        'rule = "unknown-field"\n'
        'path = "config.json"\n'
        'key = "Chat"\n'
        'pointer = "/rolle"\n'
        'reason = "he said \\"May\\""\n'
        "\n"
        "[[ignore]]\n"
        'rule = "null-value/entry"\n'
        'path = "config.json"\n'
        'pointer = "/roles/writer"\n'
        'reason = "he said \\"May\\""\n'
    )


def test_a_file_below_is_named_from_the_settings_on(run: Run, config: Path, folder: Path) -> None:
    (folder / "conf").mkdir()
    config.with_suffix(".json").rename(folder / "conf" / "config.json")
    run("--add-ignores=known", "conf/config.json")
    assert 'path = "conf/config.json"\n' in (folder / "dial-lint.toml").read_text()
    assert run("--allow-refused", "./conf/../conf/config.json").returncode == 0


def test_nothing_is_left_to_ignore(run: Run, folder: Path) -> None:
    done = run("--add-ignores=known", "clean.json")
    assert (done.returncode, done.stderr, (folder / "dial-lint.toml").exists()) == (0, "", False)


def test_sarif_tells_what_is_suppressed(run: Run, config: Path) -> None:
    run("--add-ignores=known", config.name)
    results = json.loads(run("--format", "sarif", config.name).stdout)["runs"][0]["results"]
    assert [
        (one["ruleId"], one["suppressions"][0]["kind"], one["suppressions"][0]["justification"]) for one in results
    ] == [
        ("unknown-field", "inSource", "known"),
        ("null-value/entry", "inSource", "known"),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--add-ignores", " "],
        ["--add-ignores", "x", "--diff"],
        ["--add-ignores", "x", "--no-config"],
        ["--add-ignores", "x", "--fix"],
        ["--write-baseline", "b.json", "--baseline", "b.json"],
        ["--diff", "--watch"],
    ],
)
def test_contradictions(run: Run, arguments: list[str]) -> None:
    done = run(*arguments, "clean.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: --" in done.stderr


def test_only_what_is_new_fails(run: Run, config: Path) -> None:
    wrote = run("--write-baseline", "known.json", config.name)
    because = "for 2 of them Core refuses a file, which --baseline does not let pass"
    assert (wrote.returncode, wrote.stdout) == (0, "")
    assert wrote.stderr == f"Wrote 2 findings to known.json; {because}.\n"
    same = run("--baseline", "known.json", config.name)
    assert (same.returncode, same.stderr, same.stdout) == (
        1,
        refused(config.name),
        "Found no problems in 1 file (2 in the baseline).\nCore would refuse this file and keep the previous one.\n",
    )
    config.write_text("\n" + CONFIG.replace('"reader": {}', '"other": null, "reader": {}').replace(', "rolle": 1', ""))
    more = run("--baseline", "known.json", "--format", "concise", config.name)
    assert (more.returncode, more.stderr) == (1, "1 finding of known.json is gone; --write-baseline forgets it.\n")
    assert more.stdout.startswith("config.jsonc:7:14 error[null-value/entry] ")


def test_a_baseline_is_found_from_everywhere_and_holds_no_secret(run: Run, config: Path, folder: Path) -> None:
    (folder / "ci").mkdir()
    run("--write-baseline", "ci/known.json", str(config))
    text = (folder / "ci" / "known.json").read_text()
    assert '"path": "../config.jsonc"' in text
    assert SECRET not in text
    assert run("--allow-refused", "--baseline", str(folder / "ci" / "known.json"), config.name).returncode == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Error: known.json: there is no such file.\n"),
        (b"{}", "Error: known.json: it is no baseline.\n"),
        (b"\xff", "Error: known.json: it is no baseline.\n"),
        (b'{"version": 9}', "Error: known.json: it is of version 9, and this dial-lint reads versions up to 2.\n"),
    ],
)
def test_a_file_that_is_no_baseline(run: Run, folder: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (folder / "known.json").write_bytes(content)
    done = run("--baseline", "known.json", "clean.json")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
