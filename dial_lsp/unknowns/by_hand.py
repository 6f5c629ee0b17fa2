"""What must be said of single rules, because it cannot be found out by looking at what they read.

A rule that is in none of these tables is taken to miss whatever it asked for and did not find.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from dial_lsp.references import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

ON_DEFINITIONS: Mapping[str, tuple[Kind, ...]] = MappingProxyType(
    {
        "unknown-limit-target": (Kind.LIMIT_TARGET,),
        "undefined-dependency": (Kind.DEPLOYMENT,),
        "undefined-interceptor": (Kind.INTERCEPTOR,),
        "undefined-translator": (Kind.TRANSLATOR,),
        "undeclared-role": (Kind.ROLE,),
        "undeclared-schema": (Kind.APPLICATION_SCHEMA, Kind.CATALOG_SCHEMA),
        "missing-default-role": (Kind.ROLE,),
    }
)
"""Rules that miss a name, and what defines such names."""

ON_USES: Mapping[str, Kind] = MappingProxyType(
    {
        "unused-role": Kind.ROLE,
        "unused-interceptor": Kind.INTERCEPTOR,
        "unused-translator": Kind.TRANSLATOR,
    }
)
"""Rules that miss a use of a name."""

ON_OTHER_ENTRIES = frozenset(
    {
        "empty-limit", "guarded-by-default-role", "inverted-limit", "limit-below-default", "limit-below-one-call",
        "limit-missing-for-role", "limit-raised-by-union", "missing-default-role", "non-positive-limit",
        "partial-limit", "shadowed-default-limit", "shared-limit-name", "uncounted-token-limit", "unguarded-path",
        "unpriced-model", "unused-limit",
    }
)  # fmt: skip
"""Rules that put together what stands in several entries, and do not name them all."""

ON_VALUES = frozenset(
    {
        "contradictory-interface", "public-deployment", "replaced-endpoint-path", "shadowed-route", "taken-route-path",
        "tier-gap", "token-only-price", "websocket-without-get", "widened-route-roles",
    }
)  # fmt: skip
"""Rules that compare values of an entry, so that it matters what an unknown one is where another is found wrong."""

ON_SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "invalid-properties": "applicationTypeSchemas",
        "missing-default-locale": "defaultLocale",
    }
)
"""Rules that also depend on a section that has no entries with names."""

SHAPES_OF_ABSENCE = frozenset({"missing-default-locale", "missing-required"})
"""Rules that miss something within an object, by the schema."""

OF_WHAT_IS_WRITTEN = frozenset(
    {
        "admin-key", "anchored-path", "blank-around-url", "blank-role", "circular-dependency", "credentials-in-url",
        "extra-data-conflict", "invalid-endpoint", "invalid-response-status", "inverted-limit", "limit-below-one-call",
        "lowercase-method", "misplaced-model-field", "negative-rate", "non-positive-cost-limit", "non-positive-limit",
        "overriding-default", "plain-http", "repeated-role", "runtime-field", "secret-in-extra-data",
        "secret-in-plain-text", "session-residue", "shadowed-endpoint", "shared-limit-name", "slow-path",
        "unescaped-dot", "unknown-interface", "unknown-method", "unknown-upstream-interface", "unmatchable-path",
        "unsupported-interceptor-interface", "unusual-endpoint-path",
    }
)  # fmt: skip
"""Rules that go through many parts of an entry and find nothing but what is written: more beside it changes nothing."""

OF_PARTS_OF_TEXTS = frozenset(
    {
        "alias-conflict", "base-url-with-operation", "blank-around-url", "credentials-in-url", "invalid-endpoint",
        "invalid-override-path", "overridden-by-schema", "padded-secret", "plain-http", "runtime-field",
        "scalar-for-array", "shadowed-endpoint", "type-endpoint-mismatch", "unused-base-url",
    }
)  # fmt: skip
"""Rules that judge what is known of a text in which something is unknown; all others take such a text for unknown."""
