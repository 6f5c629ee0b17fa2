"""Hostile files: how long a whole run of the command takes, and how much memory.

``python -m benchmarks.bounds [PAGE] [KIND]...``: each is checked by a process of its own, ended after a minute.
With a page the table is written into it.
"""

from __future__ import annotations

import base64
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.page import write_section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST = 60  # seconds of processor time
GOAL_SECONDS, GOAL_MEGABYTES = 5, 500
GOAL = f"The goal is {GOAL_SECONDS} seconds and {GOAL_MEGABYTES} MB for each; what takes more is marked as missed."
COMMAND = (sys.executable, "-m", "dial_lsp")
ABOUT = """
**What is measured.** The processor time and the largest resident memory of a whole run of `dial-lint check`, or of the
command that is named, and how much it prints. What each file holds is told by its name here and by
`benchmarks/bounds.py`.

**What is left out.** Of a file that has more than 10,000 findings the last one says how many more there are. Where
thousands of routes overlap only those that share the most are compared, and where thousands of names are alike only
the nearest are weighed. Of damaged text with more than 250,000 words and marks only the first mistake is reported. Of a
YAML file only so many configurations are read that they have no more than 100 million characters, each as long as the
file.
`tests/test_bounds.py` counts the steps that files of growing size take.
"""


class Run(NamedTuple):
    """What one run took."""

    seconds: float
    megabytes: float
    written: int  # bytes
    ended: str  # how, if not as it should

    @property
    def remark(self) -> str:
        """How it ended if not as it should, or that it missed the goal."""
        is_met = self.seconds <= GOAL_SECONDS and self.megabytes <= GOAL_MEGABYTES
        return self.ended or ("" if is_met else "missed")


def routes(count: int) -> str:
    """Routes whose patterns overlap, and are dear to compare."""
    paths = ("/v1/.*", "/v1/[a-z]+/.*", "/v[0-9]+/(chat|embed)/.{1,20}", "/.*/x{}", "/v1/x{}(/.*)?")
    listed = {
        f"r{number}": {
            "paths": [paths[number % len(paths)].replace("{}", str(number))],
            "methods": ["GET", "POST"],
            "upstreams": [{"endpoint": f"http://host-{number}.example"}],
        }
        for number in range(count)
    }
    return json.dumps({"routes": listed})


def misspelt_names(count: int) -> str:
    """Limits, dependencies and roles of which none is spelt as what is meant."""
    names = [f"deployment-number-{number:05}" for number in range(count)]
    return json.dumps(
        {
            "models": {name: {"type": "chat", "endpoint": f"http://host/{name}"} for name in names},
            "applications": {
                "all": {"endpoint": "http://host/all", "dependencies": [f"{name[:-9]}r{name[-8:]}" for name in names]}
            },
            "roles": {
                "one": {"limits": {name.replace("ment", "metn"): {"minute": 1} for name in names}},
                **{f"role-of-{name}": {} for name in names},
            },
            "keys": {
                f"key-{number}-x9Qm27Lz": {"project": "P", "roles": [f"role-of-{name.replace('number', 'nummer')}"]}
                for number, name in enumerate(names)
            },
        }
    )


def duplicate_sections(count: int) -> str:
    """One section again and again."""
    return "{" + ",".join(['"roles": {"a": {}}'] * count) + "}"


def duplicate_members(count: int) -> str:
    """One member of a section again and again."""
    return '{"roles": {' + ",".join(['"a": {}'] * count) + "}}"


def duplicate_fields(count: int) -> str:
    """One field of an entry again and again."""
    return '{"models": {"m": {"type": "chat", ' + ",".join(['"displayName": "M"'] * count) + "}}}"


def syntax_errors(count: int) -> str:
    """A fault on every line."""
    return '{"roles": {\n' + "\n".join([f'"r{number}" {{}}' for number in range(count)]) + "\n}}"


def usual_errors(count: int) -> str:
    """A comma is missing in each entry, and all is laid out as usual."""
    entries = (f'    "m{n}": {{\n      "type": "chat"\n      "endpoint": "http://h/{n}"\n    }}' for n in range(count))
    return '{\n  "models": {\n' + ",\n".join(entries) + "\n  }\n}\n"


def conflicts(count: int) -> str:
    """Conflicts that nobody has resolved."""
    sides = (f'<<<<<<< a\n"r{n}": {{}},\n=======\n"s{n}": {{}},\n>>>>>>> b\n' for n in range(count))
    return '{"roles": {\n' + "".join(sides) + '"z": {}}}'


def stray_marks(count: int) -> str:
    """Faults on one line, and nothing else."""
    return "{" + "]" * count + "}"


