#!/usr/bin/env bash
# What a fit of next_document costs on Spark, beside what it costs in one JVM: CPU, wall, and how well both predict. Call
# from the root after `mvn -DskipTests -Pbenchmarks install`. A standalone cluster on this machine, a master and three workers of one
# core each. Arguments: users (default 100000), documents that each opens (default 20), documents (default 10000), and
# executors (default "local spark").
set -euo pipefail
users=${1:-100000}
each=${2:-20}
documents=${3:-10000}
executors=${4:-local spark}
workers=3
memory=2g
. "$(dirname "$0")/spark-cluster.sh"
java -cp "recsim-benchmarks/target/classes:$runtime" dev.recsim.benchmarks.OpenedLog "$folder/opened.csv" "$users" \
  "$each" "$documents"
mkdir -p "$folder/experiments/environments"
cat >"$folder/experiments/environments/next.yaml" <<YAML
logs: {file: ../../opened.csv, columns: {user_id: user, time: at, action: item}}
model: {type: next_document}
YAML
for executor in $executors; do
  before=$(cluster)
  TIMEFORMAT='%U %S %R'
  { time java -cp "$runtime" dev.recsim.cli.Main fit --experiments="$folder/experiments" --reports="$folder/reports" \
    --executor="$executor" --driver="$folder/driver" --spark-master="${master[0]}" \
    --spark-conf=spark.driver.host=127.0.0.1,spark.driver.bindAddress=127.0.0.1,spark.executor.memory="$memory" \
    >"$folder/out" 2>&1; } 2>"$folder/time" || { cat "$folder/out"; exit 1; }
  # Executors end a moment after the fit.
  sleep 3
  awk -v executor="$executor" -v before="$before" -v after="$(cluster)" '{
    printf "%s: %.1f s of CPU (%.1f s of them on the cluster), %.1f s wall\n",
      executor, $1 + $2 + after - before, after - before, $3 }' "$folder/time"
  grep -A9 '"measured"' "$folder/experiments/environments/next.json"
done
