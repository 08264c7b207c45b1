"""Large dossiers about nothing that exists, in the shapes of real ones; deterministic by seed."""
