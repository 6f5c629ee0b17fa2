"""What is told of hostile files is bounded, and so are the steps it takes: counted, for files of growing size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from benchmarks import hostile, hostile_beside
from dial_lsp.access import route_order
from dial_lsp.cli.main import dial_lint
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.engine import telling
from dial_lsp.engine.analysis import Analysis
from dial_lsp.masking.secrecy import Secrecy
from dial_lsp.model.place import Place
from dial_lsp.names.renaming import corrections, renamed
from dial_lsp.project import embedded
from dial_lsp.project.embedded import embedded_in
from dial_lsp.rules.applications import circular_dependency
from dial_lsp.rules.limits import unused_limit
from dial_lsp.settings import Settings, parse_settings
from dial_lsp.settings.choices import RuleChoice
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.support.steps import calls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dial_lsp.model.change import Change
    from dial_lsp.rulekit.rule import Offer


def checked(text: str, settings: Settings | None = None) -> Analysis:
    return Analysis([parse(Source("aidial.config.json", text))], settings)


MOST = 50


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer findings are told, which takes less time."""
    assert telling.MOST == 10_000
    monkeypatch.setattr(telling, "MOST", MOST)
    monkeypatch.setattr(route_order, "_MOST_STEPS", 2_000)
    monkeypatch.setattr(route_order, "_MOST_NEAR", 20)


def unknown_sections(count: int) -> str:
    return json.dumps({"roles": {}, **{f"x{number}": 0 for number in range(count)}})


@pytest.mark.usefixtures("few")
def test_all_findings_are_told_as_long_as_they_are_not_too_many() -> None:
    assert len(checked(unknown_sections(MOST)).diagnostics) == MOST


@pytest.mark.usefixtures("few")
def test_of_too_many_findings_one_counts_the_rest() -> None:
    *told, last = checked(unknown_sections(MOST + 1234)).diagnostics
    assert [one.rule for one in told] == ["unknown-section"] * MOST
    assert (last.rule, last.severity, last.message) == (
        "more-findings",
        Severity.WARNING,
        "1,234 more findings in this file are left out: 1,234 warnings",
    )


@pytest.mark.usefixtures("few")
def test_the_summary_counts_findings_and_says_that_there_are_more(tmp_path: Path) -> None:
    path = tmp_path / "aidial.config.json"
    path.write_text(unknown_sections(MOST + 2), encoding="utf-8")
    said = CliRunner().invoke(dial_lint, ["check", "--no-config", str(path)]).stdout
    assert f"\nFound {MOST} warnings in 1 file (more are left out).\n" in said


@pytest.mark.usefixtures("few")
def test_the_worst_findings_are_told_and_count() -> None:
    text = unknown_sections(MOST + 1)[:-1] + ', "keys": {"k": {"surprise": 1}}}'
    analysis = checked(text)
    assert analysis.verdict == "rejects"
    assert "unknown-field" in {one.rule for one in analysis.diagnostics}
    assert [one.impact for one in analysis.diagnostics if one.rule == "more-findings"] == [Impact.NO_EFFECT]


@pytest.mark.usefixtures("few")
def test_what_is_off_does_not_count() -> None:
    settings = Settings(rules=(RuleChoice("unknown-section", "off"),))
    assert not checked(unknown_sections(MOST + 1), settings).diagnostics


KINDS = [
    hostile.routes,
    hostile.misspelt_names,
    hostile.duplicate_sections,
    hostile.duplicate_members,
    hostile.duplicate_fields,
    hostile.syntax_errors,
    hostile.usual_errors,
    hostile.conflicts,
    hostile.stray_marks,
    hostile.nothing_but_nul,
    hostile.weak_keys,
    hostile.keys_alike,
    hostile.suppressions,
    hostile.suppressions_on_one_line,
    hostile.unknown_fields,
    hostile.unknown_sections,
    hostile.misspelt_upstreams,
    hostile.quotes,
    hostile.passwords_in_a_text,
    hostile.numbers,
    hostile.undeclared_roles,
    hostile.secrets_in_comments,
    hostile.unlike_upstreams,
    hostile.circles,
    hostile.deep_defaults,
    hostile.secrets_in_json,
    hostile.names_in_a_suppression,
    hostile.address_ranges,
]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_steps_grow_no_faster_than_the_file(kind: Callable[[int], str]) -> None:
    def check(count: int) -> int:
        text = kind(count)
        return calls(lambda: checked(text).diagnostics)

    check(20)  # what is made once
    small, large = check(60), check(240)
    assert large <= 4 * small * 1.25


def test_a_fix_deletes_as_many_limits_of_one_role_as_can_be_read_again_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def deleted(count: int) -> list[str]:
        found = checked(hostile.unused_limits_of_one_role(count)).diagnostics
        return [fix.title for one in found if one.rule == "unused-limit" for fix in one.fixes]

    monkeypatch.setattr(unused_limit, "MOST_READ", 9)
    assert deleted(3) == ['Delete the limits for "m0", "m1", "m2"']
    assert deleted(4) == ['Delete the limits for "m0", "m1"']
    assert deleted(10) == ['Delete the limit for "m0"']


