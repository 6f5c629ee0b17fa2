"""What the README shows is what the commands print, and its links lead somewhere from any site that shows it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import terminal

from dial_lsp.rulekit.manual import SITE_URL
from dial_lsp.versions import NEWEST, OLDEST

if TYPE_CHECKING:
    from subprocess import CompletedProcess

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "docs" / "demo"
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```console\n\$ dial-lint ([^\n]*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^dial-lint ([^#\n]*[^#\s])", README, re.MULTILINE)
TARGETS = re.findall(r"^make (\w+)$", README, re.MULTILINE)
LINKS = sorted(set(re.findall(r"\]\(([^)\s]+)\)", README)))
FILES = {
    "https://github.com/dial-lsp/dial-lsp/blob/main/": ROOT,
    "https://raw.githubusercontent.com/dial-lsp/dial-lsp/main/": ROOT,
}
PAGES = {"": "docs/index.md", "editors/": "editors/README.md", "playground/": "editors/playground/src/index.html"}


def run(folder: Path, command: str) -> CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}}
    environment |= {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "dial_lsp", *shlex.split(command)]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_ten_findings_of_ten_kinds_are_as_printed() -> None:
    ((command, shown),) = SHOWN
    assert run(DEMO, command).stdout == shown
    assert len(set(re.findall(r"\[([\w/-]+)\] ", shown))) == 10


def test_the_picture_of_the_terminal_is_what_is_printed() -> None:
    """``python publish/terminal.py`` draws it; look at it."""
    assert terminal.PICTURE.read_text(encoding="utf-8") == terminal.drawn()


@pytest.mark.parametrize("page", ["README.md", "docs/versioning.md"])
def test_the_versions_of_core_are_those_that_are_known(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.findall(r"\b(0\.\d\d) to (0\.\d\d)\b", text) == [(OLDEST.short, NEWEST.short)]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers(command: str, tmp_path: Path) -> None:
    for name in ("aidial.config.json", "base.json", "keys.json", "old.json", "new.json"):
        (tmp_path / name).write_bytes((DEMO / "leaky.aidial.config.json").read_bytes())
    done = run(tmp_path, command)
    assert (done.returncode in {0, 1}, done.stdout != "") == (True, True), done.stderr


def test_a_target_is_known_to_make() -> None:
    assert TARGETS == ["demo", "test"]
    done = subprocess.run(["make", "--dry-run", *TARGETS], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    assert done.returncode == 0, done.stderr


def test_the_settings_are_settings(tmp_path: Path) -> None:
    (toml,) = re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    (tmp_path / "dial-lint.toml").write_text(toml, encoding="utf-8")
    for name in tomllib.loads(toml)["files"]:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    done = run(tmp_path, "check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_every_link_is_whole_and_leads_to_a_file_or_a_page() -> None:
    assert [link for link in LINKS if not link.startswith("https://")] == []
    assert [link for link in LINKS if not leads_somewhere(link)] == []


def leads_somewhere(link: str) -> bool:
    if link.startswith(SITE_URL):
        page = link.removeprefix(SITE_URL)
        return (ROOT / PAGES.get(page, f"docs/{page.rstrip('/')}.md")).is_file()
    for start, folder in FILES.items():
        if link.startswith(start):
            return (folder / link.removeprefix(start)).is_file()
    return link == "https://github.com/epam/ai-dial-core"


def test_the_number_of_verdicts_is_that_of_the_cases() -> None:
    cases = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in (ROOT / "tests/oracle").glob("*.jsonl"))
    for page in ("README.md", "docs/why-trust-it.md", "docs/reliability.md"):
        assert f"{cases:,} verdicts" in (ROOT / page).read_text(encoding="utf-8"), page
