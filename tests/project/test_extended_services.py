"""Services of a Compose file that extend each other are read once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import hostile_beside
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
