-- title: All answers to a question
-- description: Words of the question, or its id. “Declined” means that the speaker was asked, or spoke of it, and gave none.
SELECT question_title, written, unit, who, stance, quote, source_title, published, state, address
FROM answers_told
WHERE question = :question OR (:question <> '' AND question_title LIKE '%' || :question || '%')
ORDER BY question, low IS NULL, low, first, words, who
