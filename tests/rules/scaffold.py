"""Begins a new rule: ``python tests/rules/scaffold.py SUBJECT/NAME``, or ``make rule NAME=keys/old-key``.

It writes the rule with its page and a file of cases, and says what else a rule needs. What it writes is sound and finds
nothing; ``tests/rules/test_scaffold.py`` fails while a "FILL IN" is left.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from string import Template
from textwrap import indent

ROOT = Path(__file__).resolve().parent.parent.parent
TYPES = {  # what an entry is, by the subject that speaks of entries of one section
    "applications": ("deployments", "Application"),
    "interceptors": ("deployments", "Interceptor"),
    "keys": ("access_control", "Key"),
    "models": ("deployments", "Model"),
    "roles": ("access_control", "Role"),
    "routes": ("routing", "Route"),
    "toolsets": ("deployments", "ToolSet"),
    "translators": ("deployments", "Translator"),
}
PAGE = Template('''"""FILL IN: what it finds, in one sentence.

FILL IN: what Core does then, and why that matters to whoever runs DIAL.

## Flagged
```json
{"$section": {}}
```
## Accepted
```json
{"$section": {}}
```
## Source
FILL IN: "Run: ...", "Read in ..." or "Inferred from ...".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import $imports

if TYPE_CHECKING:
    from collections.abc import Iterator
$types

$decorator
def $function($arguments) -> Iterator[Finding]:
    """Find FILL IN."""
$body
''')
BODY = """\
    if entry.field("FILL IN").is_set:
        yield Finding(entry.at.key(), "FILL IN: what is wrong, and what Core does", help="FILL IN: what to do.")"""
CASES = """# {name}

## FILL IN: the nearest thing that is right
```json
{{"{section}": {{}}}}
```
"""
NEXT = """
Now fill in what says "FILL IN"; `.venv/bin/pytest tests/rules -k {name}` says what is left. Besides that a rule needs

- an instance in tests/realworld/planted (or in planted-WHY, for what cannot live beside the others);
- a Source that says how what Core does is known: run, read somewhere, or inferred;
- `rests_on` where it finds that something is missing elsewhere, so that templates are not accused;
- renewed expectations and a line in CHANGELOG.md: step 3 to 5 of "Add a rule" in CONTRIBUTING.md;
- its count over real files, in the pull request.
"""


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write both files, or say why not."""
    subject, slash, name = (arguments[0] if len(arguments) == 1 else "").partition("/")
    subjects = sorted(path.name for path in (root / "dial_lsp" / "rules").iterdir() if (path / "__init__.py").is_file())
    if not slash or not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
        return _refuse("name it as subject/name, with small letters and hyphens, such as keys/old-key")
    if subject not in subjects:
        return _refuse(f'there is no subject "{subject}"; there are {", ".join(subjects)}')
    module = name.replace("-", "_")
    if taken := sorted((root / "dial_lsp" / "rules").glob(f"*/{module}.py")):
        return _refuse(f"{taken[0].relative_to(root).as_posix()} is there already")
    rule = root / "dial_lsp" / "rules" / subject / f"{module}.py"
    cases = root / "tests" / "rules" / subject / f"{name}.md"
    rule.write_text(rule_text(subject, module), encoding="utf-8")
    cases.parent.mkdir(exist_ok=True)
    cases.write_text(CASES.format(name=name, section=_section(subject)), encoding="utf-8")
    sys.stdout.writelines(f"{path.relative_to(root).as_posix()}\n" for path in (rule, cases))
    sys.stdout.write(NEXT.format(name=name))
    return 0


def rule_text(subject: str, function: str) -> str:
    """The rule: of one entry where the subject is a section of them, else of the whole configuration."""
    kind = TYPES.get(subject)
    words = {"section": _section(subject), "function": function}
    if kind is None:
        words |= {"imports": "Context, Finding, rule", "types": "", "arguments": "context: Context"}
        words |= {"decorator": "@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)"}
        words["body"] = "    for entry in context.config.roles.values():\n" + indent(BODY, "    ")
        return PAGE.substitute(words)
    room, name = kind
    words |= {
        "imports": "EntryContext, Finding, entry_rule",
        "types": f"\n    from dial_lsp.model.{room} import {name}\n",
    }
    words |= {"arguments": f"entry: {name}, _context: EntryContext", "body": BODY}
    words |= {"decorator": f'@entry_rule("{subject}", severity=Severity.WARNING, impact=Impact.NO_EFFECT)'}
    return PAGE.substitute(words)


def _section(subject: str) -> str:
    return subject if subject in TYPES else "roles"


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
