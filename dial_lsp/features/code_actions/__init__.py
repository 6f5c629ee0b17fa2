"""Code actions: what may be done about the diagnostics at a place, and with the names and keys that stand there."""

from dial_lsp.features.action_kinds import FIX_ALL, KINDS, QUICK_FIX, REWRITE
from dial_lsp.features.code_actions.action import CodeAction, edits_by
from dial_lsp.features.code_actions.offering import code_actions, touches

__all__ = ["FIX_ALL", "KINDS", "QUICK_FIX", "REWRITE", "CodeAction", "code_actions", "edits_by", "touches"]
