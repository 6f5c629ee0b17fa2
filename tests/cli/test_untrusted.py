"""A repository that is somebody else's: nothing outside of it is read or written, and nothing in it is run."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from dial_lsp.project.discovery import look_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

INSIDE = '{"roles": {"a": {}}}'
OUTSIDE = '{"keys": {"made-up-secret-x9Qm27Lz": {"project": "OUTSIDE", "roles": ["MARKED"]}}}'
LISTED = "services: {core: {environment: {aidial.config.files: '[\"MARKED.json\"]'}}}"
WAYS = {
    "settings": {"dial-lint.toml": 'files = ["in.json", "../out/MARKED.json"]'},
    "settings, by a folder that is a link": {"link": "../out", "dial-lint.toml": 'files = ["link/MARKED.json"]'},
    "a shared settings file": {"pyproject.toml": '[tool.dial-lint]\nfiles = ["../out/MARKED.json"]'},
    "settings that are a link": {"dial-lint.toml": "../out/dial-lint.toml"},
    "a configuration that is a link": {"aidial.config.json": "../out/MARKED.json"},
    "a configuration with a name like it": {"a.config.json": "../out/MARKED.json"},
    "YAML that is a link": {"values.yaml": "../out/values.yaml"},
    "static settings of Core": {"aidial.settings.json": '{"config": {"files": ["../out/MARKED.json"]}}'},
    "static settings that are a link": {"aidial.settings.json": "../out/aidial.settings.json"},
    "a mount": {
        "compose.yaml": "services: {core: {volumes: ['../out:/x'], "
        "environment: {aidial.config.files: '[\"/x/MARKED.json\"]'}}}"
    },
    "a mounted settings file": {
        "compose.yaml": "services: {core: {volumes: ['../out/aidial.settings.json:/app/config/aidial.settings.json'], "
        "environment: {aidial.x: y}}}"
    },
    "named static settings": {
        "compose.yaml": "services: {core: {environment: {AIDIAL_SETTINGS: ../out/aidial.settings.json}}}"
    },
    "a secret": {
        "compose.yaml": "secrets: {s: {file: ../out/MARKED.json}}\nservices: {core: {secrets: [s], "
        "environment: {aidial.config.files: '[\"/run/secrets/s\"]'}}}"
    },
    "an include": {"compose.yaml": "include: [../out/compose.yaml]"},
    "an extension": {"compose.yaml": "services: {core: {extends: {file: ../out/compose.yaml, service: core}}}"},
    "a file of variables": {"compose.yaml": "services: {core: {image: ai-dial-core, env_file: ../out/vars.env}}"},
    "an included file of variables": {
        "compose.yaml": "include: [{path: inner.yaml, env_file: ../out/vars.env}]",
        "inner.yaml": "services: {core: {environment: {aidial.config.files: '[\"${NAME}\"]'}}}",
    },
    "a Compose file that is a link": {"compose.yaml": "../out/compose.yaml"},
    "a link to a link": {"aidial.config.json": "next.json", "next.json": "../out/MARKED.json"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The current folder of the command as a repository, and a folder beside it whose texts must not be seen."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "in.json").write_text(INSIDE)
    out = tmp_path / "out"
    out.mkdir()
    (out / "MARKED.json").write_text(OUTSIDE)
    (out / "dial-lint.toml").write_text('files = ["MARKED.json"]')
    (out / "values.yaml").write_text(f"aidial.config.json: |\n  {OUTSIDE}\n")
    (out / "aidial.settings.json").write_text('{"config": {"files": ["MARKED.json"]}}')
    (out / "compose.yaml").write_text(LISTED)
    (out / "vars.env").write_text('NAME=in.json\naidial.config.files=["in.json"]\n')
    return tmp_path / "repo"


def lay(folder: Path, files: dict[str, str]) -> None:
    """Write files, those whose content is the path of another one as links."""
    for name, text in files.items():
        if text.startswith("../") or text == "next.json":
            (folder / name).symlink_to(text)
        else:
            (folder / name).write_text(text)


def state(folder: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in folder.rglob("*") if path.is_file()}


COMMANDS = (
    ("check", "--format", "json"),
    ("check", "--fix"),
    ("check", "--add-ignores", "later"),
    ("render", "--show-secrets"),
    ("access",),
    ("format",),
    ("settings",),
    ("init", "--print"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("way", WAYS)
def test_what_was_found_does_not_lead_outside(way: str, command: tuple[str, ...], folder: Path, run: Run) -> None:
    lay(folder, WAYS[way])
    before = state(folder.parent / "out")
    done = run(*command)
    for text in ("made-up-secret", "OUTSIDE", "in.json:1"):
        assert text not in done.stdout.replace(str(folder), "")
    assert '"MARKED"' not in done.stdout
    assert state(folder.parent / "out") == before
    if command[0] == "check":
        assert f"outside of {folder}; name it, or its settings with --config, to have it read" in done.stderr
        assert done.returncode == 2


@pytest.mark.parametrize("arguments", [["--config", "dial-lint.toml"], ["dial-lint.toml"], ["../out/MARKED.json"]])
def test_what_somebody_names_may_lie_anywhere(arguments: list[str], folder: Path, run: Run) -> None:
    lay(folder, {"dial-lint.toml": 'files = ["../out/MARKED.json"]'})
    done = run(*arguments)
    assert "outside of" not in done.stderr
    assert "MARKED.json:1:" in done.stdout


def test_a_link_that_somebody_names_is_read(folder: Path, run: Run) -> None:
    lay(folder, {"link.json": "../out/MARKED.json"})
    assert "link.json:1:" in run("link.json").stdout


def test_a_link_inside_of_the_repository_is_followed(folder: Path, run: Run) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "aidial.config.json").symlink_to("../in.json")
    done = run()
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_repository_the_folder_counts(folder: Path, run: Run) -> None:
    (folder / ".git").rmdir()
    (folder / "compose").mkdir()
    (folder / "compose" / "compose.yaml").write_text(
        "services: {core: {volumes: ['..:/x'], environment: {aidial.config.files: '[\"/x/in.json\"]'}}}"
    )
    assert run().returncode == 0
    assert "outside of" in look_in(folder / "compose").notes[0]


@pytest.mark.parametrize("option", ["--format=json=report", "--baseline=report", "--write-baseline=report"])
def test_outputs_are_not_led_outside(option: str, folder: Path, run: Run) -> None:
    lay(folder, {"report": "../out/MARKED.json"})
    before = state(folder.parent / "out")
    done = run(option, "in.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"a link leads from there out of {folder}; name the file itself" in done.stderr
    assert state(folder.parent / "out") == before


def test_a_folder_that_is_a_link_does_not_lead_outputs_outside(folder: Path, run: Run) -> None:
    lay(folder, {"reports": "../out"})
    assert run("--format=json=reports/new.json", "in.json").returncode == 2
    assert not (folder.parent / "out" / "new.json").exists()


@pytest.mark.parametrize("name", ["dial-lint.toml", "aidial.config.json"])
def test_nothing_is_made_where_a_link_leads_to_nothing(name: str, folder: Path, run: Run) -> None:
    lay(folder, {name: "../out/new"})
    run("init", "in.json")
    (folder / "in.json").write_text('{"surprise": {}}')
    run("--add-ignores", "later", "in.json")
    assert not (folder.parent / "out" / "new").exists()


HOSTILE = """
[core]
	fsmonitor = touch {marker}
	hooksPath = {hooks}
	pager = touch {marker}
	editor = touch {marker}
	sshCommand = touch {marker}
	askPass = touch {marker}
	alternateRefsCommand = touch {marker}
	attributesFile = .gitattributes
	repositoryformatversion = 1
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::sh -c "touch% {marker}"
	promisor = true
	uploadpack = touch {marker};
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[diff]
	external = touch {marker}
