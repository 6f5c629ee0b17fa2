"""Rules of routes: which requests they get, where they send them, and what travels along."""
