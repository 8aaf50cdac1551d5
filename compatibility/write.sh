#!/bin/sh
# Writes the committed files of a version, a folder a kind, with the command-line jar of that
# version: compatibility/write.sh 0.2 recsim-cli/target/recsim-cli-*-SNAPSHOT.jar
# A third argument is the jar that writes the kinds verdicts-1, record-1 and session-log-1.
set -eu
version=$1
jar=$(realpath "$2")
first=${3:+$(realpath "$3")}
here=$(cd "$(dirname "$0")" && pwd)
# Slow compilers are not worth their start, and dates of commits are fixed.
export JDK_JAVA_OPTIONS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
export GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z
export GIT_CONFIG_GLOBAL=/dev/null

recsim() {
  java -jar "$jar" "$@" > /dev/null 2>&1 || echo "$kind: recsim $* ends with $?"
}

kind() {
  kind=$1
  folder=$here/$version/$kind/project
  if [ -e "$folder" ]; then
    echo "$folder exists; files that a version wrote are never written again" >&2
    exit 1
  fi
  mkdir -p "$folder/experiments"
  cd "$folder"
}

write() {
  mkdir -p "$(dirname "$1")"
  cat > "$1"
}

commit() {
  git init -q .
  printf 'reports/\n' > .gitignore
  git add -A
  git -c user.name=a -c user.email=a@example.com commit -q -m "$1"
}

bare() {
  rm -rf .git .gitignore reports
}

# Users of a live test by day; the second arm buys with another rate.
orders() {
  awk -v days="$1" -v rate="$2" 'BEGIN {
    print "time,user,variant,country,views,clicks,orders"
    x = 7
    for (u = 0; u < 120 * days; u++) {
      x = (x * 16807) % 2147483647; arm = x % 2 ? "a" : "b"
      x = (x * 16807) % 2147483647; views = 1 + x % 5
      clicks = 0
      for (v = 0; v < views; v++) { x = (x * 16807) % 2147483647; clicks += x % 100 < 20 }
      x = (x * 16807) % 2147483647; bought = x % 1000 < (arm == "a" ? 300 : rate)
      printf "2026-10-%02dT%02d:00:00Z,u%d,%s,%s,%d,%d,%d\n", 5 + int(u / 120), x % 24, u, arm,
        u % 3 ? "FR" : "DE", views, clicks, bought
    }
  }'
}

live() {
  write "experiments/$1.yaml" <<END
ab:
  file: ../data/$1.csv
  columns: {unit: user, arm: variant, time: time}
  arms: {a: 0.5, b: 0.5}
  plan: {days: 12}
  gate: true
$2  metrics:
    bought: {column: orders, join: any}
    click_rate: {ratio: [clicks, views]}
baseline: {margin: {relative: 0.4}, guard: {click_rate: {relative: 0.3}}}
claims:
  - b: {not_worse_than: a, metric: bought, by: ab}
END
}

lives() {
  live stop ""
  live ship ""
  live goes-on "  segments: {country: [DE, FR]}
"
  mkdir -p data
  orders 11 170 > data/stop.csv
  orders 12 420 > data/ship.csv
  orders 4 320 > data/goes-on.csv
}

sums() {
  write experiments/sums.yaml <<'END'
ab:
  file: ../data/sums.csv
  columns: {day: day, arm: arm, n: n}
  arms: {a: 0.5, b: 0.5}
  plan: {days: 12}
  metrics:
    orders: {column: orders}
END
  awk 'BEGIN {
    print "day,arm,n,orders,orders_squares"
    for (d = 1; d <= 4; d++) {
      printf "2026-10-%02d,a,%d,%d,%d\n", 4 + d, 500 * d, 150 * d, 150 * d
      printf "2026-10-%02d,b,%d,%d,%d\n", 4 + d, 500 * d + 3, 160 * d, 160 * d
    }
  }' > data/sums.csv
}

# The looks of the first days; then the data of more days arrive.
looks() {
  java -jar "$1" ab --first-look --until=2026-12-01 > /dev/null 2>&1 || true
  orders 8 320 > data/goes-on.csv
  orders 12 170 > data/stop.csv
}

shop() {
  write experiments/shop.yaml <<'END'
environment: {type: transition_matrix, doc_num: 20}
agents:
  ranker: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: 0.3}
  a: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: 0.28}
  b: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: 0.25}
