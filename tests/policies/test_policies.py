"""Each case is a policy file; beside it stands all that is said of it over ``config.json``."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.reading import SELECTORS, read_policies, schema
from dial_lsp.policies.running import run
from dial_lsp.policies.statements import STATEMENTS
from dial_lsp.reports.policies import text
from dial_lsp.reports.policies.verdicts import Verdicts
from dial_lsp.syntax import parse
from dial_lsp.text import Source

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.toml"), key=lambda path: path.stem)
TODAY = date(2026, 11, 30)


def access_of(config: str) -> Access:
    return Access(Config.of([parse(Source("config.json", config))]))


def told(policies: str, name: str = "dial-policy.toml") -> str:
    access = access_of((HERE / "config.json").read_text(encoding="utf-8"))
    report = run(read_policies(Source(name, policies)), access, TODAY)
    return "".join(text.render(Verdicts(report, access, None, TODAY), color=False))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_a_policy_file_gives_what_stands_beside_it(case: Path) -> None:
    shown = told(case.read_text(encoding="utf-8"), case.name)
    expected = case.with_suffix(".txt")
    if "UPDATE_EXPECTED" in os.environ:
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


def test_every_statement_and_invariant_has_a_case_that_holds_and_one_that_fails() -> None:
    both = "".join(case.read_text(encoding="utf-8") for case in CASES)
    for name in (*STATEMENTS, *INVARIANTS):
        assert f"{name} =" in both or f'"{name}"' in both, name


@pytest.mark.parametrize(("addresses", "holds"), [([], True), (["10.0.0.0/8"], False)])
def test_a_key_that_works_from_nowhere_administrates_nothing(addresses: list[str], holds: bool) -> None:  # noqa: FBT001
    key = {"project": "P", "roles": ["admin"], "allowedIpAddressRanges": addresses}
    policies = read_policies(Source("dial-policy.toml", '[[policy]]\nuse = "no-administrators"\n'))
    assert run(policies, access_of(json.dumps({"keys": {"made-up": key}})), TODAY).holds is holds


def test_who_cannot_spend_because_every_call_fails_spends_within_a_limit() -> None:
    """Core compares the limits of two roles, and one of them is null."""
    roles = {"a": {"costLimit": {"day": None}}, "b": {"costLimit": {"day": 1}}}
    config = {"roles": roles, "keys": {"made-up": {"project": "P", "roles": ["a", "b"]}}}
    policies = '[[policy]]\nname = "Little"\nwho = "key:P"\ncost-limit = { day = "5 USD" }\n'
    assert access_of(json.dumps(config)).cost(access_of(json.dumps(config)).keys[0]).fails
    assert run(read_policies(Source("dial-policy.toml", policies)), access_of(json.dumps(config)), TODAY).holds


def test_the_schema_names_what_is_read() -> None:
    members = schema()["$defs"]["policy"]["properties"]
    known = {*SELECTORS, *STATEMENTS, "name", "use", "may-be-empty", "except"}
    known |= {name for each in INVARIANTS.values() for name in (*each.needs, *each.may)}
    assert set(members) == known
    assert json.dumps(schema())


def test_a_remedy_is_told_only_if_it_breaks_no_other_policy() -> None:
    narrow = '[[policy]]\nname = "Only analysts"\non = "model:gpt-4"\nonly = "role:analyst"\n'
    assert 'Fix: models["gpt-4"].userRoles -= "support"' in told(narrow)
    wide = '[[policy]]\nname = "The desk works"\nwho = "role:support"\nreaches = "model:gpt-4"\n'
    assert "Fix:" not in told(narrow + wide)
