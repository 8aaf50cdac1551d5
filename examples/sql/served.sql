-- For DuckDB, see docs/served-logs.md
-- decisions, fallbacks and mean reward by arm and policy
WITH records AS (FROM read_json('served/*.jsonl', columns = {seq: 'BIGINT', time: 'BIGINT',
    kind: 'VARCHAR', id: 'VARCHAR', arm: 'VARCHAR', policy: 'VARCHAR', fallback: 'VARCHAR',
    decision: 'VARCHAR', clicks: 'INTEGER[]', rewards: 'DOUBLE[]', reward: 'DOUBLE'})),
outcomes AS (SELECT decision, min(time) AS time,
    arg_min(coalesce(reward, list_sum(rewards), len(clicks), 0), seq) AS reward
  FROM records WHERE kind = 'outcome' GROUP BY decision)
SELECT d.arm, d.policy, count(*) AS decisions, count(d.fallback) AS fallbacks,
  avg(CASE WHEN o.time - d.time <= 30 * 60 * 1000 THEN o.reward ELSE 0 END) AS reward
FROM records d LEFT JOIN outcomes o ON o.decision = d.id
WHERE d.kind = 'decision' GROUP BY ALL ORDER BY ALL;
