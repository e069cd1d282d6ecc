-- doc: What was taken for boilerplate in current documents that are not taken back, by role and rule, most characters first.
-- column block_count: blocks
-- column char_count: characters in them [code points]
-- column document_count: documents with at least one
SELECT role,
       rule,
       count(*) AS block_count,
       CAST(sum(end_char - start_char) AS BIGINT) AS char_count,
       count(DISTINCT document_id) AS document_count
FROM blocks
WHERE article_id IS NULL AND document_id IN (
    SELECT document_id FROM files
    WHERE is_current
      AND batch_id NOT IN (SELECT target FROM retractions WHERE scope = 'batch' AND restored_at IS NULL)
)
AND document_id NOT IN (SELECT target FROM retractions WHERE scope = 'document' AND restored_at IS NULL)
GROUP BY role, rule
ORDER BY char_count DESC, role, rule
