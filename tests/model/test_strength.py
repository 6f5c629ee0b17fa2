"""The estimate never blames a random key and never praises a made-up one."""

from __future__ import annotations

import random
import string
import uuid
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

import pytest

from dial_lsp.model import strength
from dial_lsp.model.strength import strength_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MADE_UP = (
    "dial_api_key",
    "proxyKey1",
    "Passw0rd2024Passw0rd2024",
    "correct-horse-battery-staple",
    "P4ssw0rdS3cr3tK3yD14lC0r3",
    "search-team-production-api-key-2024",
    "qwertyuiopasdfghjklzxcvbnm123456",
    "1985-04-12-1987-06-30-2011-09-03",
    "a" * 32,
    "x" * 5000,
    "0123456789abcdef0123456789abcdef",
    "deadbeefdeadbeefdeadbeefdeadbeef",
    "3f9a1c3f9a1c3f9a1c3f9a1c3f9a1c3f9a1c3f9a1c",
    "00000000-0000-0000-0000-000000000000",
    "00000000-0000-4000-8000-000000000001",
    "6fa459ea-ee8a-11ef-9cd2-0242ac120002",
    "01952f3c-7b1e-7c3a-9f40-5b2d8e61c0aa",
    "kT9$wq!Zr4#Lm7&x",
    "",
)

RANDOM: dict[str, Callable[[random.Random], str]] = {
    "32 hexadecimal digits": lambda dice: dice.randbytes(16).hex(),
    "32 upper-case hexadecimal digits": lambda dice: dice.randbytes(16).hex().upper(),
    "22 characters of base64url": lambda dice: urlsafe_b64encode(dice.randbytes(16)).decode().rstrip("="),
    "43 characters of base64url": lambda dice: urlsafe_b64encode(dice.randbytes(32)).decode().rstrip("="),
    "a random UUID": lambda dice: str(uuid.UUID(bytes=dice.randbytes(16), version=4)),
    "a random UUID without dashes": lambda dice: uuid.UUID(bytes=dice.randbytes(16), version=4).hex,
    "26 lower-case letters and digits": lambda dice: "".join(
        dice.choices(string.ascii_lowercase + string.digits, k=26)
    ),
    "24 printable characters": lambda dice: "".join(
        dice.choices(string.ascii_letters + string.digits + string.punctuation, k=24)
    ),
}


@pytest.mark.parametrize("secret", MADE_UP, ids=range(len(MADE_UP)))
def test_a_made_up_secret_is_weak(secret: str) -> None:
    assert not strength_of(secret).is_enough


@pytest.mark.parametrize("kind", RANDOM)
def test_a_random_secret_is_strong(kind: str) -> None:
    dice = random.Random(kind)
    blamed = [secret for secret in (RANDOM[kind](dice) for _ in range(150)) if not strength_of(secret).is_enough]
    assert blamed == []


def test_sixteen_random_characters_are_too_few() -> None:
    dice = random.Random(16)
    characters = string.ascii_letters + string.digits + string.punctuation
    assert all(strength_of("".join(dice.choices(characters, k=16))).bits < 128 for _ in range(50))


def test_the_patterns_are_named() -> None:
    assert strength_of("dial_api_key").patterns == ("words",)
    assert "repetition" in strength_of("a" * 32).patterns
    assert "sequences" in strength_of("abcdefghijklmnopqrstuvwxyz123456").patterns


def test_known_words_make_a_secret_weaker() -> None:
    assert strength_of("zyxwebgo-zyxwebgo", known=("zyxwebgo",)).bits < strength_of("zyxwebgo-zyxwebgo").bits


def test_more_of_the_same_is_no_stronger() -> None:
    assert strength_of("k7" * 400).bits == strength_of("k7" * 4).bits


def test_what_comes_after_hundreds_of_characters_is_like_what_comes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "".join(f"password{number}" for number in range(2000))
    searched: list[str] = []
    search = strength._patterned

    def note(piece: str, bits: float, known: Iterable[str]) -> tuple[float, Iterator[str]]:
        searched.append(piece)
        return search(piece, bits, known)

    monkeypatch.setattr(strength, "_patterned", note)
    assert strength_of(secret).is_enough
    assert len(searched) <= 10


def test_a_secret_of_many_lines_is_estimated() -> None:
    assert not strength_of("11121991\n1112").is_enough
