"""What of the published dossier was changed or taken back later, read from its history."""
