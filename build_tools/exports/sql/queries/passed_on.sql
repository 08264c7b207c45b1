-- title: Through whom claims came
-- description: How many claims each actor passed on, and of how many sources.
SELECT actors.name, actors.kind, count(*) AS claims, count(DISTINCT claims.source) AS sources, actors.address
FROM claim_via
JOIN actors ON actors.id = claim_via.actor
JOIN claims ON claims.id = claim_via.claim
GROUP BY actors.id
ORDER BY claims DESC, actors.name
