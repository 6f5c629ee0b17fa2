"""Folders and the projects that are found in them: ``discovery.md``; UPDATE_EXPECTED=1 writes the expectations.

A block is a file (named behind its four backticks), what is found in the folder ("projects"), what one file belongs
to ("project of core/config.json"), or what a file means that somebody names ("projects by compose.yaml").
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.project.discovery import Project, project_for, projects_in, projects_of, settings_above
from dial_lsp.settings.choices import ABOUT, field_name

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).with_name("discovery.md")
_BLOCK = re.compile(r"^```` ([^\n]+)\n(.*?)^````$", re.MULTILINE | re.DOTALL)


def cases() -> list[tuple[str, str]]:
    _, *rest = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return list(zip(rest[::2], rest[1::2], strict=True))


def files_of(body: str) -> Iterator[tuple[str, str]]:
    """The files of a case, by their paths."""
    yield from ((name, text) for name, text in _BLOCK.findall(body) if not name.startswith("project"))


def told(project: Project) -> Iterator[str]:
    """A project as the page writes it."""
    place = f" ({project.found_in})" if project.found_in else ""
    yield f"{' + '.join(project.paths)} <- {project.origin}{place}"
    for name in ABOUT:
        origin = project.settings.origins.get(name)
        if origin is not None and name != "files":
            yield f"  {name} = {getattr(project.settings, field_name(name))!r} ({origin})"
    if project.watched:
        yield f"  watched: {' '.join(project.watched)}"
    yield from (f"  note: {note}" for note in project.notes)
    yield from (f"  not read: {path}: {reason}" for path, reason in project.refused.items())
    yield from (f"  broken: {broken}" for broken in [project.broken] if broken)


def found(block: str) -> str:
    how, _, name = block.rpartition(" ")
    if how == "projects by":
        projects = projects_of([name], settings_above)
    else:
        projects = (project_for(Path(name)),) if how else projects_in(Path())
    return "".join(f"{line}\n" for project in projects for line in told(project))


@pytest.mark.parametrize(("title", "body"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_what_is_found(title: str, body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    expected: dict[str, str] = {}
    for name, text in _BLOCK.findall(body):
        if name.startswith("project"):
            expected[name] = text
        else:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
    actual = {name: found(name).replace(str(tmp_path), "HERE") for name in expected}
    if os.environ.get("UPDATE_EXPECTED"):
        written = PAGE.read_text(encoding="utf-8")
        new = body
        for name, text in expected.items():
            new = new.replace(f"```` {name}\n{text}````", f"```` {name}\n{actual[name]}````")
        PAGE.write_text(written.replace(f"## {title}\n{body.lstrip(chr(10))}", f"## {title}\n{new.lstrip(chr(10))}"))
    assert actual == expected
