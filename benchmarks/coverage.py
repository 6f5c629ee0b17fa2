"""How long it takes to say whether policies would notice any change: of small and of large configurations.

Processor seconds of ``dial-lint test --coverage``, of one run each. Run as ``python -m benchmarks.coverage [FILE]``; it
writes the table into FILE.
"""

from __future__ import annotations

import json
import platform
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.command import run
from benchmarks.page import write_section
from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.policies.initial import of_caller, of_object
from dial_lsp.policies.mutants import mutants
from dial_lsp.syntax import parse
from dial_lsp.text import Source

SIZES = ((50, 20, 200), (300, 100, 1000))
LIMITS = 20
"""How many objects a role limits, by two windows each."""
TITLE = "Would policies notice"
WHOLE = """
[[policy]]
use = "bounded-spend"
[[policy]]
use = "granted-works"
[[policy]]
use = "no-administrators"
[[policy]]
use = "priced"
on = "model:*"
"""


def main() -> None:
    """Print the table, and write it if a file is named."""
    lines = [
        "| keys | roles | objects | policies | changes | seconds | ms a change |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory() as name:
        lines += [row(Path(name), *size) for size in SIZES]
    table = "\n".join(lines)
    sys.stdout.write(table + "\n")
    if len(sys.argv) > 1:
        section = SECTION.format(table=table, python=platform.python_version(), limits=LIMITS)
        write_section(Path(sys.argv[1]), TITLE, section)


def row(folder: Path, keys: int, roles: int, objects: int) -> str:
    """A line of the table."""
    config, policies = folder / "aidial.config.json", folder / "dial-policy.toml"
    text = generate(keys, roles, objects)
    config.write_text(text, encoding="utf-8")
    access = Access(Config.of([parse(Source(config.name, text))]))
    policies.write_text(written(access), encoding="utf-8")
    count = sum(1 for _ in mutants(access))
    ours = str(Path(sys.executable).with_name("dial-lint"))
    command = [ours, "test", "--coverage", "--no-config", f"--policy={policies}", str(config)]
    seconds = run(command, str(folder / "output")) / 1000
    asked = policies.read_text(encoding="utf-8").count("[[policy]]")
    return f"| {keys} | {roles} | {objects:,} | {asked} | {count:,} | {seconds:.1f} | {seconds * 1000 / count:.1f} |"


def generate(keys: int, roles: int, objects: int) -> str:
    """A config of models with prices, whose roles limit a few of them and what is spent."""
    source = random.Random(1)
    names = [f"model-{number}" for number in range(objects)]
    known = [f"role-{number}" for number in range(roles)]
    config: dict[str, Any] = {
        "models": {
            name: {
                "type": "chat",
                "endpoint": f"http://adapter/{name}/chat/completions",
                "pricing": {"unit": "token", "prompt": "0.00001", "completion": "0.00003"},
                "userRoles": source.sample(known, source.randint(1, 6)),
            }
            for name in names
        },
        "roles": {
            role: {
                "limits": {name: {"minute": 1000, "day": 9000} for name in source.sample(names, LIMITS)},
                "costLimit": {"day": source.randint(1, 20)},
            }
            for role in known
        },
        "keys": {
            f"made-up-key-{number}": {"project": f"P{number}", "roles": source.sample(known, source.randint(1, 4))}
            for number in range(keys)
        },
    }
    return json.dumps(config, indent=2)


def written(access: Access) -> str:
    """Policies that hold: of every tenth object, of ten projects, and of everything."""
    objects = (of_object(access, found) for found in access.objects[::10])
    projects = (of_caller(access, key, f"key:{key.project}") for key in access.keys[:10])
    return "\n".join((*objects, *projects)) + WHOLE


SECTION = """{table}

**What is measured.** The processor time of `dial-lint test --coverage`, from the start of the process to its end, of
one run, Python {python}, on a generated file whose roles limit {limits} models each and whose models all have a price.
Each statement that decides something is changed in turn, and the policies are asked that could fail then: of every
tenth model who may call it, of ten projects what they may call and cost, and four invariants of the library over
everybody and everything. Changes that change no answer are tried, too, and left out.

**Why it takes what it takes.** A change is made in the values; only the callers and objects that it touches are
compared, and only what policies say of these is asked again. `tests/policies/test_coverage.py` counts the calls that a
change takes: they are as many whatever else the file holds. A change of what many may call touches many.
"""


if __name__ == "__main__":
    main()
