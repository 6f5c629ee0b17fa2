"""Everything that is said of a file: by every command in every format, by every method of the server."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.access.difference import difference
from dial_lsp.cli.assistant.asking import NoAnswerError
from dial_lsp.cli.assistant.tools import Tools
from dial_lsp.cli.checking import Secrets
from dial_lsp.cli.main import main
from dial_lsp.engine.analysis import Analysis
from dial_lsp.masking.files import masked_in_file
from dial_lsp.project.opened import texts_in
from dial_lsp.reports import FORMATS, merged, render
from dial_lsp.reports.access.answers import Answers
from dial_lsp.reports.access.differences import Differing
from dial_lsp.reports.judged import Judged
from dial_lsp.reports.pages import access as access_page
from dial_lsp.reports.pages import difference as difference_page
from dial_lsp.reports.patch import Side, patch
from dial_lsp.reports.report import Checked, Report
from dial_lsp.rules import all_rules
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.masking.plant import Plant
    from tests.server.raw import RawClient

_WRITTEN_BY_EDITORS = ("newText", "textEdit", "textEditText", "insertText", "edit", "placeholder", "filterText")
"""What an editor puts into the text that it holds already; in no other answer may a secret stand."""


def files_of(plant: Plant) -> dict[str, str]:
    """The files by their paths."""
    return {plant.path: plant.text, **plant.more}


def put(plant: Plant, folder: Path) -> list[str]:
    """Write the files of a plant; the paths that make its project."""
    files = files_of(plant)
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    return [*files, *(["--merge"] if plant.more else [])]


def of_analysis(plant: Plant) -> Iterator[tuple[str, str]]:
    """All of the text as a patch shows it, the merged configuration, and what is said of every finding."""
    documents = [parse(source) for path, text in files_of(plant).items() for source in texts_in(path, text)]
    analysis = Analysis(documents)
    for path, text in files_of(plant).items():
        own = [document for document in documents if document.source.file == path]
        shown = Side(text, masked_in_file(own, analysis.secrecy))
        yield "patch", patch(path, Side("", ()), shown).text
    yield "render", merged.render(analysis.config)
    sources = tuple(document.source for document in documents)
    checked = Checked(sources, analysis.diagnostics, "accepts", Secrets(analysis))
    for name in ("text", "json"):
        yield f"report {name}", render(name, Report((checked,)))
    access = analysis.access
    answers = Answers(access, (*access.keys, *access.roles, access.everyone), access.objects)
    yield "access page", str(access_page.described(answers))
    nothing = Analysis([parse(Source("empty.json", "{}"))]).access
    for before, after in ((nothing, access), (access, nothing)):
        one = Differing(("old.json",), ("new.json",), difference(before, after))
        yield "difference page", str(difference_page.described([one], "", Judged()))
    yield "anchors", str([(one.pointer, one.anchor) for one in analysis.diagnostics])


def of_check(plant: Plant, folder: Path) -> Iterator[tuple[str, str]]:
    """A check in all formats at once, each to a file of its own."""
    paths = put(plant, folder)
    reports = [f"--format={name}=report.{name}" for name in FORMATS if name != "text"]
    yield "check", run(folder, "check", "--format=text", *reports, *paths)
    for name in FORMATS:
        report = folder / f"report.{name}"
        if report.exists():
            yield f"check --format {name}", report.read_text(encoding="utf-8")
            report.unlink()


POLICIES = """
[[policy]]
name = "Nobody reaches anything"
on = "*"
only = "role:nobody"
[[policy]]
name = "Nobody costs anything"
spends-at-most = { day = "0 USD" }
[[policy]]
use = "goes-only-to"
on = "*"
hosts = ["nowhere"]
[[policy]]
use = "keys-have-addresses"
"""


def of_commands(plant: Plant, folder: Path) -> Iterator[tuple[str, str]]:
    """What every other command says and writes, except for the files that it was given to change."""
    paths = put(plant, folder)
    rules = ",".join(rule.name for rule in all_rules())
    for words in (
        ("check", "--diff"),
        ("check", "--diff", f"--fix={rules}"),
        ("format", "--diff"),
        ("render",),
        ("render", "--origin"),
        ("access",),
        ("access", "--why"),
        ("access", "--format=json"),
        ("access", "--format=csv"),
        ("access", "--format=markdown"),
        ("access", "--spend"),
        ("access", "--spend", "--format=json"),
        ("access", "--format=html"),
        ("access", "--spend", "--format=html"),
        ("init", "--print"),
    ):
        its_paths = [path for path in paths if words[0] not in ("format", "init") or path != "--merge"]
        yield " ".join(words)[:40], run(folder, *words, *its_paths)
    for alone in (("settings",), ("explain", "weak-key"), ("rules",), ("keygen",), ("completion", "bash")):
        yield alone[0], run(folder, *alone)
    (folder / "empty.json").write_text("{}")
    both = ",".join(path for path in paths if path != "--merge")
    for style in ("text", "json", "markdown", "html"):
        yield (
            f"diff {style}",
            run(folder, "diff", f"--format={style}", "empty.json", both),
        )
    assumed = ("--assume", "del roles", "--assume", "del keys[#1]", "--assume", f'roles.new = "{plant.words[0]}"')
    for style in ("text", "json", "markdown", "html"):
        yield f"diff assume, {style}", run(folder, "diff", f"--format={style}", both, both, *assumed)
    (folder / "dial-policy.toml").write_text(POLICIES)
    for style in ("text", "json", "junit", "sarif", "markdown", "github"):
        yield f"test {style}", run(folder, "test", f"--format={style}", "--date=2026-01-01", *paths)
    yield "initial policies", run(folder, "test", "--init", *paths)
    yield "coverage", run(folder, "test", "--coverage", "--date=2026-01-01", *paths)
    yield "baseline", run(folder, "check", "--write-baseline=known.json", *paths) + _text(folder / "known.json")
    yield "known", run(folder, "check", "--baseline=known.json", *paths)
    (folder / "dial-lint.toml").write_text('comments = "none"\n')
    yield "ignores", run(folder, "check", "--add-ignores=for now", *paths) + _text(folder / "dial-lint.toml")
    (folder / "dial-lint.toml").unlink(missing_ok=True)
    yield "fix", run(folder, "check", "--fix", *paths)
    put(plant, folder)
    yield "fix all", run(folder, "check", f"--fix={rules}", *paths)
    for path in folder.iterdir():
        path.unlink()


def of_changes(plant: Plant, folder: Path) -> Iterator[tuple[str, str]]:
    """What is said of a change that brings the files, and an ignore beside them, into a repository."""
    folder.mkdir(exist_ok=True)
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.com", "-c", "commit.gpgsign=false"]
    if not (folder / ".git").exists():
        subprocess.run([*git, "init", "--quiet"], cwd=folder, check=True)
        subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "x"], cwd=folder, check=True)
    paths = put(plant, folder)
    secret = json.dumps(plant.words[0])
    ignore = f'[[ignore]]\nrule = "weak-key"\nkey = {secret}\nreason = {secret}\n'
    (folder / "dial-lint.toml").write_text(ignore)
    for style in ("text", "json", "markdown", "html"):
        yield f"diff of a change, {style}", run(folder, "diff", "HEAD", f"--format={style}", *paths)
    for style in ("text", "json", "markdown", "html", "github"):
        yield f"check of a change, {style}", run(folder, "check", "--judge-by=HEAD", f"--format={style}", *paths)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()


def of_assistant(plant: Plant, folder: Path) -> Iterator[tuple[str, str]]:
    """What an assistant is told by every tool."""
    paths = [path for path in put(plant, folder) if path != "--merge"]
    before = Path.cwd()
    os.chdir(folder)
    merge, secret = bool(plant.more), plant.words[0]
    tools = Tools(str(folder))
    calls: tuple[Callable[[], str], ...] = (
        lambda: tools.check(paths, merge),
        lambda: tools.access(paths, merge),
        lambda: tools.access(paths, merge, keys=[secret]),
        lambda: tools.access(paths, merge, to=[secret]),
        lambda: tools.why(["*"], files=paths, merge=merge),
        lambda: tools.diff(assume=["del keys", "roles.a = {}"], files=paths[:1]),
        lambda: tools.diff(assume=[f"del keys.{secret}"], files=paths[:1]),
        lambda: tools.test(paths, merge),
    )
    try:
        for number, call in enumerate(calls):
            try:
                yield f"tool {number}", call()
            except NoAnswerError as error:
                yield f"tool {number}", str(error)
    finally:
        os.chdir(before)
    for path in folder.iterdir():
        path.unlink()


def of_server(plant: Plant, client: RawClient, number: int) -> Iterator[tuple[str, str]]:
    """What the server answers and tells of its own accord, method by method."""
    name = "aidial.config.json" if plant.path.endswith(".json") else plant.path
    uri = f"file:///nowhere/{number}/{name}"
    text = {"uri": uri}
    del client.received[:]
    client.open(uri, plant.text, "json" if name.endswith(".json") else "yaml")
    lines = plant.text.split("\n")
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
    found = client.request("textDocument/diagnostic", textDocument=text)
    yield "diagnostic", str(found)
    items = (found.get("result") or {}).get("items", [])
    for method, more in (
        ("documentSymbol", {}),
        ("documentLink", {}),
        ("foldingRange", {}),
        ("codeLens", {}),
        ("semanticTokens/full", {}),
        ("inlayHint", {"range": whole}),
        ("formatting", {"options": {"tabSize": 2, "insertSpaces": True}}),
        ("codeAction", {"range": whole, "context": {"diagnostics": items}}),
    ):
        answer = client.request(f"textDocument/{method}", textDocument=text, **more)
        yield method, str(shown(answer))
        if method == "codeLens":
            for lens in (answer.get("result") or [])[:5]:
                yield "codeLens/resolve", str(shown(client.request("codeLens/resolve", **lens)))
    yield "workspace/symbol", str(client.request("workspace/symbol", query=""))
    for command in ("showAccess", "renderMerged", "showSettings", "why"):
        asked = client.request("workspace/executeCommand", command=f"dial-lint.{command}", arguments=[uri])
        yield command, str(asked)
    yield "status", str(client.request("dial-lint/status", uri=uri))
    for line, character in places(plant, lines):
        position = {"line": line, "character": character}
        asked_for: tuple[tuple[str, dict[str, Any]], ...] = (
            ("hover", {}),
            ("completion", {}),
            ("definition", {}),
            ("references", {"context": {"includeDeclaration": True}}),
            ("documentHighlight", {}),
            ("prepareRename", {}),
            ("rename", {"newName": "other"}),
            ("prepareCallHierarchy", {}),
            ("linkedEditingRange", {}),
        )
        for method, parameters in asked_for:
            answer = client.request(f"textDocument/{method}", textDocument=text, position=position, **parameters)
            yield method, str(shown(answer))
            for item in (answer.get("result") or []) if method == "prepareCallHierarchy" else []:
                for way in ("incomingCalls", "outgoingCalls"):
                    yield way, str(client.request(f"callHierarchy/{way}", item=item))
    client.notify("textDocument/didClose", textDocument=text)
    yield "all else", str([shown(message) for message in client.received if "method" in message])


def places(plant: Plant, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where the secret stands, and where the names around it do."""
    for number, line in enumerate(lines):
        at = line.find(plant.words[0])
        if at >= 0:
            yield number, at + 1
            yield number, max(line.find('"') + 1, 0)
            return


def shown(answer: Any) -> Any:
    """An answer without what an editor only writes."""
    if isinstance(answer, dict):
        return {name: shown(value) for name, value in answer.items() if name not in _WRITTEN_BY_EDITORS}
    return [shown(value) for value in answer] if isinstance(answer, list) else answer


def run(folder: Path, *arguments: str) -> str:
    """What a command prints, on both streams."""
    kept, before = (sys.stdout, sys.stderr, sys.stdin), Path.cwd()
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    sys.stdout, sys.stderr = streams
    os.chdir(folder)
    try:
        main(list(arguments))
    except SystemExit:
        pass
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept
        os.chdir(before)
    said = ""
    for stream in streams:
        stream.flush()
        said += stream.buffer.getvalue().decode()
    assert "Traceback" not in said, said
    return said


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
