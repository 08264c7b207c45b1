-- title: What was known on a day
-- description: Claims of sources that were certainly published by then (2024-11-05). A source whose date is open or unknown is left out.
SELECT published, who, stance, quote, publisher, source_title, entry_title, entry_date, address
FROM claims_told
WHERE published_latest <= :day
ORDER BY published_latest, source_title, entry_title
