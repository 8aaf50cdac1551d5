#!/usr/bin/env bash
# Runs the benchmarks and writes docs/benchmarks.md and the table of speed in README.md: every number
# there is from here. Call from the root after `mvn -DskipTests -Pbenchmarks install`, on a machine that does
# nothing else; takes six minutes. QUICK=1 runs everything once and briefly, to try the script.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
page=docs/benchmarks.md
repeats=${QUICK:+1}
repeats=${repeats:-5}
brief=${QUICK:+-wi 1 -i 1 -w 100ms -r 100ms}
mvn -q -Pbenchmarks -pl recsim-benchmarks dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$folder/cp"
classes=recsim-benchmarks/target/classes:$(cat "$folder/cp")
version=$(sed -n 's#.*<version>\(.*-SNAPSHOT\)</version>.*#\1#p' pom.xml | head -1)

# jmh NAME OPTIONS: runs a benchmark; value NAME PATTERN reads a score of it.
jmh() {
  local name=$1
  shift
  java -cp "$classes" org.openjdk.jmh.Main "$name" $brief "$@" -rf csv -rff "$folder/$name.csv" >"$folder/log"
}
value() { # the score of the first row with all patterns, times a factor, in a format
  awk -F, -v format="$2" -v factor="$3" -v a="$4" -v b="${5:-}" -v c="${6:-}" \
    'index($0, a) && index($0, b) && index($0, c) { printf format, $5 * factor; exit }' "$folder/$1.csv"
}

# A project of one POM, as a user has it.
project=$folder/project
mkdir -p "$project/experiments" "$project/.mvn"
# As recsim:init writes it.
cp .mvn/jvm.config "$project/.mvn/"
cat >"$project/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>example</artifactId><version>1</version><packaging>pom</packaging>
  <build><plugins><plugin>
    <groupId>dev.recsim</groupId><artifactId>recsim-maven-plugin</artifactId><version>$version</version>
  </plugin></plugins></build>
</project>
XML
cp -r experiments/{data,quick.yaml,notebook.yaml} "$project/experiments/"
cat >"$project/experiments/big.yaml" <<'YAML'
environment: {type: transition_matrix}
agents:
  random: {type: random}
  optimal: {type: optimal}
  myopic: {type: myopic}
  tabular_q: {type: tabular_q, training: {warmup_sessions: 100, epochs: 5, updates_per_epoch: 20}}
  short_q: {type: tabular_q, training: {warmup_sessions: 10, epochs: 5, updates_per_epoch: 20}}
trials: {seeds: 0..1999}
YAML

# measure NAME COMMAND: the medians of wall and CPU seconds are in $folder/NAME.
measure() {
  local name=$1
  shift
  for _ in $(seq "$repeats"); do
    TIMEFORMAT='%R %U %S'
    { time (cd "$project" && mvn -B -ntp -o -q "$@" >/dev/null 2>&1); } 2>>"$folder/times-$name"
  done
  for column in '$1' '$2 + $3'; do
    awk "{ print $column }" "$folder/times-$name" | sort -n | sed -n "$(((repeats + 1) / 2))p"
  done >"$folder/$name"
}
wall() { printf '%.1f' "$(sed -n 1p "$folder/$1")"; }
cpu() { printf '%.1f' "$(sed -n 2p "$folder/$1")"; }
size() { numfmt --to=si --format=%.1f "$(stat -c %s "$project/reports/$1")"; }

one=(recsim:run -Drecsim.experiment=notebook -Drecsim.force -Drecsim.set=trials.seeds=0)
ten=(recsim:run -Drecsim.experiment=notebook -Drecsim.force -Drecsim.set=trials.seeds=0..9)
(cd "$project" && mvn -B -ntp -o -q recsim:run -Drecsim.experiment=quick >/dev/null)
measure validate validate
measure unchanged recsim:run -Drecsim.experiment=quick
measure quick recsim:run -Drecsim.experiment=quick -Drecsim.force
measure one "${one[@]}"
measure ten "${ten[@]}"
(cd "$project" && mvn -B -ntp -o -q recsim:run -Drecsim.experiment=big >/dev/null)
measure big_run recsim:run -Drecsim.experiment=big
measure big_report recsim:report -Drecsim.experiment=big
for threads in 1 2; do
  java -cp "$classes" dev.recsim.benchmarks.LoopRates $threads transition_matrix interest_evolution >"$folder/loop$threads"
done
jmh UpdateBenchmark
jmh SlateSearchBenchmark
jmh NearestScanBenchmark
jmh ElsewhereBenchmark

