#!/usr/bin/env bash
# What a trial costs on Spark, beside what it costs on threads of one JVM: CPU and wall of whole runs of few and of many
# trials; their difference is that of the trials. Call from the root after `mvn -DskipTests install`.
# A standalone cluster on this machine, a master and two workers of one core each. Arguments: trials of the longer run
# (default 4000; the shorter one has a tenth), agent (default: {type: random}), and evaluation sessions (default 1).
set -euo pipefail
many=${1:-4000}
agent=${2:-'{type: random}'}
sessions=${3:-1}
folder=$(mktemp -d)
processes=()
trap 'kill "${processes[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT
version=$(sed -n 's#.*<version>\(.*-SNAPSHOT\)</version>.*#\1#p' pom.xml | head -1)
for module in runtime spark; do
  mvn -q -pl recsim-$module dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$folder/$module"
done
cp recsim-*/target/recsim-{runtime,spark}-"$version.jar" "$folder"
runtime=$folder/recsim-runtime-$version.jar:$(cat "$folder/runtime")
spark=$folder/recsim-spark-$version.jar:$(cat "$folder/spark")
mkdir "$folder/jars"
tr ':' '\n' <"$folder/spark" | grep -v recsim- | xargs -I{} ln -s {} "$folder/jars/"
opens=()
for name in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$name=ALL-UNNAMED")
done
export SPARK_HOME=$folder SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1
daemon() {
  local name=$1 line=$2
  shift 2
  java "${opens[@]}" -Xmx256m -Dspark.master.rest.enabled=false -cp "$folder/jars/*" "$@" --host 127.0.0.1 --port 0 \
    --webui-port 0 "${master[@]}" >"$folder/$name.log" 2>&1 &
  processes+=($!)
  until grep -q "$line" "$folder/$name.log"; do sleep 0.2; done
}
master=()
daemon master 'Starting Spark master at' org.apache.spark.deploy.master.Master
master=("$(grep -o 'spark://[^ ,]*' "$folder/master.log" | head -1)")
for i in 1 2; do
  daemon worker-$i 'Successfully registered' org.apache.spark.deploy.worker.Worker --cores 1 --memory 1g \
    --work-dir "$folder/work-$i"
done
# As the plugin starts it; a word a line.
printf '%s\n' java "${opens[@]}" -cp "$spark" dev.recsim.spark.SparkDriver >"$folder/driver"

# CPU seconds of the cluster: its processes' own, and those of their executors that have ended.
cluster() {
  local sum=0 each
  for each in "${processes[@]}"; do
    sum=$((sum + $(awk '{print $14 + $15 + $16 + $17}' "/proc/$each/stat")))
  done
  awk -v ticks="$sum" -v hertz="$(getconf CLK_TCK)" 'BEGIN {print ticks / hertz}'
}
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
