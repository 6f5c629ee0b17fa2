"""Which statements policies would notice: pinned, asked or free, and nothing that changes no answer."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from dial_lsp.access.difference import difference
from dial_lsp.engine.fixes import changed, edits_of
from dial_lsp.policies.coverage import coverage
from dial_lsp.policies.mutants import mutants
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.text import Source
from tests.access.configs import access_of, whole_policies

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


@settings(max_examples=40, deadline=None)
@given(whole_policies)
def test_nothing_counts_that_changes_no_answer_and_pinning_is_what_a_whole_run_says(config: dict[str, Any]) -> None:
    access = access_of(json.loads(json.dumps(config)))
    policies = """
[[policy]]
name = "Strangers stay out"
on = "*"
never = ["anyone", "role:b"]
may-be-empty = true
[[policy]]
name = "Little"
at-most = { day = 5 }
[[policy]]
use = "bounded-spend"
[[policy]]
use = "no-administrators"
[[policy]]
use = "granted-works"
[[policy]]
use = "roles-only-add"
"""
    file = read_policies(Source("dial-policy.toml", policies))
    report = run(file, access, TODAY)
    holding = {each.policy.name for each in report.outcomes if each.holds}
    told = {(each.mutant.could, each.mutant.at): each for each in coverage(report, access, TODAY).tried}
    for mutant in mutants(access):
        after = access.after(changed(access.config, edits_of(access.config, [mutant.change])))
        mine = (mutant.could, mutant.at)
        assert (mine in told) == bool(difference(access, after).changes)
        if mine in told:
            failing = {each.policy.name for each in run(file, after, TODAY).outcomes if not each.holds}
            assert (told[mine].fate == "pinned") == bool(holding & failing)