trials: {seeds: [1]}
claims:
  - b: {beats: ranker, by: reality}
END
  write experiments/reality/shop.yaml <<'END'
experiment: ../shop.yaml
END
}

record() {
  shop
  commit Start
  java -jar "$1" run > /dev/null 2>&1
  i=0
  for change in 0.03 0.08 0.035; do
    i=$((i + 1))
    to=$([ "$change" = 0.08 ] && echo b || echo a)
    java -jar "$1" predict --test=w$i --from=ranker --to=$to --due=2099-01-01 > /dev/null
    git add -A
    git -c user.name=a -c user.email=a@example.com commit -q -m "Predict w$i"
    java -jar "$1" reality --test=w$i --change=$change --error=0.01 > /dev/null
  done
  bare
}

kind baseline
write experiments/quick.yaml <<'END'
environment: {type: transition_matrix}
agents:
  random: {type: random}
  myopic: {type: myopic}
  best: {type: optimal}
trials: {seeds: 0..4}
claims:
  - best: {beats: random}
END
write experiments/guarded.yaml <<'END'
environment: {type: interest_evolution}
metrics: {full_hours: {type: reward_reached, reward: 150}}
agents:
  random: {type: random}
  feed: {type: greedy}
evaluation: {sessions: 20}
trials: {seeds: 0..4}
baseline: {guard: {slate_diversity: {absolute: 0.02}, full_hours: {absolute: 0.9}}}
END
dropped() {
  write experiments/dropped.yaml <<END
environment: {type: transition_matrix}
agents:
  random: {type: random}
  shown: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: $1}
trials: {seeds: 0..4}
END
}
dropped 0.1
recsim run
recsim baseline
dropped 0.9
bare

kind verdicts
lives
sums
looks "$jar"
bare

if [ -n "$first" ]; then
  kind verdicts-1
  lives
  sums
  looks "$first"
  bare
  kind record-1
  record "$first"
fi

kind record
record "$jar"

kind environment
awk 'BEGIN {
  print "session,state,shown,accepted,status"
  x = 5
  for (s = 0; s < 600; s++) {
    state = s % 3
    for (t = 0; t < 4; t++) {
      x = (x * 16807) % 2147483647; shown = x % 4
      x = (x * 16807) % 2147483647; yes = x % 100 < (shown == state ? 70 : 20)
      printf "%d,s%d,d%d,%d,%s\n", s, state, shown, yes, t < 3 ? "continues" : "ended"
      state = (state + yes) % 3
    }
  }
}' > experiments/log.csv
awk 'BEGIN {
  print "user,visit,slate,clicks,end"
  x = 3
  for (i = 0; i < 300; i++) {
    x = (x * 16807) % 2147483647; user = x % 30
    for (t = 0; t < 4; t++) {
      x = (x * 16807) % 2147483647; first = 3 * (x % 4)
      x = (x * 16807) % 2147483647; hit = x % 100 < 60 ? user % 3 : -1
      printf "u%d,%d,d%d d%d d%d,%d %d %d,%s\n", user, i, first, first + 1, first + 2, hit == 0,
        hit == 1, hit == 2, t < 3 ? "continues" : "ended"
    }
  }
}' > experiments/visits.csv
write experiments/environments/shop.yaml <<'END'
logs:
  file: ../log.csv
  columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
model: {type: responses}
END
write experiments/environments/ids.yaml <<'END'
logs:
  file: ../visits.csv
  list_separator: " "
  columns: {user_id: user, session: visit, action: slate, reward: clicks, status: end}
model: {type: latent_factors, dimension: 2, variance: 1, sweeps: 3}
END
write experiments/shop.yaml <<'END'
environment: {type: fitted, file: environments/shop.json}
agents: {random: {type: random}, best: {type: optimal}}
trials: {seeds: 0..4}
END
write experiments/ids.yaml <<'END'
environment: {type: fitted, file: environments/ids.json}
agents: {random: {type: random}}
evaluation: {sessions: 20}
trials: {seeds: 0..4}
END
recsim fit
recsim run
recsim baseline
bare

kind policy
write experiments/shop.yaml <<'END'
environment: {type: transition_matrix}
agents:
  random: {type: random}
  learner: {type: actor_critic, engine: java, hidden: [8]}
