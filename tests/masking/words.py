"""Words and names by chance: secrets that mean nothing, names that are misspelt."""

from __future__ import annotations

import random
import string


class Words:
    """Coins secrets."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def word(self) -> str:
        """A word that can be spoken and means nothing."""
        return "".join(self.random.choice("bdfgklmnprtvz") + self.random.choice("aeiou") for _ in range(5))

    def plain(self) -> str:
        """A secret as people choose them."""
        return f"{self.word()}-{self.word()}"

    def made(self) -> str:
        """A secret as machines make them."""
        kind = self.random.randrange(3)
        if kind == 0:
            return self.random.randbytes(16).hex()
        alphabet = string.ascii_letters + string.digits
        return ("sk-live-" if kind == 1 else "") + "".join(self.random.choice(alphabet) for _ in range(28)) + "4xT7"


def misspelt(name: str, edits: int, chance: random.Random) -> str:
    """A name with so many letters left out, put in, changed or swapped."""
    for _ in range(edits):
        at = chance.randrange(len(name))
        letter = chance.choice(string.ascii_lowercase)
        ways = (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[: max(at - 1, 0)] + name[max(at - 1, 0) : at + 1][::-1] + name[at + 1 :],
        )
        name = chance.choice([way for way in ways if len(way) > 1] or [name])
    return name


def spelt(words: str, family: str) -> str:
    """Words as a name of one of the families of spelling."""
    parts = words.split()
    if family == "camel":
        return parts[0] + "".join(part.capitalize() for part in parts[1:])
    joint = "-" if family == "kebab" else "_"
    return joint.join(parts).upper() if family == "upper" else joint.join(parts)
