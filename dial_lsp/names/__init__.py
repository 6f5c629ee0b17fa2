"""Names: where a role, deployment, interceptor or schema is declared and used, by entry and by place in the text."""