def weak_keys(count: int) -> str:
    """Keys that can be guessed."""
    return json.dumps({"keys": {f"password{number}": {"project": "P", "role": "default"} for number in range(count)}})


def keys_alike(count: int) -> str:
    """Keys that begin alike, each with a bit more, and roles that begin as they do."""
    begins = ("k9-" + "a1" * (number % 20) for number in range(count))
    keys = {f"{begin}-{n}": {"project": f"k9-a1a1-{n}", "role": f"{begin}a{n}"} for n, begin in enumerate(begins)}
    return json.dumps({"keys": keys})


def suppressions(count: int) -> str:
    """Comments in a row that name rules that there are not."""
    lines = (f"// dial-lint: ignore[nonsense-{n}] because\n" for n in range(count))
    return '{"models": {\n' + "".join(lines) + '"m": {}}}'


def suppressions_on_one_line(count: int) -> str:
    """Comments on one line, each beside a finding."""
    found = (f'/* dial-lint: ignore[unknown-section] x */ "x{n}": 1' for n in range(count))
    return "{" + ", ".join(found) + "}"


def unknown_fields(count: int) -> str:
    """Fields that Core does not know, in one entry."""
    fields = {f"maxRetryAttempt{number}": 1 for number in range(count)}
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", **fields}}})


def unknown_sections(count: int) -> str:
    """Sections that Core does not know, beside one that it does."""
    return json.dumps({"roles": {}, **{f"modelz{number}": {} for number in range(count)}})


def roles_in_base64(count: int) -> str:
    """Roles in the data of a Secret."""
    config = json.dumps({"roles": {f"role-{number}": {} for number in range(count)}})
    data = base64.b64encode(config.encode()).decode()
    return f"apiVersion: v1\nkind: Secret\nmetadata: {{name: core}}\ndata:\n  aidial.config.json: {data}\n"


def misspelt_upstreams(count: int) -> str:
    """Fields of upstreams that could be either of two that there are."""
    upstreams = [{"Endpoint": f"http://host-{number}.example", "weight": 1} for number in range(count)]
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "upstreams": upstreams}}})


def upstreams(count: int) -> str:
    """Many upstreams of one model."""
    return _upstreams(count, "host")


def other_upstreams(count: int) -> str:
    """As many on other hosts."""
    return _upstreams(count, "other")


def _upstreams(count: int, host: str) -> str:
    listed = [{"endpoint": f"http://{host}-{number}.example"} for number in range(count)]
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "upstreams": listed}}})


def opened_models(count: int) -> str:
    """As many models as keys, and each is open to everybody."""
    return _models(count, lambda _: {})


def guarded_models(count: int) -> str:
    """The same, and each model is for one key."""
    return _models(count, lambda number: {"userRoles": [f"role-{number}"]})


def _models(count: int, guard: Callable[[int], dict[str, Any]]) -> str:
    numbers = range(count)
    return json.dumps(
        {
            "models": {f"model-{n}": {"type": "chat", "endpoint": f"http://m/{n}", **guard(n)} for n in numbers},
            "roles": {f"role-{n}": {"limits": {f"model-{n}": {"minute": 1}}} for n in numbers},
            "keys": {f"{n}-x9Qm27Lz8a7dWp41": {"project": f"P{n}", "roles": [f"role-{n}"]} for n in numbers},
        }
    )


def policies(count: int) -> str:
    """What holds of the guarded models, one by one."""
    policy = '[[policy]]\nname = "{0}"\nwho = "key:P{0}"\nreaches-only = "model:model-{0}"\n'
    return "".join(map(policy.format, range(count)))


class Hostile(NamedTuple):
    """A kind of file, how many there are of what makes it hostile, and what it is called."""

    said: str
    number: int
    make: Callable[[int], str]
    name: str = "aidial.config.json"
    command: tuple[str, ...] = ("check", "--color", "never")
    beside: tuple[str, Callable[[int], str]] | None = None  # another file that the command reads

    @property
    def row(self) -> str:
        """What the first cell says: also the command, where it is another than the usual one."""
        asked = "" if self.command[1:] == ("--color", "never") else f", `{' '.join(self.command)}`"
        return f"{self.number:,} {self.said}{asked}"


