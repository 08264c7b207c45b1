-- title: Speakers without a name
-- description: Whose unnamed officials and sources the dossier leans on, body by body.
SELECT coalesce(actors.name, 'no body named') AS body, claims.speaker_words, count(*) AS claims,
  count(DISTINCT claims.source) AS sources
FROM claims
LEFT JOIN actors ON actors.id = claims.speaker_within
WHERE claims.root = 'unnamed'
GROUP BY claims.speaker_within, claims.speaker_words
ORDER BY body, claims DESC, claims.speaker_words
