"""Time zones and times of day of the rate limit schedule."""

from __future__ import annotations

import pytest

from dial_lsp.schema import time_zones


@pytest.mark.parametrize("text", ["UTC", "GMT", "Zulu", "Europe/Berlin", "EST5EDT", "Etc/GMT+2"])
def test_a_region_that_java_knows_is_accepted(text: str) -> None:
    assert time_zones.is_region(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " UTC ",
        "utc",
        "europe/berlin",
        "+02:00",
        "GMT+2",
        "UTC+2",
        "Z",
        "EST",
        "HST",
        "MST",
        "ROC",
        "5",
        "Mars/Base",
    ],
)
def test_offsets_and_names_that_java_leaves_out_are_refused(text: str) -> None:
    assert not time_zones.is_region(text)


def test_the_names_are_sorted_and_all_accepted() -> None:
    names = time_zones.names()
    assert len(names) > 500
    assert list(names) == sorted(filter(time_zones.is_region, names))


@pytest.mark.parametrize("text", ["00:00", "07:30", "19:59", "23:59"])
def test_a_time_of_day_has_two_digits_each(text: str) -> None:
    assert time_zones.problem_of_time(text) is None


@pytest.mark.parametrize(
    "text", ["", "7:30", " 07:30", "07:30\n", "24:00", "23:60", "07:30:00", "\u0660\u0667:30", "noon"]
)
def test_any_other_time_is_refused(text: str) -> None:
    assert time_zones.problem_of_time(text) == "a time of day is written HH:mm, two digits each, from 00:00 to 23:59"
