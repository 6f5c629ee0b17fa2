"""Urls of the config: where they lead, whether Core could call them, and whether they carry credentials.

Hosts are judged by their names only, nothing is looked up. ``None`` is an answer too: where a placeholder stands, or
where a name does not tell, rules keep silent.
"""

from __future__ import annotations

import ipaddress
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from dial_lsp.masking.names import says_secret
from dial_lsp.model.placeholders import has_placeholder, is_placeholder
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HTTP = ("http", "https")
WEB_SOCKET = ("ws", "wss")

_INTERNAL_SUFFIXES = (
    ".localhost",
    ".svc",
    ".cluster.local",
    ".local",
    ".internal",
    ".intranet",
    ".lan",
    ".home.arpa",
    ".corp",
    ".test",
)
_METADATA = frozenset({"metadata.google.internal", "fd00:ec2::254", "100.100.100.200"})
"""Where Google, AWS (IPv6) and Alibaba answer with what a machine may know; others do so at link-local addresses."""
_USER_INFO = compiled(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@:\s]*:)?([^/?#@\s]+)@")
_SIGNATURES = frozenset({"sig", "signature"})
_PARAMETER = compiled(r"[?&]([^=&#]+)=([^&#]+)")
_WITHOUT_SCHEME = compiled(r"(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+(?::\d{1,5})?(?:/\S*)?\Z")
_MANY: Final = 1 << 13  # urls of a large file, which rules ask of one after another: of fewer none would be kept
_UNFINISHED = compiled(r"[<>{}]|\$[({A-Za-z]|%%")


def problem_of(text: str, schemes: Sequence[str] = HTTP) -> str | None:
    """Why Core cannot call the url, as the end of a sentence; None if it can, or where a placeholder stands."""
    if not is_certain(text):
        return None
    url = _split(text.strip())
    if url is None:
        return "is not a url"
    if url.scheme not in schemes:
        return f"does not start with {schemes[0]}://" if "://" not in text else f"has the scheme {url.scheme}"
    if not url.host:
        return "names no host"
    if len(text.split()) > 1:
        return f"has a {'line break' if len(text.strip().splitlines()) > 1 else 'blank'} inside"
    return None


@lru_cache(maxsize=_MANY)
def is_certain(text: str) -> bool:
    """Whether the text is meant as it stands: no placeholder, nor what may be one."""
    return not (_UNFINISHED.search(text) or has_placeholder(text) or is_placeholder(text))


def host_like(text: str) -> str | None:
    """The text where it is a url that lacks nothing but its scheme; None for anything else."""
    plain = text.strip()
    return plain if is_certain(plain) and _WITHOUT_SCHEME.match(plain) else None


def scheme_of(text: str) -> str:
    """The scheme in lower case; empty where there is none."""
    url = _split(text.strip())
    return url.scheme if url else ""


def host_of(text: str) -> str | None:
    """The host of an absolute url in lower case; None without one, or where a placeholder stands."""
    url = _split(text.strip()) if is_certain(text) else None
    return url.host if url else None


def path_of(text: str) -> str | None:
    """The path without its last slash; None where a placeholder may be part of it."""
    url = _split(text.strip()) if not _UNFINISHED.search(text.rpartition("/")[2]) else None
    return url.path.rstrip("/") if url else None


def is_internal(text: str, own: Sequence[str] = ()) -> bool | None:
    """Whether the url leads to this machine or a private network; None where the text does not tell.

    ``own`` are hosts that do although their names do not tell; ``*`` in them stands for any text.
    """
    host = host_of(text)
    if host is None:
        return None
    name = host.rstrip(".")
    if any(fnmatchcase(name, pattern.strip("[]").lower()) for pattern in own):
        return True
    address = _address(name)
    if address is not None:
        return not address.is_global
    return "." not in name or name.endswith(_INTERNAL_SUFFIXES) or ".svc." in name or ".internal." in name


def special_host(text: str) -> str | None:
    """Whether the url leads to a "metadata" service of a cloud or is a "loopback" one; None for any other.

    ``0.0.0.0`` is no host to call, and reaches the machine itself where it does.
    """
    name = (host_of(text) or "").rstrip(".")
    address = _address(name)
    if address is None:
        is_own = name == "localhost" or name.endswith(".localhost")
        return "loopback" if is_own else "metadata" if name in _METADATA else None
    address = getattr(address, "ipv4_mapped", None) or address
    if str(address) in _METADATA or (address.version == 4 and address.is_link_local):  # noqa: PLR2004
        return "metadata"
    return "loopback" if address.is_loopback or address.is_unspecified else None


def is_in_cluster(text: str) -> bool:
    """Whether the host of the url is certainly a service of a cluster."""
    name = (host_of(text) or "").rstrip(".")
    return name.endswith((".svc", ".svc.cluster.local")) or ".svc." in name


def credentials_in(text: str) -> tuple[Span, ...]:
    """Where a url holds a password or token: behind the user's name, or in a parameter named like one."""
    return tuple(_credentials(text)) if "://" in text else ()


def _credentials(text: str) -> Iterator[Span]:
    if "@" not in text and "?" not in text and "&" not in text:
        return  # as nearly all
    found = _USER_INFO.match(text.lstrip())
    if found and is_certain(found[1]):
        shift = len(text) - len(text.lstrip())
        yield Span(found.start(1) + shift, found.end(1) + shift)
    for parameter in _PARAMETER.finditer(text):
        names = parse_qsl(f"{parameter[1]}=x")
        name = names[0][0] if names else ""
        if (says_secret(name) or name.lower() in _SIGNATURES) and is_certain(parameter[2]):
            yield Span(*parameter.span(2))


class _Url(NamedTuple):
    """What of a url is asked for."""

    scheme: str  # in lower case
    host: str | None
    path: str


@lru_cache(maxsize=_MANY)
def _split(text: str) -> _Url | None:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        return None
    return _Url(url.scheme.lower(), url.hostname, url.path)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    plain = host.partition("%")[0]
    if ":" not in plain and not plain[-1:].isdigit():
        return None
    try:
        return ipaddress.ip_address(plain)
    except ValueError:
        return None
