"""Whether a look-behind has "an obvious maximum length", by the sums that Java does.

Java adds up lengths in 32 bits that may overflow, so some unbounded repetitions pass and some bounded ones do not:
`(?<=a*)` compiles, `(?<=(?:a|b){2})` does not. We follow the sums, because a pattern that works in Core must not be
refused here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dial_lsp.javaregex.tree import Characters, Choice, Group, Node, Opaque, Repeat, Sequence

_INT_MAX = 2**31 - 1


@dataclass(slots=True)
class _Sum:
    longest: int = 0
    is_bounded: bool = True
    is_fixed: bool = True
    waiting: list[tuple[int, bool]] = field(default_factory=list)


def has_obvious_length(node: Node) -> bool:
    """Whether Java accepts the content of a look-behind group."""
    return _run(node).is_bounded


def _run(node: Node) -> _Sum:
    """The sum of a node by itself."""
    total = _Sum()
    _add(node, total)
    for longest, is_bounded in reversed(total.waiting):
        total.longest = _int32(total.longest + longest)
        total.is_bounded &= is_bounded
        total.is_fixed = False
    return total


def _add(node: Node, total: _Sum) -> None:
    match node:
        case Sequence(items):
            for item in items:
                _add(item, total)
        case Characters():
            total.longest = _int32(total.longest + 1)
        case Choice(options):
            _choose([_run(option) for option in options], total)
        case Group(item, "plain" | "atomic"):
            _add(item, total)
        case Repeat():
            _repeat(node, total)
        case Opaque("line break"):
            total.longest = _int32(total.longest + 2)
        case Opaque("grapheme"):
            total.is_fixed = False
        case Opaque("reference"):
            total.is_bounded = False
        case _:
            pass


def _choose(options: list[_Sum], total: _Sum) -> None:
    """The longest option; what follows a choice starts a sum of its own, which is added when all is done."""
    longest = _int32(total.longest + max(option.longest for option in options))
    is_bounded = total.is_bounded and all(option.is_bounded for option in options)
    total.waiting.append((longest, is_bounded))
    total.longest, total.is_bounded, total.is_fixed = 0, True, True


def _repeat(node: Repeat, total: _Sum) -> None:
    item, is_greedy = node.item, node.mode == "greedy"
    if node.most is None and is_greedy and isinstance(item, Characters):
        total.longest = _int32(total.longest + _INT_MAX) if total.is_bounded else total.longest
        total.is_fixed = False
        return
    is_plain = isinstance(item, Group) and item.kind == "plain"
    if (node.least, node.most) == (0, 1):
        if is_plain and node.mode != "possessive":
            _choose([_run(item), _Sum()], total)
        else:
            _add(item, total)
            total.is_fixed = False
        return
    alone = _run(item) if not _is_around(item) else _Sum()
    if is_plain and node.mode != "possessive" and not alone.is_fixed:
        total.is_bounded = total.is_fixed = False
        return
    _multiply(alone, node, total)


def _multiply(alone: _Sum, node: Repeat, total: _Sum) -> None:
    most = _INT_MAX if node.most is None else node.most
    if total.is_bounded and alone.is_bounded:
        longest = _int32(alone.longest * most + total.longest)
        total.is_bounded = longest >= total.longest
        total.longest = longest
    else:
        total.longest, total.is_bounded = alone.longest, False
    total.is_fixed = total.is_fixed and alone.is_fixed and node.least == node.most


def _is_around(node: Node) -> bool:
    return isinstance(node, Group) and node.kind in ("ahead", "behind")


def _int32(value: int) -> int:
    return (value + 2**31) % 2**32 - 2**31
