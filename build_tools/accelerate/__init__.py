"""The same site sooner: MkDocs frames a page of each kind, all others are framed and written by several processes."""
