"""``dial-lsp`` does not pretend to be a server."""

from __future__ import annotations

import pytest

from dial_lsp.cli.language_server import main


def test_it_says_that_there_is_no_server_yet(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "dial-lsp: the language server is not part of this release. `dial-lint FILE` checks files.\n"
    )
