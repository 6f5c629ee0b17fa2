"""How mutants are told from programs that are the same, which tests judge them, and what their share says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.mutation.covering import LONGEST, Covering
from tests.mutation.mutants import Mutant, is_noticeable
from tests.mutation.run import AREAS, ROOT, TESTS, area_of, interval, survives

BEFORE = """from __future__ import annotations
if TYPE_CHECKING:
    from x import Y
@lru_cache(maxsize=8)
def f(a: int | None) -> Y | None:
    b: Y | None = a
    d = re.I | re.S
    return b > 1
@dataclass(frozen=True, slots=True)
class C:
    @property
    def g(self): return 1
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("b > 1", "b >= 1", True),
        ("int | None", "int + None", False),
        ("-> Y | None", "-> Y & None", False),
        ("b: Y | None", "b: Y ^ None", False),
        ("import Y", "import Z", False),
        ("if TYPE", "if not TYPE", False),
        ("re.I | re.S", "re.I ^ re.S", False),
        ("re.I | re.S", "re.I + re.S", False),
        ("re.I | re.S", "re.I & re.S", True),
        ("re.I | re.S", "re.I | re.M", True),
        ("return b > 1", "return b >> > 1", False),
        ("return b", "return  b", False),
        ("maxsize=8", "maxsize=9", False),
        ("@lru_cache(maxsize=8)\n", "", False),
        ("@property\n", "\n", True),
        ("slots=True", "slots=False", False),
        ("frozen=True", "frozen=False", True),
    ],
)
def test_what_a_program_cannot_notice_is_no_mutant(old: str, new: str, expected: bool) -> None:  # noqa: FBT001
    assert is_noticeable(BEFORE, BEFORE.replace(old, new)) is expected


@pytest.mark.parametrize(
    ("killed", "of", "low", "high"), [(0, 0, 0.0, 1.0), (300, 300, 0.987, 1.0), (240, 300, 0.751, 0.841)]
)
def test_the_share_lies_where_statistics_say(killed: int, of: int, low: float, high: float) -> None:
    assert list(interval(killed, of)) == pytest.approx([low, high], abs=0.001)


def test_a_line_is_judged_by_the_tests_that_run_it(tmp_path: Path) -> None:
    lines = {"a.py": {"1": ["", "tests/x::short"], "7": ["tests/x::long", "tests/own::slow", "tests/x::short"]}}
    seconds = {"tests/x::short": 0.1, "tests/x::long": LONGEST, "tests/own::slow": 2.0}
    path = tmp_path / "covering.json"
    path.write_text(json.dumps({"lines": lines, "seconds": seconds}), encoding="utf-8")
    covering = Covering.read(path)
    assert covering.tests("a.py", 7, ("tests/own",)) == ["tests/own::slow", "tests/x::short"]
    assert covering.tests("a.py", 1, ()) == ["tests/x::short", "tests/own::slow"]  # on import: all tests of the file
    assert covering.tests("a.py", 8, ()) == covering.tests("b.py", 1, ()) == []


def test_a_mutant_that_no_test_runs_survives_and_the_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "dial_lsp" / "engine" / "repair.py"
    path.parent.mkdir(parents=True)
    path.write_text("before", encoding="utf-8")
    mutant = Mutant("dial_lsp/engine/repair.py", 1, "AddNot", 1, "before", "after")
    assert survives(tmp_path, mutant, ())
    assert path.read_text(encoding="utf-8") == "before"


def test_areas_have_files_and_tests() -> None:
    for name, area in AREAS.items():
        files = [path.relative_to(ROOT).as_posix() for pattern in area.files for path in ROOT.glob(pattern)]
        assert files
        assert {area_of(file) for file in files} == {name}
        for test in area.tests:
            assert list(ROOT.glob(f"{test}*")), test
    assert [test for test in TESTS if not Path(ROOT, test).exists()] == []
