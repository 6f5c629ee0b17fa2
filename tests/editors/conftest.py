"""A home for each test, and the editors there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editors.driving import HERE, Home, end_servers, home_in, installed
from tests.support import npm
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


@pytest.fixture(scope="session")
def yaml_server() -> Path:
    """The script that Node runs as YAML's language server, which other extensions and plugins start."""
    for tool in ("node", "npm"):
        installed(tool)
    npm.install(HERE / "yaml-server")
    return HERE / "yaml-server/node_modules/yaml-language-server/bin/yaml-language-server"
