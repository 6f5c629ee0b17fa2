"""While somebody types in a YAML file, what is known of the texts in it is what reading the file anew would tell.

While the file is no YAML, the texts are those that were there when it was the last time.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from dial_lsp.project import embedded, yaml_texts
from dial_lsp.project.embedded import embedded_in
from dial_lsp.server.convert import Encoding
from dial_lsp.server.diagnosing import Reports
from dial_lsp.server.workspace import Workspace
from dial_lsp.text import Edit, Source, Span
from tests.support.hosts import HOSTS

if TYPE_CHECKING:
    from dial_lsp.server.session import ProjectSession

CONFIG = """{
  "models": {
    "gpt": {"type": "chat", "endpoint": "https://gpt.svc/chat/completions", "userRoles": ["analyst", "nobody"]},
    "kurz": {"type": "chat", "endpoint": "https://gpt.svc/chat/completions", "displayName": "K\u00fcrzel \U0001f600"}
  },
  "keys": {"%%KEY%%": {"project": "EPAM", "role": "analyst"}},
  "roles": {
    "analyst": {"limits": {"gpt": {"minute": {{ .Values.minute }}}, "gone": {"day": 1}}},
    {{- if .Values.idle }}
    "idle": {}
    {{- end }}
  }
}
"""
PATH, URI = "/nowhere/values.yaml", "file:///nowhere/values.yaml"
STEPS = 4 * int(os.environ.get("DIAL_LSP_KEYSTROKES", "8"))
TYPED = (
    *'{}[]",:x1 \n',
    *'{}[]",:x1 \n',
    "\n      ",
    "\\",
    "'",
    "#",
    "- ",
    ": ",
    "{{",
    "}}",
    "{{ .x }}",
    "%%A%%",
    "\t",
    "//",
    "/* ",
    "\u00e9\U0001f600",
    "\r\n",
    '"roles": {}',
    "more: 1\n",
    "  aidial.config-more.json: |\n",
    "---\n",
)


FILES = {form: make("x", CONFIG) + "\nafterwards:\n  - a: 1\n" for form, make in HOSTS.items()}
FILES["stream"] = "---\n".join(FILES.values())
FILES["shared"] = (
    'x-roles: &roles >-\n  {\n    "roles": {"analyst": {}}\n  }\nx:\n  secrets:\n    aidial.config.json: *roles\n'
    "    aidial.config-x.json:\n      keys: {%%KEY%%: {role: analyst, project: p}}\n"
    "y:\n  secrets:\n    aidial.config.json: *roles\n    aidial.config-y.json: '{\"keys\": {}}'\n"
)


def opened(text: str) -> Workspace:
    workspace = Workspace(Encoding.Utf32)
    workspace.open(types.TextDocumentItem(URI, "yaml", 1, text))
    return workspace


def only_project(workspace: Workspace) -> ProjectSession | None:
    return next(iter(workspace.sessions.open), None)


def known(workspace: Workspace) -> list[Any]:
    """What is known of each text."""
    project = only_project(workspace)
    return [
        (one.path, one.text, host.span, host.name, host.unknown, host.statements, host.source.text)
        for one in (project.sources if project else ())
        if (host := one.host)
    ]


def found(workspace: Workspace) -> Any:
    """What is found in the file."""
    project = only_project(workspace)
    return [report.items for report in Reports(workspace).of(project).values()] if project else []


def typing(rng: random.Random, text: str) -> Edit:
    """Something typed, pasted or deleted, mostly where texts are."""
    at = rng.randrange(len(text) + 1)
    if rng.random() < 0.3:
        marks = [index for index, mark in enumerate(text) if mark in '{}"\n:']
        at = rng.choice(marks) + rng.randrange(2)
    gone = rng.choice((0, 0, 0, 1, 1, 2, 30)) if rng.random() < 0.5 else 0
    return Edit(Span(at, min(at + gone, len(text))), rng.choice(TYPED) if not gone or rng.random() < 0.3 else "")


def typed(workspace: Workspace, edit: Edit) -> str:
    """The text after an edit, which the workspace is told."""
    before = workspace.texts[PATH]
    change = types.TextDocumentContentChangePartial(before.ruler.range(edit.span), edit.text)
    at = types.VersionedTextDocumentIdentifier(before.version + 1, URI)
    workspace.change(types.DidChangeTextDocumentParams(at, [change]))
    return workspace.texts[PATH].text


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", FILES)
def test_what_is_followed_is_what_is_read(form: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is read again after each edit that is not inside a text, or only now and then."""
    rng = random.Random(f"{form} {seed}")
    monkeypatch.setattr("dial_lsp.server.workspace.SHORT", 10_000 if seed == 0 else 0)
    start = FILES[form]
    text, workspace = start, opened(start)
    for _ in range(STEPS):
        if rng.random() < 0.15:
            text = typed(workspace, Edit(Span(0, len(text)), start))
            continue
        text = typed(workspace, typing(rng, text))
        project = only_project(workspace)
        assert project is not None
        if seed and rng.random() < 0.5:
            continue
        workspace.catch_up(project)
        if embedded_in("values.yaml", text).is_yaml:
            fresh = opened(text)
            if fresh.sessions.open:
                assert known(workspace) == known(fresh), repr(text)
                assert found(workspace) == found(fresh), repr(text)


@pytest.mark.parametrize("broken", ["a: [", " b: c", "\t- x", '"', "? : : ?", "{{ if"])
@pytest.mark.parametrize("form", FILES)
def test_texts_stay_while_the_yaml_around_them_is_half_written(form: str, broken: str) -> None:
    workspace = opened(FILES[form])
    names = [one[0] for one in known(workspace)]
    for _ in range(2):
        text = typed(workspace, Edit(Span(0, 0), f"{broken}\n"))
        if (at := text.find("analyst")) >= 0:
            text = typed(workspace, Edit(Span(at, at), "chief-"))
        [project] = workspace.sessions.open
        workspace.catch_up(project)
        assert [one[0] for one in known(workspace)] == names
        assert any("chief-analyst" in one[1] for one in known(workspace)) or at < 0
        assert all(host.source.text == text for source in project.sources if (host := source.host))
    start = FILES[form]
    typed(workspace, Edit(Span(0, len(text)), start))
    assert known(workspace) == known(opened(start))


def test_a_file_becomes_one_of_ours_while_it_is_typed() -> None:
    workspace = opened("")
    for number, mark in enumerate(FILES["values"]):
        typed(workspace, Edit(Span(number, number), mark))
    assert known(workspace) == known(opened(FILES["values"])) != []


def test_typing_in_a_text_reads_no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the file is read once, when somebody wants to know, however much was typed until then."""
    filler = "".join(f"service-{number}: {{enabled: true}}\n" for number in range(1000))
    text = f"{FILES['values']}{filler}"
    assert len(text) > 20_000
    workspace = opened(text)
    [project] = workspace.sessions.open
    reads: list[Source] = []

    def counted(file: Source) -> yaml_texts.Texts:
        reads.append(file)
        return yaml_texts.texts_of(file)

    monkeypatch.setattr(embedded, "texts_of", counted)
    at = text.index('"gpt"')
    for mark in (*' "x": {"y": 1},', "\n          ", *"// {}[", "\n          "):
        typed(workspace, Edit(Span(at, at), mark))
        at += len(mark)
        workspace.catch_up(project)
    assert reads == []
    for mark in "other: 1\n":
        typed(workspace, Edit(Span(0, 0), mark))
    assert reads == []
    workspace.catch_up(project)
    workspace.catch_up(project)
    assert len(reads) == 1
