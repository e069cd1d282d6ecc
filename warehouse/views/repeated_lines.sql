-- doc: Lines that count as the page's because different stories of one source have them, with what they were taken from.
-- column source: whose pages they stand on, as in the table lines
-- column fingerprint: hash of the line, as in the table lines
-- column document_count: documents from whose stories the line was taken
-- column story_count: different texts among the articles of these documents
-- column sample_text: the line as one of these documents prints it
WITH applied AS (
    SELECT document_id, unnest(repeated_lines) AS fingerprint FROM documents
),
held AS (
    SELECT l.source, l.fingerprint, l.document_id, min(l.start_char) AS start_char, min(l.end_char) AS end_char
    FROM lines l SEMI JOIN applied a ON a.document_id = l.document_id AND a.fingerprint = l.fingerprint
    GROUP BY ALL
),
counted AS (
    SELECT h.source, h.fingerprint, count(DISTINCT h.document_id) AS document_count,
           count(DISTINCT a.cluster_id) AS story_count, min(h.document_id) AS document_id
    FROM held h LEFT JOIN articles a ON a.document_id = h.document_id
    GROUP BY h.source, h.fingerprint
)
SELECT c.source, c.fingerprint, c.document_count, c.story_count,
       substring(b.text, CAST(h.start_char - b.start_char + 1 AS BIGINT), CAST(h.end_char - h.start_char AS BIGINT))
           AS sample_text
FROM counted c
JOIN held h ON h.source = c.source AND h.fingerprint = c.fingerprint AND h.document_id = c.document_id
LEFT JOIN blocks b ON b.document_id = h.document_id
                  AND b.start_char <= h.start_char AND b.end_char > h.start_char
ORDER BY c.document_count DESC, c.source, c.fingerprint
