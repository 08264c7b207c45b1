"""Which names a text holds, of what kind, and who is who in it. Knows no speech."""
