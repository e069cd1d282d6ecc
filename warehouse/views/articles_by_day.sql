-- doc: Canonical articles by day of publication (UTC) and language; day is null where the time is unresolved.
-- column published_date: day of publication, UTC; null if unresolved
-- column article_count: canonical articles
-- column word_count: words in their bodies
SELECT CAST(published_at AT TIME ZONE 'UTC' AS DATE) AS published_date,
       language_code,
       count(*) AS article_count,
       CAST(sum(word_count) AS BIGINT) AS word_count
FROM articles
WHERE is_canonical
GROUP BY ALL
ORDER BY published_date DESC NULLS LAST, language_code NULLS LAST
