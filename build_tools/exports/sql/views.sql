-- What users ask of the tables most often, as tables of their own. Columns keep the names that they have in the tables.

CREATE VIEW claims_told AS
SELECT
  claims.id,
  CASE claims.root
    WHEN 'named' THEN claims.speaker_name
    WHEN 'unnamed' THEN '“' || claims.speaker_words || '”' || coalesce(' (' || body.name || ')', '')
    ELSE coalesce(publisher.name, sources.title)
  END AS who,
  claims.stance,
  claims.quote,
  claims.translation,
  (
    SELECT group_concat(name, ', then ')
    FROM (
      SELECT actors.name FROM claim_via JOIN actors ON actors.id = claim_via.actor
      WHERE claim_via.claim = claims.id ORDER BY claim_via.position
    )
  ) AS passed_on_by,
  publisher.name AS publisher,
  sources.title AS source_title,
  sources.published,
  sources.published_earliest,
  sources.published_latest,
  sources.url,
  claims.said,
  claims.said_earliest,
  claims.said_latest,
  claims."when",
  claims.when_earliest,
  claims.when_latest,
  entries.title AS entry_title,
  entries.date AS entry_date,
  entries.status AS entry_status,
  claims.speaker,
  claims.speaker_within,
  claims.source,
  claims.entry,
  claims.address
FROM claims
JOIN entries ON entries.id = claims.entry
LEFT JOIN sources ON sources.id = claims.source
LEFT JOIN actors AS publisher ON publisher.id = sources.publisher
LEFT JOIN actors AS body ON body.id = claims.speaker_within;

CREATE VIEW answers_told AS
SELECT
  questions.title AS question_title,
  questions.state,
  answers.written,
  questions.unit,
  answers.kind,
  answers.low,
  answers.high,
  answers.approximate,
  answers.first,
  answers.last,
  answers.words,
  told.who,
  told.stance,
  told.quote,
  told.source_title,
  told.published,
  answers.question,
  answers.claim,
  answers.entry,
  told.address
FROM answers
JOIN questions ON questions.id = answers.question
JOIN claims_told AS told ON told.id = answers.claim;

CREATE VIEW contradictions_told AS
SELECT
  one.question_title,
  one.who,
  one.written,
  one.quote,
  one.source_title,
  other.who AS other_who,
  other.written AS other_written,
  other.quote AS other_quote,
  other.source_title AS other_source_title,
  contradictions.question,
  contradictions.claim,
  contradictions.other_claim
FROM contradictions
JOIN answers_told AS one ON one.question = contradictions.question AND one.claim = contradictions.claim
JOIN answers_told AS other ON other.question = contradictions.question AND other.claim = contradictions.other_claim;

CREATE VIEW places_above AS
WITH RECURSIVE above (place, above, steps) AS (
  SELECT id, id, 0 FROM places
  UNION
  SELECT above.place, places.within, above.steps + 1
  FROM above JOIN places ON places.id = above.above
  WHERE places.within IS NOT NULL AND above.steps < 20
)
SELECT place, above, steps FROM above;

CREATE VIEW entries_told AS
SELECT
  entries.id,
  entries.date,
  entries.date_earliest,
  entries.date_latest,
  entries.title,
  types.label AS type_label,
  (
    SELECT group_concat(name, ', ')
    FROM (
      SELECT places.name FROM entry_places JOIN places ON places.id = entry_places.place
      WHERE entry_places.entry = entries.id ORDER BY entry_places.position
    )
  ) AS place_names,
  (
    SELECT group_concat(name, ', ')
    FROM (
      SELECT actors.name FROM entry_actors JOIN actors ON actors.id = entry_actors.actor
      WHERE entry_actors.entry = entries.id ORDER BY entry_actors.position
    )
  ) AS actor_names,
  entries.claims,
  entries.roots_low,
  entries.roots_high,
  entries.status,
  entries.address
FROM entries
LEFT JOIN types ON types.id = entries.type;
