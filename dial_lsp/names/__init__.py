"""Names: where a role, deployment, schema or project is declared and used, by entry and by place in the text."""
