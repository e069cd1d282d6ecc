-- doc: Refusals that still stand, by batch, step and reason.
-- column refusal_count: rows of quarantine
SELECT batch_id, step, reason_code, count(*) AS refusal_count
FROM quarantine
WHERE step = 'discover' OR document_id IN (SELECT document_id FROM files WHERE is_current)
GROUP BY ALL
ORDER BY batch_id, refusal_count DESC, step, reason_code
