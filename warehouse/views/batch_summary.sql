-- doc: Each batch with what became of its current files; a content that several batches hold counts in each.
-- column is_retracted: true while the whole batch is taken back
-- column file_count: current files
-- column kept_count: files with at least one article
-- column quarantined_count: files refused, or without an article
-- column failed_count: files that stopped a step
-- column article_count: articles in them, copies and those taken back included
-- column canonical_count: articles in them that stand for their cluster; of a batch taken back, those that another batch holds too
-- column article_chars: characters in blocks that belong to an article [code points]
-- column boilerplate_chars: characters in blocks that belong to none [code points]
WITH held AS (
    SELECT batch_id, document_id, count(*) AS file_count
    FROM files WHERE is_current
    GROUP BY batch_id, document_id
),
cut AS (
    SELECT document_id, count(*) AS article_count, count(*) FILTER (WHERE is_canonical) AS canonical_count
    FROM articles GROUP BY document_id
)
SELECT h.batch_id,
       h.batch_id IN (SELECT target FROM retractions WHERE scope = 'batch' AND restored_at IS NULL) AS is_retracted,
       CAST(sum(h.file_count) AS BIGINT) AS file_count,
       CAST(sum(CASE WHEN d.outcome = 'kept' THEN h.file_count ELSE 0 END) AS BIGINT) AS kept_count,
       CAST(sum(CASE WHEN d.outcome = 'quarantined' OR h.document_id IS NULL THEN h.file_count ELSE 0 END) AS BIGINT)
           AS quarantined_count,
       CAST(sum(CASE WHEN d.outcome = 'failed' THEN h.file_count ELSE 0 END) AS BIGINT) AS failed_count,
       CAST(coalesce(sum(c.article_count), 0) AS BIGINT) AS article_count,
       CAST(coalesce(sum(c.canonical_count), 0) AS BIGINT) AS canonical_count,
       CAST(coalesce(sum(d.article_chars), 0) AS BIGINT) AS article_chars,
       CAST(coalesce(sum(d.boilerplate_chars), 0) AS BIGINT) AS boilerplate_chars
FROM held h
LEFT JOIN documents d ON d.document_id = h.document_id
LEFT JOIN cut c ON c.document_id = h.document_id
GROUP BY h.batch_id
ORDER BY h.batch_id
