"""URIs as `java.net.URI` reads them: RFC 2396 with Java's own exceptions, which are not those of any Python module.

A field of type URI trims its text first and may be empty or relative. Characters outside ASCII are allowed wherever
escapes are. Source: the documentation of `java.net.URI`; every verdict in the tests is Java's.
"""

from __future__ import annotations

import re
import unicodedata

from dial_lsp.text.patterns import compiled

_JAVA_BLANKS = "".join(map(chr, range(0x21)))
_ALNUM = "A-Za-z0-9"
_UNRESERVED = rf"{_ALNUM}\-_.!~*'()"
_USER_INFO = rf"{_UNRESERVED};:&=+$,"
_PATH = compiled(rf"[{_UNRESERVED}:@&=+$,;/%]*")
_ANY = compiled(rf"[{_UNRESERVED};/?:@&=+$,\[\]%]*")
_REGISTRY = compiled(rf"[{_UNRESERVED}$,;:@&=+%]*")
_SERVER = compiled(rf"(?:[{_USER_INFO}%]*@)?\[([0-9A-Fa-f:.]+)(?:%[{_ALNUM}_.]+)?\](?::([0-9]*))?")
_SCHEME = compiled(rf"[A-Za-z][{_ALNUM}+.\-]*")
_BAD_ESCAPE = compiled("%(?![0-9A-Fa-f]{2})")
_HEX_GROUP = compiled("[0-9A-Fa-f]{1,4}")
_V6_BYTES = 16
_PORT_MAX = 2**31 - 1


def problem_of(text: str, *, trimmed: bool = True) -> str | None:
    """Why Java refuses the text as a URI, None if it is one. Fields are trimmed first, members of a schema are not."""
    text = text.strip(_JAVA_BLANKS) if trimmed else text
    whole, hash_mark, fragment = text.partition("#")
    scheme, colon, rest = whole.partition(":")
    if colon and not ("/" in scheme or "?" in scheme):
        problem = _absolute(scheme, rest, has_more=bool(hash_mark))
    else:
        problem = _hierarchical(whole, has_more=bool(hash_mark))
    return problem or _characters(fragment, _ANY, "the fragment")


def is_absolute(text: str) -> bool:
    """Whether the text is a URI that begins with a scheme."""
    head = re.split("[/?#]", text, maxsplit=1)[0]
    return ":" in head and problem_of(text, trimmed=False) is None


def _absolute(scheme: str, rest: str, *, has_more: bool) -> str | None:
    if not _SCHEME.fullmatch(scheme):
        return "what stands before the first colon is not a scheme name"
    if rest.startswith("/"):
        return _hierarchical(rest, has_more=has_more)
    return _characters(rest, _ANY, "the part after the scheme") if rest else "nothing follows the scheme"


def _hierarchical(text: str, *, has_more: bool) -> str | None:
    path, question_mark, query = text.partition("?")
    if path.startswith("//"):
        authority, slash, behind = path[2:].partition("/")
        if not authority and not (slash or question_mark or has_more):
            return "nothing follows the two slashes"
        problem = _authority(authority)
        if problem:
            return problem
        path = slash + behind
    return _characters(path, _PATH, "the path") or _characters(query, _ANY, "the query")


def _authority(text: str) -> str | None:
    """Anything of registry characters will do; square brackets need a correct IPv6 address and port."""
    if not ("[" in text or "]" in text):
        return _characters(text, _REGISTRY, "the host")
    server = _SERVER.fullmatch(_plain(text))
    if (
        not server
        or _BAD_ESCAPE.search(text.partition("[")[0])
        or not _is_v6(server[1])
        or int(server[2] or 0) > _PORT_MAX
    ):
        return "square brackets in the host may only hold an IPv6 address"
    return None


def _is_v6(text: str) -> bool:
    head, compressed, tail = text.partition("::")
    sizes = [_size(head, is_last=not compressed), _size(tail, is_last=True)]
    if None in sizes:
        return False
    size = sum(filter(None, sizes))
    return size < _V6_BYTES if compressed else size == _V6_BYTES


def _size(text: str, *, is_last: bool) -> int | None:
    """How many bytes the groups between colons fill, None if one is malformed."""
    if not text:
        return 0
    groups = text.split(":")
    size = 2 * len(groups)
    if is_last and "." in groups[-1]:
        numbers = groups.pop().split(".")
        size += 2
        if len(numbers) != 4 or not all(re.fullmatch("0*[0-9]{1,3}", one) and int(one) < 256 for one in numbers):  # noqa: PLR2004
            return None
    return size if all(_HEX_GROUP.fullmatch(group) for group in groups) else None


def _characters(text: str, allowed: re.Pattern[str], where: str) -> str | None:
    plain = _plain(text)
    if not allowed.fullmatch(plain):
        return f"{where} holds a character that must be escaped"
    return f"{where} holds a percent sign without two hexadecimal digits" if _BAD_ESCAPE.search(plain) else None


def _plain(text: str) -> str:
    """The text with a letter for each character that Java counts as 'other': beyond ASCII, no blank, no control."""
    return text if text.isascii() else "".join("x" if _is_other(char) else char for char in text)


def _is_other(char: str) -> bool:
    return char > "\x80" and unicodedata.category(char) not in ("Zs", "Zl", "Zp", "Cc")
