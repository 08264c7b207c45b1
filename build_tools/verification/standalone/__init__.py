"""What a bundle carries along so that its receiver can check it with Python alone; ``claimline verify`` runs the same functions."""
