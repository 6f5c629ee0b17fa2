"""What the client can do, read once from what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lsprotocol import types


@dataclass(frozen=True, slots=True)
class Abilities:
    """Nothing is sent that the client has not said it understands."""

    pulls: bool = False  # asks for diagnostics, again when told to, so that none are pushed
    refreshes: frozenset[str] = frozenset()  # what it asks for again when told: diagnostics, inlay_hint, ...
    related: bool = False  # shows related places of a diagnostic
    tags: frozenset[int] = frozenset()  # of diagnostics
    links: bool = False  # shows a link to a rule's page
    keeps_data: bool = False  # sends the data of a diagnostic back with a code action request
    versions: bool = False  # wants to know of which version diagnostics are
    watches: bool = False  # can be asked to watch files
    configures: bool = False  # answers workspace/configuration
    asks_to_be_told: bool = False  # sends workspace/didChangeConfiguration only to those that register for it
    progress: bool = False  # shows progress of work the server starts
    applies: bool = False  # applies edits
    shows_documents: bool = False  # opens a document for the server
    contents: bool = False  # shows documents whose text it asks the server for
    lenses: bool = False  # shows code lenses
    commands: frozenset[str] = frozenset()  # of ours, whose answers it shows to its user
    policies: bool = False  # asks for policies again when told to
    suggests: bool = False  # knows the command that asks for completions again

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities, name: str = "") -> Abilities:
        """The abilities of a client; commands of its own are known by its name."""
        text, workspace, window = capabilities.text_document, capabilities.workspace, capabilities.window
        push, pull = _at(text, "publish_diagnostics"), _at(text, "diagnostic")
        tags = _at(push, "tag_support", "value_set") or _at(pull, "tag_support", "value_set") or ()
        return cls(
            # A client that cannot be told to ask again keeps old findings of all files but the one that is typed in.
            pulls=pull is not None and bool(_at(workspace, "diagnostics", "refresh_support")),
            refreshes=frozenset(name for name in _REFRESHED if _at(workspace, name, "refresh_support")),
            related=any(_at(each, "related_information") for each in (push, pull)),
            tags=frozenset(int(tag) for tag in tags),
            links=any(_at(each, "code_description_support") for each in (push, pull)),
            keeps_data=any(_at(each, "data_support") for each in (push, pull)),
            versions=bool(_at(push, "version_support")),
            watches=bool(_at(workspace, "did_change_watched_files", "dynamic_registration")),
            configures=bool(_at(workspace, "configuration")),
            asks_to_be_told=bool(_at(workspace, "did_change_configuration", "dynamic_registration")),
            progress=bool(_at(window, "work_done_progress")),
            applies=bool(_at(workspace, "apply_edit")),
            shows_documents=bool(_at(window, "show_document", "support")),
            contents=_at(workspace, "text_document_content") is not None,
            lenses=_at(text, "code_lens") is not None,
            commands=_shown_commands(capabilities.experimental),
            policies=_is_said(capabilities.experimental, "dialLintPolicies"),
            suggests=name.startswith(_LIKE_VSCODE),
        )


_LIKE_VSCODE = ("Visual Studio Code", "VSCodium", "Code - OSS", "code-server", "Cursor", "Windsurf", "coc.nvim")
_REFRESHED = ("diagnostics", "inlay_hint", "code_lens", "semantic_tokens")


def _shown_commands(experimental: Any) -> frozenset[str]:
    given = experimental.get("dialLintCommands") if isinstance(experimental, dict) else None
    return frozenset(name for name in given if isinstance(name, str)) if isinstance(given, list) else frozenset()


def _is_said(experimental: Any, name: str) -> bool:
    return isinstance(experimental, dict) and experimental.get(name) is True


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = getattr(value, name, None)
    return value
