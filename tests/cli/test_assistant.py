"""What an assistant is answered: by each tool, within bounds, of files of one folder, and over the protocol."""

from __future__ import annotations

import inspect
import json
import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.assistant.asking import MOST, NoAnswerError
from dial_lsp.cli.assistant.tools import Tools
from dial_lsp.cli.main import main
from tests.cli.repositories import CONFIG, WEAK, WIDER, Repository

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = "aidial.config.json"
POLICY = '[[policy]]\nname = "b reaches nothing"\nwho = "role:b"\nreaches-none = "*"\n'
NAMES = ["check", "access", "why", "diff", "test", "explain"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which ``inner`` is the folder of the assistant, with a configuration in both."""
    outer = Repository(tmp_path / "outer")
    outer.commit(
        {FILE: WEAK, f"inner/{FILE}": CONFIG, "inner/dial-policy.toml": POLICY, "secret.json": '{"MARKED": 1}'}
    )
    monkeypatch.chdir(outer.folder / "inner")
    return outer.folder / "inner"


@pytest.fixture
def tools(home: Path) -> Tools:
    return Tools(str(home))


def test_every_tool_answers(tools: Tools, home: Path) -> None:
    (home / FILE).write_text(WIDER)
    assert "Core would load this file." in tools.check()
    assert "key 1 P, role a, role b  limited" in tools.access(to=["m"])
    assert tools.why(["m"], keys=["P"]).startswith('Key 1 (project "P") may call model "m"')
    assert 'widened: model "m": role b may call it' in tools.diff()
    assert 'model "m": role c may call it' in tools.diff(assume=['models.m.userRoles += "c"'])
    assert "b reaches nothing" in tools.test()
    assert tools.explain(["weak-key"]).startswith("# weak-key\n")
    assert (home / FILE).read_text() == WIDER


def test_findings_are_an_answer_and_wrong_words_are_none(tools: Tools, home: Path) -> None:
    (home / FILE).write_text(WEAK)
    assert "warning[weak-key]" in tools.check()
    assert "weak-key" not in tools.check(min_severity="error")
    asks: tuple[tuple[Callable[[], str], str], ...] = (
        (lambda: tools.check(min_severity="high"), "Invalid value for '--min-severity': 'high' is not one of 'error'"),
        (lambda: tools.check(["nothing.json"]), "nothing.json: there is no such file."),
        (lambda: tools.access(to=["n"]), 'nothing that can be called is named "n"'),
        (lambda: tools.explain(["weak-kye"]), 'there is no rule "weak-kye"; did you mean "weak-key"?'),
        (lambda: tools.explain([]), "name a rule."),
        (lambda: tools.why([]), "name what is called, in to."),
        (lambda: tools.diff("nowhere"), 'there is no file "nowhere"; "nowhere" is no revision'),
    )
    for ask, said in asks:
        with pytest.raises(NoAnswerError) as raised:
            ask()
        assert str(raised.value).startswith(said)


OUTSIDE = ["../secret.json", "/etc/passwd", "..", "../outer", "a/../../secret.json", "a\\..\\..\\x", "", "a\0b"]


@pytest.mark.parametrize("path", OUTSIDE)
def test_paths_that_lead_outside_are_refused(tools: Tools, path: str) -> None:
    asks: tuple[Callable[[], str], ...] = (
        lambda: tools.check([path]),
        lambda: tools.access([path]),
        lambda: tools.why(["m"], files=[path]),
        lambda: tools.diff(files=[path]),
        lambda: tools.diff(assume=["del roles"], files=[path]),
        lambda: tools.test([path]),
    )
    for ask in asks:
        with pytest.raises(NoAnswerError, match="is refused"):
            ask()
    if path:
        with pytest.raises(NoAnswerError, match="is refused"):
            tools.test(policy=path)


LEADING = {
    "a link": {"link.json": "->../secret.json"},
    "a linked folder": {"linked": "->.."},
    "a configuration that is a link": {FILE: "->../secret.json"},
    "settings": {"dial-lint.toml": 'files = ["../secret.json"]'},
    "settings that are a link": {
        "dial-lint.toml": "->../dial-lint.toml",
        "../dial-lint.toml": 'files = ["secret.json"]',
    },
    "settings above": {"../dial-lint.toml": 'files = ["secret.json"]', FILE: ""},
    "a Compose file": {
        "compose.yaml": "services: {core: {volumes: ['..:/x'], "
        "environment: {aidial.config.files: '[\"/x/secret.json\"]'}}}"
    },
    "static settings": {"aidial.settings.json": '{"config": {"files": ["../secret.json"]}}'},
    "a policy that is a link": {"dial-policy.toml": "->../secret.json"},
}


@pytest.mark.parametrize("way", LEADING)
def test_nothing_outside_is_read(tools: Tools, home: Path, way: str) -> None:
    """It is so although all of it lies in one repository, which a command of a person may read."""
    for name, text in LEADING[way].items():
        (home / name).unlink(missing_ok=True)
        if text.startswith("->"):
            (home / name).symlink_to(text[2:])
        elif text:
            (home / name).write_text(text)
    names = [name for name in ("link.json", f"linked/{FILE}", "linked") if (home / name).exists()]
    asks: list[Callable[[], str]] = [tools.check, tools.access, tools.diff, tools.test, lambda: tools.why(["*"])]
    asks += [lambda name=name: tools.check([name]) for name in names]  # type: ignore[misc]
    for ask in asks:
        try:
            said = ask()
        except NoAnswerError as error:
            said = str(error)
        assert "MARKED" not in said
        assert "weak-key" not in said


def test_revisions_are_read_of_the_folder_only(tools: Tools, home: Path) -> None:
    repository = Repository(home.parent)
    repository.commit({FILE: CONFIG, "secret.json": '{"MARKED": {}}', f"inner/{FILE}": WIDER})
    assert 'widened: model "m": role b may call it' in tools.diff("HEAD~1")
    assert "secret" not in tools.diff("HEAD~1..HEAD")
    for revision in ("HEAD:secret.json", ":secret.json", "--output=x", "", "-p"):
        with pytest.raises(NoAnswerError, match="a revision is a branch"):
            tools.diff(revision)


def test_options_cannot_be_slipped_in(tools: Tools, home: Path) -> None:
    (home / FILE).write_text(WEAK)
    before = {path: path.read_bytes() for path in home.parent.rglob("*") if path.is_file() and ".git" not in path.parts}
    asks: tuple[Callable[[], str], ...] = (
        lambda: tools.check(["--fix"]),
        lambda: tools.check(select=["weak-key --fix"]),
        lambda: tools.check(min_severity="hint --write-baseline=x"),
        lambda: tools.access(["--format=csv"]),
        lambda: tools.access(to=["m", "--show-secrets"]),
        lambda: tools.explain(["--color=always"]),
        lambda: tools.diff(files=["--format=json=x"]),
        lambda: tools.diff(assume=["--format=json=x"]),
    )
    for ask in asks:
        with pytest.raises(NoAnswerError):
            ask()
    after = {path: path.read_bytes() for path in home.parent.rglob("*") if path.is_file() and ".git" not in path.parts}
    assert after == before


def test_answers_are_bounded(tools: Tools, home: Path) -> None:
    models = {f"model-with-a-name-{at}": {"endpoint": f"http://host-{at}/v1", f"surprise{at}": at} for at in range(900)}
    (home / FILE).write_text(json.dumps({"models": models}, indent=1))
    for said in (tools.check(), tools.access(), tools.why(["*"]), tools.diff(), tools.explain(["weak-key"] * 200)):
        assert MOST * 0.9 < len(said) < MOST + 200
        assert said.endswith("more lines. Ask for less: a file, a rule, a key or a deployment.")


def test_no_secret_is_told(tools: Tools, home: Path) -> None:
    (home / FILE).write_text(WEAK)
    for said in (tools.check(), tools.access(), tools.why(["m"]), tools.diff(), tools.diff(assume=["del roles.a"])):
        assert "proxyKey1" not in said


def test_what_others_set_does_not_change_answers(tools: Tools, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(home / "summary"))
    assert "\x1b" not in tools.check() + tools.diff() + tools.explain(["weak-key"])
    assert not (home / "summary").exists()
    assert os.environ["FORCE_COLOR"] == "1"


def test_every_tool_says_what_its_parameters_are(tools: Tools) -> None:
    assert [tool.__name__ for tool in tools.all] == NAMES
    for tool in tools.all:
        described = (inspect.getdoc(tool) or "") + (inspect.getdoc(tools.check) or "")
        assert [name for name in inspect.signature(tool).parameters if f"{name}" not in described] == []


def test_the_page_tells_of_every_tool_and_the_bound() -> None:
    page = (Path(__file__).parents[2] / "docs" / "assistants.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == NAMES
    assert f"at most {MOST:,} characters" in page


def test_without_the_extra_it_says_what_to_install(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.exists()
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(SystemExit) as raised:
        main(["mcp"])
    assert raised.value.code == 2
    assert capfd.readouterr().err == "Error: this needs the extra mcp: pip install 'dial-lsp[mcp]'\n"


@pytest.mark.asyncio
@pytest.mark.filterwarnings("default")
async def test_a_client_of_the_official_package_is_served(home: Path) -> None:
    """The package is an extra; the checks of CI have it."""
    if not os.environ.get("DIAL_LSP_CI"):
        pytest.importorskip("mcp")
    mcp, stdio = import_module("mcp"), import_module("mcp.client.stdio")
    (home / FILE).write_text(WIDER)
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    server = stdio.StdioServerParameters(
        command=sys.executable, args=["-m", "dial_lsp", "mcp"], cwd=home, env=environment
    )
    async with mcp.Client(server) as client:
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed] == NAMES
        assert all(tool.annotations.read_only_hint and tool.description for tool in listed)
        answers = {
            name: await client.call_tool(name, arguments)
            for name, arguments in {
                "check": {"files": [FILE], "min_severity": "warning"},
                "access": {"to": ["m"]},
                "why": {"to": ["m"], "roles": ["b"]},
                "diff": {},
                "test": {},
                "explain": {"rules": ["weak-key"]},
            }.items()
        }
        assert {name: answer.is_error for name, answer in answers.items()} == dict.fromkeys(NAMES, False)
        assert 'widened: model "m": role b may call it' in answers["diff"].content[0].text
        refused = await client.call_tool("check", {"files": ["../secret.json"]})
        assert refused.is_error
        assert '"../secret.json" is refused' in refused.content[0].text
        unknown = await client.call_tool("check", {"files": "no list"})
        assert unknown.is_error
