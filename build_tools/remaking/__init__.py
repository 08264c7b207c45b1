"""A site brought up to date after an edit: what the edit touches is made again, all else stays as it lies."""
