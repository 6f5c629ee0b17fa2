"""Reports of policies: what holds, what breaks the rest, and why."""
