"""Which statements policies would notice: pinned, asked or free, and nothing that changes no answer."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.difference import difference
from dial_lsp.engine.fixes import changed, edits_of
from dial_lsp.policies.coverage import coverage, coverage_in_steps
from dial_lsp.policies.mutants import mutants
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.text import Source
from tests.access.configs import access_of, whole_policies
from tests.access.configs import policies as grant_policies

if TYPE_CHECKING:
    from dial_lsp.access import Access

TODAY = date(2026, 11, 30)
CONFIG: dict[str, Any] = {
    "models": {
        "gpt-4": {
            "type": "chat",
            "endpoint": "http://adapter/chat/completions",
            "userRoles": ["analyst", "support"],
            "interceptors": ["guard"],
            "pricing": {"unit": "token", "prompt": "0.1"},
        },
        "open": {"type": "chat", "endpoint": "http://adapter/chat/completions"},
    },
    "interceptors": {"guard": {"endpoint": "http://adapter/guard"}},
    "routes": {
        "one": {"paths": ["/x"], "response": {"status": 200}},
        "two": {"paths": ["/x"], "response": {"status": 200}},
    },
    "roles": {
        "analyst": {"limits": {"gpt-4": {"day": 5}}, "costLimit": {"day": 5}},
        "unused": {"limits": {"no": {"day": 1}}},
    },
    "keys": {"secret-1": {"project": "P", "roles": ["analyst"], "allowedIpAddressRanges": ["10.0.0.0/8"]}},
}


def fates(policies: str, access: Access) -> dict[str, str]:
    report = run(read_policies(Source("dial-policy.toml", policies)), access, TODAY)
    assert report.holds
    return {each.mutant.could: each.fate for each in coverage(report, access, TODAY).tried}


def test_every_statement_that_decides_something_is_changed() -> None:
    assert list(fates("", access_of(CONFIG))) == [
        'anybody could be let into model "gpt-4"',
        'role "analyst" could lose model "gpt-4"',
        'role "support" could lose model "gpt-4"',
        'nobody could call model "gpt-4" any more',
        'calls of model "gpt-4" could pass by interceptor "guard"',
        'model "gpt-4" could lose its price, so that no spending counts',
        'nobody could call model "open" any more',
        'nobody could call route "one" any more',
        'nobody could call route "two" any more',
        'the day limit of role "analyst" for "gpt-4" could be ten times as high',
        'the day limit of role "analyst" for "gpt-4" could go',
        'the day costLimit of role "analyst" could be ten times as high',
        'the day costLimit of role "analyst" could go',
        'key 1 (project "P") could lose role "analyst"',
        'key 1 (project "P") could be used from anywhere',
        'route "two" could be tried before all others',
    ]


def test_a_policy_pins_what_would_break_it_and_asks_for_what_it_looks_at() -> None:
    policies = '[[policy]]\nname = "P"\nwho = "key:P"\nreaches = "model:gpt-4"\nat-least = { day = 2 }\n'
    found = fates(policies, access_of(CONFIG))
    assert [could for could, fate in found.items() if fate == "pinned"] == [
        'role "analyst" could lose model "gpt-4"',
        'nobody could call model "gpt-4" any more',
        'key 1 (project "P") could lose role "analyst"',
    ]
    assert [could for could, fate in found.items() if fate == "asked"] == [
        'anybody could be let into model "gpt-4"',
        'calls of model "gpt-4" could pass by interceptor "guard"',
        'the day limit of role "analyst" for "gpt-4" could be ten times as high',
        'the day limit of role "analyst" for "gpt-4" could go',
        'the day costLimit of role "analyst" could be ten times as high',
        'the day costLimit of role "analyst" could go',
        'key 1 (project "P") could be used from anywhere',
    ]


def test_exact_policies_pin_grants_and_limits() -> None:
    policies = """
