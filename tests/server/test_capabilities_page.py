"""``docs/language-server.md`` tells what the server answers and sends; its table is made from the server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from lsprotocol import converters, types

from tests.server.served import notifications, served

PAGE = Path(__file__).resolve().parents[2] / "docs" / "language-server.md"
WORDS = {
    "dial-lint/policies": "The [policies](#policies) of a file or of the workspace, as they were asked last",
    "dial-lint/policyCoverage": "Which statements of the configuration its [policies](#policies) pin",
    "dial-lint/testPolicies": "The [policies](#policies), all or some, asked of the newest texts",
    "dial-lint/status": "The [verdict](#the-verdict) of a file; takes its `uri`",
    "callHierarchy/incomingCalls": "What reaches this: the keys and roles of a deployment, the keys of a role",
    "callHierarchy/outgoingCalls": "What this reaches: the roles of a key, the deployments of a role",
    "codeAction/resolve": "The edits of a code action, worked out when it is chosen",
    "codeLens/resolve": "The words of a lens, worked out when it is seen",
    "completionItem/resolve": "The documentation of a completion",
    "textDocument/codeAction": "Fixes, fix all, suppressing, declaring a role, limits of a role, pinning in a policy",
    "textDocument/codeLens": "Who reaches a deployment, what a key or role reaches, whether a policy holds; can be off",
    "textDocument/completion": "Names, fields, values, whole entries, rules in suppressions, settings, policies",
    "textDocument/declaration": "Where a name is introduced",
    "textDocument/definition": "Where a name is introduced",
    "textDocument/diagnostic": "Findings of a file, for editors that ask for them",
    "textDocument/didChange": "Incremental changes",
    "textDocument/documentHighlight": "The uses of a name in this file",
    "textDocument/documentLink": "Endpoints and references that can be opened",
    "textDocument/documentSymbol": "The outline by section; groups and policies",
    "textDocument/foldingRange": "Objects, arrays and comments",
    "textDocument/formatting": "The whole file, comments kept",
    "textDocument/hover": "Fields, entries, the cost of keys and roles, effective values, rules, settings, policies",
    "textDocument/inlayHint": "Limits that are not written, what is open to everyone, strength of keys; can be off",
    "textDocument/linkedEditingRange": "A name together with all its places in this file",
    "textDocument/onTypeFormatting": "The indentation of a new line",
    "textDocument/prepareCallHierarchy": "Key, role and deployment as a graph of access",
    "textDocument/prepareRename": "Whether a name can be renamed; secrets cannot",
    "textDocument/rangeFormatting": "A part of the file",
    "textDocument/references": "All uses of a name in all files of the configuration and in its policies",
    "textDocument/rename": "Renaming in all files and policies of the configuration; names that are taken are refused",
    "textDocument/selectionRange": "Ever larger parts around the cursor",
    "textDocument/semanticTokens/full": "Roles, deployments, secrets, placeholders; can be switched off",
    "textDocument/semanticTokens/full/delta": "What changed of these",
    "textDocument/semanticTokens/range": "The same for a part of the file",
    "workspace/diagnostic": "Findings of all configurations in the workspace",
    "workspace/didChangeConfiguration": "Switches and settings of the editor",
    "workspace/didChangeWatchedFiles": "Files that change outside the editor",
    "workspace/executeCommand": "The commands below",
    "workspace/symbol": "Entries by name",
    "workspace/textDocumentContent": "[Pages](#pages) that follow the text: who reaches what, what an edit changes",
    "workspace/willRenameFiles": "Keeps `files` and the paths of ignores in `dial-lint.toml` true",
}  # fmt: skip
SHOWN = {
    "codeActionKinds", "triggerCharacters", "firstTriggerCharacter", "moreTriggerCharacter",
    "interFileDependencies", "workspaceDiagnostics",
}  # fmt: skip
HEAD = """# Language server

`dial-lsp` speaks the Language Server Protocol over standard input and output, or with `--tcp PORT` over one connection
from this machine. This page is made by `tests/server/test_capabilities_page.py`.

## What it answers

