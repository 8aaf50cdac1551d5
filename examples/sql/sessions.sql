-- For DuckDB, see docs/results.md
-- mean reward of a session, by agent and seed: the scores of the report
SELECT agent, seed, avg(reward) FROM (
  SELECT agent, seed, session, sum(reward) AS reward
  FROM 'reports/interest/sessions/*.jsonl' GROUP BY ALL) GROUP BY ALL ORDER BY ALL;

-- share of clicks at each position, beside the mean probability
SELECT position, avg(clicked) AS clicked, avg(probability) AS probability FROM (
  SELECT unnest(range(len(slate))) AS position, unnest(click_probabilities) AS probability,
    unnest(list_transform(range(len(slate)), lambda p: list_contains(clicks, p)::INT)) AS clicked
  FROM 'reports/interest/sessions/*.jsonl') GROUP BY position ORDER BY position;

-- share of each topic among the clicks
WITH clicked AS (
  SELECT agent, seed, session, step, unnest(list_transform(clicks, lambda p: slate_ids[p + 1])) AS id
  FROM 'reports/interest/sessions/*.jsonl'),
documents AS (
  SELECT agent, seed, session, step, unnest(documents, recursive := true)
  FROM 'reports/interest/sessions/*.jsonl')
SELECT topic, count(*) / sum(count(*)) OVER () AS share
FROM clicked ASOF JOIN documents USING (agent, seed, session, id, step) GROUP BY topic ORDER BY topic;

-- Parquet, which recsim itself does not write
COPY (FROM 'reports/interest/sessions/*.jsonl') TO 'sessions.parquet';
