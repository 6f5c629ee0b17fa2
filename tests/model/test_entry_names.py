"""Names of which there is something to say, and names of which there is nothing."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dial_lsp.model.entries import TYPES
from dial_lsp.model.entry_names import fault_of
from dial_lsp.schema.versions import LATEST

SOUND = st.text(string.ascii_letters + string.digits + "._:@[]()-", min_size=1)
SECTIONS = st.sampled_from([section for section in TYPES if section != "toolsets"])


@given(SECTIONS, SOUND)
def test_plain_names_have_no_fault(section: str, name: str) -> None:
    assert fault_of(section, name, LATEST) is None


@given(SOUND, st.sampled_from(" \t\n/%?#;\\é+\u200b\u00ad"), SOUND)
def test_any_other_character_is_a_fault(start: str, other: str, end: str) -> None:
    assert fault_of("models", start + other + end, LATEST) is not None


@pytest.mark.parametrize(
    ("section", "name", "fault"),
    [
        ("models", "models/bucket/x", "reserved"),
        ("keys", "keys/bucket/x", "reserved"),
        ("keys", "a b/é", None),
        ("models", "a/b", "slash"),
        ("toolsets", "a.b", "toolset"),
        ("toolsets", "ab", None),
        ("models", "", "blank"),
        ("models", "a\u200b", "invisible"),
        ("models", "a\n", "invisible"),
        ("models", " a", "padded"),
        ("models", "a%", "encode"),
        ("roles", "a%", None),
        ("roles", "é", "unmigratable"),
    ],
)
def test_the_worst_fault_is_told(section: str, name: str, fault: str | None) -> None:
    assert fault_of(section, name, LATEST) == fault
