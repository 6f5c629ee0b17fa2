"""Versions of Core: how they are written and how they compare."""

from __future__ import annotations

import pytest

from dial_lsp.schema.versions import LATEST, NEWEST, OLDEST, Version
from dial_lsp.versions import nearest, unknown


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("0.25", Version(0, 25)),
        ("0.42.1", Version(0, 42, 1)),
        ("v0.48.0-rc", Version(0, 48)),
        (" 1.0 ", Version(1, 0)),
        ("latest", LATEST),
        ("Latest", LATEST),
    ],
)
def test_a_version_is_read(text: str, version: Version) -> None:
    assert Version.parse(text) == version


@pytest.mark.parametrize("text", ["", "48", "0.x", "newest", "0.48.0.1", "-0.1", "0." + "9" * 10_000])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a version of Core"):
        Version.parse(text)


def test_versions_compare_by_number() -> None:
    assert sorted([LATEST, Version(0, 9), NEWEST, Version(0, 10), OLDEST]) == [
        Version(0, 9),
        Version(0, 10),
        OLDEST,
        NEWEST,
        LATEST,
    ]


def test_a_version_is_written_short() -> None:
    assert (str(Version(0, 42)), str(Version(0, 42, 1)), str(LATEST)) == ("0.42", "0.42.1", "latest")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(
            ("latest", "latest"),
            ("Latest", "latest"),
            ("0.23", "0.23"),
            ("0.42.7", "0.42.7"),
            ("v0.48.99-rc", "0.48.99"),
        ),
        *(("0.1", "0.23"), ("0.22.9", "0.23"), ("0.49", "0.48"), ("0.99", "0.48"), ("1.0", "0.48"), ("42.0.1", "0.48")),
    ],
)
def test_an_unknown_version_means_the_nearest_known_one(text: str, meant: str) -> None:
    assert nearest(text) == meant
    assert (unknown(text) == "") == (Version.parse(text) == Version.parse(meant))


def test_what_is_no_version_has_no_nearest_one() -> None:
    with pytest.raises(ValueError, match='"latest-ish" is not a version'):
        nearest("latest-ish")
