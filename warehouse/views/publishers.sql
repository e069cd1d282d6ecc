-- doc: Each outlet as printed, with its canonical articles and their span of time, the busiest first.
-- column article_count: canonical articles
-- column first_published_at: earliest known publication time
-- column last_published_at: latest known publication time
SELECT publisher,
       count(*) AS article_count,
       min(published_at) AS first_published_at,
       max(published_at) AS last_published_at
FROM articles
WHERE is_canonical
GROUP BY publisher
ORDER BY article_count DESC, publisher NULLS LAST
