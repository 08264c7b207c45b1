"""What was read while something was made, and what therefore has to be made again when a record changes."""
