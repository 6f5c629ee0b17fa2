"""Names in policy files and configurations: definitions, uses and renaming across both."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from lsprotocol import types

from dial_lsp.server.convert import path_of
from dial_lsp.server.failures import Refused
from dial_lsp.server.recognising import is_policies
from dial_lsp.server.view import View
from dial_lsp.server.workspace_edits import workspace_edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.features.policies.names import Mention
    from dial_lsp.features.rename import Refusal
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.text import Edit, Source, Span

    Asking = (
        types.DefinitionParams
        | types.DeclarationParams
        | types.ReferenceParams
        | types.DocumentHighlightParams
        | types.PrepareRenameParams
        | types.RenameParams
    )


T = TypeVar("T")


def policy_definition(server: Server, params: Asking) -> list[types.Location] | None:
    """What a name of a policy file stands for: entries of the configuration, or a group of the file."""
    from dial_lsp.features.policies.meanings import targets
    from dial_lsp.features.policies.names import GROUP

    found = _at(server, params)
    if found is None:
        return None
    source, mention = found
    if mention.kind == GROUP:
        return _marked(server, source, (each for each in _alike(source, mention) if each.is_definition))
    return [
        view.location(each.whole.source.path, each.name)
        for view in _views(server, source.path)
        for each in targets(view.analysis, mention)
    ]


def policy_references(server: Server, params: types.ReferenceParams) -> list[types.Location] | None:
    """The uses of a name of a policy file, in it and in the configurations that it judges."""
    from dial_lsp.features.policies.meanings import uses
    from dial_lsp.features.policies.names import GROUP

    found = _at(server, params)
    if found is None:
        return None
    source, mention = found
    declaration = params.context.include_declaration
    there = [
        view.placed(at)
        for view in _views(server, source.path)
        if mention.kind != GROUP
        for at in uses(view.analysis, mention, declaration=declaration)
    ]
    alike = (each for each in _alike(source, mention) if declaration or not each.is_definition)
    return [*there, *_marked(server, source, alike)]


def policy_highlight(server: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    """The places of a policy file with the same name; a group is written where it is defined."""
    found = _at(server, params)
    if found is None:
        return None
    source, mention = found
    read, write = types.DocumentHighlightKind.Read, types.DocumentHighlightKind.Write
    return [
        types.DocumentHighlight(_range(server, source, each.span), write if each.is_definition else read)
        for each in _alike(source, mention)
    ]


def references_in_policies(server: Server, view: View, offset: int) -> list[types.Location]:
    """The uses in a policy file of what a place of a configuration names."""
    from dial_lsp.features.policies.meanings import named_at
    from dial_lsp.features.policies.names import mentions

    source, named = _policies_of(server, view), named_at(view.analysis, view.path, offset)
    if source is None or named is None:
        return []
    return _marked(server, source, (each for each in mentions(source.text) if (each.kind, each.name) == named))


def policy_rename_place(server: Server, params: Asking) -> types.PrepareRenamePlaceholder | None:
    """The name of a policy file that would be renamed. Raises Refused for one that stands for several."""
    found = _at(server, params)
    if found is None:
        return None
    source, mention = found
    if mention.is_pattern:
        raise Refused("this stands for several names, which are renamed one by one")
    return types.PrepareRenamePlaceholder(_range(server, source, mention.span), mention.name)


def policy_rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits that rename what a name of a policy file stands for."""
    from dial_lsp.features.policies.meanings import renamed, renamed_group, renamed_here
    from dial_lsp.features.policies.names import GROUP, mentions

    found = _at(server, params)
    if found is None:
        return None
    source, mention = found
    policy_rename_place(server, params)  # which refuses
    every = mentions(source.text)
    if mention.kind == GROUP:
        here = _taken(renamed_group(every, mention.name, params.new_name))
        edit = [types.TextEdit(_range(server, source, each.span), each.text) for each in here]
        return types.WorkspaceEdit(changes={server.files.uri(source.path): edit})
    there: dict[str, Sequence[Edit]] = {}
    views = list(_views(server, source.path))
    for view in views:
        there.update(_taken(renamed(view.analysis, mention.kind, mention.name, params.new_name), view))
    here = _taken(renamed_here(every, mention.kind, mention.name, params.new_name))
    if not views:
        return None
    view = next(
        (each for each in views if set(there) <= {one.source.path for one in each.analysis.documents}), views[0]
    )
    return workspace_edit(server, view, {**there, source.path: here}, source)


def with_policies(
    server: Server, view: View, params: types.RenameParams, edits: Mapping[str, Sequence[Edit]] | None
) -> types.WorkspaceEdit | None:
    """The edits of a configuration, with those of its policy file that go with them."""
    from dial_lsp.features.policies.meanings import named_at, renamed_here
    from dial_lsp.features.policies.names import mentions

    offset = view.offset(params.position)
    source, named = _policies_of(server, view), named_at(view.analysis, view.path, offset)
    if edits is None:
        return None
    here = _taken(renamed_here(mentions(source.text), *named, params.new_name), view) if source and named else ()
    if source is None or not here or not edits:
        return workspace_edit(server, view, edits)
    return workspace_edit(server, view, {**edits, source.path: here}, source)


def _at(server: Server, params: Asking) -> tuple[Source, Mention] | None:
    """The name at a place of an open policy file."""
    from dial_lsp.features.policies.names import mention_at

    path = path_of(params.text_document.uri)
    text = server.files.texts.get(path)
    if text is None or not is_policies(path):
        return None
    mention = mention_at(text.text, text.ruler.offset(params.position))
    project = next(iter(server.files.sessions.judged_by(path)), None)
    if mention is None or project is None or project.policies is None:
        return None
    return project.policies.source, mention


def _views(server: Server, path: str) -> Iterator[View]:
    """The configurations that a policy file judges."""
    for project in server.files.sessions.judged_by(path):
        yield from _views_of(server, project)


def _views_of(server: Server, project: ProjectSession) -> Iterator[View]:
    for analysis in project.analyses:
        if analysis.documents:
            yield View(analysis, analysis.documents[0].source.path, server.files)


def _policies_of(server: Server, view: View) -> Source | None:
    project = server.files.sessions.of(view.file)
    return project.policies.source if project is not None and project.policies is not None else None


def _alike(source: Source, mention: Mention) -> Iterator[Mention]:
    from dial_lsp.features.policies.names import mentions

    return (each for each in mentions(source.text) if (each.kind, each.name) == (mention.kind, mention.name))


def _marked(server: Server, source: Source, found: Iterator[Mention]) -> list[types.Location]:
    uri = server.files.uri(source.path)
    return [types.Location(uri, _range(server, source, each.span)) for each in found]


def _range(server: Server, source: Source, span: Span) -> types.Range:
    return server.files.file_ruler(source).range(span)


def _taken(edits: T | Refusal, view: View | None = None) -> T:
    from dial_lsp.features.rename import Refusal

    if isinstance(edits, Refusal):
        raise Refused(view.analysis.secrecy.wording.hidden(edits.message) if view else edits.message)
    return edits
