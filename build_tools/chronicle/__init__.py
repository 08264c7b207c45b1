"""What was known when: the dossier as it stood on each day on which something was published."""
