#!/usr/bin/env bash
# What an answer of `mvn recsim:run` costs where little is to be done: the experiment `quick`, unchanged,
# and to its first line of progress when it is changed; beside what Maven alone costs.
# Call from the root after `mvn -DskipTests install`. Five runs each: CPU (user + system) and wall.
set -euo pipefail
export MAVEN_ARGS="${MAVEN_ARGS:-} --batch-mode -o"
run() {
  local name=$1
  shift
  for _ in 1 2 3 4 5; do
    TIMEFORMAT="$name: %U s user + %S s system, %R s wall"
    time "$@" >/dev/null
  done
}
first_progress() { # of a changed experiment: another value each time
  for i in 1 2 3 4 5; do
    local start now
    start=$(date +%s%N)
    mvn -N recsim:run -Drecsim.experiment=quick -Drecsim.set="evaluation.sessions=$((20000 + RANDOM))" |
      while read -r line; do
        if [[ $line =~ ^\[\ *1/ || $line =~ :\ [0-9]+\ trials ]]; then
          now=$(date +%s%N)
          echo "changed, $(((now - start) / 1000000)) ms to: $line"
        fi
      done
  done
}
mvn -q -N recsim:run -Drecsim.experiment=quick
run "mvn -v" mvn -v
run "mvn -N validate" mvn -N validate
run "mvn validate" mvn validate
run "unchanged, root alone (-N)" mvn -N recsim:run -Drecsim.experiment=quick
run "unchanged, all modules" mvn recsim:run -Drecsim.experiment=quick
first_progress
rm -rf reports/quick/evaluation.sessions=*
