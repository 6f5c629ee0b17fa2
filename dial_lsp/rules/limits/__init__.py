"""Limits of tokens and requests: who is held back, and who is not."""
