"""Which names look alike, and in what they differ."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dial_lsp.model import near_names as looking
from dial_lsp.model.near_names import NearNames, nearest
from dial_lsp.model.similar import difference, is_near_miss

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Admin", "admin", "upper and lower case"),
        ("admin ", "admin", "invisible characters or blanks"),
        ("ad\u200bmin", "admin", "invisible characters or blanks"),
        ("\u0430dmin", "admin", "look-alike characters"),
        ("adm\u0456n", "admin", "look-alike characters"),
        ("\uff41dmin", "admin", "look-alike characters"),
        ("adm1n-l", "adm1n-1", "look-alike characters"),
        ("caf\u00e9", "cafe\u0301", "how accents are encoded"),
        ("power_user", "power-user", "separators"),
        ("admin", "reader", None),
        ("gpt-4", "gpt-5", None),
        ("admin", "admin", None),
    ],
)
def test_a_difference_nobody_sees_is_named(name: str, other: str, expected: str | None) -> None:
    assert difference(name, other) == expected


@pytest.mark.parametrize(
    ("name", "other"),
    [("adnim", "admin"), ("amin", "admin"), ("admmin", "admin"), ("adnin", "admin"), ("ADMIN", "admin")],
)
def test_one_slip_is_a_near_miss(name: str, other: str) -> None:
    assert is_near_miss(name, other)
    assert is_near_miss(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [("role1", "role2"), ("gpt-4", "gpt-4o-mini"), ("dev", "den"), ("reader", "writer"), ("role", "role1"), ("a", "a")],
)
def test_another_name_is_no_near_miss(name: str, other: str) -> None:
    assert not is_near_miss(name, other)


def test_nothing_far_is_offered() -> None:
    assert nearest("adnim", ["administrator", "reader", "admins", "admin"]) == ("admin",)
    assert nearest("reader", ["reader", "billing"]) == ()


def test_a_name_that_looks_the_same_is_meant_before_a_slip() -> None:
    assert NearNames(["amin", "Admin"]).near_miss("admin") == "Admin"


@pytest.mark.parametrize("names", [("Admin", "admin"), ("admin", "Admin")])
def test_the_order_of_names_does_not_matter(names: tuple[str, ...]) -> None:
    assert NearNames(names).near_miss("adnim") == "admin"


def test_the_nearest_names_come_best_first() -> None:
    assert nearest("gpt4-turbo", ["gpt-4-turbo-2024", "gpt4-tubro-16k", "claude"]) == (
        "gpt-4-turbo-2024",
        "gpt4-tubro-16k",
    )


def test_where_a_slip_leads_to_a_name_no_other_is_offered() -> None:
    assert nearest("gpt4-turbo", ["gpt-4-turbo-2024", "gpt4_turbo", "gpt-4-turbo"]) == ("gpt4_turbo", "gpt-4-turbo")


SHORT = st.text(st.sampled_from("abcAB01_- \u0430"), min_size=1, max_size=6)


@given(SHORT, st.lists(SHORT, max_size=12))
def test_no_near_miss_is_overlooked(name: str, others: list[str]) -> None:
    found = NearNames(others).near_miss(name)
    assert (found is not None) == any(is_near_miss(name, other) for other in others)
    assert found is None or is_near_miss(name, found)


def test_among_many_names_the_near_ones_are_found() -> None:
    names = [
        f"{family}-{size}-{kind}" for family in ("claude", "gemini", "llama") for size in range(300) for kind in "xy"
    ]
    known = NearNames([*names, "gpt-4o-mini-2024", "text-embedding-large"])
    assert known.nearest("gpt-4o-mni-2024") == ("gpt-4o-mini-2024",)
    assert known.nearest("text-embeding-larg") == ("text-embedding-large",)
    assert known.nearest("Text_Embedding_Large") == ("text-embedding-large",)
    assert known.near_miss("calude-17-x") == "claude-17-x"


def counted(monkeypatch: pytest.MonkeyPatch, *names: str) -> Counter[str]:
    """How often these functions are called where near names are looked for."""
    calls: Counter[str] = Counter()

    def counting(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            calls[name] += 1
            return work(*arguments)

        return call

    for name in names:
        monkeypatch.setattr(looking, name, counting(name, getattr(looking, name)))
    return calls


@pytest.mark.parametrize("name", ["deployment-number-{}", "m{}", "{}", "aaaa{}bbbb"])
def test_a_question_costs_no_more_where_there_are_more_names(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, "likeness", "is_near_miss", "difference")
    per_name = []
    for count in (600, 2400):
        known = NearNames(name.format(chr(0x4E00 + number)) for number in range(count))
        calls.clear()
        for number in range(0, count, 6):
            known.nearest(f"x{name.format(chr(0x5E00 + number))}")
            known.near_miss(name.format(chr(0x5E00 + number)))
        per_name.append(calls.total() / (count / 6))
    assert per_name[1] <= 1.1 * per_name[0]


def test_a_question_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, "likeness")
    known = NearNames(["admin", "reader"])
    for _ in range(5):
        assert known.nearest("admim") == ("admin",)
    assert calls.total() == 1


@given(st.lists(st.frozensets(SHORT, max_size=12), min_size=2, max_size=5), st.lists(SHORT, min_size=1, max_size=5))
def test_names_that_come_and_go_leave_answers_as_they_are_among_fresh_ones(
    revisions: list[frozenset[str]], asked: list[str]
) -> None:
    known = None
    for names in revisions:
        known = NearNames(names, known)
        assert [known.near_miss(name) for name in asked] == [NearNames(names).near_miss(name) for name in asked]
        assert [known.nearest(name) for name in asked] == [NearNames(names).nearest(name) for name in asked]


def test_a_name_that_comes_costs_no_more_where_there_are_more_names(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, "is_near_miss", "_marks")
    costs = []
    for count in (600, 2400):
        names = [f"role-{chr(0x4E00 + number)}" for number in range(count)]
        known = NearNames(names)
        asked = [f"rloe-{chr(0x4E00 + number)}" for number in range(50)]
        before = [known.near_miss(name) for name in asked]
        calls.clear()
        known = NearNames([*names, "guest"], known)
        assert [known.near_miss(name) for name in asked] == before == names[:50]
        costs.append(dict(calls))
    assert costs[0] == costs[1]
    assert "is_near_miss" not in costs[0]


@pytest.mark.parametrize("other", ["${KROLE}", "$ROLE", "{ROLES}", "ROLE"])
def test_a_placeholder_is_near_to_no_name(other: str) -> None:
    assert NearNames([other]).nearest("${ROLE}") == NearNames(["${ROLE}"]).nearest(other) == ()
    assert NearNames([other]).near_miss("${ROLE}") is NearNames(["${ROLE}"]).near_miss(other) is None


@pytest.mark.parametrize(("letters", "weighed"), [(1_000, 1), (1_001, 0), (1_000_000, 0)])
def test_letters_of_very_long_names_are_not_weighed(letters: int, weighed: int) -> None:
    begin = "a" * (letters - 3)
    assert len(NearNames([begin + "bcd", "other"]).nearest(begin + "xyz")) == weighed


def test_a_very_long_name_that_looks_the_same_is_found() -> None:
    begin = "a" * 100_000
    assert NearNames([begin + "-b"]).nearest(begin + "_b") == (begin + "-b",)
