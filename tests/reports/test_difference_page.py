"""The page of differences: the causes of the report, and exactly the cells that two relations answer differently."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from dial_lsp.access.difference import difference
from dial_lsp.access.pairing import pair_keys, pair_roles
from dial_lsp.reports.access import difference_json
from dial_lsp.reports.access.differences import Differing
from dial_lsp.reports.access.labels import short_object, short_subject
from dial_lsp.reports.judged import Changed, Judged
from dial_lsp.reports.pages.columns import shown_state
from dial_lsp.reports.pages.difference import described
from tests.access.configs import access_of, policies

if TYPE_CHECKING:
    from dial_lsp.access import Access, Object, Subject


def page_of(before: Access, after: Access) -> dict[str, Any]:
    """What the page says of one configuration."""
    page = described([Differing(("old",), ("new",), difference(before, after))], "", Judged())
    found: dict[str, Any] = page["configurations"][0]
    return found


@settings(max_examples=60)
@given(policies, policies)
def test_the_changed_cells_are_those_that_are_answered_differently(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = access_of(old), access_of(new)
    cells = page_of(before, after)["cells"]
    shown = {
        (name, row["label"]): tuple(
            side and (side[0], [one for one in side[1] if one is not None]) for side in cell[1:]
        )
        for row in cells["rows"]
        for names, cell in zip(cells["columns"], row["cells"], strict=True)
        if cell is not None
        for name in names
    }
    assert shown == one_by_one(before, after)


def one_by_one(before: Access, after: Access) -> dict[tuple[str, str], Any]:
    """The same without classes and columns: everybody who is in one or both asks for everything."""
    keys = pair_keys(before, after)
    pairs: list[tuple[Subject | None, Subject | None]] = [
        *((pair.before, pair.after) for pair in (*keys.both, *pair_roles(before, after))),
        *((key, None) for key in keys.lost),
        *((None, key) for key in keys.gained),
    ]
    old, new = ({found.identity: found for found in access.objects} for access in (before, after))
    found = {}
    for one, other in pairs:
        for identity in {**old, **new}:
            sides = answer(before, one, old.get(identity)), answer(after, other, new.get(identity))
            if reached(sides[0]) != reached(sides[1]):
                name = "".join(short_subject(subject) for subject in [other or one] if subject is not None)
                mark = " (new)" if one is None else " (gone)" if other is None else ""
                found[name + mark, short_object(new.get(identity) or old[identity])] = sides
    return found


def answer(access: Access, subject: Subject | None, found: Object | None) -> tuple[str, list[int]] | None:
    if subject is None or found is None:
        return None
    given_answer = access.answer(subject, found)
    limits = given_answer.verdict.limits.as_mapping().values() if given_answer.reaches else []
    return shown_state(given_answer), [value for value in limits if value is not None]


def reached(side: tuple[str, list[int]] | None) -> object:
    """Whoever may not call and who is not there are alike."""
    return None if side is None or side[0] == "denied" else side


OLD = {
    "models": {"m": {"endpoint": "http://a", "userRoles": ["a"]}, "n": {"endpoint": "http://a"}},
    "roles": {"a": {"limits": {"m": {"day": 5}}}},
    "keys": {"made-up-1": {"project": "P", "roles": ["b"]}},
}
NEW = {**OLD, "roles": {"a": {"limits": {"m": {"day": 7}}}}, "keys": {"made-up-1": {"project": "P", "roles": ["a"]}}}


def test_the_causes_are_those_of_the_report_with_the_lines_of_both_sides() -> None:
    before, after = access_of(OLD), access_of(NEW)
    page = page_of(before, after)
    report = json.loads("".join(difference_json.render(difference(before, after))))
    assert [cause["effect"] for cause in page["causes"]] == [cause["effect"] for cause in report["causes"]]
    granted = next(
        change for cause in page["causes"] for change in cause["changes"] if change["sentence"].endswith("may call it")
    )
    excerpts = [
        [side["places"][side["steps"][step][2]][4] for step in steps]
        for side, steps in zip(page["sides"], granted["steps"], strict=True)
    ]
    assert excerpts == [['"b"', '[\n "a"\n]'], ['"a"', '"a"']]


def test_what_a_change_does_to_its_judges_stands_first() -> None:
    judged = Judged((Changed("settings", "dial-lint.toml", 3, "fail-on is lower"),))
    page = described([], "No difference.", judged)
    assert page["judged"]["changes"] == [["dial-lint.toml:3", "fail-on is lower"]]
    assert (page["configurations"], page["untold"]) == ([], "No difference.")
