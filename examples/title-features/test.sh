#!/usr/bin/env bash
# Makes features of four titles, and fails unless titles about the same have the nearest features.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p target
printf '%s\n' "A cat sleeps on the sofa" "Kitten found in a tree" \
  "Central bank raises interest rates" "Stocks fall after inflation report" > target/titles.txt
mvn --batch-mode -q compile exec:java -Dexec.args="target/titles.txt target/features.csv"
awk -F, '
  NF != 384 { wrong = 1 }
  { for (i = 1; i <= NF; i++) x[NR, i] = $i }
  function alike(a, b,   i, sum) { for (i = 1; i <= 384; i++) sum += x[a, i] * x[b, i]; return sum }
  END {
    if (NR != 4 || wrong) { print "not 4 rows of 384 numbers"; exit 1 }
    printf "cats %.2f, money %.2f, a cat and a bank %.2f\n", alike(1, 2), alike(3, 4), alike(1, 3)
    exit !(alike(1, 2) > alike(1, 3) + 0.1 && alike(3, 4) > alike(1, 3) + 0.1)
  }' target/features.csv
