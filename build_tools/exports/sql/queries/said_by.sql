-- title: What somebody said, and when
-- description: Claims of a named speaker, by any of its names, with the days on which they may have been said. Without a day: all. With one (2024-11-04): those that may have been said on it; claims whose day of saying is not known come only without a day.
SELECT who, said, stance, quote, passed_on_by, publisher, source_title, entry_title, address
FROM claims_told
WHERE speaker IN (SELECT id FROM names WHERE kind = 'actor' AND (id = :speaker OR name LIKE '%' || :speaker || '%'))
  AND (:day = '' OR (said IS NOT NULL
    AND coalesce(said_earliest, '0001-01-01') <= :day AND coalesce(said_latest, '9999-12-31') >= :day))
ORDER BY said_earliest IS NULL, said_earliest, entry, address
