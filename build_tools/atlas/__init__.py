"""Where land and borders lie: public-domain boundaries, and which lines are drawn where they are contested."""
