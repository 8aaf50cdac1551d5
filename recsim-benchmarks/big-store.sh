#!/usr/bin/env bash
# Ten thousand trials in one store: what it takes to find that nothing is due (resume), to render the
# report, and how large the pages are; then a sweep of 200 experiments of 50 seeds.
# Call from the root after `mvn -DskipTests install`; takes some minutes. The figures: seconds from
# `java` start to exit (or to the line that says what is stored), CPU, bytes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mvn -q -pl recsim-runtime dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$folder/cp"
cp="recsim-runtime/target/recsim-runtime-$(sed -n 's#.*<version>\(.*-SNAPSHOT\)</version>.*#\1#p' pom.xml | head -1).jar:$(cat "$folder/cp")"
mkdir "$folder/experiments"
cat >"$folder/experiments/big.yaml" <<'YAML'
environment: {type: transition_matrix}
agents:
  random: {type: random}
  optimal: {type: optimal}
  myopic: {type: myopic}
  tabular_q: {type: tabular_q, training: {warmup_sessions: 100, epochs: 5, updates_per_epoch: 20}}
  short_q: {type: tabular_q, training: {warmup_sessions: 10, epochs: 5, updates_per_epoch: 20}}
trials: {seeds: 0..1999}
claims:
  - tabular_q: {beats: random}
YAML
cat >"$folder/experiments/sweep.yaml" <<YAML
environment: {type: transition_matrix}
sweep:
  environment.p_exit_accepted: [$(seq -s, -f '%.4f' 0.05 0.0025 0.5475)]
agents:
  random: {type: random}
trials: {seeds: 0..49}
evaluation: {sessions: 100}
YAML
# As the plugin forks it.
options=(-XX:+UseSerialGC -XX:Tier3InvocationThreshold=500 -XX:Tier3MinInvocationThreshold=250 -XX:Tier3CompileThreshold=3000 -XX:InlineSmallCode=400 -Xlog:cds=off -Xlog:cds+dynamic=off)
recsim() {
  java "${options[@]}" "${archive[@]}" -cp "$cp" dev.recsim.cli.Main "$1" \
    --experiments="$folder/experiments" --reports="$folder/reports" --select="$2"
}
seconds_to() { # the time at which a line that matches comes
  local start now
  start=$(date +%s%N)
  while read -r line; do
    if [[ $line =~ $1 ]]; then
      now=$(date +%s%N)
      echo "$(((now - start) / 1000000)) ms to: $line"
    fi
  done
}
measure() {
  echo "== $1 $2"
  TIMEFORMAT='%U s user + %S s system, %R s wall'
  time recsim "$1" "$2" | seconds_to 'already stored'
}
archive=(-XX:ArchiveClassesAtExit="$folder/classes.jsa")
echo "the first run:"
TIMEFORMAT='%U s user + %S s system, %R s wall'
time recsim run big >"$folder/out"
archive=(-XX:SharedArchiveFile="$folder/classes.jsa")
for _ in 1 2 3; do
  measure run big
  measure report big
done
stat -c '%s %n' "$folder"/reports/index.html "$folder"/reports/big/{index.html,results.json,trials/known.txt}
du -sh "$folder/reports/big/trials"
echo "200 experiments of 50 seeds:"
time recsim run sweep >"$folder/out"
time recsim run sweep >"$folder/out"
time recsim report sweep >"$folder/out"
stat -c '%s %n' "$folder"/reports/{index.html,sweep/index.html}
