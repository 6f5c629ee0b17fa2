"""What the access page is made of: one sound document, excerpts that show values, facts and amounts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.model.place import Place
from dial_lsp.reports.access.answers import Answers
from dial_lsp.reports.pages.access import described, render
from dial_lsp.reports.pages.document import document
from dial_lsp.reports.pages.excerpts import Excerpts
from dial_lsp.syntax import parse
from dial_lsp.text import Source


def access_of(config: dict[str, Any] | str) -> Access:
    text = config if isinstance(config, str) else json.dumps(config, indent=2)
    return Access(Config.of([parse(Source("a.json", text))]))


def page_of(config: dict[str, Any], *keys: int) -> dict[str, Any]:
    """The data of a page about everybody, or about some keys."""
    access = access_of(config)
    chosen = [access.keys[number - 1] for number in keys] or [*access.keys, *access.roles, access.everyone]
    return described(Answers(access, chosen, access.objects))


def test_nothing_in_the_data_ends_the_element_that_holds_it() -> None:
    text = document("</title>", "access", {"name": "</script><!-- <script>\u2028"})
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert json.loads(data) == {"name": "</script><!-- <script>\u2028"}
    assert "<" not in data
    assert text.count("</script>") == 2
    assert "<title>&lt;/title&gt;</title>" in text


def test_the_policy_allows_the_script_and_the_style_of_the_page_and_nothing_else() -> None:
    access = access_of({"models": {"a": {"endpoint": "http://a"}}})
    text = "".join(render(Answers(access, [access.everyone], access.objects)))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', text)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (script, style)]
    assert policy.replace("&#39;", "'").split("; ") == [
        "default-src 'none'",
        f"script-src 'sha256-{digests[0]}'",
        f"style-src 'sha256-{digests[1]}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "pointer", "shown"),
    [
        ('{"roles": {"r": {"limits": {"m": {"day": 5}}}}}', ("limits", "m"), '"m": [{"day": 5}]'),
        (
            '{\n\t"roles": {\n\t\t"r": {\n\t\t\t"limits": {\n\t\t\t\t"m": {\n\t\t\t\t\t"day": 5\n\t\t\t\t}}}}}',
            ("limits", "m"),
            '"m": [{\n    "day": 5\n}]',
        ),
        ('{"roles": {"r": {"a": [\n  "x", "y"\n]}}}', ("a", 1), '"a": [\n  "x", ["y"]\n]'),
        (
            '{"roles": {"r": {\n  "a": [' + "".join(f'\n    "{name}",' for name in "stuvwxyz") + "\n    1\n]}}}",
            ("a", 6),
            '"a": [\n…\n  "x",\n  ["y"],\n  "z",\n…',
        ),
        (
            '{"roles": {"r": {\n  "a": {' + ",".join(f'\n    "{name}": 1' for name in "stuvwxyz") + "\n  }}}}",
            ("a",),
            '"a": [{\n  "s": 1,\n  "t": 1,\n  "u": 1,\n  "v": 1,]\n…',
        ),
    ],
)
def test_an_excerpt_shows_the_member_and_marks_what_is_meant(text: str, pointer: tuple[Any, ...], shown: str) -> None:
    config = access_of(text).config
    before, meant, after = Excerpts(config).at(Place(config.roles["r"].entry, pointer))
    # Only the mark is put into brackets, the text has its own.
    assert f"{before}[{meant}]{after}" == shown


PRICED = {
    "type": "chat",
    "endpoint": "http://a/x",
    "pricing": {"unit": "token", "prompt": "0.001", "completion": "0.002"},
}
SPENDERS = {
    "models": {"dear": PRICED, "free": {"type": "chat", "endpoint": "http://a/y"}},
    "roles": {
        "tokens": {"limits": {"dear": {"minute": 10, "day": 100_000}}},
        "money": {"costLimit": {"week": "70.5", "minute": "0.5"}},
        "both": {"limits": {"dear": {"day": 1000}}, "costLimit": {"day": 500}},
    },
    "keys": {
        f"made-up-secret-{role}": {"project": role, "roles": [role]} for role in ("tokens", "money", "both", "nothing")
    },
}


def test_the_worst_spending_comes_first() -> None:
    page = page_of(SPENDERS, 1, 2, 3, 4)
    spent = [
        ([page["callers"][caller]["project"] for caller in one["callers"]], one["bounds"])
        for one in page["spending"]["rows"]
    ]
    assert spent == [
        (["nothing"], None),
        (["tokens"], ["1.20", "28.80", "892.80"]),
        (["money"], ["30.00", "70.50", "352.50 to 423.00"]),
        (["both"], ["2.00", "2.00", "62.00"]),
    ]
    (missing,) = page["spending"]["rows"][0]["missing"]
    assert page["steps"][missing][1].startswith('neither "nothing" nor "default" limits model "dear"')


def test_facts_are_about_objects_and_callers() -> None:
    page = page_of(SPENDERS)
    facts = {fact["name"]: (fact["words"], fact.get("objects", fact.get("callers"))) for fact in page["facts"]}
    assert facts == {
        "open": ("open to everybody", [0, 1]),
        "unreached": ("no key reaches", []),
        "unlimited": ("a key calls without any limit", [0, 1]),
        "fails": ("let in, but fail", []),
        "unbounded": ("key spends without bound", [3]),
    }
    assert "unreached" not in {fact["name"] for fact in page_of(SPENDERS, 1)["facts"]}


def test_callers_whose_answers_look_the_same_share_a_column() -> None:
    page = page_of(
        {
            "models": {"m": {"endpoint": "http://a", "userRoles": ["a", "b", "c", "d"]}},
            "roles": {
                name: {"limits": {"m": {"day": day}}, **more}
                for name, day, more in (("a", 1, {}), ("b", 1, {}), ("c", 2, {}), ("d", 1, {"costLimit": {"day": 5}}))
            },
        }
    )
    names = [[page["callers"][caller]["label"] for caller in column] for column in page["columns"]]
    assert names == [["role a", "role b"], ["role c"], ["role d"], ["anybody"]]
