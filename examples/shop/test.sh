#!/usr/bin/env bash
# Runs the loop, and fails unless each step did what it should:
#   ./test.sh [visits]
set -euo pipefail
cd "$(dirname "$0")"
visits=${1:-10000}
mkdir -p target
./loop.sh "$visits" 2>&1 | tee target/loop.txt

missing=0
expect() { # a line of the output, as an extended regular expression
  grep -Eq -- "$1" target/loop.txt || { echo "missing: $1" >&2; missing=1; }
}
expect '^[0-9,]+ visits, [0-9.]+ clicks a visit'
expect '^shop: 3 agents identical; 1 claim holds'
expect '^recsim:check passed: 1 experiment'
expect 'promoted/shop/popular: popular of shop has its recorded score'
expect 'promoted/shop/tabular_q: tabular_q of shop has its recorded score'
expect '^tabular_q: \+[0-9.]+ % in simulation'
expect '^  served log: .* 100.00 % of the decisions have an outcome'
expect '^  tabular_q +wdr '
expect '^wrote .*week1\.outcome\.json'
expect '^shop: UNKNOWN\. Distance to reality unknown \(1 of 3 tests\)'
if [ "$visits" -ge 10000 ]; then
  # The effect is above 50 %, its standard error below 3 %.
  expect '^week1: SHIP tabular_q'
  # Two kinds of users were found.
  [ "$(grep -c '"share"' target/loop/experiments/environments/shop.json)" = 2 ] ||
    { echo "not two kinds of users" >&2; missing=1; }
else
  expect '^week1: (SHIP|CONTINUE|END)'
fi
# No record of the served logs is lost, and nothing is uncommitted.
[ -z "$(git -C target/loop status --porcelain)" ] || { echo "files are not committed" >&2; missing=1; }
exit $missing
