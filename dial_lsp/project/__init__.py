"""Which files make one configuration, and their text as Core would read it."""
