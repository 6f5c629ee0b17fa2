"""Many plants to a file, so that each command is asked for few files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.masking.plant import Plant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def crowded(some: Iterable[Plant]) -> Iterator[Plant]:
    """The same plants, many to a file: each command is then asked for few files."""
    files: list[tuple[dict[str, Any], list[str]]] = []
    for number, plant in enumerate(one for one in some if one.path.endswith(".json") and not one.more):
        if plant.kind == "inside":
            yield plant  # all of the file is what it is about
            continue
        try:
            config = json.loads(plant.text)
        except ValueError:
            yield plant  # a comment
            continue
        config = {
            name: section if name == "config" else _renamed(section, str(number), plant.words)
            for name, section in config.items()
        }
        home = next((file for file in files if _fits(file[0], config)), None)
        if home is None:
            home = ({}, [])
            files.append(home)
        for name, section in config.items():
            home[0].setdefault(name, {}).update(section) if isinstance(section, dict) else home[0].update(
                {name: section}
            )
        home[1].extend(plant.words)
    for config, words in files:
        yield Plant("crowd", json.dumps(config, indent=2), tuple(words))


def _renamed(section: Any, by: str, words: tuple[str, ...]) -> Any:
    if not isinstance(section, dict):
        return section
    return {name if name in words or name == "default" else name + by: value for name, value in section.items()}


def _fits(file: dict[str, Any], config: dict[str, Any]) -> bool:
    """Whether two files have nothing that one of them would lose."""
    if len(json.dumps(file)) > 3_000:
        return False
    both = file.keys() & config.keys()
    pairs = [(file[name], config[name]) for name in both]
    return all(isinstance(one, dict) and isinstance(other, dict) for one, other in pairs) and not any(
        one.keys() & other.keys() - {"default"} for one, other in pairs
    )
