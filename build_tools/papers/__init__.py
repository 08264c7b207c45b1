"""PDFs without what they tell beside their pages: who made them, when, with what, and what they looked like before."""
