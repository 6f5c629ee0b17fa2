"""Two versions of a file that are read together are read as each of them alone."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.difference import difference
from dial_lsp.cli.reading import Answerable, relation_of, relations_of
from dial_lsp.reports.access import difference_json, difference_text
from dial_lsp.settings import Settings
from dial_lsp.text import Source
from tests.access.configs import policies, whole_policies

damage = st.sampled_from(("", "{", "}", ",", "null"))


@settings(max_examples=60, deadline=None)
@given(*[policies | whole_policies] * 2, damage, st.integers(0, 400))
def test_what_both_have_is_read_once_and_makes_no_difference(
    old: dict[str, Any], new: dict[str, Any], damaged: str, at: int
) -> None:
    text = json.dumps(new, indent=1)
    sources = [Source("old.json", json.dumps(old, indent=1)), Source("new.json", text[:at] + damaged + text[at:])]
    together = relations_of(sources[:1], sources[1:], Settings())
    alone = tuple(relation_of([source], Settings()) for source in sources)
    assert told(*together) == told(*alone)


def told(old: Answerable, new: Answerable) -> list[str]:
    """The reports of a difference."""
    found, refusals = difference(old[0], new[0]), (old[1], new[1])
    return [*difference_json.render(found, refusals), *difference_text.render(found, refusals, color=False)]