training: {warmup_sessions: 30, epochs: 2, updates_per_epoch: 5, batch_size: 16}
evaluation: {sessions: 20}
trials: {seeds: 0..4}
END
recsim run
recsim baseline
commit Start
recsim promote --experiment=shop --agent=learner
trained=$(find reports -name '*.safetensors' | grep 'learner' | sort | head -1)
mkdir -p "$here/$version/saved-policy/project"
cp "$trained" "$here/$version/saved-policy/project/learner.safetensors"
bare

if python3 -c 'import numpy' 2> /dev/null; then
  kind replay-record
  package=$here/../python
  mkdir -p experiments/users
  cp "$package/examples/environments/transition_matrix.py" experiments/users/
  write experiments/users/mine.py <<'END'
import numpy as np
from recsim_jvm import serve
from transition_matrix import TransitionMatrix


class Users(TransitionMatrix):
    def model(self):
        return None


serve(Users(np.array([[0.5, 0.1, 0.2], [0.3, 0.6, 0.1], [0.2, 0.2, 0.7]])))
END
  write experiments/users.yaml <<'END'
environment:
  type: process
  command: [python3, users/mine.py]
  record: users/answers.jsonl.gz
agents: {one: {type: random}}
evaluation: {sessions: 5}
trials: {seeds: 0..4}
END
  PYTHONPATH=$package recsim run
  sed -i 's/^  record: .*/&\n  replay: true/' experiments/users.yaml
  recsim run
  recsim baseline
  bare
fi