@pytest.mark.parametrize("narrowed", ["pointer", "path", "key"])
def test_steps_grow_no_faster_than_the_ignores_of_the_settings(narrowed: str) -> None:
    def check(count: int) -> int:
        models = {f"m{number}": {"type": "chat", "endpoint": "http://m", "x": 1} for number in range(count)}
        keys = {f"k{number}": {"project": f"P{number}", "x": 1} for number in range(count)}
        text = json.dumps({"models": models, "keys": keys})
        written = {
            "pointer": 'pointer = "/models/m{}/x"',
            "path": 'path = "{}.json"',
            "key": 'key = "P{}"',
        }[narrowed]
        ignores = (f'[[ignore]]\nrule = "unknown-field"\n{written.format(n)}\nreason = "r"\n' for n in range(count))
        settings = parse_settings("".join(ignores), "dial-lint.toml")
        return calls(lambda: checked(text, settings).diagnostics)

    check(20)  # what is made once
    small, large = check(60), check(240)
    assert large <= 4 * small * 1.25


def test_steps_to_rename_grow_no_faster_than_the_uses_of_a_name() -> None:
    def rename(count: int) -> int:
        model = {"type": "chat", "endpoint": "http://m", "userRoles": ["r"]}
        text = json.dumps({"roles": {"r": {}}, "models": {f"m{number}": model for number in range(count)}})
        analysis = checked(text)
        references, entry = analysis.references, analysis.config.sections["roles"].every["r"]
        changes: list[Change] = []
        steps = calls(lambda: changes.extend(renamed(references, entry, "s")))
        assert len(changes) == 1 + count
        return steps

    small, large = rename(60), rename(240)
    assert large <= 4 * small * 1.25


def test_steps_to_correct_names_grow_no_faster_than_their_list() -> None:
    def correct(count: int) -> int:
        dependencies = [f"m{number}" for number in range(count)]
        text = json.dumps({"applications": {"a": {"endpoint": "http://a", "dependencies": dependencies}}})
        entry = checked(text).config.sections["applications"].every["a"]
        places = [Place(entry, ("dependencies", number)) for number in range(count)]
        offers: list[Offer] = []
        steps = calls(lambda: offers.extend(one for at in places for one in corrections(at, ["m0", "n"])))
        assert [one.title for one in offers[:2]] == ['Delete this name: "m0" is in the list already', 'Write "n"']
        return steps

    small, large = correct(60), correct(240)
    assert large <= 4 * small * 1.25


@pytest.mark.parametrize(
    ("command", "kind", "name", "beside"),
    [
        (("diff", "before.json"), hostile.other_upstreams, "before.json", hostile.upstreams),
        (("test",), hostile.guarded_models, "dial-policy.toml", lambda _: hostile_beside.policies(5)),
        (("test",), hostile.guarded_models, "dial-policy.toml", hostile_beside.exceptions),
        (("test",), hostile.guarded_models, "dial-policy.toml", hostile_beside.callers),
    ],
    ids=["diff", "test", "exceptions", "callers"],
)
def test_steps_of_commands_that_read_another_file_grow_no_faster_than_the_files(  # noqa: PLR0913, PLR0917 -- two files
    command: tuple[str, ...],
    kind: Callable[[int], str],
    name: str,
    beside: Callable[[int], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(count: int) -> int:
        (tmp_path / name).write_text(beside(count))
        (tmp_path / "config.json").write_text(kind(count))
        return calls(lambda: CliRunner().invoke(dial_lint, [*command, "config.json"]))

    monkeypatch.chdir(tmp_path)
    run(20)  # what is made once
    small, large = run(60), run(240)
    assert large <= 4 * small * 1.25


def test_steps_grow_no_faster_than_a_file_of_many_manifests() -> None:
    def read(count: int) -> int:
        one = "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{}}}\ndata:\n  aidial.config.json: |\n    {{}}\n"
        text = "---\n".join(map(one.format, range(count)))
        return calls(lambda: embedded_in("all.yaml", text))

    read(20)  # what is made once
    small, large = read(60), read(240)
    assert large <= 4 * small * 1.25


def test_configurations_of_one_file_are_bounded_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"a{number}:\n  aidial.config.json: '{{}}'\n" for number in range(50))
    monkeypatch.setattr(embedded, "_MOST_HELD", 10 * len(text) + 10)
    found = embedded_in("values.yaml", text)
    assert len(found.configs) == 10
    assert found.broken is not None
    assert found.broken.reason == "a file of this length may hold 10 configurations; those from here on are not read"
    assert text.startswith("'{}'", found.broken.at)


def test_an_alias_of_a_configuration_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = hostile_beside.aliased_configurations(50)
    monkeypatch.setattr(embedded, "_MOST_HELD", 10 * len(text) + 10)
    found = embedded_in("values.yaml", text)
    assert len(found.configs) == 10
    assert found.broken is not None
    assert found.broken.reason == "a file of this length may hold 10 configurations; those from here on are not read"


def test_of_too_many_circles_the_last_says_that_there_are_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circular_dependency, "MOST_PASSED", 20)
    *told, last = [one.message for one in checked(hostile.circles(50)).diagnostics if one.rule == "circular-dependency"]
    assert all(" depends on " in one for one in told)
    assert last == "further circles of dependencies are left out: they are too many to look for at once"


def test_steps_to_find_secrets_grow_no_faster_than_a_damaged_file() -> None:
    def look(count: int) -> int:
        document = parse(Source("aidial.config.json", hostile.syntax_errors(count)))
        return calls(lambda: Secrecy([document]).wording)

    look(20)  # what is made once
    small, large = look(60), look(240)
    assert large <= 4 * small * 1.25
