"""The timeline: all entries under the days on which they began, its drawing, its filters, and its pages by time."""
