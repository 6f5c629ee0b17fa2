"""Secrets other than API keys."""
