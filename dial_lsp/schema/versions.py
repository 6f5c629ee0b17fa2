"""Versions of DIAL Core, and what changed between them besides fields.

When a field came or went is written in `aidial.config.schema.json`; this file names the other changes, each as the
first version that behaves the new way. Where no release notes tell, the threshold is the earliest version that is
consistent with what was observed on Core 0.25 and on the newest line.
"""

from __future__ import annotations

from dial_lsp.versions import LATEST, NEWEST, OLDEST, Version

__all__ = ["LATEST", "NEWEST", "OLDEST", "Version"]

# Fields told below to have come with a version are accepted by it and by every later one.

EDITOR_URL_OPTIONAL = Version(0, 26)
"""An application type needs no `dial:applicationTypeEditorUrl`."""

ROLE_WITHOUT_LIMITS = Version(0, 35)
"""A role without `limits` loads; before, it broke the load."""

UPSTREAM_IDS = Version(0, 44)
"""Responses and Anthropic Messages need an upstream with an id; before, follow-up calls were not led back."""

UNIQUE_DEPLOYMENT_NAMES = Version(0, 32)
"""One name for two deployments refuses the file; before, it was not checked."""

LOCALIZED_TEXT = Version(0, 47)
"""displayName and description take locale maps, and no longer numbers and booleans."""

SECRET_IN_KEY_FIELD = Version(0, 47)
"""A `key` field in an API key is the secret; before, the entry's name always was."""

BLANK_PROJECT_REFUSED = Version(0, 47)
"""A blank project or role of an API key refuses the file; before, only an empty one did."""

RESERVED_NAMES = Version(0, 47)
"""Entry names such as `models/<bucket>/<name>` refuse the file."""

SLASH_NAMES_DROPPED = Version(0, 47)
"""Entries whose name contains `/` are dropped; before, they were kept."""

PRICE_TREES = Version(0, 48)
"""Prices may be decision trees; before, only text."""

MODEL_UPSTREAMS_CHECKED = Version(0, 48)
"""A model's upstreams are checked at load, so null for the list or an element refuses the file."""
