-- doc: One row for each article that the archive holds today, with its cluster, its outlet, and what it is to the article that stands for the cluster.
-- column canonical_id: article that stands for the cluster
-- column relation: what the article is to that one: exact, near, contained or teaser; null for that one itself
-- column holds_canonical: true when the article that stands for the cluster is the cut, and this one holds it
-- column similarity: part of the shorter of the two texts that the longer has too; null for the one that stands for the cluster [0 to 1]
-- column is_syndicated: true when it is another outlet's print of the text of the one that stands for the cluster
-- column is_revision: true when it is a later version of what its outlet had before
-- column origin: whose text it is, for what is syndicated; null if nothing says so
-- column origin_source: what names the origin: credit, publisher or time; null without origin
-- column outlet: whose article it is: the publisher, else the source, else the host of the url; null if unknown
-- column outlet_key: outlet as outlets are counted: without case, punctuation and spacing; null if unknown
-- column seen_at: when it was there: published, or else captured; null if unknown
WITH pairs AS (
    SELECT article_id, other_article_id, relation, similarity, false AS holds_canonical
    FROM duplicates WHERE relation IN ('exact', 'near', 'contained', 'teaser')
    UNION ALL
    SELECT other_article_id, article_id, relation, similarity, true
    FROM duplicates WHERE relation IN ('exact', 'near', 'contained', 'teaser')
),
named AS (
    SELECT document_id, source, url, captured_at, uri,
           CASE WHEN regexp_matches(source, '[\p{L}\p{N}]') THEN trim(source)
                ELSE nullif(lower(regexp_extract(url, '^[^:/?#]+://(?:[^/?#@]*@)?\[?([^/?#:\]]*)', 1)), '') END AS source_name
    FROM documents
),
held AS (
    SELECT a.*, c.article_id AS canonical_id, p.relation, coalesce(p.holds_canonical, false) AS holds_canonical,
           p.similarity, s.article_id IS NOT NULL AS is_syndicated,
           a.article_id IN (SELECT article_id FROM duplicates WHERE relation = 'revision') AS is_revision,
           s.origin, s.origin_source,
           CASE WHEN regexp_matches(a.publisher, '[\p{L}\p{N}]') THEN trim(a.publisher) ELSE d.source_name END AS outlet,
           coalesce(a.published_at, d.captured_at) AS seen_at, d.captured_at, d.uri
    FROM articles a
    JOIN articles c ON c.cluster_id = a.cluster_id AND c.is_canonical
    JOIN named d ON d.document_id = a.document_id
    LEFT JOIN pairs p ON p.article_id = a.article_id AND p.other_article_id = c.article_id
    LEFT JOIN duplicates s ON s.article_id = a.article_id AND s.other_article_id = c.article_id
                          AND s.relation = 'syndicated'
    -- of a text that was replaced or retracted an article has the same cluster_id, and no pair
    WHERE a.is_canonical OR p.relation IS NOT NULL
)
SELECT cluster_id, canonical_id, article_id, is_canonical, relation, holds_canonical, similarity, is_syndicated,
       is_revision, origin, origin_source, outlet,
       nullif(trim(regexp_replace(regexp_replace(lower(nfc_normalize(outlet)), '\p{Cf}', '', 'g'),
                                  '[\p{Z}\p{P}\p{S}\p{C}]+', ' ', 'g')), '') AS outlet_key,
       seen_at, published_at, published_precision, captured_at, publisher, title, kind, language_code, word_count,
       content_hash, document_id, ordinal, uri
FROM held
ORDER BY cluster_id, seen_at NULLS LAST, article_id
