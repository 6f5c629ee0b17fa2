"""Which tests run which lines, and how long each takes: a plugin of pytest, where coverage is installed."""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

LONGEST = 10.0  # seconds that the tests of one mutant take together when they pass
TARGET = "DIAL_LSP_COVERING"
"""The environment variable with the file to write."""


@dataclass(frozen=True, slots=True)
class Covering:
    """Tests by the lines they run, and the seconds they take."""

    lines: Mapping[str, Mapping[str, Sequence[str]]]
    seconds: Mapping[str, float]

    @classmethod
    def read(cls, path: Path) -> Covering:
        """What the plugin has written."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def tests(self, path: str, line: int, own: Sequence[str]) -> list[str]:
        """Tests that run a line: those of its room first, then the others, short ones first, until it is enough.

        A line that is run on import is run by every test of its file.
        """
        lines = self.lines.get(path, {})
        running = set(lines.get(str(line), ()))
        if "" in running:
            running = {test for tests in lines.values() for test in tests}
        order = sorted(running - {""}, key=lambda test: (not test.startswith(tuple(own)), self.seconds[test], test))
        chosen: list[str] = []
        spent = 0.0
        for test in order:
            spent += self.seconds[test]
            if spent > LONGEST and chosen:
                break
            chosen.append(test)
        return chosen


class _Recorder:
    def __init__(self, target: Path) -> None:
        self.target = target
        self.seconds: dict[str, float] = {}
        self.coverage: Any = import_module("coverage").Coverage(data_file=None, source=["dial_lsp"], config_file=False)
        self.coverage.start()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, None, None]:
        self.coverage.switch_context(item.nodeid)
        started = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - started

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        lines: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for file in data.measured_files():
            path = Path(file).relative_to(session.config.rootpath).as_posix()
            for line, contexts in data.contexts_by_lineno(file).items():
                lines[path][str(line)] = contexts
        self.target.write_text(json.dumps({"lines": lines, "seconds": self.seconds}), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Begin, if a file to write is named."""
    if os.environ.get(TARGET):
        config.pluginmanager.register(_Recorder(Path(os.environ[TARGET])))
