-- doc: Documents that at least one batch holds today, left out those that newer versions of their files replaced and those taken back.
SELECT d.*
FROM documents d
WHERE d.document_id IN (
    SELECT document_id FROM files
    WHERE is_current
      AND batch_id NOT IN (SELECT target FROM retractions WHERE scope = 'batch' AND restored_at IS NULL)
)
AND d.document_id NOT IN (SELECT target FROM retractions WHERE scope = 'document' AND restored_at IS NULL)
