-- doc: Runs, the newest first, with their wall time.
-- column seconds: from start to end; null if the run never said that it ended [seconds]
SELECT run_id, command, engine, state, batch_ids, started_at,
       epoch(ended_at) - epoch(started_at) AS seconds,
       files_in, files_kept, files_quarantined, files_known, files_failed, articles_new, articles_duplicate, message
FROM runs
ORDER BY started_at DESC, run_id