FILES = (
    Hostile("routes whose patterns overlap", 3_000, routes),
    Hostile("misspelt names of each kind beside as many right ones", 3_000, misspelt_names),
    Hostile("sections of one name", 100_000, duplicate_sections),
    Hostile("members of one name", 100_000, duplicate_members),
    Hostile("fields of one name", 100_000, duplicate_fields),
    Hostile("syntax errors, a line each", 300_000, syntax_errors),
    Hostile("entries in which a comma is missing, some lines each", 20_000, usual_errors),
    Hostile("conflicts of a merge", 10_000, conflicts),
    Hostile("syntax errors on one line", 300_000, stray_marks),
    Hostile("weak keys", 20_000, weak_keys),
    Hostile("keys that begin alike", 5_000, keys_alike),
    Hostile("comments in a row that suppress nothing", 20_000, suppressions),
    Hostile("comments on one line that suppress findings", 20_000, suppressions_on_one_line),
    Hostile("unknown fields of one entry", 20_000, unknown_fields),
    Hostile("unknown sections", 20_000, unknown_sections),
    Hostile("roles in base64", 200_000, roles_in_base64, "secret.yaml"),
    Hostile("weak keys", 20_000, weak_keys, command=("check", "--format", "json")),
    Hostile("unknown fields of one entry", 20_000, unknown_fields, command=("check", "--format", "sarif")),
    Hostile("unknown fields of one entry", 20_000, unknown_fields, command=("check", "--format", "html")),
    Hostile("fields of one name", 100_000, duplicate_fields, command=("check", "--fix")),
    Hostile("routes whose patterns overlap", 3_000, routes, command=("access",)),
    Hostile("misspelt names of each kind beside as many right ones", 3_000, misspelt_names, command=("access",)),
    Hostile("weak keys", 20_000, weak_keys, command=("access", "--format", "html")),
    Hostile("weak keys", 20_000, weak_keys, command=("access", "--spend")),
    Hostile("misspelt fields of upstreams", 5_000, misspelt_upstreams, command=("check", "--diff")),
    Hostile(
        "upstreams of one model that are others now",
        5_000,
        other_upstreams,
        command=("diff", "before.json"),
        beside=("before.json", upstreams),
    ),
    Hostile(
        "models, roles and keys, where each key may reach more",
        200,
        opened_models,
        command=("diff", "before.json"),
        beside=("before.json", guarded_models),
    ),
    Hostile(
        "models, roles and keys, and a policy for each",
        500,
        guarded_models,
        command=("test",),
        beside=("dial-policy.toml", policies),
    ),
    Hostile("members of one name", 100_000, duplicate_members, command=("render",)),
    Hostile("members of one name", 100_000, duplicate_members, command=("format",)),
    Hostile("syntax errors, a line each", 300_000, syntax_errors, command=("format",)),
)


def _end_in_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 1))


def run(folder: Path, hostile: Hostile) -> Run:
    """Check one file in a process of its own."""
    file = folder / hostile.name
    file.write_text(hostile.make(hostile.number), encoding="utf-8")
    if hostile.beside is not None:
        name, make = hostile.beside
        (folder / name).write_text(make(hostile.number), encoding="utf-8")
    with (folder / "report").open("wb") as report:
        process = subprocess.Popen(
            [*COMMAND, *hostile.command, str(file)],
            stdout=report,
            stderr=subprocess.STDOUT,
            cwd=folder,
            preexec_fn=_end_in_time,  # noqa: PLW1509 -- no threads
        )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    is_late = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    ended = "ended" if is_late else "" if process.returncode in (0, 1) else f"exit {process.returncode}"
    written = (folder / "report").stat().st_size
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written, ended)


def table(runs: Mapping[Hostile, Run]) -> str:
    """The rows, for the page."""
    lines = ["| a file with | seconds | memory | printed | |", "|---|---:|---:|---:|---|"]
    lines += [
        f"| {hostile.row} | {took.seconds:.1f} | {took.megabytes:.0f} MB "
        f"| {took.written / 1000:,.0f} KB | {took.remark} |"
        for hostile, took in runs.items()
    ]
    return "\n".join(lines)


def busy() -> str:
    """What else the machine did meanwhile, which makes processor time longer too."""
    _, load, _ = os.getloadavg()
    return f"The load of the machine was {load:.0f} on {os.cpu_count()} cores, these runs included."


def main(arguments: list[str]) -> None:
    """Print the table, or write it; further arguments choose files by what they are called here."""
    page = next((Path(one) for one in arguments if one.endswith(".md")), None)
    chosen = [one for one in arguments if not one.endswith(".md")]
    runs: dict[Any, Run] = {}
    with tempfile.TemporaryDirectory() as folder:
        for hostile in FILES:
            if not chosen or hostile.make.__name__ in chosen:
                runs[hostile] = run(Path(folder), hostile)
                print(table({hostile: runs[hostile]}).splitlines()[-1], flush=True)
    if page is not None:
        write_section(page, "Hostile files", f"{table(runs)}\n\n{GOAL} {busy()}\n{ABOUT}")


if __name__ == "__main__":
    main(sys.argv[1:])
