"""Effective access: who reaches what, with which limit, and why. Nobody else computes any of it."""

from dial_lsp.access.because import Because
from dial_lsp.access.change import Change
from dial_lsp.access.effect import effect_of
from dial_lsp.access.entries import LimitedName, SaidLimit
from dial_lsp.access.kept import Kept
from dial_lsp.access.objects import Object
from dial_lsp.access.relation import Access
from dial_lsp.access.subjects import EVERYONE, Subject

__all__ = [
    "EVERYONE",
    "Access",
    "Because",
    "Change",
    "Kept",
    "LimitedName",
    "Object",
    "SaidLimit",
    "Subject",
    "effect_of",
]