kind served-log
write experiments/shop.yaml <<'END'
environment: {type: interest_evolution, candidates: 6, slate_size: 2, resample: corpus, reward: click, max_session_length: 1}
agents: {it: {type: ppo, hidden: [8]}}
training: {env_steps: 3000}
evaluation: {sessions: 50}
trials: {seeds: 0..4}
baseline: {margin: {relative: 0.9}}
END
recsim run
recsim baseline
commit one
recsim promote --experiment=shop --agent=it
mv promoted made
mv made/shop/it promoted
awk 'BEGIN {
  for (i = 0; i < 6; i++) {
    printf "{\"id\": \"sku-%d\", \"topic\": %d, \"features\": {", i, i
    for (t = 0; t < 20; t++) printf "%s\"topic_%d\": %d", t ? ", " : "", t, t == i
    print "}}"
  }
}' > catalogue.jsonl
serve=$(find "$here/../recsim-serve/target" -maxdepth 1 -name 'recsim-serve-*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar')
java -cp "$jar:$serve" "$here/ServerLog.java" .
mv served/served-*.jsonl served/served-20260101T000000Z-000001.jsonl
rm -rf made promoted served/lock experiments/*
bare
write experiments/judge.yaml <<'END'
environment: {type: interest_evolution, candidates: 6, slate_size: 2, resample: corpus, reward: click, max_session_length: 1}
agents: {random: {type: random}}
trials: {seeds: 0}
logs: {type: served, folder: ../served, catalogue: ../catalogue.jsonl}
evaluate: {}
END

# Sessions of a policy with some random slates, and policies that see the documents of the log.
sessions() {
  write experiments/judge.yaml <<'END'
environment:
  type: boredom
  user: {observe: state, min_active: 2, max_active: 2}
  documents: {topics: 2, min_active: 1, max_active: 2}
  choice: {midpoint: 0.9, slope: 10}
  candidates: 3
  slate_size: 1
  max_session_length: 1
END
  cp experiments/judge.yaml experiments/logged.yaml
  cat >> experiments/logged.yaml <<'END'
agents: {greedy: {type: greedy}}
evaluation: {sessions: 180, explore: {type: epsilon_greedy, epsilon: 0.5}}
trials: {seeds: [0]}
END
  cat >> experiments/judge.yaml <<'END'
agents: {greedy: {type: greedy}, random: {type: random}}
trials: {seeds: [0]}
logs: {file: sessions.jsonl}
evaluate: {}
END
  java -jar "$1" run --experiment=logged --session-logs=jsonl > /dev/null 2>&1
  cp reports/logged/sessions/greedy-seed-0.jsonl experiments/sessions.jsonl
  rm experiments/logged.yaml
  bare
}

if [ -n "$first" ]; then
  kind session-log-1
  sessions "$first"
fi

kind session-log
sessions "$jar"

kind results
for run in base head; do
  epsilon=$([ $run = base ] && echo 0.3 || echo 0.2)
  write experiments/shop.yaml <<END
environment: {type: transition_matrix}
agents:
  ranker: {type: epsilon_greedy, base: {type: myopic}, evaluation_epsilon: $epsilon}
  random: {type: random}
trials: {seeds: 0..4}
END
  recsim run
  mkdir -p $run
  cp reports/shop/results.json $run/results.json
  rm -r reports
done
kind yaml
write experiments/every-section.yaml <<'END'
name: every-section
title: A file with each section
description: What an experiment may declare.
note: The grid is small.
production: today
seed: 7
extends: parts/common.yaml
metrics: {full_hours: {type: reward_reached, reward: 150}}
agents:
  today: {type: greedy}
  learner: {type: slate_q, hidden: [8], gamma: 0.9}
sweep: {agents.learner.gamma: [0.9, 0.95]}
training: {warmup_sessions: 30, epochs: 2, updates_per_epoch: 5, batch_size: 16}
evaluation: {sessions: 20}
trials: {seeds: 0..4}
baseline: {margin: {relative: 0.02}, guard: {slate_diversity: {absolute: 0.02}}}
claims:
  - today: {mean_reward: ">= 1"}
END
write experiments/parts/common.yaml <<'END'
environment: {type: interest_evolution, candidates: 12}
agents: {random: {type: random}}
END
write experiments/searched.yaml <<'END'
environments:
  few: {doc_num: 5}
  many: {doc_num: 20}
environment: {type: transition_matrix}
agents: {learner: {type: tabular_q}}
search: {agent: learner, over: {gamma: [0.8, 0.9]}, candidates: 2}
trials: {seeds: 0..4}
END
write experiments/logged.yaml <<'END'
logs: {file: log.csv, columns: {session: session, state: [state], action: shown, reward: accepted, status: status, propensity: p}}
evaluate: {policies: {uniform: {type: random}}}
END
echo 'session,state,shown,accepted,status,p' > experiments/log.csv
write experiments/live.yaml <<'END'
ab:
  file: live.csv
  columns: {unit: user, arm: variant, time: time}
  arms: {a: 0.5, b: 0.5}
  plan: {days: 12}
  segments: {country: [DE, FR]}
  explore: {device: [tv]}
  metrics: {bought: {column: orders, join: any}}
claims:
  - b: {not_worse_than: a, metric: bought, by: ab}
END
for schema in experiment fit; do
  gzip -n < "$here/../experiments/recsim-$schema.schema.json" > recsim-$schema.schema.json.gz
done

# The commands that the test runs on each kind; it completes them with what they print.
says() {
  kind=$1
  shift
  printf '$ %s\n' "$@" > "$here/$version/$kind/expected.txt"
}

says baseline "recsim run" "recsim check" "recsim compare"
for verdicts in verdicts${first:+ verdicts-1}; do
  says $verdicts "recsim check" "recsim ab --until=2026-12-01" "recsim check" \
    "cat experiments/ab/stop.verdicts.json" "cat experiments/ab/ship.verdicts.json" \
    "cat experiments/ab/goes-on.verdicts.json" "cat experiments/ab/sums.verdicts.json"
done
for record in record${first:+ record-1}; do
  says $record "commit experiments/shop.yaml experiments/reality/shop.yaml" \
    "commit experiments/reality/shop/w1.json experiments/reality/shop/w2.json experiments/reality/shop/w3.json" \
    "commit experiments/reality/shop" "recsim run" "recsim reality" "recsim check" \
    "cat reports/shop/reality.json"
done
says environment "recsim run" "recsim check" "recsim compare"
says policy "recsim verify-promoted --promoted=./promoted" "slates promoted/shop/learner"
says saved-policy "slates learner.safetensors"
[ ! -d "$here/$version/replay-record" ] || says replay-record "recsim run" "recsim check" \
  "recsim compare"
says served-log "recsim ope" "cat reports/judge/ope.json"
for sessions in session-log${first:+ session-log-1}; do
  says $sessions "recsim ope" "cat reports/judge/ope.json"
done
says results "recsim compare --base=./base/results.json --head=./head/results.json"
says yaml "recsim validate"
mkdir -p "$here/$version/exit-statuses"
cat > "$here/$version/exit-statuses/statuses.txt" <<'END'
0 FINE
1 ERROR
2 BASELINE_DOES_NOT_HOLD
3 INVALID_EXPERIMENT
4 NOTHING_SELECTED
5 MISSING_MODULES
END
find "$here/$version" -type d -empty -delete
