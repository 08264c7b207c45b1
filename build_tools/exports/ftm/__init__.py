"""The dossier in the words of FollowTheMoney: which schema a record is, which statement comes from which source."""
