-- title: What happened at a place, or anywhere within it
-- description: Any name of the place, or its id.
SELECT DISTINCT entries_told.date, entries_told.title, entries_told.type_label, entries_told.place_names,
  entries_told.actor_names, entries_told.roots_low, entries_told.roots_high, entries_told.status, entries_told.address
FROM entry_places
JOIN places_above ON places_above.place = entry_places.place
JOIN names ON names.kind = 'place' AND names.id = places_above.above
JOIN entries_told ON entries_told.id = entry_places.entry
WHERE :place <> '' AND (names.id = :place OR names.name LIKE '%' || :place || '%')
ORDER BY entries_told.date_earliest, entries_told.title