[[policy]]
name = "Exactly these"
on = "model:gpt-4"
only = ["role:analyst", "role:support"]
[[policy]]
name = "At most"
who = "role:analyst"
reaches = "model:gpt-4"
at-most = { day = 5 }
[[policy]]
use = "open-to-all"
exactly = ["model:open", "route:one", "route:two"]
[[policy]]
use = "keys-have-addresses"
[[policy]]
use = "passes-interceptor"
interceptor = "guard"
on = "model:gpt-4"
"""
    free = {could for could, fate in fates(policies, access_of(CONFIG)).items() if fate != "pinned"}
    assert free == {
        'model "gpt-4" could lose its price, so that no spending counts',
        'the day costLimit of role "analyst" could be ten times as high',
        'the day costLimit of role "analyst" could go',
        'key 1 (project "P") could lose role "analyst"',
        'route "two" could be tried before all others',
    }


def test_what_is_opened_on_one_side_is_held_against_the_other() -> None:
    """A mutant changes one object; whether somebody may call both depends on another, too."""
    models = {name: {**CONFIG["models"]["open"], "userRoles": [name]} for name in ("one", "two")}
    access = access_of({"models": models, "keys": {"made-up": {"project": "P", "roles": ["one"]}}})
    found = fates('[[policy]]\nuse = "never-both"\none = "model:one"\nother = "model:two"\n', access)
    assert [could for could, fate in found.items() if fate == "pinned"] == [
        'anybody could be let into model "one"',
        'anybody could be let into model "two"',
    ]


def test_what_changes_no_answer_is_counted() -> None:
    access = access_of(CONFIG)
    found = coverage(run(read_policies(Source("dial-policy.toml", "")), access, TODAY), access, TODAY)
    assert found.equal == len(list(mutants(access))) - len(found.tried) == 2  # the limit for what does not exist


EVERY_STATEMENT = """
[groups]
dear = { models = "*", price-above = "1 USD/M tokens" }
some = ["model:one", "application:app"]
[[policy]]
name = "Strangers stay out"
on = "*"
never = ["anyone", "role:b", "role:nowhere"]
[[policy]]
name = "Only these"
on = "@some"
only = ["role:a", "key:P"]
[[policy]]
name = "P works"
who = ["key:P", "role:*"]
reaches-only = ["model:one", "@dear"]
works = true
at-least = { minute = 1 }
[[policy]]
name = "Nothing for nobody"
who = "role:nowhere"
reaches-none = "*"
[[policy]]
name = "Reaches"
who = "role:c"
reaches = "@some"
except = [{ who = "role:c", on = "application:app", reason = "law" }]
[[policy]]
name = "Little"
at-most = { day = 5 }
[[policy]]
name = "Cheap"
who = "role:*"
spends-at-most = { day = "40 USD" }
[[policy]]
name = "Bounded"
cost-limit = { day = "9 USD" }
[[policy]]
use = "bounded-spend"
[[policy]]
use = "bounded-spend"
name = "Dear ones"
on = "@dear"
day = "9 USD"
[[policy]]
use = "never-both"
one = "model:one"
other = "*"
[[policy]]
use = "no-administrators"
[[policy]]
use = "granted-works"
[[policy]]
use = "roles-only-add"
[[policy]]
use = "dependencies-admitted"
[[policy]]
use = "priced"
[[policy]]
use = "limited"
who = "key:P"
[[policy]]
use = "goes-only-to"
who = "role:*"
hosts = ["one"]
[[policy]]
use = "keys-have-addresses"
"""


CONFIGS = st.one_of(
    whole_policies, grant_policies, st.builds(lambda one, other: {**one, **other}, whole_policies, grant_policies)
)
ASKING = """
[[policy]]
name = "P"
on = "model:gpt-4"
only = ["role:analyst", "role:support"]
[[policy]]
use = "bounded-spend"
who = "role:analyst"
"""


@pytest.mark.parametrize("may_be_empty", ["", "may-be-empty = true\n"])
@settings(max_examples=25, deadline=None)
@given(
    st.one_of(
        whole_policies, grant_policies, st.builds(lambda one, other: {**one, **other}, whole_policies, grant_policies)
    )
)
def test_nothing_counts_that_changes_no_answer_and_pinning_is_what_a_whole_run_says(
    may_be_empty: str, config: dict[str, Any]
) -> None:
    """What is asked of all that a change touches is what a comparison and a run of everything say."""
    access = access_of(json.loads(json.dumps(config)))
    policies = EVERY_STATEMENT.replace("[[policy]]\n", f"[[policy]]\n{may_be_empty}")
    file = read_policies(Source("dial-policy.toml", policies))
    report = run(file, access, TODAY)
    holding = [each.policy for each in report.outcomes if each.holds]
    told = {(each.mutant.could, each.mutant.at): each for each in coverage(report, access, TODAY).tried}
    for mutant in mutants(access):
        after = access.after(changed(access.config, edits_of(access.config, [mutant.change])))
        mine = (mutant.could, mutant.at)
        assert (mine in told) == bool(difference(access, after).changes)
        if mine in told:
            whole = {each.policy.at: each for each in run(file, after, TODAY).outcomes}
            failing = [each for each in holding if not whole[each.at].holds]
            assert told[mine].policy == (failing[0] if failing else None)


@pytest.mark.parametrize(("entry", "known", "counted"), [("gpt-", 6, 6), ("analyst", 1, 2), ("secret-1", 1, 1)])
def test_the_work_for_a_change_does_not_grow_with_what_it_does_not_touch(entry: str, known: int, counted: int) -> None:
    few, many = (_calls(others, entry, known, counted) for others in (20, 200))
    assert many == few


def _calls(others: int, entry: str, known: int, counted: int) -> int:
    """How many functions are called to try some changes of an entry, once its first ones are tried, beside others."""
    model = CONFIG["models"]["gpt-4"]
    beside = {f"other-{number}": {**model, "userRoles": ["unused"]} for number in range(others)}
    access = access_of({**CONFIG, "models": {"gpt-4": model, "gpt-5": model, **beside}})
    report = run(read_policies(Source("dial-policy.toml", ASKING)), access, TODAY)
    steps = coverage_in_steps(report, access, TODAY, wanted=lambda place: (place.entry.name or "").startswith(entry))
    for _ in range(known):  # what is made once
        next(steps)
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        for _ in range(counted):
            next(steps)
    finally:
        sys.setprofile(None)
    return calls
