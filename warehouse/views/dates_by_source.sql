-- doc: How sure the dates are: articles by what their publication time rests on, or why there is none.
-- column published_source: what it rests on; null if on nothing
-- column published_reason: why there is no time; null if there is one
-- column published_precision: minute to year; null if there is none
-- column article_count: stories that the archive holds today
-- column assumed_count: of these, the ones whose time was read in a zone that is not printed
-- column future_count: of these, the ones that lie after the page was fetched
SELECT published_source, published_reason, published_precision, count(*) AS article_count,
       count(timezone_assumed) AS assumed_count, count(*) FILTER (is_future) AS future_count
FROM articles WHERE is_canonical
GROUP BY ALL
ORDER BY article_count DESC, published_source NULLS LAST, published_reason NULLS LAST, published_precision
