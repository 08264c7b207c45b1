-- title: Claims with these words
-- description: Full-text search in quotes, translations, speakers and titles; accents and capitals make no difference, all words have to occur.
SELECT claims_told.who, claims_told.stance, snippet(claims_fts, 0, '[', ']', '…', 40) AS quote,
  claims_told.source_title, claims_told.entry_title, claims_told.address
FROM claims_fts
JOIN claims ON claims.rowid = claims_fts.rowid
JOIN claims_told ON claims_told.id = claims.id
WHERE claims_fts MATCH CASE WHEN trim(:words) = '' THEN '""' ELSE escape_fts(:words) END
ORDER BY claims_fts.rank, claims_told.id
LIMIT 200
