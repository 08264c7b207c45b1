"""content/ ↔ model: layout, located YAML, schema, splicing writer. The only room that reads or writes YAML."""
