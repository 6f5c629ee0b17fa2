"""What the user of dial-lsp chooses, and how it is read from ``dial-lint.toml`` or ``pyproject.toml``.

Reading does not fail for what is wrong with a single setting: it is a mistake with a place, and its default holds.
"""

from dial_lsp.settings.choices import (
    ADMIN_ROLES,
    FILE_NAME,
    OFF,
    SHARED_NAME,
    TABLE,
    Ignore,
    Mistake,
    RuleChoice,
    Settings,
    SettingsError,
    UnusableSettings,
)
from dial_lsp.settings.reading import holds_settings, parse_settings, read_settings, table_of

__all__ = [
    "ADMIN_ROLES",
    "FILE_NAME",
    "OFF",
    "SHARED_NAME",
    "TABLE",
    "Ignore",
    "Mistake",
    "RuleChoice",
    "Settings",
    "SettingsError",
    "UnusableSettings",
    "holds_settings",
    "parse_settings",
    "read_settings",
    "table_of",
]
