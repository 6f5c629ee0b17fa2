"""Where damaged text is too long to be read, completion does not read it either."""

from __future__ import annotations

from benchmarks import hostile
from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.completion import Completions, completion
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.support.steps import calls

FEW, MANY = 100, 60_000  # the grammar reads 150,000 words and marks


def test_completion_is_asked_nothing_of_what_the_grammar_does_not_read() -> None:
    def complete(count: int) -> tuple[int, Completions]:
        text = hostile.syntax_errors(count)
        analysis = Analysis([parse(Source("aidial.config.json", text))])
        at = text.index('"r7"') + 2
        found: list[Completions] = []
        steps = calls(lambda: found.append(completion(analysis, "aidial.config.json", at)))
        return steps, found[0]

    complete(FEW)  # what is made once
    few, _ = complete(FEW)
    many, found = complete(MANY)
    assert many < few
    assert found == Completions((), incomplete=False)
