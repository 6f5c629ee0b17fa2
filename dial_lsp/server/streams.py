"""Reading and writing messages: over standard input and output, or over one TCP connection from this machine.

A thread reads ahead while a message is handled. So a message costs one change of threads instead of one for each
line of its header, and a request that is cancelled before its turn is not worked on.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from lsprotocol.types import CANCEL_REQUEST

from dial_lsp.server.frames import FrameError, Unreadable, messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from dial_lsp.server.frames import Read
    from dial_lsp.server.protocol import Protocol
    from dial_lsp.server.server import Server

_CHUNK = 1 << 18  # bytes
_PATIENCE = 2.0  # seconds between two looks whether the client still lives
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve_standard_streams(server: Server) -> int:
    """Talk over standard input and output until the client says exit, goes away or dies; the exit status."""
    # Not through sys.stdin: the thread that waits there would hold its lock when the process ends.
    source, target = sys.stdin.fileno(), sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints by mistake must not get between the messages
    return asyncio.run(_serve(server, lambda: os.read(source, _CHUNK), _Writer(target)))


def serve_tcp(server: Server, host: str, port: int) -> int:
    """Wait for one connection and talk over it. Raises ValueError for an address that others could reach, OSError."""
    if host not in _LOOPBACK:
        raise ValueError("only this machine may connect: the host is one of " + ", ".join(sorted(_LOOPBACK)))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=1) as listening:
        sys.stderr.write(f"dial-lsp listens on {host}:{listening.getsockname()[1]}\n")
        sys.stderr.flush()
        connection, _ = listening.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile("wb") as target:
        return asyncio.run(_serve(server, lambda: connection.recv(_CHUNK), _Writer(target)))


class _Writer:
    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.on_broken: Callable[[OSError], None] = lambda _: None

    def write(self, data: bytes) -> None:
        """Write a message at once. What cannot be written is lost, whoever wanted to write it."""
        try:
            self._target.write(data)
            self._target.flush()
        except OSError as error:
            self.on_broken(error)

    def close(self) -> None:
        """The stream belongs to somebody else."""


class _Inbox:
    """Messages that were read and not handled yet."""

    def __init__(self, protocol: Protocol, loop: asyncio.AbstractEventLoop, ended: asyncio.Future[int]) -> None:
        self._protocol = protocol
        self._loop = loop
        self._ended = ended
        self._waiting: deque[Any] = deque()
        # Both sets are changed by two threads, each by single steps that no other can get between.
        self._asked: set[int | str] = set()  # the numbers of requests that wait
        self._cancelled: set[int | str] = set()

    def fill(self, read: Read) -> None:
        """Read to the end of the stream; runs in a thread of its own."""
        with contextlib.suppress(RuntimeError):  # the loop is closed
            try:
                for message in messages(read):
                    self._take(message)
            except FrameError as error:
                _say(f"it cannot understand the client: {error}")
                self._take(Unreadable(str(error)))
            except OSError:  # the stream is closed
                pass
            self._loop.call_soon_threadsafe(self._end)

    def _take(self, message: Any) -> None:
        number = _number(message)
        if _is_cancelling(message):
            cancelled = _number(message.get("params"))
            if cancelled in self._asked:
                self._cancelled.add(cancelled)
        elif number is not None:
            self._asked.add(number)
        self._waiting.append(message)
        self._loop.call_soon_threadsafe(self._handle_next)

    def _handle_next(self) -> None:
        message = self._waiting.popleft()
        if self._ended.done():
            return
        number = _number(message)
        self._asked.discard(number)
        self._protocol.receive(message, cancelled=number in self._cancelled)
        self._cancelled.discard(number)

    def give_up(self, error: OSError) -> None:
        """End because what we write cannot be written; without a word where nobody reads any more."""
        if not self._ended.done() and not isinstance(error, ConnectionError):
            _say(f"it cannot write to the client: {error.strerror or error}")
        self._end()

    def _end(self) -> None:
        if not self._ended.done():
            self._ended.set_result(1)


def _say(reason: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"dial-lsp ends because {reason}.\n")
        sys.stderr.flush()


def _number(message: Any) -> int | str | None:
    number = message.get("id") if isinstance(message, dict) else None
    return number if isinstance(number, int | str) else None


def _is_cancelling(message: Any) -> bool:
    return isinstance(message, dict) and message.get("method") == CANCEL_REQUEST


async def _serve(server: Server, read: Read, writer: _Writer) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: server.log_failure(context.get("exception")))
    ended: asyncio.Future[int] = loop.create_future()
    protocol = server.protocol
    protocol.set_writer(writer)
    protocol.on_exit = lambda status: None if ended.done() else ended.set_result(status)
    inbox = _Inbox(protocol, loop, ended)
    writer.on_broken = inbox.give_up
    threading.Thread(target=inbox.fill, args=(read,), daemon=True, name="reader").start()
    watch = asyncio.create_task(_watch_client(server, ended))
    try:
        return await ended
    finally:
        watch.cancel()


async def _watch_client(server: Server, ended: asyncio.Future[int]) -> None:
    """End when the process that started us is gone, even if somebody else still holds our input open."""
    while not ended.done():
        await asyncio.sleep(_PATIENCE)
        if server.process_id and not _lives(server.process_id) and not ended.done():
            ended.set_result(1)


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        return _lives_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's process is alive as well
        return True
    return True


def _lives_on_windows(process: int) -> bool:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    handle = kernel.OpenProcess(0x00100000, False, process)  # SYNCHRONIZE
    if not handle:
        return False
    running = kernel.WaitForSingleObject(handle, 0) != 0
    kernel.CloseHandle(handle)
    return bool(running)
