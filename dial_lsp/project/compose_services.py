"""The services of a Compose file: what they get from it, from the files it includes and from those they extend."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.disk import is_file
from dial_lsp.project.candidates import At, Note
from dial_lsp.project.choosing import path_of_text
from dial_lsp.project.compose_text import Yaml, filled, read_yaml, variables_of
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.project.reach import Reach

_DEEPEST = 8  # files within files
_MOST_INCLUDES = 200
_DRIVE = compiled(r"[A-Za-z]:[\\/]")


class Variable(NamedTuple):
    """The value of an environment variable, and where it is set."""

    text: str
    at: At


class Mount(NamedTuple):
    """A file or folder of this machine and its path in the container."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Service:
    """What a service gets: environment and mounts, a later one before an earlier one, and the name of its image."""

    environment: Mapping[str, Variable] = field(default_factory=dict)
    mounts: tuple[Mount, ...] = ()
    image: Variable | None = None

    def over(self, other: Service) -> Service:
        """Both, where this one counts more."""
        environment = {**other.environment, **self.environment}
        targets = {mount.target for mount in self.mounts}
        mounts = (*self.mounts, *(mount for mount in other.mounts if mount.target not in targets))
        return Service(environment, mounts, self.image or other.image)

    def outside(self, path: str) -> str | None:
        """The path on this machine of one in the container; None where nothing is mounted."""
        fitting = [mount for mount in self.mounts if path == mount.target or path.startswith(f"{mount.target}/")]
        if not fitting:
            return None
        mount = max(fitting, key=lambda mount: len(mount.target))
        return os.path.normpath(mount.source + path[len(mount.target) :])


@dataclass(slots=True)
class Reading:
    """Reads Compose files and remembers which, and what it could not use."""

    reach: Reach
    read: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _roots: dict[str, Yaml | None] = field(default_factory=dict)
    _named: dict[str, dict[str, Mapping[str, Yaml]]] = field(default_factory=dict)
    _includes: int = 0

    def _file(self, path: str, folder: str, variables: Mapping[str, str], root: Yaml) -> _File:
        return _File(path, folder, variables, root, self._named.setdefault(path, {}))

    def may_read(self, path: str, at: At) -> bool:
        """Whether a file that is named in that place may be read; if not, that is noted."""
        if reason := self.reach.refusal(path):
            note = Note(at, f'"{path}" is not read: {reason}')
            self.notes += [] if note in self.notes else [note]
        return not reason

    def services(self, path: str) -> dict[str, Service]:
        """The services of a Compose file by their names."""
        folder = os.path.dirname(path)  # noqa: PTH120
        return self._services(path, folder, self._variables(folder, ()), ())

    def _services(
        self,
        path: str,
        folder: str,
        variables: Mapping[str, str],
        within: tuple[str, ...],
        at: At | None = None,
    ) -> dict[str, Service]:
        """The services of a file that is included by others, one within the other; ``at`` says where."""
        root = None if path in within or len(within) > _DEEPEST else self._root(path, at or At(path, 1))
        if root is None:
            return {}
        services: dict[str, Service] = {}
        for include in root.member("include").elements():
            services |= self._included(include, folder, variables, (*within, path))
        file = self._file(path, folder, variables, root)
        for name, said in root.member("services").members().items():
            service = self._service(file, said, 0)
            services[name] = service.over(services[name]) if name in services else service
        return services

    def _service(self, file: _File, said: Yaml, depth: int) -> Service:
        """A service with what it extends."""
        service = _service(file, said, self)
        extends = said.member("extends")
        name = file.filled(extends) or file.filled(extends.member("service"))
        if name is None or depth > _DEEPEST:
            return service
        other = file.filled(extends.member("file"))
        if other is not None:
            path = _joined(file.folder, other)
            root = self._root(path, file.at(extends))
            if root is None:
                return service
            file = self._file(path, os.path.dirname(path), file.variables, root)  # noqa: PTH120
        return service.over(self._service(file, file.named("services", name), depth + 1))

    def _root(self, path: str, at: At) -> Yaml | None:
        if path in self._roots:
            return self._roots[path]
        if not is_file(path) or not self.may_read(path, at):
            return None
        self.read.append(path)
        root = read_yaml(path)
        self._roots[path] = root if isinstance(root, Yaml) else None
        if isinstance(root, Yaml):
            return root
        self.notes.append(Note(At(path, root.line), f"this Compose file is passed over: {root.reason}"))
        return None

    def _included(
        self, said: Yaml, folder: str, variables: Mapping[str, str], within: tuple[str, ...]
    ) -> dict[str, Service]:
        self._includes += 1
        if self._includes > _MOST_INCLUDES:
            return {}
        paths = [one.text for one in (said, said.member("path"), *said.member("path").elements()) if one.text]
        if not paths:
            return {}
        files = [_joined(folder, filled(path, variables)) for path in paths]
        home = said.member("project_directory").text
        inner = _joined(folder, filled(home, variables)) if home else os.path.dirname(files[0])  # noqa: PTH120
        given = said.member("env_file")
        named = [_joined(folder, one.text) for one in (given, *given.elements()) if one.text]
        variables = {**self._variables(inner, named), **variables}
        services: dict[str, Service] = {}
        for file in files:
            for name, service in self._services(file, inner, variables, within, At(within[-1], said.line)).items():
                services[name] = service.over(services[name]) if name in services else service
        return services

    def variables_of(self, path: str, at: At) -> Mapping[str, str]:
        """The variables in a file; none if it is not there, or must not be read."""
        if not is_file(path) or not self.may_read(path, at):
            return {}
        self.read += [] if path in self.read else [path]
        return variables_of(path)

    def _variables(self, folder: str, named: Iterable[str]) -> dict[str, str]:
        variables: dict[str, str] = {}
        for path in named or (os.path.join(folder, ".env"),):  # noqa: PTH118
            variables |= self.variables_of(path, At(path, 1))
        return variables


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    folder: str  # where relative paths in it start
    variables: Mapping[str, str]
    root: Yaml
    known: dict[str, Mapping[str, Yaml]]  # what it has by section and name, of sections that were asked for

    def named(self, section: str, name: str) -> Yaml:
        """What the file has under a name in a section; a value without a node if there is nothing."""
        if section not in self.known:
            self.known[section] = self.root.member(section).members()
        return self.known[section].get(name, Yaml(None, self.root.line))

    def filled(self, value: Yaml) -> str | None:
        return None if value.text is None else filled(value.text, self.variables)

    def at(self, value: Yaml) -> At:
        return At(self.path, value.line)

    def variable_files(self, service: Yaml) -> list[str]:
        said = service.member("env_file")
        elements = (said, *said.elements())
        named = [self.filled(one) or self.filled(one.member("path")) for one in elements]
        return [_joined(self.folder, path) for path in named if path]


