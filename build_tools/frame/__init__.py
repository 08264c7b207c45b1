"""What stands around every page: head, masthead, sections, colophon, 404, as templates over MkDocs Material's base."""
