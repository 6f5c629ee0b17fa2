"""Rules of interfaces, translators and the interfaces of upstreams."""
