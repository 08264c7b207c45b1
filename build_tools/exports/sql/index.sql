-- Names of all kinds in one table, and the words of the dossier for full-text search: letters are compared without
-- their accents and whatever their size.

CREATE TABLE names (
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  lang TEXT,
  is_main INTEGER NOT NULL
);
INSERT INTO names (name, kind, id, lang, is_main)
SELECT name, 'actor', id, NULL, 1 FROM actors WHERE name IS NOT NULL
UNION ALL SELECT name, 'actor', actor, lang, 0 FROM actor_aliases
UNION ALL SELECT name, 'place', id, NULL, 1 FROM places WHERE name IS NOT NULL
UNION ALL SELECT name, 'place', place, lang, 0 FROM place_aliases
ORDER BY 2, 3, 5 DESC, 1;
CREATE INDEX names_id ON names (kind, id);

CREATE VIRTUAL TABLE claims_fts USING fts5 (
  quote, translation, speaker_name, speaker_words, entry_title, source_title,
  content = 'claims', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');

CREATE VIRTUAL TABLE entries_fts USING fts5 (
  title, body, content = 'entries', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO entries_fts (entries_fts) VALUES ('rebuild');

CREATE VIRTUAL TABLE names_fts USING fts5 (name, content = 'names', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO names_fts (names_fts) VALUES ('rebuild');
