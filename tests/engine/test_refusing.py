"""Whoever asks for the verdict alone gets the same one, with the same first place, as from all rules."""

from __future__ import annotations

from random import Random

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.refusing import refusing_rules
from dial_lsp.reports.access.refusal import refusal_of
from dial_lsp.settings import FILE_NAME, parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.rules.test_rules import examples

SEED = 20_26
DAMAGES = ("", "{", "}", '"', ",", "null", "x", ":", "[", "]")


def test_the_verdict_is_that_of_all_rules() -> None:
    random = Random(SEED)
    refused = 0
    for _, _, _, case in examples():
        texts = {path: text for path, text in case.files.items() if path != FILE_NAME}
        for damaged in (texts, {path: _damaged(text, random) for path, text in texts.items()}):
            documents = [parse(Source(path, text)) for path, text in damaged.items()]
            settings = parse_settings(case.settings, FILE_NAME)
            whole = refusal_of(Analysis(documents, settings))
            assert refusal_of(Analysis(documents, settings, rules=refusing_rules())) == whole, damaged
            refused += whole is not None
    assert refused > 100  # so many of either kind that the comparison means something


def _damaged(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(DAMAGES) + text[at + 1 :]
