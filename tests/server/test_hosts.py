"""A project is the same for the command and the server, wherever its parts stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lsprotocol import types

from dial_lsp.cli.checking import check_project
from dial_lsp.features.rename import rename
from dial_lsp.project.discovery import project_for
from dial_lsp.project.put_back import put_back
from dial_lsp.reports.report import Checked
from dial_lsp.server.configuring import Choices
from dial_lsp.server.convert import Encoding
from dial_lsp.server.diagnosing import Reports
from dial_lsp.server.workspace import Workspace
from dial_lsp.settings import FILE_NAME, parse_settings
from tests.realworld.test_realworld import PROJECTS, files_of
from tests.support.hosts import FORMS, HOSTS, project_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGE = 50_000  # bytes
_PLACEHOLDER = re.compile(r'%%|\{\{|\$[{A-Z]|"[A-Z]+(?:_[A-Z]+)+"')


class Told(NamedTuple):
    """A finding: the name of its file, where it stands, the rule, how severe it is and what it says."""

    file: str
    start: tuple[int, int]
    end: tuple[int, int]
    rule: str
    severity: int
    message: str


def commanded(folder: Path, name: str) -> Iterator[Told]:
    """What the command finds in the project of a file."""
    for checked in check_project(project_for(folder / name)):
        assert isinstance(checked, Checked)
        for found in checked.diagnostics:
            source, span = found.location
            start, end = source.position(span.start), source.position(span.end)
            yield Told(
                Path(source.path).name,
                (start.line - 1, start.column - 1),
                (end.line - 1, end.column - 1),
                found.rule,
                int(found.severity),
                f"{found.message}\n{found.help}" if found.help else found.message,
            )


def opened(folder: Path, names: Sequence[str]) -> Workspace:
    """What the server knows once a client has opened the files of a folder."""
    workspace = Workspace(Encoding.Utf32)
    workspace.choose(Choices(folded_findings=False))
    workspace.sessions.take_folders([str(folder)])
    for name in names:
        path = folder / name
        language = "yaml" if path.suffix == ".yaml" else "json"
        workspace.open(types.TextDocumentItem(path.as_uri(), language, 1, path.read_bytes().decode("utf-8")))
    return workspace


def served(workspace: Workspace) -> Iterator[Told]:
    """What the server finds in all projects."""
    reports = Reports(workspace)
    for project in workspace.sessions.all():
        for path, report in reports.of(project).items():
            for item in json.loads(report.items):
                start, end = item["range"]["start"], item["range"]["end"]
                yield Told(
                    Path(path).name,
                    (start["line"], start["character"]),
                    (end["line"], end["character"]),
                    item["code"],
                    item["severity"],
                    item["message"],
                )


def is_large(folder: Path) -> bool:
    """Whether a project takes so long that a few forms have to do for it."""
    return sum(path.stat().st_size for path in folder.iterdir()) > LARGE


@pytest.mark.parametrize(
    ("folder", "form"),
    [
        pytest.param(folder, form, id=f"{folder.name}-{form}")
        for folder in PROJECTS
        for form in (("mixed",) if is_large(folder) else ("json", "double-quoted", "secret", "one-file", "mixed"))
    ],
)
def test_the_command_and_the_server_find_the_same(folder: Path, form: str, tmp_path: Path) -> None:
    texts, settings = _read(folder)
    names = project_in(tmp_path, form, texts, settings)
    expected = sorted(commanded(tmp_path, names[0]))
    assert {*commanded(tmp_path, names[-1])} == {*expected}
    for open_ones in (names[-1:], ()):
        assert sorted(served(opened(tmp_path, open_ones))) == expected


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_the_same_is_found_in_every_form(folder: Path, tmp_path: Path) -> None:
    texts, settings = _read(folder)
    found = {}
    for form in ("values", "double-quoted") if is_large(folder) else _comparable(texts):
        (tmp_path / form).mkdir()
        names = project_in(tmp_path / form, form, texts, settings)
        found[form] = sorted((one.rule, one.severity) for one in commanded(tmp_path / form, names[0]))
    assert found == dict.fromkeys(found, found["values"])


def _comparable(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The forms in which the same must be found.

    A placeholder is a mistake in a JSON file and a value to come in YAML; marks of a conflict stand at the start of a
    line, which no block has; and what ends with its line cannot stand in a text that has one line only.
    """
    every = "".join(texts.values())
    left_out = {"mixed"}
    if _PLACEHOLDER.search(every):
        left_out.add("json")
    if "<<<<<<<" in every:
        left_out |= {"json", "folded", "double-quoted", "secret"}
    if not all(map(_is_strict, texts.values())):
        left_out.add("single-quoted")
    return tuple(form for form in FORMS if form not in left_out)


