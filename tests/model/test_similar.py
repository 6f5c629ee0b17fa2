"""Which names look alike, and in what they differ."""

from __future__ import annotations

import pytest

from dial_lsp.model.similar import difference, is_near_miss, near_miss, nearest


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
    assert near_miss("admin", ["amin", "Admin"]) == "Admin"


@pytest.mark.parametrize("names", [("Admin", "admin"), ("admin", "Admin")])
def test_the_order_of_names_does_not_matter(names: tuple[str, ...]) -> None:
    assert near_miss("adnim", names) == "admin"


def test_the_nearest_names_come_best_first() -> None:
    assert nearest("gpt4-turbo", ["gpt-4-turbo-2024", "gpt4_turbo", "gpt-4-turbo"]) == (
        "gpt4_turbo",
        "gpt-4-turbo",
        "gpt-4-turbo-2024",
    )
