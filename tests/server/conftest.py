"""Conversations with the real server over a real pipe."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator  # noqa: TC003 -- pytest-lsp reads the annotations of the fixture
from pathlib import Path  # noqa: TC003

import pytest  # noqa: TC002
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

COMMAND = [sys.executable, "-m", "dial_lsp.server"]
REFRESHES = (
    types.WORKSPACE_CODE_LENS_REFRESH,
    types.WORKSPACE_INLAY_HINT_REFRESH,
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
)
EDITORS = ("visual_studio_code", "neovim", "emacs")


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND), params=EDITORS)  # type: ignore[untyped-decorator]
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    """A client as one of the editors describes itself, in a workspace of one empty folder."""

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
    def on_register(params: types.RegistrationParams) -> None:
        lsp_client.registered = params.registrations  # type: ignore[attr-defined]

    for method in REFRESHES:

        @lsp_client.feature(method)  # type: ignore[untyped-decorator]
        def on_refresh(*_: object) -> None:
            """Editors ask again; the tests do so themselves."""

    answer = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            root_uri=tmp_path.as_uri(),
            workspace_folders=[types.WorkspaceFolder(tmp_path.as_uri(), tmp_path.name)],
        )
    )
    lsp_client.encoding = answer.capabilities.position_encoding or "utf-16"  # type: ignore[attr-defined]
    yield
    await lsp_client.shutdown_session()
    assert lsp_client.error is None
