"""The tools that an assistant has, each a command with some of its options. Their texts tell it when to use which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.cli.assistant.asking import NoAnswerError, asked, files_of

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = ("--color=never",)


class Tools:
    """The tools for one folder. Each returns text, and raises NoAnswerError where there is no answer."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @property
    def all(self) -> tuple[Callable[..., str], ...]:
        """All of them; the name and the first paragraph of each are its name and description."""
        return self.check, self.access, self.why, self.diff, self.test, self.explain

    def check(
        self,
        files: list[str] | None = None,
        merge: bool = False,  # noqa: FBT001, FBT002 -- by name
        min_severity: str = "hint",
        select: list[str] | None = None,
        strict: bool = False,  # noqa: FBT001, FBT002 -- by name
    ) -> str:
        """Find what is wrong with configurations of AI DIAL Core (aidial.config.json), and say if Core would load them.

        files: paths from the folder on; without any, all that are listed or found. merge: they make one configuration.
        min_severity: error, warning, information or hint. select: rules, codes, groups or tags, such as security.
        strict: rules that are matters of opinion run, too.
        """
        options = [*_PLAIN, "--jobs=1", f"--min-severity={min_severity}", *_each("select", select)]
        options += _flags(merge=merge, strict=strict)
        return self._asked("check", options, files)

    def access(
        self,
        files: list[str] | None = None,
        merge: bool = False,  # noqa: FBT001, FBT002 -- by name
        keys: list[str] | None = None,
        roles: list[str] | None = None,
        to: list[str] | None = None,
    ) -> str:
        """Show who may call what in a configuration of AI DIAL Core, and with which limits, as a table.

        keys: projects of API keys, or their positions. roles: the roles of one caller. to: names of models,
        applications, toolsets, routes or interceptors. In keys and to, * stands for any text.
        """
        options = [*_PLAIN, *_each("key", keys), *_each("role", roles), *_each("to", to), *_flags(merge=merge)]
        return self._asked("access", options, files)

    def why(
        self,
        to: list[str],
        keys: list[str] | None = None,
        roles: list[str] | None = None,
        files: list[str] | None = None,
        merge: bool = False,  # noqa: FBT001, FBT002 -- by name
    ) -> str:
        """Explain why callers may or may not call something, with the file and line of every reason.

        to: names of what is called. keys: projects of API keys, or their positions. roles: the roles of one caller.
        """
        if not to:
            raise NoAnswerError("name what is called, in to.")
        options = [*_PLAIN, "--why", *_each("key", keys), *_each("role", roles), *_each("to", to), *_flags(merge=merge)]
        return self._asked("access", options, files)

    def diff(
        self,
        revision: str = "HEAD",
        files: list[str] | None = None,
        merge: bool = False,  # noqa: FBT001, FBT002 -- by name
        assume: list[str] | None = None,
    ) -> str:
        """Show what changed in who may do what: since a git revision, between two (REV1..REV2), or by assumed edits.

        With assume nothing is written: it tells what an edit would do, such as
        models.gpt-4.userRoles += "analyst", PATH = VALUE, PATH -= VALUE or del PATH. Then revision does not count.
        """
        options = [*_PLAIN, *_each("assume", assume), *_flags(merge=merge)]
        if assume:
            return self._asked("diff", options, files)
        if ":" in revision or not revision or revision.startswith("-"):
            raise NoAnswerError("a revision is a branch, a tag or a commit, or two of them with .. or ... between.")
        return asked(self.folder, "diff", options, [revision, *files_of(self.folder, files or [])])

    def test(
        self,
        files: list[str] | None = None,
        merge: bool = False,  # noqa: FBT001, FBT002 -- by name
        policy: str | None = None,
    ) -> str:
        """Test whether the policies of dial-policy.toml hold: who must never reach what, limits, costs.

        policy: the path of another policy file.
        """
        named = [f"--policy={one}" for one in files_of(self.folder, [policy] if policy else [])]
        return self._asked("test", [*_PLAIN, *named, *_flags(merge=merge)], files)

    def explain(self, rules: list[str]) -> str:
        """Explain rules of this linter: what each finds, why it matters in DIAL, and examples."""
        if not rules:
            raise NoAnswerError("name a rule.")
        return asked(self.folder, "explain", _PLAIN, rules)

    def _asked(self, command: str, options: list[str], files: list[str] | None) -> str:
        return asked(self.folder, command, options, files_of(self.folder, files or []))


def _each(name: str, values: list[str] | None) -> list[str]:
    return [f"--{name}={value}" for value in values or ()]


def _flags(**flags: bool) -> list[str]:
    return [f"--{name}" for name, is_set in flags.items() if is_set]
