"""A home for each test, and the editors there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editors.driving import Home, end_servers, home_in
from tests.support.protocol import recorded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder: Path = tmp_path_factory.mktemp("e")  # short: the path of a socket has an end
    home = home_in(folder)
    yield home
    end_servers(home)
    assert list(recorded(home.sessions)) == []
