"""Names of the environment variables from which Core takes static settings, and which of them somebody misspelt.

Core ignores any other variable without a word. Source: the tables of static settings in the README of DIAL Core, the
settings it comes with, and the examples of its chart for Redis. What has no names of its own there, such as
``storage.overrides`` and the options of Vert.x, may hold anything, and a name that is near to none may be right.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Names = Mapping[str, "Names | None"]

SETTINGS: Final = "AIDIAL_SETTINGS"


def _named(names: str, **inner: Names | None) -> Names:
    """Settings of one value each, and those with names of their own in them or, for None, with any."""
    return {**dict.fromkeys(names.split()), **inner}


_ANY: Final = "*"
_IDENTITY_PROVIDER: Final = _named(
    "audience disableJwtVerification issuerPattern jwksUrl loggingKey loggingSalt negativeCacheExpirationMs"
    " positiveCacheExpirationMs projectPath rolePath rolesDelimiter userDisplayName userIdPath userInfoEndpoint"
)
_REDIS_SERVER: Final = "password sslTruststore sslTruststorePassword"
_RULES: Final = _named("rules")
_STATIC: Final[Names] = _named(
    "client vertx webSocketClient",
    access=_named("createCodeAppRoles", admin=_RULES, globalReader=_RULES),
    analytics=_named("collectClaims collectHeaders headersAllowlist headersBlacklist"),
    apiKeyValidation=_named("proxyCount"),
    applications=_named("controllerEndpoint controllerTimeout includeCustomApps"),
    asyncTaskExecutor=_named("useVirtualThreads"),
    backgroundJob=_named("defaultJobTtlMs leaseTtlMs maxSequentialPollFailures pollIntervalMs"),
    clientChannel=_named("", watchdog=_named("period")),
    codeInterpreter=_named("checkPeriod checkSize sessionImage sessionProxyUrl sessionTtl"),
    complexResource=_named("maxFileSizeBytes maxFiles maxTotalBytes"),
    complexResourceSweep=_named("activeBatches batch gracePeriod period"),
    config=_named(
        "allowUserResourceDependencies files migrateLegacyEndpoints onInvalidEntity reload",
        jsonMergeStrategy=_named("overwriteArrays"),
        write=_named("softValidation"),
    ),
    encryption=_named("key secret"),
    identityProviders={_ANY: _IDENTITY_PROVIDER},
    invitations=_named("ttlInSeconds"),
    perRequestApiKey=_named("ttl"),
    redis=_named(
        "",
        clusterServersConfig=_named(f"nodeAddresses {_REDIS_SERVER}"),
        provider=_named("accountName clusterName name region serverless userId"),
        singleServerConfig=_named(f"address {_REDIS_SERVER}"),
    ),
    resources=_named(
        "cacheExpiration compressionMinSize maxSize maxSizeToCache syncBatch syncDelay syncPeriod",
        resourceTypesExpiration=None,
    ),
    server=_named("acceptBacklog compressionSupported idleTimeout idleTimeoutUnit port"),
    storage=_named(
        "bucket createBucket credential endpoint identity maxUploadedFileSize prefix provider", overrides=None
    ),
    toolsets=_named(
        "",
        security=_named(
            "allowedRedirectUris authorizationServers resourceHost resourceSchema scopesSupported",
            encryption=_named("algorithm cipherTransformation gcmTagLengthBits ivLengthBytes keySize"),
            kms=_named("encryptionAlgorithm keyId provider region", cache=_named("enabled expiration maxSize")),
        ),
    ),
)
_KNOWN: Final[Names] = {"aidial": _STATIC, "proxy": _STATIC}
_SHORTEST: Final = 4  # letters of a name that may have a slip in it
_SURELY_OF_CORE: Final = ("access", "config")  # sections whose settings no other program has
_LONG: Final = 12  # letters of a name that may have two


def meant(name: str, *, is_core: bool) -> str | None:
    """The variable that Core reads and somebody most likely meant; None where the name is right or means nothing.

    Names without dots may be those of another program, unless a service is known to be Core.
    """
    if "." not in name:
        return _without_dots(name, is_core=is_core)
    steps: list[str] = []
    names: Names | None = _KNOWN
    for step in name.split("."):
        known = _nearest(step, names) if names else None
        steps.append(known or step)
        names = names.get(known or _ANY) if names else None
    found = ".".join(steps)
    return found if found != name and steps[0] in _KNOWN else None


def _without_dots(name: str, *, is_core: bool) -> str | None:
    """Names as other programs have them, in which only a whole setting is recognized."""
    if name != SETTINGS and _is_slip(name.upper(), SETTINGS):
        return SETTINGS
    found = _joined().get(name.replace("_", "").lower())
    return found if found and (is_core or found.split(".")[1] in _SURELY_OF_CORE) else None


@cache
def _joined() -> Mapping[str, str]:
    """The names of settings by their letters, in lower case and without dots."""
    return {name.replace(".", "").lower(): name for name in _all_names("", _KNOWN) if name.count(".") > 1}


def _all_names(above: str, names: Names) -> Iterator[str]:
    for name, inner in names.items():
        if inner:
            yield from _all_names(f"{above}{name}.", inner)
        elif name != _ANY:
            yield above + name


def _nearest(step: str, names: Names) -> str | None:
    if step in names:
        return step
    return next((one for one in names if _is_slip(step.lower(), one.lower())), None)


def _is_slip(name: str, other: str) -> bool:
    """Whether two names are the same, or have a letter that was added, lost, changed or swapped; two in a long one."""
    from rapidfuzz.distance import OSA

    if name == other or len(other) < _SHORTEST:
        return name == other
    most = 2 if len(other) >= _LONG and not name.endswith(other) else 1
    return OSA.distance(name, other, score_cutoff=most) <= most
