-- doc: One row for each later version of a story that one outlet printed, beside the version before it; the newest first.
-- column outlet: whose story it is, as the later version names it
-- column later_title: title of the later version
-- column earlier_title: title of the version before
-- column is_retitled: true when the titles differ
-- column later_at: when the later version was there: published, or else captured
-- column earlier_at: when the version before was there: published, or else captured
-- column similarity: part of the shorter version that the longer has too [0 to 1]
-- column words_before: length of the version before [words]
-- column words_after: length of the later version [words]
-- column later_article_id: the later version
-- column earlier_article_id: the version before
SELECT later.outlet,
       later.title AS later_title,
       earlier.title AS earlier_title,
       later.title IS DISTINCT FROM earlier.title AS is_retitled,
       later.seen_at AS later_at,
       earlier.seen_at AS earlier_at,
       d.similarity,
       earlier.word_count AS words_before,
       later.word_count AS words_after,
       later.article_id AS later_article_id,
       earlier.article_id AS earlier_article_id,
       later.cluster_id
FROM duplicates d
JOIN cluster_articles later ON later.article_id = d.article_id
JOIN cluster_articles earlier ON earlier.article_id = d.other_article_id
WHERE d.relation = 'revision'
ORDER BY later.seen_at DESC NULLS LAST, later.article_id, earlier.article_id
