"""Drawings made at build time: SVG with a text equivalent, in whatever colours the page's style gives them."""
