"""Small mistakes put into our own code by cosmic-ray's operators, chosen by a seed."""

from __future__ import annotations

import ast
import random
from collections import defaultdict
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


class Mutant(NamedTuple):
    """A file of ours with one mistake in it."""

    path: str  # from the root of the project
    line: int
    operator: str
    number: int  # counted from 1
    before: str  # the whole file
    text: str  # and with the mistake


class _Change(NamedTuple):
    operator: str
    occurrence: int


class _Place(NamedTuple):
    path: str
    start: tuple[int, int]
    end: tuple[int, int]


def drawn(root: Path, paths: Sequence[str], count: int, seed: int) -> Iterator[Mutant]:
    """So many mutants of files, or all there are: first a place is drawn, then what is done to it.

    What a program cannot notice is no mutant: annotations, what only type checkers read, what does not compile; nor is
    what only its time and memory notice: whether a result is cached, whether a class has slots; nor whether flags are
    put together by ``|``, ``^`` or ``+``.
    """
    places = {place: changes for path in paths for place, changes in _places(root, path).items()}
    chance = random.Random(seed)
    order = sorted(places)
    chance.shuffle(order)
    number = 1
    while order and number <= count:
        place = order.pop()
        change = chance.choice(places[place])
        before = (root / place.path).read_text(encoding="utf-8")
        after = import_module("cosmic_ray.mutating").mutate_code(
            before, _operators()[change.operator], change.occurrence
        )
        if after is not None and is_noticeable(before, after):
            yield Mutant(place.path, place.start[0], change.operator.removeprefix("core/"), number, before, after)
            number += 1


def is_noticeable(before: str, after: str) -> bool:
    """Whether two texts of a module are different programs."""
    try:
        return _program(before) != _program(after)
    except SyntaxError:
        return False


def _places(root: Path, path: str) -> Mapping[_Place, list[_Change]]:
    tree = import_module("cosmic_ray.ast").get_ast((root / path).read_text(encoding="utf-8"))
    nodes = list(import_module("cosmic_ray.ast").ast_nodes(tree))
    found: dict[_Place, list[_Change]] = defaultdict(list)
    for name, operator in _operators().items():
        positions = (position for node in nodes for position in operator.mutation_positions(node))
        for occurrence, (start, end) in enumerate(positions):
            found[_Place(path, start, end)].append(_Change(name, occurrence))
    return found


@cache
def _operators() -> Mapping[str, Any]:
    """Those that need no arguments."""
    plugins = import_module("cosmic_ray.plugins")
    made = {name: plugins.get_operator(name) for name in sorted(plugins.operator_names())}
    return {name: operator() for name, operator in made.items() if not operator.arguments()}


def _program(text: str) -> str:
    return ast.dump(_Unread().visit(ast.parse(text)))


class _Unread(ast.NodeTransformer):
    """Takes out what is not run, or changes nothing but time and memory."""

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        if any(isinstance(each, ast.Name) and each.id == "TYPE_CHECKING" for each in ast.walk(node.test)):
            return ast.Pass()
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        are_flags = all(isinstance(side, ast.Attribute) and side.attr.isupper() for side in (node.left, node.right))
        if are_flags and isinstance(node.op, ast.BitXor | ast.Add):
            node.op = ast.BitOr()  # flags of two kinds
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        node.decorator_list = [one for one in node.decorator_list if not _is_cache(one)]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        node.keywords = [one for one in node.keywords if one.arg != "slots"]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        node.annotation = ast.Constant(None)
        return node


def _is_cache(decorator: ast.expr) -> bool:
    made_by = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(made_by, ast.Name) and made_by.id in {"cache", "lru_cache"}
