"""Rules about upstreams."""