def _is_strict(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_a_part_in_yaml_belongs_to_its_project(tmp_path: Path) -> None:
    """One that is chosen by its name, and one that is the only one of its file."""
    values = (
        "core:\n  secrets:\n    aidial.config.json: |\n"
        '      {"models": {"m": {"type": "embedding", "endpoint": "https://m.svc/embeddings", "userRoles": ["a"]}},\n'
        '       "roles": {"a": {"limits": {"m": {"day": 1000}}}}}\n'
    )
    keys = '{"keys": {"kkQmX2vR9kTz4LwY8nHc3JfD6sGp1VaZ": {"project": "p", "role": "a"}}}'
    (tmp_path / "values.yaml").write_text(values, "utf-8")
    (tmp_path / "keys.json").write_text(keys, "utf-8")
    for listed in ("values.yaml", 'values.yaml#core.secrets."aidial.config.json"', "values.yaml#core"):
        (tmp_path / FILE_NAME).write_text(f"files = [{listed!r}, 'keys.json']\n", "utf-8")
        for names in (["values.yaml"], ["keys.json"], ["keys.json", "values.yaml"], []):
            workspace = opened(tmp_path, names)
            assert len(workspace.sessions.all()) == 1
            assert not list(served(workspace))


def _read(folder: Path) -> tuple[dict[str, str], str]:
    """The files of a project in the order in which they are merged, and its settings without what lists them."""
    path = folder / FILE_NAME
    settings = path.read_text("utf-8") if path.is_file() else ""
    names = parse_settings(settings, FILE_NAME).files or files_of(folder)
    kept = "".join(line for line in settings.splitlines(keepends=True) if not line.startswith("files"))
    return {name: (folder / name).read_bytes().decode("utf-8") for name in names}, kept


@pytest.mark.parametrize("form", FORMS)
def test_a_role_is_renamed_in_every_part(form: str, tmp_path: Path) -> None:
    models = '{"models": {"m": {"type": "chat", "endpoint": "https://m.svc/chat/completions", "userRoles": ["a"]}}}'
    texts = {"models.json": models, "roles.json": '{"roles": {"a": {"limits": {"m": {"day": 1}}}}}\n'}
    names = project_in(tmp_path, form, texts)
    workspace = opened(tmp_path, names)
    project = workspace.sessions.all()[0]
    analysis = project.analyses[0]
    source = analysis.documents[1].source
    edits = rename(analysis, source.path, source.text.index('"a"') + 1, 'it\'s "b"')
    assert isinstance(edits, Mapping)
    assert sum(map(len, edits.values())) == 2
    put = put_back(project.sources, (one.edited(edits.get(one.path, ())) for one in project.sources))
    for path, (before, after) in put.texts.items():
        assert Path(path).read_text("utf-8") == before
        Path(path).write_text(after, "utf-8")
    assert not put.refused
    again = opened(tmp_path, names).sessions.all()[0].sources
    assert [json.loads(one.text) for one in again] == [
        json.loads(text.replace('"a"', json.dumps('it\'s "b"'))) for text in texts.values()
    ]


@pytest.mark.parametrize("name", ["aidial.config.json", "proxy.config.json", "dial-config.json"])
def test_yaml_that_nobody_has_opened_is_known(name: str, tmp_path: Path) -> None:
    manifest = HOSTS["config-map"]("x", '{"surprise": {}}').replace("aidial.config-x.json", name)
    (tmp_path / "core.yaml").write_text(manifest, "utf-8")
    (tmp_path / "other.yaml").write_text("roles: {a: {}}\n", "utf-8")
    assert [(one.file, one.rule) for one in served(opened(tmp_path, ()))] == [("core.yaml", "unknown-section")]
