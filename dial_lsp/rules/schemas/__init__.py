"""Rules of application types, catalog schemas and the properties that follow them."""