slate() { value SlateSearchBenchmark %.2f 1 'p0.50"' ",$1,$2,"; }
steps() { awk -v format="$1" -v type="$3" '$1 == type { printf format, $2 }' "$folder/$2"; }
update() { value UpdateBenchmark %.0f 1 'p0.50"' ",$1"; }
elsewhere() { value ElsewhereBenchmark %.1f 1e-3 ':decisions' ",$1,$2"; }
cat >"$page" <<MARKDOWN
# Benchmarks
How fast recsim is, on one machine, in figures of \`recsim-benchmarks/benchmarks.sh\`.

Machine: $(nproc) cores of $(lscpu | sed -n 's/^Model name: *//p'), $(free -g | awk '/^Mem/ { print $2 }') GiB, $(java -version 2>&1 | sed -n '1s/ version "\([^"]*\)".*/ \1/p'), Maven $(mvn -B -v | sed -n '1s/Apache Maven \([0-9.]*\).*/\1/p'). Commit $(git rev-parse --short HEAD), $(date +%F).

On a machine that does nothing else:

\`\`\`sh
mvn -DskipTests -Pbenchmarks install && recsim-benchmarks/benchmarks.sh
\`\`\`

## A whole run
\`mvn recsim:run\` in a project of one POM with [\`.mvn/jvm.config\`](executors.md#what-maven-costs): median of $repeats, Maven included. The notebook is the one that [the experiment \`notebook\`](../experiments/notebook.yaml) repeats, with RecSim, Catalyst 21.09 and PyTorch 2.6 on OpenBLAS, on one core of this machine, without its log for TensorBoard. On both cores it takes 29 s and 52 s of CPU.

| run | wall | CPU | notebook, wall | notebook, CPU |
|---|---|---|---|---|
| \`notebook\`, one seed | $(wall one) s | $(cpu one) s | 33 s | 32 s |
| \`notebook\`, ten seeds | $(wall ten) s | $(cpu ten) s | 330 s | 320 s |
| \`quick\`, three agents, ten seeds | $(wall quick) s | $(cpu quick) s | | |
| \`quick\`, unchanged | $(wall unchanged) s | $(cpu unchanged) s | | |
| \`mvn validate\`, no goal of recsim | $(wall validate) s | $(cpu validate) s | | |

## The simulator
\`LoopRates\`: the agent \`random\` in an environment at its defaults. Million steps in a CPU second of a thread; the notebook's simulator takes 0.07 million.

| environment | one thread | each of two threads |
|---|---|---|
| \`transition_matrix\` | $(steps %.1f loop1 transition_matrix) | $(steps %.1f loop2 transition_matrix) |
| \`interest_evolution\` | $(steps %.1f loop1 interest_evolution) | $(steps %.1f loop2 interest_evolution) |

## A gradient step
\`UpdateBenchmark\`: engine \`java\`, one thread, median.

| agent | environment | batch | time |
|---|---|---|---|
| \`actor_critic\`, the notebook's options | \`transition_matrix\` | 32 | $(update notebook) µs |
| \`actor_critic\` | \`transition_matrix\` | 32 | $(update actor_critic) µs |
| \`full_slate_q\` | \`transition_matrix\` | 32 | $(update full_slate_q) µs |
| \`ppo\` | \`transition_matrix\` | 32 | $(update ppo) µs |
| \`reinforce\` | \`transition_matrix\` | a session | $(update reinforce) µs |
| \`slate_q\` | \`interest_evolution\` | 128 | $(update slate_q) µs |
| \`slate_q\` with \`network: mlp\` | \`interest_evolution\` | 128 | $(update slate_q_mlp) µs |
| \`tabular_q\` | \`transition_matrix\` | a session | $(update tabular_q) µs |

To compose a slate of ten from 1,000 valued candidates takes $(slate 1000 TOP_K) µs with \`top_k\`, $(slate 1000 GREEDY) µs with \`greedy\` and $(slate 1000 OPTIMAL) µs with \`optimal\` (\`SlateSearchBenchmark\`). Where engine \`dl4j\` is faster: [decision 4](decisions/0004-engine-auto.md).

## Nearest documents
\`NearestScanBenchmark\`: the ten nearest of directions in 16 dimensions, exact, in batches of 64, one thread.

| documents | a query |
|---|---|
| 10 | $(value NearestScanBenchmark %.2f 1 ,16,10,10) µs |
| 1,000 | $(value NearestScanBenchmark %.1f 1 ,16,1000,) µs |
| 100,000 | $(value NearestScanBenchmark %.0f 1 ,100000,) µs |
| 1,000,000 | $(value NearestScanBenchmark %.0f 1 ,1000000,) µs |

[large-catalogues.md](large-catalogues.md) has the index.

## Agents that are computed elsewhere
\`ElsewhereBenchmark\`: thousand decisions a second, by sessions decided at once, one thread. [\`http\`](agents/http.md) and \`ppo\` act in \`interest_evolution\`, \`actor_critic\` in \`transition_matrix\`.

| sessions | \`http\` | \`onnx\`, \`actor_critic\` | \`onnx\`, \`ppo\` |
|---|---|---|---|
| 1 | $(elsewhere http 1) | $(elsewhere actor_critic 1) | $(elsewhere ppo 1) |
| 64 | $(elsewhere http 64) | $(elsewhere actor_critic 64) | $(elsewhere ppo 64) |
| 1,024 | $(elsewhere http 1024) | $(elsewhere actor_critic 1024) | $(elsewhere ppo 1024) |

## Ten thousand trials
Five agents with 2,000 seeds each, already run; median of $repeats, Maven included.

| | wall | CPU |
|---|---|---|
| \`mvn recsim:run\`, nothing to do | $(wall big_run) s | $(cpu big_run) s |
| \`mvn recsim:report\` | $(wall big_report) s | $(cpu big_report) s |

The page of the experiment has $(size big/index.html)B, \`results.json\` $(size big/results.json)B.
MARKDOWN

# The rows of README's table, in place of those that follow its header.
rows=$folder/rows
cat >"$rows" <<MARKDOWN
| \`mvn recsim:run\`: one seed of the notebook's experiment, with the report | $(wall one) s | 33 s (PyTorch) |
| ten seeds | $(wall ten) s | 330 s |
| \`mvn recsim:run\` if nothing has changed | $(wall unchanged) s, of which Maven alone takes $(wall validate) s | - |
| steps of the environment in a CPU second | $(steps %.0f loop1 transition_matrix) million | 70,000 (RecSim) |
| the 10 nearest of 1,000,000 documents, exact | $(value NearestScanBenchmark %.1f 1e-3 ,1000000,) ms | - |
MARKDOWN
awk -v rows="$rows" '
  table && /^\|/ { next }
  { table = 0; print }
  /^\| on two cores/ { getline; print; while ((getline line < rows) > 0) print line; table = 1 }
' README.md >"$folder/readme"
cp "$folder/readme" README.md
