-- doc: One row for each cluster of one text, edited or cut, with the article that stands for it; the largest first.
-- column canonical_id: article that stands for the cluster; title, publisher and kind are its own
-- column article_count: articles of the archive of today
-- column text_count: different texts among them
-- column outlet_count: different outlets among them, those unknown not counted
-- column first_published_at: earliest known publication time
-- column last_published_at: latest known publication time
-- column language_codes: languages of its articles; empty if none was decided
-- column relations: what its articles are to each other, each relation once; empty for an article alone
SELECT cluster_id,
       canonical_id,
       any_value(title) FILTER (WHERE is_canonical) AS title,
       any_value(publisher) FILTER (WHERE is_canonical) AS publisher,
       any_value(kind) FILTER (WHERE is_canonical) AS kind,
       count(*) AS article_count,
       count(DISTINCT content_hash) AS text_count,
       count(DISTINCT outlet_key) AS outlet_count,
       min(published_at) AS first_published_at,
       max(published_at) AS last_published_at,
       coalesce(list_sort(list(DISTINCT language_code) FILTER (WHERE language_code IS NOT NULL)), []) AS language_codes,
       coalesce(list_sort(list(DISTINCT relation) FILTER (WHERE relation IS NOT NULL)), [])
           || CASE WHEN bool_or(is_revision) THEN ['revision'] ELSE [] END
           || CASE WHEN bool_or(is_syndicated) THEN ['syndicated'] ELSE [] END AS relations
FROM cluster_articles
GROUP BY cluster_id, canonical_id
ORDER BY article_count DESC, first_published_at DESC NULLS LAST, cluster_id
