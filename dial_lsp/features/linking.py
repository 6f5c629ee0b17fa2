"""Where the links of a hover lead, which only the client's side knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.access import Object
    from dial_lsp.text import Location


class Links:
    """No links at all; what shows some says where they lead."""

    def place(self, at: Location) -> str:
        """The url of a place in a file; "" without one."""
        del at
        return ""

    def why(self, found: Object) -> str:
        """The url that asks why somebody can or cannot call something; "" without one."""
        del found
        return ""


NONE = Links()
