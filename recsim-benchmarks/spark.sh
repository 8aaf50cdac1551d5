#!/usr/bin/env bash
# What a trial costs on Spark, beside what it costs on threads of one JVM: CPU and wall of whole runs of few and of many
# trials; their difference is that of the trials. Call from the root after `mvn -DskipTests install`.
# A standalone cluster on this machine, a master and two workers of one core each. Arguments: trials of the longer run
# (default 4000; the shorter one has a tenth), agent (default: {type: random}), and evaluation sessions (default 1).
set -euo pipefail
many=${1:-4000}
agent=${2:-'{type: random}'}
sessions=${3:-1}
workers=2
memory=1g
. "$(dirname "$0")/spark-cluster.sh"
run() {
  local executor=$1 trials=$2 before
  mkdir -p "$folder/experiments"
  cat >"$folder/experiments/cost.yaml" <<YAML
environment: {type: transition_matrix}
agents:
  it: $agent
evaluation: {sessions: $sessions}
trials: {seeds: 0..$((trials - 1))}
YAML
  rm -rf "$folder/reports"
  before=$(cluster)
  TIMEFORMAT='%U %S %R'
  { time java -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp "$runtime" dev.recsim.cli.Main run \
    --experiments="$folder/experiments" --reports="$folder/reports" --executor="$executor" --driver="$folder/driver" \
    --spark-master="${master[0]}" --spark-conf=spark.driver.host=127.0.0.1,spark.driver.bindAddress=127.0.0.1 \
    --parallelism=2 >"$folder/out" 2>&1; } 2>"$folder/time" || { cat "$folder/out"; exit 1; }
  # Executors end a moment after the run.
  sleep 3
  awk -v executor="$executor" -v trials="$trials" -v before="$before" -v after="$(cluster)" '{
    printf "%s: %d trials, %.1f s of CPU (%.1f s of them on the cluster), %.1f s wall\n",
      executor, trials, $1 + $2 + after - before, after - before, $3 }' "$folder/time"
}
for _ in 1 2 3; do
  for executor in local spark; do
    run $executor $((many / 10))
    run $executor "$many"
  done
done
