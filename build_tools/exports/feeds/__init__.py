"""What somebody follows, as Atom and as JSON Feed."""
