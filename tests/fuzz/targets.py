"""What must hold for every input; each target fails where its law does not."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.fixes import effect_of_edits
from dial_lsp.engine.repair import repaired, safe_fix
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.project.embedded import embedded_in
from dial_lsp.reports import merged
from dial_lsp.server.frames import FrameError, messages
from dial_lsp.settings import SettingsError, parse_settings
from dial_lsp.syntax import parse, update
from dial_lsp.syntax.comments import blank
from dial_lsp.syntax.formatting import format_document
from dial_lsp.text import Edit, Source, Span, apply_edits
from tests.fuzz.conversations import conversations, every_request_is_answered_once
from tests.fuzz.inputs import configs, inputs, mendable, policy_files, rewritten, settings_files, yaml_files
from tests.support.reading import described
from tests.support.texts import comments, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from dial_lsp.syntax import Document
    from tests.fuzz.inputs import Input, Rewritten

PATH = "aidial.config.json"
DAY = date(2026, 1, 1)


def analysed(*texts: str) -> Analysis:
    return Analysis([parse(Source(f"{number}-{PATH}", text)) for number, text in enumerate(texts)])


def said(analysis: Analysis) -> list[Any]:
    return [
        (one.order, one.severity, one.impact, one.help, [fix.title for fix in one.fixes])
        for one in analysis.diagnostics
    ]


def update_says_what_parse_says(given: Input) -> None:
    document = update(parse(Source(PATH, given.text)), given.edits)
    assert document.source.text == given.edited
    assert described(document) == described(parse(Source(PATH, given.edited)))


def an_edit_finds_what_a_fresh_check_finds(given: Input) -> None:
    before = analysed(given.text, given.other)
    said(before)
    after = before.after({f"0-{PATH}": given.edits})
    fresh = analysed(given.edited, given.other)
    assert said(after) == said(fresh)
    assert after.verdict == fresh.verdict


def what_core_refuses_has_an_error(given: Input) -> None:
    analysis = analysed(given.edited)
    if analysis.verdict == "rejects":
        assert "error" in {one.severity.name.lower() for one in analysis.diagnostics}
    for one in analysis.diagnostics:
        assert 0 <= one.location.span.start <= one.location.span.end <= len(given.edited)


def suppressions_change_no_verdict(given: Input) -> None:
    documents = [parse(Source(PATH, given.edited))]
    assert Analysis(documents).verdict == Analysis(documents, ignores=False).verdict


def safe_fixes_settle_and_widen_nothing(given: Input) -> None:
    before = analysed(given.text)
    made = repaired(before, safe_fix)
    assert made.is_settled, made.endless
    for path, (old, new) in made.texts.items():
        whole = {path: [Edit(Span(0, len(old)), new)]}
        assert not effect_of_edits(before, whole).may_widen
        again = repaired(analysed(new), safe_fix)
        assert not again.texts, new


def a_fix_changes_what_it_says_and_no_more(given: Input) -> None:
    """The problems of syntax grow by no fix, and what is behind and before its edits is as it was."""
    before = analysed(given.text)
    for one in before.diagnostics:
        for fix in one.fixes:
            for edits in fix.edits.values():
                assert all(0 <= edit.span.start <= edit.span.end <= len(given.text) for edit in edits)
                if fix.safe:
                    made = parse(Source(PATH, apply_edits(given.text, edits)))
                    if made.end is not None or before.documents[0].end is not None:  # else it is all guessed by lines
                        assert _apart_from(before.documents[0], edits) <= _apart_from(made, ())
                    assert len(made.problems) <= len(before.documents[0].problems)


def _apart_from(document: Document, edits: Sequence[Edit]) -> Counter[str]:
    """The texts of entries that no edit touches and that are sound."""
    entries = (entry for section in document.sections for entry in section.entries if not entry.problems)
    spans = ((entry, document.offset_of(entry)) for entry in entries)
    return Counter(
        entry.text
        for entry, start in spans
        if all(edit.span.end < start or edit.span.start > start + len(entry.text) for edit in edits)
    )


def format_keeps_values_and_comments(given: Input) -> None:
    for text in (given.text, given.edited):
        document = parse(Source(PATH, text))
        if not document.problems and not document.source.text[document.end or 0 :].strip():
            made = apply_edits(text, format_document(document))
            assert read(made) == read(text)
            assert [part.split() for part in comments(made)] == [part.split() for part in comments(text)]
            assert not format_document(parse(Source(PATH, made)))


def render_is_a_merge(given: Input) -> None:
    for text in (given.text, given.edited):
        with suppress(ValueError):  # not all of the text, or a name twice
            expected = _merged(_root(text), _root(given.other))
            rendered = merged.render(analysed(text, given.other).config, secrets=True)
            assert json.loads(rendered) == expected


def a_yaml_file_is_read(given: Input) -> None:
    for source in embedded_in("values.yaml", given.edited).sources:
        assert source.host is not None
        assert 0 <= source.host.span.start <= source.host.span.end <= len(given.edited)
        for one in Analysis([parse(source)]).diagnostics:
            span = one.in_file.location.span
            assert 0 <= span.start <= span.end <= len(given.edited)


def policies_are_read_or_refused_and_judge_what_a_config_means(given: Input) -> None:
    with suppress(SettingsError):
        file = read_policies(Source("dial-policy.toml", given.edited))
        for mistake in file.mistakes:
            assert 0 <= mistake.at.span.start <= mistake.at.span.end <= len(given.edited)
        config = analysed(given.other)
        laid_out = analysed(apply_edits(given.other, format_document(config.documents[0])))
        told = [
            [
                (one.policy.name, one.holds, one.problems, len(one.breaches))
                for one in run(file, of.access, DAY).outcomes
            ]
            for of in (config, laid_out)
        ]
        assert told[0] == told[1]
        assert len(told[0]) == len(file.policies)


def a_config_has_the_verdict_of_core_however_it_is_written(given: Rewritten) -> None:
    assert analysed(given.text).verdict == given.core, given.case


def settings_are_read_or_refused(given: Input) -> None:
    with suppress(SettingsError):
        settings = parse_settings(given.edited, "dial-lint.toml")
        said(Analysis([parse(Source(PATH, given.other))], settings))


def frames_are_read_however_they_are_cut(given: Input) -> None:
    body = given.edited.encode("utf-8", "surrogatepass")
    head = b"Content-Length: %d\r\n\r\n" % len(body)
    stream = head + body + body + head
    whole, cut = _frames(stream, len(stream)), _frames(stream, 7)
    assert whole == cut
    assert len(whole) > 1


def _frames(stream: bytes, size: int) -> list[str]:
    pieces = iter([stream[start : start + size] for start in range(0, len(stream), size)])
    found: list[str] = []
    try:
        found.extend(repr(message) for message in messages(lambda: next(pieces, b"")))
    except FrameError as error:
        found.append(f"end: {error}")
    return found


def _root(text: str) -> dict[str, Any]:
    """The object of a whole text. Raises ValueError."""
    if parse(Source(PATH, text)).problems:
        raise ValueError
    root = json.loads(blank(text.removeprefix("\ufeff")).text, object_pairs_hook=_unique)
    if not isinstance(root, dict):
        raise ValueError  # noqa: TRY004 -- as for all that is no configuration
    return root


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _merged(before: Any, after: Any) -> Any:
    """As Core merges: objects name by name, arrays one behind the other, else the later one."""
    if isinstance(before, dict) and isinstance(after, dict):
        return before | {
            name: _merged(before[name], value) if name in before else value for name, value in after.items()
        }
    return [*before, *after] if isinstance(before, list) and isinstance(after, list) else after


_CONFIGS = inputs(configs())
TARGETS: Mapping[str, tuple[Callable[[Any], None], SearchStrategy[Any]]] = {
    "update": (update_says_what_parse_says, _CONFIGS),
    "incremental": (an_edit_finds_what_a_fresh_check_finds, _CONFIGS),
    "check": (what_core_refuses_has_an_error, _CONFIGS),
    "suppressions": (suppressions_change_no_verdict, _CONFIGS),
    "fix": (safe_fixes_settle_and_widen_nothing, st.deferred(lambda: inputs(mendable()))),
    "offers": (a_fix_changes_what_it_says_and_no_more, st.deferred(lambda: inputs(mendable()))),
    "format": (format_keeps_values_and_comments, _CONFIGS),
    "render": (render_is_a_merge, _CONFIGS),
    "yaml": (a_yaml_file_is_read, inputs(yaml_files())),
    "policies": (policies_are_read_or_refused_and_judge_what_a_config_means, inputs(policy_files(), configs())),
    "verdict": (a_config_has_the_verdict_of_core_however_it_is_written, rewritten()),
    "settings": (settings_are_read_or_refused, inputs(settings_files(), configs())),
    "frames": (frames_are_read_however_they_are_cut, _CONFIGS),
    "protocol": (every_request_is_answered_once, conversations()),
}
"""By name: what is tried, and with which inputs."""