def _service(file: _File, said: Yaml, reading: Reading) -> Service:
    environment = {
        name: Variable(text, At(path, 1))
        for path in file.variable_files(said)
        for name, text in reading.variables_of(path, file.at(said.member("env_file"))).items()
    }
    given = said.member("environment")
    for name, value in given.members().items():
        environment[name] = Variable(_given(file, name, value), file.at(value))
    for one in given.elements():
        name, is_set, text = (file.filled(one) or "").partition("=")
        environment[name] = Variable(text if is_set else file.variables.get(name, ""), file.at(one))
    mounts = [mount for one in said.member("volumes").elements() if (mount := _volume(file, one))]
    mounts += [mount for one in said.member("configs").elements() if (mount := _file_mount(file, one, "configs"))]
    mounts += [mount for one in said.member("secrets").elements() if (mount := _file_mount(file, one, "secrets"))]
    image = file.filled(said.member("image"))
    return Service(environment, tuple(mounts), Variable(image, file.at(said.member("image"))) if image else None)


def _given(file: _File, name: str, value: Yaml) -> str:
    """The value of a variable; one that is given without a value comes from outside."""
    text = file.filled(value)
    return file.variables.get(name, "") if text in ("", "null", "~") else text or ""


def _volume(file: _File, said: Yaml) -> Mount | None:
    text = file.filled(said)
    if text is None:
        source, target = file.filled(said.member("source")), file.filled(said.member("target"))
    else:
        drive = text[:2] if _DRIVE.match(text) else ""
        source, _, rest = text[len(drive) :].partition(":")
        source, target = drive + source, rest.partition(":")[0]
    if not source or not target or not (source.startswith((".", "/", "~")) or _DRIVE.match(source)):
        return None  # a volume with a name, or one without anything of ours in it
    return Mount(_joined(file.folder, source), target.rstrip("/") or "/")


def _file_mount(file: _File, said: Yaml, kind: str) -> Mount | None:
    """A config or secret that is a file of this machine, or a text in the Compose file itself."""
    name = file.filled(said) or file.filled(said.member("source"))
    found = file.named(kind, name) if name else None
    if not name or found is None:
        return None
    path, inline = file.filled(found.member("file")), found.member("content").text
    if not path and inline is None:
        return None
    source = _joined(file.folder, path) if path else f"{file.path}#{path_of_text((kind, name, 'content'))}"
    target = file.filled(said.member("target")) or name
    root = "/run/secrets/" if kind == "secrets" else "/"
    return Mount(source, target if target.startswith("/") else root + target)


def _joined(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, os.path.expanduser(path)))  # noqa: PTH111, PTH118
