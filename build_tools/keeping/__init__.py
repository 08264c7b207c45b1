"""What is kept from one run to the next in ``.cache/claimline/``, to be read sooner. Knows no record and no rule; loses nothing when deleted."""
