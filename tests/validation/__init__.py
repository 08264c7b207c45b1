"""Every format that is handed out, read by a program of that format that somebody else wrote: one module for each."""
