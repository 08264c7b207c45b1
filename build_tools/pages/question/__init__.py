"""Pages of questions and of disagreement: what the answers come to, who stands against whom."""
