"""Policies in an editor: what breaks them, and all that is known at a place of their file."""
