-- doc: Texts that two or more outlets carried, with who did and whose text it is; the most carried first. Teasers do not count.
-- column carried: in words, such as '12 outlets, 1 source'
-- column title: of the article that stands for the cluster
-- column outlets: outlets in the order in which they had it, those of unknown time last
-- column outlet_count: how many
-- column source_count: 1 when something says whose text it is, else null
-- column origin: whose text it is: an agency or an outlet; null if nothing says so
-- column origin_source: what names the origin: credit, publisher or time; null without origin
-- column article_count: articles in these outlets
-- column exact_count: of these, exact copies of the one that stands for the cluster
-- column near_count: edited copies of it
-- column contained_count: cuts of it, or texts that hold it and more
-- column first_seen_at: earliest known time, of publication or else of capture
-- column last_seen_at: latest known time, of publication or else of capture
WITH printed AS (
    FROM cluster_articles WHERE kind <> 'teaser' AND outlet_key IS NOT NULL
),
outlets AS (
    SELECT cluster_id,
           arg_min(outlet, {'at': coalesce(seen_at, 'infinity'), 'article_id': article_id}) AS outlet,
           min(seen_at) AS first_seen_at
    FROM printed GROUP BY cluster_id, outlet_key
),
carried AS (
    SELECT cluster_id, list(outlet ORDER BY first_seen_at NULLS LAST, outlet) AS outlets, count(*) AS outlet_count
    FROM outlets GROUP BY cluster_id HAVING count(*) > 1
),
counted AS (
    SELECT cluster_id, max(origin) AS origin, max(origin_source) AS origin_source,
           count(*) AS article_count,
           count(*) FILTER (WHERE relation = 'exact') AS exact_count,
           count(*) FILTER (WHERE relation = 'near') AS near_count,
           count(*) FILTER (WHERE relation = 'contained') AS contained_count,
           min(seen_at) AS first_seen_at, max(seen_at) AS last_seen_at
    FROM printed GROUP BY cluster_id
)
SELECT outlet_count || ' outlets, ' || CASE WHEN origin IS NULL THEN 'source unknown' ELSE '1 source' END AS carried,
       a.title, outlets, outlet_count, CASE WHEN origin IS NULL THEN NULL ELSE 1 END AS source_count,
       n.origin, n.origin_source, article_count, exact_count, near_count, contained_count,
       n.first_seen_at, n.last_seen_at, cluster_id
FROM carried c
JOIN counted n USING (cluster_id)
JOIN articles a ON a.cluster_id = c.cluster_id AND a.is_canonical
ORDER BY outlet_count DESC, n.first_seen_at DESC NULLS LAST, cluster_id
