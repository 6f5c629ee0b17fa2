"""What is asked of a Compose file again and again is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from benchmarks import hostile_beside
from dial_lsp.cli.main import dial_lint
from dial_lsp.project.compose_services import Reading, Service
from dial_lsp.project.reach import Reach
from tests.support.steps import calls

if TYPE_CHECKING:
    from pathlib import Path


def test_steps_grow_no_faster_than_the_services_that_extend_each_other(tmp_path: Path) -> None:
    def read(count: int) -> int:
        path = tmp_path / "docker-compose.yml"
        path.write_text(hostile_beside.extended_services(count))
        found: dict[str, Service] = {}
        steps = calls(lambda: found.update(Reading(Reach()).services(str(path))))
        assert len(found) == count
        return steps

    read(20)  # what is made once
    small, large = read(60), read(240)
    assert large <= 4 * small * 1.25


def test_steps_grow_no_faster_than_the_texts_of_a_compose_file(tmp_path: Path) -> None:
    path = tmp_path / "docker-compose.yml"

    def check(count: int) -> int:
        path.write_text(hostile_beside.parts_of_a_compose_file(count))
        said = []
        steps = calls(lambda: said.append(CliRunner().invoke(dial_lint, ["check", "--no-cache", str(path)]).stdout))
        assert "Found no problems in 1 file" in said[0]
        return steps

    check(20)  # what is made once
    small, large = check(15), check(60)
    assert large <= 4 * small * 1.25
