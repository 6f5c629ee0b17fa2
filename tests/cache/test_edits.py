"""Whatever is edited between runs, a run says with the cache what it says without."""

from __future__ import annotations

import os
import shutil
from random import Random
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli import start
from dial_lsp.reports import rooted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dial_lsp.cache.report import Shown
    from tests.cache.conftest import Lint

SEQUENCES = 6 * int(os.environ.get("DIAL_LINT_LAWS", "1"))
STEPS = 25
CONFIGS = (
    '{"roles": {"basic": {"limits": {}}}}',
    '{"roles": {"admin": {"limits": {}}}}',  # as long as the one before
    '{"roles": {"basic": {}}, "keys": {"k1-of-somebody": {"role": "nobody", "project": "p"}}}',
    '{"models": {"m": {"type": "chat", "endpoint": "http://m", "userRoles": ["basic"]}}}',
    '{"roles": {,}',
    "",
)
SETTINGS = (
    'files = ["aidial.config.json", "over.json"]\n',
    'files = ["aidial.config.json"]\n',
    "strict = true\n",
    'core-version = "0.40"\n',
    'rules = { "keys/weak-key" = "off" }\n',
)
COMPOSE = "services: {core: {environment: {aidial.config.files: '[\"over.json\"]', AIDIAL_SETTINGS: ${S}}}}\n"
POLICIES = (
    '[[policy]]\nname = "n"\non = "model:m"\nonly = "role:basic"\n',
    '[[policy]]\nname = "n"\nwho = "role:basic"\nreaches = "model:m"\n',
)
FILES = {
    **dict.fromkeys(("aidial.config.json", "over.json", "deep/aidial.config.json", "deep/over.json"), CONFIGS),
    "../dial-lint.toml": SETTINGS[2:],
    "dial-lint.toml": SETTINGS,
    "deep/dial-lint.toml": ("this is no TOML", *SETTINGS),
    "compose.yaml": (COMPOSE, "services: {}\n", "services: {\n"),
    ".env": ("S=settings.json\n", "S=other.json\n"),
    "settings.json": ('{"aidial.config.files": ["over.json"]}', "{}"),
    "dial-policy.toml": POLICIES,
    "README.md": ("A word.\n",),
}
COMMANDS = (
    ("check",),
    ("check", "aidial.config.json"),
    ("check", "--merge", "aidial.config.json", "over.json"),
    ("check", "deep"),
    ("check", "--format=json", "."),
    ("check", "--format=gitlab", "over.json"),
    ("check", "--jobs=2", "aidial.config.json", "over.json", "deep/over.json"),
    ("check", "--config=deep/dial-lint.toml", "over.json"),
    ("access", "aidial.config.json"),
    ("access",),
    ("diff", "aidial.config.json", "over.json"),
    ("test", "aidial.config.json"),
    ("test", "--date=2030-01-01"),
)
CIRCUMSTANCES: tuple[dict[str, str], ...] = ({}, {"FORCE_COLOR": "1"}, {"GITHUB_ACTIONS": "1"}, {"COLUMNS": "40"})


def rewritten(folder: Path, chance: Random) -> None:
    """A file gets a text; half of the times with the time of its last change, as where a clock stands still."""
    name = chance.choice(sorted(FILES))
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    before = path.stat().st_mtime_ns if path.is_file() else None
    path.unlink(missing_ok=True)
    path.write_text(chance.choice(FILES[name]))
    if before is not None and chance.random() < 0.5:
        os.utime(path, ns=(before, before))


def removed(folder: Path, chance: Random) -> None:
    (folder / chance.choice(sorted(FILES))).unlink(missing_ok=True)


def linked(folder: Path, chance: Random) -> None:
    """A file becomes a link to another one, which may not be there, or lies elsewhere."""
    path = folder / chance.choice(["over.json", "aidial.config.json", "deep/over.json"])
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(folder / chance.choice(["aidial.config.json", "gone.json", "../outside.json"]))


def made_a_repository(folder: Path, chance: Random) -> None:
    place = chance.choice([folder, folder.parent]) / ".git"
    shutil.rmtree(place) if place.is_dir() else place.mkdir()


def undone(folder: Path, _chance: Random) -> None:
    """Nothing of the folder below is left."""
    shutil.rmtree(folder / "deep", ignore_errors=True)


EDITS: tuple[Callable[[Path, Random], None], ...] = (
    *(rewritten,) * 6,
    *(removed, linked, made_a_repository, undone),
)


def shown_again(patch: pytest.MonkeyPatch) -> list[int]:
    """The exit status of each report that is found and shown again."""
    statuses: list[int] = []
    show = start._show

    def watched(status: int, shown: Sequence[Shown]) -> int:
        statuses.append(status)
        return show(status, shown)

    patch.setattr(start, "_show", watched)
    return statuses


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_run_says_with_the_cache_what_it_says_without(
    seed: int, lint: Lint, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, hits = Random(seed), shown_again(monkeypatch)
    (folder.parent / "outside.json").write_text(CONFIGS[2])
    for name in sorted(FILES):
        if chance.random() < 0.5:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(chance.choice(FILES[name]))
    for _ in range(STEPS):
        if chance.random() < 0.6:
            chance.choice(EDITS)(folder, chance)
        command, env = chance.choice(COMMANDS), chance.choice(CIRCUMSTANCES)
        for _ in range(2):
            rooted._seen_from_root.cache_clear()  # as in a process of its own
            assert lint(*command, env=env) == lint(*command, env=env, cache=None), command
    path = folder / "aidial.config.json"
    path.unlink(missing_ok=True)
    path.write_text(CONFIGS[0])
    said = lint("check", "--no-config", path.name)
    assert lint("check", "--no-config", path.name) == said
    assert hits
