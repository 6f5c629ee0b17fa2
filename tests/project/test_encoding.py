from __future__ import annotations

import base64
import codecs
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.project.encoding import Decoded, decode

if TYPE_CHECKING:
    from pathlib import Path

TEXT = '{"имя": "значение \U0001f600"}'
ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le")
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_with_and_without_a_byte_order_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == Decoded(TEXT)
    assert decode(MARKS[encoding] + TEXT.encode(encoding)) == Decoded(TEXT)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_only_one_mark_is_taken(encoding: str) -> None:
    decoded = decode(MARKS[encoding] * 2 + TEXT.encode(encoding))
    assert decoded == Decoded(TEXT, "a second byte order mark stands here", 0)


@pytest.mark.parametrize("text", ["", "{", "{}", "{}\n", "null"])
def test_short_files(text: str) -> None:
    assert decode(text.encode()) == Decoded(text)


def test_short_utf_16_is_told_from_its_zero_byte() -> None:
    assert decode("7".encode("utf-16-be")) == Decoded("7")
    assert decode("7".encode("utf-16-le")) == Decoded("7")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"a": "\xc0\xa2"}', '{"a": "\ufffd"}'),  # an overlong quotation mark does not end the string
        (b'{"a": "\xc0\xaf"}', '{"a": "/"}'),  # another one
        (b'{"a": "\xf4\x90\x80\x80"}', '{"a": "\ufffd"}'),  # past 10FFFF
    ],
)
def test_core_takes_some_bytes_that_are_not_utf_8(data: bytes, text: str) -> None:
    assert decode(data) == Decoded(text)


@pytest.mark.parametrize(
    ("data", "text", "at", "byte"),
    [
        (b'{"a": "caf\xe9"}', '{"a": "caf\ufffd"}', 10, "0xE9"),  # Latin-1
        (b'{"\xd1\x8f": "\x80"}', '{"я": "\ufffd"}', 7, "0x80"),
        (b'\xff{"a": 1}', '\ufffd{"a": 1}', 0, "0xFF"),
        (b'{"a": "\xe2\x82', '{"a": "\ufffd', 7, "0xE2"),  # cut short
        (
            b'{"a": "\xed\xa0\xbd\xed\xb8\x80"}',
            '{"a": "' + "\ufffd" * 6 + '"}',
            7,
            "0xED",
        ),  # CESU-8: a pair of surrogates
        (b'{"a": "\xed\xa0\xbd"}', '{"a": "' + "\ufffd" * 3 + '"}', 7, "0xED"),  # half of it
        (b'{"a": "\xc0\xaf\xe9"}', '{"a": "/\ufffd"}', 8, "0xE9"),  # behind something that Core takes
    ],
)
def test_core_refuses_others(data: bytes, text: str, at: int, byte: str) -> None:
    assert decode(data) == Decoded(text, f"the byte {byte} is not UTF-8 here", at)


def test_what_follows_the_root_is_never_read() -> None:
    assert decode(b' {"a": 1}\n\xff') == Decoded(' {"a": 1}\n\ufffd')
    assert decode(b"{}, caf\xe9") == Decoded("{}, caf\ufffd")
    assert decode(b"{" * 100_000 + b"\xff").at == 100_000


@pytest.mark.parametrize("order", ["2143", "3412"])
def test_mixed_byte_orders_are_refused(order: str) -> None:
    quads = [char.encode("utf-32-be") for char in "\ufeff{}"]
    data = [bytes(quad[int(place) - 1] for place in order) for quad in quads]
    for with_or_without_mark in (data, data[1:]):
        assert order in decode(b"".join(with_or_without_mark)).problem


def test_broken_utf_32() -> None:
    data = '{"a": "'.encode("utf-32-le") + b"\x00\x00\x11\x00" + '"}'.encode("utf-32-le")
    assert decode(data) == Decoded('{"a": "\ufffd"}', "these four bytes are not UTF-32", 7)


@settings(max_examples=200)
@given(st.binary(max_size=40))
def test_any_bytes_give_a_text(data: bytes) -> None:
    decoded = decode(data)
    assert 0 <= decoded.at <= len(decoded.text)


OLD = "bytes-cesu-surrogate-pair"
"""Recorded with Jackson 2.17, which takes what 2.21 refuses."""


def test_agrees_with_recorded_runs_of_core(shared: Path) -> None:
    lines = (shared / "reference" / "oracle.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if "files_base64" in case and case["id"] != OLD]
    assert cases
    for case in cases:
        refused = bool(decode(base64.b64decode(case["files_base64"][0])).problem)
        if refused:
            assert case["core"] == "rejects", case["id"]
        else:
            assert "UTF-8" not in case["why"], case["id"]
