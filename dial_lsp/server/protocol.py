"""pygls' protocol with what it lacks: texts it does not keep, answers that are JSON already, and silence about values.

pygls writes the bodies of messages and the texts of exceptions to its log and into answers. Either may hold a secret
of the user's, so its log is switched off and its errors are told anew.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.protocol import LanguageServerProtocol, lsp_method

from dial_lsp.server.failures import Refused, told
from dial_lsp.server.frames import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from cattrs import Converter

    from dial_lsp.server.server import Server

Message = dict[str, Any]

SCHEME = "dial-lint"
"""Of documents whose text a client asks for."""
_KEPT_BY_US = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE)
_TELLING = frozenset(
    {types.ErrorCodes.MethodNotFound, types.LSPErrorCodes.RequestCancelled, types.LSPErrorCodes.RequestFailed}
)


@dataclass(frozen=True, slots=True)
class Json:
    """A result or the parameters of a notification as JSON text, which is sent as it is."""

    text: str


class Protocol(LanguageServerProtocol):
    """One conversation with one client."""

    _server: Server

    def __init__(self, server: Server, converter: Converter) -> None:
        super().__init__(server, converter)
        for method in _KEPT_BY_US:
            self.fm.builtin_features.pop(method)
        self.on_exit: Callable[[int], None] = sys.exit
        self._is_ready = False

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Begin; findings are offered only to clients that none are pushed to, so that nobody shows them twice."""
        result = yield from super().lsp_initialize(params)
        if not self._server.abilities.pulls:
            result.capabilities.diagnostic_provider = None
        if self._server.abilities.contents and result.capabilities.workspace:
            result.capabilities.workspace.text_document_content = types.TextDocumentContentOptions([SCHEME])
        return result

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: Any) -> None:  # type: ignore[override] # pygls' ends the process from here
        """End: with status 0 after a shutdown, else with 1."""
        self.on_exit(0 if self._shutdown else 1)

    def receive(self, data: Any, *, cancelled: bool = False) -> None:
        """Handle a message. Whatever is wrong with it, a request is answered and the server goes on."""
        if isinstance(data, Unreadable):
            self._refuse(None, types.ErrorCodes.ParseError, data.reason)
        elif not isinstance(data, dict):
            self._refuse(None, types.ErrorCodes.InvalidRequest, "a message is an object; there are no batches")
        elif "method" not in data:
            self._take_answer(data)
        elif not _can_be_answered(data):
            self._refuse(None, types.ErrorCodes.InvalidRequest, "the id of a message is a number or a text")
        elif problem := self._unfit(data):
            self._refuse(data, *problem)
        elif cancelled:
            self._refuse(data, types.LSPErrorCodes.RequestCancelled, "the client cancelled it")
        else:
            self._handle(data)

    def send_notification(self, method: str, params: Json) -> None:
        """Send a notification whose parameters are JSON already."""
        self._write(f'{{"jsonrpc":"2.0","method":"{method}","params":{params.text}}}')

    @staticmethod
    def quoted(value: str | int) -> str:
        """A text or a number as JSON."""
        return json.dumps(value)

    def _unfit(self, data: Message) -> tuple[types.ErrorCodes, str] | None:
        """Why a message cannot be handled now."""
        method = data["method"]
        if data.get("jsonrpc") != self.VERSION or not isinstance(method, str):
            return types.ErrorCodes.InvalidRequest, "this is not JSON-RPC 2.0"
        if method == types.EXIT:
            return None
        if self._shutdown:
            return types.ErrorCodes.InvalidRequest, "the server has shut down"
        if (method == types.INITIALIZE) == self._is_ready:
            code = types.ErrorCodes.InvalidRequest if self._is_ready else types.ErrorCodes.ServerNotInitialized
            return code, "the server is initialized already" if self._is_ready else "the server is not initialized"
        return None

    def _handle(self, data: Message) -> None:
        method, started = data["method"], time.perf_counter()
        if self.get_message_type(method) is None and method not in self.fm.features:
            self._refuse(data, types.ErrorCodes.MethodNotFound, f"there is no method {method}")
            return
        if self.get_message_type(method) is None:
            data = {"params": {}, **data}  # pygls wants parameters of requests that may take none
        try:
            message = self.structure_message(data)
        except JsonRpcException:
            self._refuse(data, types.ErrorCodes.InvalidParams, f"the parameters of {method} are not as they should be")
            return
        self._is_ready = self._is_ready or method == types.INITIALIZE
        self.handle_message(message)
        if self.trace != types.TraceValue.Off:
            self._trace(method, data.get("id"), (time.perf_counter() - started) * 1000)

    def _take_answer(self, data: Message) -> None:
        if _can_be_answered(data) and data.get("id") in self._request_futures:
            self.handle_message(self.structure_message({"jsonrpc": self.VERSION, "result": None, **data}))

    def _refuse(self, data: Mapping[str, Any] | None, code: int, reason: str) -> None:
        """Answer a request that is not handled; a notification is passed over."""
        if data is None or "id" in data:
            body = {"jsonrpc": self.VERSION, "id": data and data["id"], "error": {"code": int(code), "message": reason}}
            self._send_data(body)

    def _trace(self, method: str, number: Any, duration: float) -> None:
        """Tell the client what was done: no parameters and no results, which may hold secrets."""
        which = "" if number is None else f" ({number})"
        verbose = f"{duration:.1f} ms" if self.trace == types.TraceValue.Verbose else None
        self.notify(types.LOG_TRACE, types.LogTraceParams(f"Handled {method}{which}", verbose))

    def _send_response(
        self, msg_id: int | str, result: Any | None = None, error: types.ResponseError | None = None
    ) -> None:
        if isinstance(result, Json):
            self._result_types.pop(msg_id, None)
            self._write(f'{{"jsonrpc":"2.0","id":{self.quoted(msg_id)},"result":{result.text}}}')
            return
        super()._send_response(msg_id, result, self._harmless(error) if error else None)

    def _harmless(self, error: types.ResponseError) -> types.ResponseError:
        """The error without its traceback, and in our words unless its own are meant for the user."""
        failure = sys.exc_info()[1]
        if error.code in _TELLING or isinstance(failure, Refused):
            return types.ResponseError(error.code, error.message)
        if isinstance(failure, JsonRpcInvalidParams):
            return types.ResponseError(error.code, "the arguments are not as they should be")
        self._server.log_failure(failure)
        return types.ResponseError(error.code, told(failure))

    def _write(self, body: str) -> None:
        """Write a message of ASCII JSON."""
        if self.writer is not None:
            self.writer.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode("ascii"))


def _can_be_answered(data: Message) -> bool:
    """Whether a message has no id or one that an answer can repeat."""
    number = data.get("id", 0)
    return isinstance(number, int | float | str) and not isinstance(number, bool) and number not in (inf, -inf)


def silence_pygls() -> None:
    """Keep pygls from writing to the log, where it would put whole messages."""
    logger = logging.getLogger("pygls")
    logger.handlers = [logging.NullHandler()]
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
