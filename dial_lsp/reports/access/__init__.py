"""Reports about access: the relation as a table, JSON, CSV or Markdown, its reasons, and the difference of two."""
