-- title: Where accounts contradict each other
-- description: Each two claims of different roots whose answers to one question cannot both be so. Who of them is right, nothing here says.
SELECT question_title, who, written, quote, source_title, other_who, other_written, other_quote, other_source_title
FROM contradictions_told
ORDER BY question_title, who, other_who
