"""What is made for a site, in pieces that can be made alone."""
