"""Rules of translators that convert one interface into another."""
