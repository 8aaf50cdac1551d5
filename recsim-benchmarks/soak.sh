#!/usr/bin/env bash
# Endurance: trials of each engine in a process of its own for an hour, one after the other within each, and what memory
# each process holds meanwhile. Call from the root after `mvn -DskipTests install`; arguments: seconds (default 3600),
# folder of the tables (default: recsim-benchmarks/target/soak), engines (default: "java dl4j").
#
# A table has a row every 20 seconds: seconds, trials stored, resident memory (MB), heap in use (MB), classes loaded,
# threads, and whether all garbage was collected before: once at the end of each quarter of the time. More often would
# change what is measured.
set -euo pipefail
seconds=${1:-3600}
tables=${2:-recsim-benchmarks/target/soak}
engines=${3:-java dl4j}
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
mkdir -p "$tables"
mvn -q -pl recsim-runtime dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$folder/cp"
jar=recsim-runtime/target/recsim-runtime-$(sed -n 's#.*<version>\(.*-SNAPSHOT\)</version>.*#\1#p' pom.xml | head -1).jar
cp "$jar" "$folder/recsim-runtime.jar"

soak() {
  local engine=$1 world=$folder/$1
  mkdir -p "$world/experiments"
  cat >"$world/experiments/soak.yaml" <<YAML
environment: {type: transition_matrix, doc_num: 10}
agents:
  random: {type: random}
  actor_critic: {type: actor_critic, engine: $engine}
training: {epochs: 5, updates_per_epoch: 400, warmup_sessions: 100}
evaluation: {sessions: 200}
trials: {seeds: 0..9999}
YAML
  # As the plugin forks it.
  OMP_NUM_THREADS=1 java -XX:+UseSerialGC -XX:Tier3InvocationThreshold=500 -XX:Tier3MinInvocationThreshold=250 \
    -XX:Tier3CompileThreshold=3000 -XX:InlineSmallCode=400 -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
    -cp "$folder/recsim-runtime.jar:$(cat "$folder/cp")" dev.recsim.cli.Main run --experiments="$world/experiments" \
    --reports="$world/reports" --parallelism=1 >"$world/out" 2>&1 &
  local pid=$! start=$SECONDS
  local quarter=0 collected
  echo "seconds,trials,resident_mb,heap_mb,classes,threads,collected" >"$tables/$engine.csv"
  while ((SECONDS - start < seconds)); do
    sleep 20
    kill -0 $pid || { cat "$world/out"; return 1; }
    collected=$((4 * (SECONDS - start) / seconds > quarter))
    if ((collected)); then
      quarter=$((quarter + 1))
      jcmd $pid GC.run >/dev/null
    fi
    echo "$((SECONDS - start)),$(find "$world/reports" -name '*.json' -path '*trials*' | wc -l),$(
      awk '/^VmRSS/ {print int($2 / 1024)}' /proc/$pid/status),$(
      jstat -gc $pid | awk 'NR == 2 {print int(($3 + $4 + $6 + $8) / 1024)}'),$(
      jstat -class $pid | awk 'NR == 2 {print $1}'),$(ls /proc/$pid/task | wc -l),$collected" >>"$tables/$engine.csv"
  done
  kill $pid || true
}

for engine in $engines; do
  soak "$engine" &
done
wait
for engine in $engines; do
  echo "== $engine: of each quarter of the time its last row, and the resident memory from the least to the greatest"
  awk -F, 'NR > 3 {
      if (!low || $3 < low) low = $3
      if ($3 > high) high = $3
    }
    $7 == 1 { print $0 "  resident " low " to " high; low = high = 0 }' "$tables/$engine.csv"
done
