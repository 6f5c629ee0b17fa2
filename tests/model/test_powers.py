from __future__ import annotations

import pytest

from dial_lsp.model.powers import powers_of
from dial_lsp.schema.versions import Version
from dial_lsp.settings import ADMIN_ROLES


@pytest.mark.parametrize(
    ("roles", "version", "is_key", "powers"),
    [
        (["admin"], "0.48", True, {"administrator": "admin"}),
        (["reader", "non-admin", "Admin"], "0.41", True, {"administrator": "non-admin"}),
        (["admin"], "0.40", True, {}),
        (["DB-Administrators"], "0.25", False, {"administrator": "DB-Administrators"}),
        (["my-Global-Reader"], "0.26", True, {"global reader": "my-Global-Reader"}),
        (["my-Global-Reader"], "0.25", False, {}),
        (
            [None, "global-reader-admin"],
            "0.48",
            True,
            dict.fromkeys(["administrator", "global reader"], "global-reader-admin"),
        ),
        (["reader", None], "0.48", True, {}),
    ],
)
def test_powers_come_with_names_of_roles(
    roles: list[str | None],
    version: str,
    is_key: bool,  # noqa: FBT001
    powers: dict[str, str],
) -> None:
    assert powers_of(roles, ADMIN_ROLES, Version.parse(version), is_key=is_key) == powers


def test_the_settings_say_which_roles_administrate() -> None:
    assert powers_of(["admin", "boss"], ["boss"], Version.parse("0.48"), is_key=True) == {"administrator": "boss"}
    assert powers_of(["admin"], [], Version.parse("0.48"), is_key=True) == {}
