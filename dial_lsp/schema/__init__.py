"""What may stand in `aidial.config.json`: the schema, its fields, Core's coercions and the shape check.

The one source is `aidial.config.schema.json`; everything else in this folder reads it.
"""
