"""What a change does to policies, and to what is excepted from them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dial_lsp.policies.policy import PolicyFile
from dial_lsp.policies.reading import FILE_NAME, read_policies
from dial_lsp.settings import SettingsError
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.cli.judges.bench import Bench
    from dial_lsp.policies.policy import Exemption, Policy
    from dial_lsp.reports.judged import Changed
    from dial_lsp.text import Location

_KIND = "policy"


def policy_changes(old: Bench, new: Bench) -> Iterator[Changed]:
    """Each policy that is new, otherwise or gone, with exceptions that were not there; a file that cannot be used."""
    for key in sorted({*_keys(old), *_keys(new)}):
        before, after = _read(old, key), _read(new, key)
        if after is None and new.read(key) is not None:
            yield new.changed(_KIND, new.checkout.path(key), 0, "cannot be used, so no policy of it holds")
        elif after is None and before is not None:
            yield new.changed(_KIND, new.checkout.path(key), 0, "is gone, with all its policies")
        elif after is not None:
            yield from _between(new, key, before or PolicyFile(Source(key, "")), after)


def _keys(bench: Bench) -> set[str]:
    """The policy file that is named, or where one may stand: beside configuration and settings, in this folder."""
    if bench.policies is not None:
        return {bench.policies}
    beside = {os.path.dirname(text.file) for text in bench.texts} | {bench.checkout.here}  # noqa: PTH120 -- text
    beside |= {str(bench.settings_file.path.parent)} if bench.settings_file else set()
    found = (bench.checkout.key(os.path.join(folder, FILE_NAME)) for folder in beside)  # noqa: PTH118
    return {key for key in found if key is not None}


def _read(bench: Bench, key: str) -> PolicyFile | None:
    text = bench.read(key)
    try:
        return None if text is None else read_policies(Source(key, text))
    except SettingsError:
        return None


def _between(new: Bench, key: str, before: PolicyFile, after: PolicyFile) -> Iterator[Changed]:
    def told(at: Location | None, message: str) -> Changed:
        line = at.source.position(at.span.start).line if at else 0
        return new.changed(_KIND, new.checkout.path(key), line, message)

    was, now = ({policy.name: policy for policy in file.policies} for file in (before, after))
    for name, policy in now.items():
        earlier = was.get(name)
        if earlier is None:
            yield told(policy.at, f'policy "{name}" is new')
            continue
        if _meaning(earlier) != _meaning(policy):
            yield told(policy.at, f'policy "{name}" is changed')
        known = list(map(_allows, earlier.exemptions))
        for exemption in policy.exemptions:
            if _allows(exemption) not in known:
                yield told(exemption.at, f'policy "{name}" has an exception that it had not: {exemption.reason}')
    yield from (told(None, f'policy "{name}" is gone') for name in was if name not in now)
    if before.policies and before.groups != after.groups:
        yield told(None, "groups are changed")


def _meaning(policy: Policy) -> dict[str, object]:
    """What a policy asks for, without its exceptions."""
    return {name: value for name, value in policy.values.items() if name != "except"}


def _allows(exemption: Exemption) -> tuple[object, ...]:
    """What an exception allows, whatever its reason."""
    return exemption.who, exemption.on, exemption.until
