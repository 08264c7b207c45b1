"""Edits that people ask a command to make: spliced into every file they touch, or into none. Proposes nothing itself."""
