"""Rules of what models cost."""
