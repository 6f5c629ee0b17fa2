"""What we say of Helm values that people have published, beside what Core says of the JSON in them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.project.embedded import embedded_in
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT = "epam__ai-dial-core__helm__development.yaml@c44f5b1.yaml"
"""The one that keeps its configuration in a vault."""


def test_every_file_with_a_configuration_is_read(shared: Path) -> None:
    found = {path.name: embedded_in(path.name, path.read_text("utf-8")) for path in files(shared)}
    assert [name for name, one in found.items() if one.broken] == []
    assert [name for name, one in found.items() if not one.configs] == [WITHOUT]
    assert {source.host.name for one in found.values() for source in one.sources if source.host} == {
        'core.secrets."aidial.config.json"'
    }


def test_the_text_in_a_file_is_the_text_that_was_cut_out_of_it(shared: Path) -> None:
    compared = 0
    for path in files(shared):
        cut = path.with_name(
            re.sub(r"\.yaml@(\w+)\.yaml$", r".yaml#core.secrets.aidial.config.json@\1.json", path.name)
        )
        if cut.exists():
            (source,) = embedded_in(path.name, path.read_text("utf-8")).sources
            assert json.loads(source.text) == json.loads(cut.read_text("utf-8"))
            compared += 1
    assert compared > 0


def test_the_verdict_is_that_of_the_json(shared: Path) -> None:
    verdicts = [json.loads(line) for line in (shared / "corpus/verdicts.jsonl").read_text("utf-8").splitlines()]
    for one in verdicts:
        name, mark, _ = one["file"].partition("#")
        for path in shared.glob(f"corpus/{name}@*.yaml") if mark else ():
            (source,) = embedded_in(path.name, path.read_text("utf-8")).sources
            text = (shared / "corpus" / one["file"]).read_text("utf-8")
            if json.loads(source.text) == json.loads(text):
                assert Analysis([parse(source)]).verdict == one["2026"], path.name


def test_a_finding_in_yaml_is_the_finding_in_the_json_but_for_placeholders(shared: Path) -> None:
    for path in files(shared):
        for source in embedded_in(path.name, path.read_text("utf-8")).sources:
            alone = Analysis([parse(Source("aidial.config.json", source.text))])
            inside = Analysis([parse(source)])
            told = {(one.rule, one.pointer) for one in inside.diagnostics}
            more = {(one.rule, one.pointer) for one in alone.diagnostics} - told
            assert told <= {(one.rule, one.pointer) for one in alone.diagnostics}
            assert {rule for rule, _ in more} <= {"unfilled-placeholder", "weak-key/placeholder", "weak-key"}, path.name


def test_a_place_in_a_file_is_the_right_text(shared: Path) -> None:
    for path in files(shared):
        text = path.read_text("utf-8")
        for source in embedded_in(path.name, text).sources:
            for one in Analysis([parse(source)]).diagnostics:
                start, end = one.location.span
                assert one.location.source.text == text
                assert text[start:end] == source.text[start:end] != ""


def files(shared: Path) -> list[Path]:
    return sorted((shared / "corpus").glob("*.yaml"))
