"""Rules of interceptors: the names in their lists, and what they can do."""
