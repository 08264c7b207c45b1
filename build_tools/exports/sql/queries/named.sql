-- title: Who or where is this?
-- description: Actors and places by the beginning of any word of any of their names; accents and capitals make no difference.
SELECT names.kind, coalesce(actors.name, places.name) AS main_name, names.name, names.lang, names.id,
  coalesce(actors.address, places.address) AS address
FROM names_fts
JOIN names ON names.rowid = names_fts.rowid
LEFT JOIN actors ON names.kind = 'actor' AND actors.id = names.id
LEFT JOIN places ON names.kind = 'place' AND places.id = names.id
WHERE names_fts MATCH CASE WHEN trim(:name) = '' THEN '""' ELSE escape_fts(:name) || '*' END
ORDER BY main_name, names.is_main DESC, names.name