A configuration inside YAML, as in the values of a chart or in a manifest, is answered for in place.
`tests/features/test_in_hosts.py` asks all cases of `tests/features` in every form and in files. *Yes* means in literal,
folded and quoted texts as in a file. *Blocks*: not in quoted texts, which have one line. A change that cannot be
written into the file is refused with the reason. A text in base64, in which no place can be seen, has findings, fixes
and workspace symbols; renaming reaches it, and so do references. Of a configuration that is YAML itself everything is
shown and nothing changed. [What that is](helm.md#what-is-found).

| Method | What it does | In YAML | Options |
|---|---|---|---|
"""
SENT = """
## What it sends

Only to clients that say they understand it, except for the [verdict](#the-verdict), which every client may pass over.

| Method | When |
|---|---|
| `textDocument/publishDiagnostics` | After a change, to clients that do not ask, or cannot be told to ask again |
| `workspace/*/refresh` | When settings or other files changed: diagnostics, hints, lenses, semantic tokens |
| `client/registerCapability` | At the start: to be told of files and of the configuration that change |
| `workspace/configuration` | To read the section `dial-lsp` of the editor's configuration |
| `workspace/textDocumentContent/refresh` | When a page that was asked for would be otherwise now |
| `window/showDocument` | When a command opens a page for an editor that shows none itself |
| `workspace/applyEdit` | When the command that fixes all is run |
| `window/showMessage` | When a settings file that is not open cannot be used |
| `window/logMessage`, `$/logTrace` | Failures of the server; what was done, if asked for. Never a text of yours |
| `$/progress` | For requests with a token |
| `dial-lint/status` | After each check, for every open file whose status is another one than before |
| `dial-lint/policiesChanged` | When [policies](#policies), or what became of them, changed |

## The verdict

The notification `dial-lint/status` says what Core would do with an open file, whether or not diagnostics are shown.
The request `dial-lint/status` with `{"uri": ...}` answers the same when the file is checked, or null for another file.

| Member | What it is |
|---|---|
| `uri` | The file, as the client spells it |
| `version` | The version of the text that was checked; null for a file that is not open |
| `verdict` | `"accepts"`, `"rejects"`, or `"none"` for a file that is no configuration of Core |
| `message` | The sentence, such as "Core 0.46 would refuse this file and keep the previous one."; "" for "none" |
| `reason` | Where the first error is that makes Core refuse it: `uri` and `range`; only with `"rejects"` |
| `core` | The version of Core that the file is checked for, such as `"0.46"` or `"latest"` |
| `counts` | How many findings the file has: `error`, `warning`, `information` and `hint` |

The files of one configuration have one verdict; a YAML file has that of the texts in it. Suppressed errors count, too.

## Policies

Where a configuration has a `dial-policy.toml`, beside its settings, beside its first file or in the folder that is
open, its [policies](policies.md) are asked while somebody types in either. What breaks them are findings with the code
`policy`, in both files; what is wrong with a policy itself has the code `policy-file`. Requests for explorers of tests
and for marks beside the text:

| Request | Takes | Answers |
|---|---|---|
| `dial-lint/policies` | `uri`, or nothing | A list of suites, as they were asked last |
| `dial-lint/testPolicies` | The same, and `ids` or all are meant | The same list, asked of the newest texts |
| `dial-lint/policyCoverage` | `uri`, or nothing | A list of what the policies [pin](policies.md#are-they-enough) |

`uri` is an open policy file or an open file of a configuration; without it the whole workspace is meant.
The notification `dial-lint/policiesChanged` says that it pays to ask again; it is sent to clients with the capability
`experimental.dialLintPolicies`. A suite is a policy file with one configuration:

| Member | What it is |
|---|---|
| `uri`, `version` | The policy file, and the version of its text; null if it is not open |
| `configuration` | The files of the configuration, a list of URIs |
| `isCurrent` | Whether the policies were asked of the newest texts |
| `error` | Why the policy file cannot be read, so that its last policies hold; else null |
| `policies` | The policies in their order |

A policy:

| Member | What it is |
|---|---|
| `id` | What no other policy of the suite has; it stays while the name does |
| `name`, `use` | Its name, and the invariant that it uses or null |
| `range`, `selectionRange` | All of it, and its name |
| `state`, `message` | `"holds"`, `"fails"` or `"unknown"`, and the words of its lens |
| `problems` | What is wrong with the policy itself, sentences |
| `breaches` | What breaks it, the first 100 |

A breach has a `message`, a `location` or null, and `because`: a list of `message` and `location` or null. What policies
pin has `uri` and `configuration`, too, and:

| Member | What it is |
|---|---|
| `percent` | How many of a hundred changes of statements make a policy fail |
| `statements` | Of each change what follows |
| `uri`, `range` | The statement |
| `fate`, `could` | `"pinned"`, `"asked"` or `"free"`, and what could happen |
| `policy` | The name of the first policy that fails, or null |
| `files` | The same by line: `uri` and `lines`, each with `line` (from 0), `pinned`, `asked`, `free` |

## Commands

Each takes the URI of an open file of the configuration; the restart takes nothing, `showPolicy` that of a policy file.

| Command | What it does |
|---|---|
| `dial-lint.fixAll` | Makes all fixes that are safe and let nobody do more; answers how many |
| `dial-lint.showAccess` | Answers who reaches what, as Markdown; with a position, of the entry there |
| `dial-lint.openAccess` | Opens the [page](#pages) of who reaches what; with a position, at what stands there |
| `dial-lint.showDifference` | Answers what differs from the saved file, or with `"HEAD"` from the last commit |
| `dial-lint.openDifference` | Opens the page of the same |
| `dial-lint.why` | Answers why somebody can or cannot call something: the [chain of reasons](#why) |
| `dial-lint.showPolicy` | Answers what became of the policy at a position, or of all, and why, as Markdown |
| `dial-lint.renderMerged` | Answers the merged configuration, secrets masked; with `null, true` with places |
| `dial-lint.showSettings` | Answers the settings that hold, by their names in `dial-lint.toml` |
| `dial-lint.restart` | Forgets everything and reads all files anew |

## Pages

The pages of [`dial-lint access --format html`](access.md#the-access-page) and `diff` about the text in the editor,
saved or not. They hold no secret, load nothing, and their policy lets a browser run their own script only, by its
hash.

An editor that shows pages lists `dial-lint.openAccess` and `dial-lint.openDifference` in the client capability
`experimental.dialLintCommands`, and gets an answer:

| Member | What it is |
|---|---|
| `frame` | A page without answers, a URI. It tells its editor `{ready: true}`, and `{goTo}` when a reason is clicked |
| `data` | The URI of the answers, as text to be sent to the page as `{data}` |
| `address` | What stands at the position, to be sent as `{show}`; "" for nothing |

`workspace/textDocumentContent` answers the text of both, and of a whole page at the URI of the data with `.html` in
the place of `.json`. What takes long is done in slices, between which everything else is answered. After an edit, a
file that is saved or read anew, and when the typing has paused, `workspace/textDocumentContent/refresh` tells once of
each document that would be otherwise; who still shows it asks again. A page talks with its editor as with VS Code's
`acquireVsCodeApi`; what cannot be kept up to date is said with `{stale: reason}`.

For all other editors the server writes the page, as it is at that moment, into a folder that only its user may read,
and has it opened with `window/showDocument`, outside of the editor. The folder goes when the server ends.

## Why

`dial-lint.why` takes a question as its second argument: `caller` and `object` by their labels, or the `position` of a
name in the file, which stands for what is there. The answer to a complete question:

| Member | What it is |
|---|---|
| `caller`, `object` | Their labels, such as `key 2 (project "search")` and `model "gpt-4"` |
| `reaches` | Whether the caller is let in |
| `answer` | The same in words, with the limits |
| `steps` | The reasons: `message`, and where it is written, `place` (`path:line:column`) and `location` |
| `text` | All of it as text |

A question that lacks something is answered with all `callers` and `objects` there are, and the `caller` or `object`
that is known or null; so an editor lets its user choose and asks again. An editor that shows the answers lists the
command in the client capability `experimental.dialLintCommands`, and gets lenses and links in hovers that lead to it.

## Configuration of the editor

The section is `dial-lsp`; the same may be given as initialization options. It stands above the settings files.

| Name | Values |
|---|---|
| `semanticTokens`, `inlayHints`, `codeLenses` | Whether these show: true (the default) or false |
| `unsavedChanges` | Whether a lens above a file says what its unsaved edits change: true (the default) or false |
| `foldedFindings` | Whether many equal findings of a file that is not open are one: true (the default) or false |
| `coreVersion` | As `core-version` in the settings file |
| `overwriteArrays`, `comments`, `strict` | true or false |
| `idpRoles`, `adminRoles`, `internalHosts` | Lists of texts |

Of a file that is not open a list of findings is all that one sees: there more than three equal ones are one, with a
count and the first places, as the command line shows them. In an open file each has its mark in the text and its quick
fixes, so there each is in the list.
"""


def _page() -> str:
    rows = []
    for method, options in sorted(served().items()):
        if method in WORDS:
            rows.append(f"| `{method}` | {WORDS[method]} | {_in_yaml(method)} | {_options(options)} |\n")
    missing = set(served()) - set(WORDS) - notifications()
    assert not missing, missing
    unserved = sorted(
        method
        for method, (request, response, *_) in types.METHOD_TO_TYPES.items()
        if response is not None and method.startswith(("textDocument/", "workspace/")) and method not in served()
        and types.message_direction(method) != "serverToClient"
    )  # fmt: skip
    rows.append(f"\nNot served: {', '.join(f'`{method}`' for method in unserved)}.\n")
    return HEAD + "".join(rows) + SENT


def _in_yaml(method: str) -> str:
    if method.startswith(("workspace/", "dial-lint/")) or "/did" in method:
        return ""
    return "blocks" if "ormatting" in method or method.endswith("foldingRange") else "yes"


def _options(options: Any) -> str:
    told = converters.get_converter().unstructure(options) if options is not None else {}
    return "; ".join(f"{name}: {_told(value)}" for name, value in told.items() if name in SHOWN and value)


def _told(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    return " ".join(str(each).lower() if isinstance(each, bool) else f"`{_seen(each)}`" for each in values)


def _seen(character: str) -> str:
    return {" ": "space", "\n": "line end"}.get(character, character)


def test_the_page_tells_what_is_served() -> None:
    made = _page()
    if os.environ.get("UPDATE_EXPECTED"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made
