#!/usr/bin/env bash
# Predicts a live test, serves its arms, judges it, and records its outcome, in a git of its own.
set -euo pipefail
cd "$(dirname "$0")"
rm -rf target && mkdir target
cp -r .gitignore serve.yaml experiments target
cd target
git init --quiet .
commit() { git add --all && git -c user.name=shop -c user.email=shop@example.com commit --quiet --message "$1"; }

recsim run --experiment=shop
recsim baseline --experiment=shop
commit "A shop"
recsim promote --experiment=shop --agent=early
recsim promote --experiment=shop --agent=popular
recsim predict --test=week41 --from=early --to=popular
commit "A prediction"

recsim serve &
server=$!
trap 'kill $server' EXIT
python3 ../visits.py 8080
trap - EXIT
kill $server
wait $server

recsim ab --experiment=week41
recsim reality --test=week41 --ab=week41
commit "An outcome"
recsim reality
