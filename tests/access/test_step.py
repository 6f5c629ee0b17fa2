"""A step finds what a comparison of everything finds, and a value that is exchanged is what the file would say."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.difference import difference
from dial_lsp.access.step import Steps
from dial_lsp.engine.fixes import changed, edits_of
from dial_lsp.model.exchange import exchanged
from dial_lsp.policies.mutants import mutants
from tests.access.configs import access_of, policies, whole_policies

configs = st.one_of(whole_policies, policies, st.builds(lambda one, other: {**one, **other}, whole_policies, policies))


@settings(max_examples=60, deadline=None)
@given(configs)
def test_an_exchanged_value_is_what_a_file_would_say(config: dict[str, Any]) -> None:
    access = access_of(config)
    for mutant in mutants(access):
        made = exchanged(access.config, mutant.change)
        read = changed(access.config, edits_of(access.config, [mutant.change]))
        assert made is not None
        assert [(one.section, one.name, one.value) for one in made.entries()] == [
            (one.section, one.name, one.value) for one in read.entries()
        ]


@settings(max_examples=60, deadline=None)
@given(configs)
def test_a_step_has_the_changes_of_the_whole_difference(config: dict[str, Any]) -> None:
    access = access_of(config)
    steps, kept = Steps(access), access.kept
    for mutant in mutants(access):
        made = exchanged(access.config, mutant.change)
        assert made is not None
        step = steps.to(access.after(made, kept))
        if step is not None:
            whole = difference(access, access_of(config).after(made)).changes
            assert {repr(one) for one in step.changes()} == {repr(one) for one in whole}
