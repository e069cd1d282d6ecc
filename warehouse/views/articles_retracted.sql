-- doc: Articles that a retraction holds back: they stand in no cluster and no pair. One row for each retraction that holds one back.
-- column scope: what was taken back: article, document or batch
-- column target: id of the article, document or batch that was taken back
WITH held AS (FROM retractions WHERE restored_at IS NULL),
reached AS (
    SELECT a.article_id, h.scope, h.target, h.reason, h.retracted_at
    FROM articles a JOIN held h ON h.scope = 'article' AND h.target = a.article_id
    UNION
    SELECT a.article_id, h.scope, h.target, h.reason, h.retracted_at
    FROM articles a JOIN held h
      ON h.scope = 'article' AND h.document_id = a.document_id AND h.content_hash = a.content_hash
    UNION ALL
    SELECT a.article_id, h.scope, h.target, h.reason, h.retracted_at
    FROM articles a JOIN held h ON h.scope = 'document' AND h.target = a.document_id
    UNION ALL
    SELECT DISTINCT a.article_id, h.scope, h.target, h.reason, h.retracted_at
    FROM articles a
    JOIN files f ON f.is_current AND f.document_id = a.document_id
    JOIN held h ON h.scope = 'batch' AND h.target = f.batch_id
    WHERE a.document_id NOT IN (
        SELECT document_id FROM files
        WHERE is_current AND document_id IS NOT NULL
          AND batch_id NOT IN (SELECT target FROM held WHERE scope = 'batch')
    )
)
SELECT a.article_id, a.document_id, a.batch_id, a.title, a.publisher, r.scope, r.target, r.reason, r.retracted_at
FROM reached r JOIN articles a ON a.article_id = r.article_id
ORDER BY a.document_id, a.article_id, r.scope, r.target
