"""Document + names known → what it says, and what records to propose. Knows no disk and no YAML."""
