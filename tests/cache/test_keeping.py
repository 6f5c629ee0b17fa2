"""What is kept, for whom, and for how long."""

from __future__ import annotations

import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dial_lsp.cache import keeping
from dial_lsp.cache.keeping import Keeping
from dial_lsp.notes import Notes
from tests.cache.conftest import Lint, reports

SECRET = "proxyKey1-secret"


def kept_report(home: Path, name: bytes, shown: bytes = b"all is well") -> Notes:
    """A report that asked nothing, kept under a name."""
    found = Keeping(str(home))
    notes = Notes(found.key)
    notes.show(1, shown)
    found.keep(name, notes, 0)
    return notes


def test_a_report_is_found_as_it_was_shown(kept: Path) -> None:
    kept_report(kept, b"one")
    assert Keeping(str(kept)).found(b"one") == (0, [(1, b"all is well")])
    assert Keeping(str(kept)).found(b"two") is None


def test_nothing_is_made_where_nothing_is_kept(kept: Path) -> None:
    assert Keeping(str(kept)).found(b"one") is None
    assert not kept.parent.exists()


def test_only_the_user_may_look_at_it(kept: Path) -> None:
    old = os.umask(0)
    try:
        kept_report(kept, b"one")
    finally:
        os.umask(old)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()} == {0o600}


def test_nothing_is_taken_from_a_folder_where_others_may_write(kept: Path) -> None:
    kept_report(kept, b"one")
    kept.chmod(0o770)
    assert Keeping(str(kept)).found(b"one") is None
    before = sorted(kept.iterdir())
    kept_report(kept, b"two")
    assert sorted(kept.iterdir()) == before
    assert Keeping(str(kept)).clean() == (0, 0)


def test_a_link_in_the_place_of_the_folder_or_of_a_file_is_not_followed(kept: Path, tmp_path: Path) -> None:
    kept_report(kept, b"one")
    (tmp_path / "other").symlink_to(kept)
    assert Keeping(str(tmp_path / "other")).found(b"one") is None
    (report,) = reports(kept)
    report.rename(tmp_path / "report")
    report.symlink_to(tmp_path / "report")
    assert Keeping(str(kept)).found(b"one") is None
    kept_report(kept, b"one")
    assert not report.is_symlink()


@pytest.mark.parametrize("at", range(0, 80, 3))
def test_a_report_that_was_changed_or_cut_counts_as_none(kept: Path, at: int) -> None:
    kept_report(kept, b"one")
    (report,) = reports(kept)
    data = report.read_bytes()
    at %= len(data)
    for damaged in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], data + b"\0"):
        report.write_bytes(damaged)
        assert Keeping(str(kept)).found(b"one") is None


def test_a_report_under_another_name_or_with_another_key_is_still_the_keys(kept: Path, tmp_path: Path) -> None:
    kept_report(kept, b"one")
    other = tmp_path / "other"
    kept_report(other, b"one", b"forged")
    (report,), (foreign,) = reports(kept), reports(other)
    report.write_bytes(foreign.read_bytes())
    assert Keeping(str(kept)).found(b"one") is None
    (kept / "key").write_bytes(b"short")
    assert Keeping(str(kept)).found(b"one") is None
    kept_report(kept, b"one")
    assert Keeping(str(kept)).found(b"one") == (0, [(1, b"all is well")])


def test_the_oldest_reports_go_first_and_what_is_used_is_not_old(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 3)
    for number in range(3):
        kept_report(kept, b"%d" % number)
        for path in reports(kept):
            os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 10**9))
    assert Keeping(str(kept)).found(b"0")
    kept_report(kept, b"3")
    assert [bool(Keeping(str(kept)).found(b"%d" % number)) for number in range(4)] == [True, False, True, True]


def test_all_reports_together_have_a_size(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 10_000)
    for number in range(9):
        kept_report(kept, b"%d" % number, bytes(3_000))
    assert sum(path.stat().st_size for path in reports(kept)) <= 10_000
    assert len(reports(kept)) == 3


def test_runs_beside_each_other_leave_whole_reports_and_one_key(kept: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: kept_report(kept, b"%d" % (number % 4)), range(64)))
    assert {path.name for path in kept.iterdir()} == {"key", *(path.name for path in reports(kept))}
    for number in range(4):
        kept_report(kept, b"%d" % number)
        assert Keeping(str(kept)).found(b"%d" % number) == (0, [(1, b"all is well")])


def test_a_folder_that_cannot_be_made_is_none(tmp_path: Path, lint: Lint) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "dial-lint", Path("/proc/dial-lint")):
        assert lint("clean.json", cache=place) == lint("clean.json", cache=None)


def test_neither_names_nor_contents_tell_what_a_file_says(lint: Lint, kept: Path) -> None:
    for arguments in (["refused.json"], ["refused.json", "-q", "--fail-on=never"], ["access", "refused.json"]):
        lint(*arguments)
    said = b"".join(path.name.encode() + path.read_bytes() for path in reports(kept))
    assert len(reports(kept)) == 3
    assert SECRET.encode() not in said
    assert all(re.fullmatch(r"[0-9a-f]{32}", path.name) for path in reports(kept))
    assert lint("clean.json", env={"NO_COLOR": SECRET}).status == 0
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in reports(kept))


def test_nothing_is_kept_where_a_secret_was_taken_for_a_path(lint: Lint, kept: Path, folder: Path) -> None:
    secret = "ghp_" + "x7Qm2Lk9Vb4Tn8Rw5Yc1Zd6Hf3Jg0Ps2Ku4M"
    (folder / "compose.yaml").write_text("services: {core: {environment: {AIDIAL_SETTINGS: '${S}'}}}")
    for name, count in (("settings.json", 1), (secret, 1), (f"conf/{secret}/settings.json", 1)):
        (folder / ".env").write_text(f"S={name}\n")
        lint("clean.json")
        assert len(reports(kept)) == count
        assert secret.encode() not in b"".join(path.read_bytes() for path in reports(kept))


def test_a_clean_file_leaves_no_word_of_it(lint: Lint, kept: Path) -> None:
    lint("clean.json")
    (report,) = reports(kept)
    assert [word for word in (b"roles", b"basic", b"limits") if word in report.read_bytes()] == []
