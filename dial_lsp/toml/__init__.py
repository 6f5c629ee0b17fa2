"""Texts in TOML: where everything stands in a sound one, and where the cursor is in one that is being typed."""