[diff "evil"]
	command = touch {marker}
	textconv = touch {marker};
[filter "evil"]
	clean = touch {marker}
	smudge = touch {marker}
	process = touch {marker}
	required = true
[credential]
	helper = !touch {marker}
[gpg]
	program = touch {marker}
[alias]
	cat-file = !touch {marker}
	rev-parse = !touch {marker}
"""


def test_a_hostile_repository_runs_nothing(folder: Path, run: Run) -> None:
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.com", "-c", "commit.gpgSign=false"]
    (folder / ".git").rmdir()

    def commit(text: str) -> None:
        (folder / "aidial.config.json").write_text(text)
        subprocess.run([*git, "add", "."], cwd=folder, check=True)
        subprocess.run([*git, "commit", "-qm", "x"], cwd=folder, check=True)

    subprocess.run([*git, "init", "-q"], cwd=folder, check=True)
    (folder / ".gitattributes").write_text("* filter=evil diff=evil\n")
    commit('{"roles": {"a": {}}}')
    commit('{"roles": {"a": {}, "b": {}}}')
    marker, hooks = folder.parent / "marker", folder.parent / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {marker}\n")
        (hooks / name).chmod(0o755)
    with (folder / ".git" / "config").open("a") as config:
        config.write(HOSTILE.format(marker=marker, hooks=hooks))
    done = run("diff", "HEAD~1..HEAD", env={"GIT_PAGER": f"touch {marker}"})
    assert (done.returncode, done.stderr) == (0, "")
    missing = subprocess.run(
        [*git, "rev-parse", "HEAD:aidial.config.json"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()
    (folder / ".git" / "objects" / missing[:2] / missing[2:]).unlink()
    run("diff", "HEAD~1..HEAD")
    assert not marker.exists()
