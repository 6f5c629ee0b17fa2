"""Names that tell that their value is a secret: in any spelling, put together in any way, and misspelt."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from dial_lsp.masking.abroad import names_secret_abroad
from dial_lsp.masking.name_words import word_list, words_of
from dial_lsp.schema.fields import types
from dial_lsp.text.patterns import compiled

_LETTERS = compiled(r"[^a-z]+")

_LAST = frozenset(
    {"secret", "password", "passwd", "pwd", "passphrase", "token", "apikey", "credential", "credentials", "sas"}
)
_BEFORE_KEY = frozenset(
    {"api", "access", "private", "secret", "account", "subscription", "shared", "encryption", "signing", "functions"}
)
_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})

_TELLING: Final = (
    *("secret", "secrets", "password", "passwords", "passwd", "passphrase", "pwd", "token", "apikey", "apikeys"),
    *(
        "key",
        "credential",
        "credentials",
        "sas",
        "authorization",
        "authorisation",
        "bearer",
        "cookie",
        "jwt",
        "passcode",
        "creds",
    ),
)
"""Words that tell of a secret wherever they stand in a name."""
_TELLING_AT_THE_END: Final = frozenset({"auth", "cred", "pin"})
_TOKENS: Final = frozenset({"tokens", "accesstokens", "apitokens", "authtokens", "refreshtokens"})
"""Others are tokens of models, which are counted."""
_ABOUT: Final = frozenset(word_list("words_about.txt"))
"""Last words of names that tell of something about a secret: ``apiKeyHeader``, ``tokenLimit``."""
_WHOLE: Final = (
    *("accesskey", "accesstoken", "apikey", "apisecret", "apitoken", "authtoken", "authorization", "clientsecret"),
    *(
        "connectionstring",
        "credentials",
        "passphrase",
        "passwd",
        "password",
        "privatekey",
        "pwd",
        "secret",
        "secretkey",
    ),
    *("token", "key", "sharedaccesskey", "bearertoken"),
)
_ORDINARY: Final = frozenset(word_list("ordinary_words.txt"))
"""Words that are no slip for a telling one although one or two letters make the difference."""
_SLIPS_OF_KEY: Final = frozenset({"kye", "eky", "kay", "keey", "kkey", "keyy"})
_SHORT: Final = 4
_FAMILY: Final = "keys"


@lru_cache(maxsize=8192)
def says_secret(name: str) -> bool:
    """Whether a member, header or parameter of this name surely holds a secret: decided by its last words."""
    if name.lower() in _HEADERS:
        return True
    words = words_of(name)
    if not words:
        return False
    if words[-1] == "key":
        return len(words) > 1 and words[-2] in _BEFORE_KEY
    return words[-1] in _LAST or words[-2:] == ["connection", "string"]


@lru_cache(maxsize=8192)
def may_hold_secret(name: str) -> bool:
    """Whether what has this name may be a secret; rather too often than too seldom, for it only gets masked."""
    return names_secret(name) or is_slip(name)


def names_secret(name: str) -> bool:
    """Whether a name has a word that tells of a secret, and does not tell of something about it."""
    words = words_of(name)
    if tells_about(name):
        return False
    if any(word in _TELLING for word in words) or (words and words[-1] in _TELLING_AT_THE_END):
        return True
    return _letters(name) in _targets() or _letters(name) in _TOKENS or names_secret_abroad(name)


def tells_about(name: str) -> bool:
    """Whether the last word of a name says that its value is something about a secret or a point in time."""
    words = words_of(name)
    return bool(words) and words[-1] in _ABOUT


def is_slip(name: str) -> bool:
    """Whether a name is one or two letters away from that of a secret."""
    from rapidfuzz.distance import DamerauLevenshtein

    plain = _letters(name)
    words = words_of(name)
    if len(plain) < 2 or plain in _ORDINARY or tells_about(name):  # noqa: PLR2004 -- one letter is no slip
        return False
    if any(_is_near(plain, whole, DamerauLevenshtein.distance(plain, whole, score_cutoff=2)) for whole in _targets()):
        return True
    return any(word in _SLIPS_OF_KEY or _is_telling_slip(word) for word in words)


def _is_telling_slip(word: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    if word in _ORDINARY or len(word) <= _SHORT:
        return False
    return any(len(one) > _SHORT and DamerauLevenshtein.distance(word, one, score_cutoff=1) == 1 for one in _TELLING)


def is_slip_among(name: str, type_name: str) -> bool:
    """Whether a name that the type of an object does not know is one or two letters away from a secret field of it."""
    from rapidfuzz.distance import DamerauLevenshtein

    secret, _ = _fields_by_secrecy(type_name)
    letters = _letters(name)
    return any(DamerauLevenshtein.distance(letters, one, score_cutoff=2) <= 2 for one in secret)  # noqa: PLR2004


def is_slip_for_plain(name: str, type_name: str) -> bool:
    """Whether a name that the type of an object does not know is most likely meant for a field that is no secret."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    secret, plain = _fields_by_secrecy(type_name)
    letters = _letters(name)
    found = process.extractOne(letters, plain, scorer=DamerauLevenshtein.distance, score_cutoff=2)
    if found is None:
        return False
    near = found[1]
    return all(DamerauLevenshtein.distance(letters, one, score_cutoff=near) > near for one in (*secret, *_WHOLE))


@lru_cache(maxsize=8192)
def is_keys_name(name: str) -> bool:
    """Whether a section or member of this name may be meant for ``keys``: one step away, or with words before it."""
    from rapidfuzz.distance import DamerauLevenshtein

    words, letters = words_of(name), _letters(name)
    last = words[-1] if words else ""
    if any(DamerauLevenshtein.distance(one, _FAMILY, score_cutoff=1) <= 1 for one in (name.lower().strip(), letters)):
        return True
    if len(last) >= len(_FAMILY) and DamerauLevenshtein.distance(last, _FAMILY, score_cutoff=1) <= 1:
        return True
    return letters != "apikey" and DamerauLevenshtein.distance(letters, "apikeys", score_cutoff=1) <= 1


def _is_near(name: str, whole: str, distance: int) -> bool:
    """Short names are ordinary words too easily, so that two slips in them count only if nothing else is meant."""
    if not 0 < distance <= 2:  # noqa: PLR2004 -- letters
        return False
    if len(whole) <= _SHORT:
        return distance <= 1 or (whole == "key" and len(name) >= len(whole) and name[:1] == whole[:1])
    return len(name) >= _SHORT


@cache
def _targets() -> tuple[str, ...]:
    fields = (field for kind in types().values() for field in kind.fields.values() if field.secret)
    of_fields = {_letters(spelling) for field in fields for spelling in field.accepted}
    return tuple(sorted({*_WHOLE, *of_fields} - {"keys", "upstreams", "env"}))


@cache
def _fields_by_secrecy(type_name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The spellings of a type's secret and other fields, letters only."""
    kind = types().get(type_name)
    secret: set[str] = set()
    plain: set[str] = set()
    for field in kind.fields.values() if kind else ():
        (secret if field.secret else plain).update(map(_letters, field.accepted))
    return tuple(sorted(secret)), tuple(sorted(plain))


def _letters(name: str) -> str:
    return _LETTERS.sub("", name.lower().removeprefix("dial:"))
