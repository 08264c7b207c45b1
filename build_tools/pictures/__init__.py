"""Pictures without what they tell beside the picture: where, when, with what and by whom it was taken. Knows bytes alone."""
