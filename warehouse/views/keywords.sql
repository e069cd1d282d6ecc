-- doc: Up to ten keywords of each story: its content words, those first that few other articles of its language have.
-- column article_id: canonical article
-- column place: from 1, the strongest keyword
-- column keyword: folded word, or name of two or three words
-- column weight: tf-idf: (1 + ln count) × 1.5 if the title has it × ln((articles + 1) / (articles with it + 1))
-- column count: how often it stands in title and body
-- column in_title: whether the title has it
-- column article_count: articles of the language that have it among their terms
WITH totals AS (
    SELECT language_code, count(*) AS article_total FROM article_terms GROUP BY language_code
),
spread AS (
    SELECT t.article_id, t.language_code, unnest(t.terms) AS found
    FROM article_terms t JOIN articles a ON a.article_id = t.article_id
    WHERE a.is_canonical
),
weighed AS (
    SELECT s.article_id, found.term AS keyword, found.count AS count, found.in_title AS in_title, c.article_count,
           (1 + ln(found.count)) * CASE WHEN found.in_title THEN 1.5 ELSE 1 END
           * ln((article_total + 1) / (c.article_count + 1)) AS weight
    FROM spread s
    JOIN totals USING (language_code)
    JOIN term_counts c ON c.language_code = s.language_code AND c.term = found.term
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY weight DESC, keyword) AS place FROM weighed
)
SELECT article_id, place, keyword, round(weight, 4) AS weight, count, in_title, article_count
FROM ranked WHERE place <= 10
ORDER BY article_id, place
