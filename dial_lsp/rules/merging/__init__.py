"""Rules about what happens when several files become one config."""
