"""A Neovim that a test types into and asks questions."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from tests.editors.driving import SHIPPED, Home, run, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Neovim:
    """A running Neovim without a screen, reached through its own remote control."""

    program: Path
    home: Home
    process: subprocess.Popen[bytes]

    # Lua: whether the server looks after the buffer that is shown. Newer versions warn of the older name.
    IS_ATTACHED: ClassVar[str] = """vim.tbl_contains(vim.tbl_map(function(client) return client.name end,
        vim.lsp.get_clients and vim.lsp.get_clients({bufnr = 0}) or vim.tbl_values(vim.lsp.buf_get_clients(0))),
        'dial_lsp')"""

    def keys(self, typed: str) -> None:
        """Type, in the notation of mappings: ``<Esc>``."""
        self._remote("--remote-send", typed)

    def ask(self, lua: str) -> Any:
        """The value of a Lua expression."""
        quoted = f"vim.json.encode({{{lua}}})".replace("'", "''")
        answer = json.loads(self._remote("--remote-expr", f"luaeval('{quoted}')"))
        return answer[0] if answer else None

    def wait(self, what: str, lua: str) -> Any:
        """The value of a Lua expression as soon as it is neither nil, false, 0 nor empty."""
        return wait_for(what, lambda: self.ask(lua), self._shown)

    def quit(self) -> None:
        """Leave without saving."""
        self.keys("<C-\\><C-n>:qall!<CR>")
        self.process.wait(timeout=30)

    def _shown(self) -> str:
        return "\n".join((*self.ask("vim.fn.getline(1, '$')"), self.ask("vim.fn.execute('messages')")))

    def _remote(self, *arguments: str) -> str:
        done = run([self.program, "--server", _socket(self.home), *arguments], self.home)
        assert done.returncode == 0, done.stderr
        return done.stdout or done.stderr  # where 0.7 answers


@contextmanager
def running(program: Path, home: Home, *arguments: str) -> Iterator[Neovim]:
    """Start in the project of the home; whatever happens, nothing is left running."""
    log = (home.folder / "neovim.log").open("wb")
    command = [str(program), "--headless", "-n", "--listen", _socket(home), *arguments]
    with (
        log,
        subprocess.Popen(
            command, cwd=home.project, env=home.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        ) as process,
    ):
        try:
            wait_for("Neovim", lambda: _is_listening(home))
            nvim = Neovim(program, home, process)
            nvim.wait("the end of its start", "vim.v.vim_did_enter == 1")
            yield nvim
        finally:
            process.kill()


def _is_listening(home: Home) -> bool:
    """Whether it takes commands; the file is there a little earlier."""
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(_socket(home)) == 0


def install_plugin(home: Home) -> None:
    """Put the shipped folder where Neovim looks for packages."""
    shutil.copytree(SHIPPED / "neovim", home.folder / ".data/nvim/site/pack/dial/start/dial-lsp")


def configure(home: Home, lua: str) -> None:
    """Write the user's ``init.lua``."""
    file = home.folder / ".config/nvim/init.lua"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(lua, encoding="utf-8")


def _socket(home: Home) -> str:
    return str(home.folder / "tmp" / "neovim")
