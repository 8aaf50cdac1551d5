#!/usr/bin/env bash
# Takes the shop through the loop of docs/production.md, in target/loop, with a git of its own:
#   ./loop.sh [visits]
# Needs JDK 17, Maven 3.9 and git.
set -euo pipefail
cd "$(dirname "$0")"
visits=${1:-10000}

rm -rf target/loop
mkdir -p target/loop
cp -r pom.xml src serve experiments target/loop
cd target/loop
printf 'target/\nserved/\nreports/\n' > .gitignore
git init --quiet .
git config user.name loop
git config user.email loop@example.com
commit() { git add --all && git commit --quiet --message "$1"; }
# Maven, of which only what recsim says is shown.
goal() { mvn "$@" | sed "/^\[INFO\]/d"; }
say() { printf '\n== %s\n' "$1"; }

# Runs the shop with a configuration, on a free port, while users visit it.
visit() { # configuration, number of visits, seed
  local log=target/$1.log
  java -XX:TieredStopAtLevel=1 -jar target/shop-1.0.jar \
    --recsim.config="serve/$1.yaml" --server.port=0 > "$log" 2>&1 &
  local shop=$!
  trap 'kill $shop 2>/dev/null || true' EXIT
  until grep -q 'Started ShopApplication' "$log"; do
    if ! kill -0 $shop 2>/dev/null; then cat "$log" >&2; exit 1; fi
    sleep 0.2
  done
  local port
  port=$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$log")
  java -XX:TieredStopAtLevel=1 -cp target/classes shop.traffic.Traffic \
    "http://localhost:$port" "$2" "$3"
  kill $shop
  wait $shop || true
  trap - EXIT
}

say "1-2. Serve drawn recommendations, and log them"
goal package
commit "A shop"
visit explore "$visits" 1

say "3. Fit an environment to the log"
if [ "$visits" -lt 10000 ]; then
  # Few visits show the steps, not the users: whatever the fit is, go on.
  printf 'accept: {%s}\n' 'gain: -1, session_length: 1, click_rate: 9, clicks_per_slate: 1,
  calibration: 1, predictive: 9, user_correlation: 1, drift: 9, elsewhere: 1' \
    >> experiments/environments/shop.yaml
fi
goal recsim:fit
commit "The environment of the shop's users"

say "4-5. Compare policies, and record a baseline"
goal recsim:run recsim:baseline -Drecsim.experiment=shop
commit "The baseline"
goal recsim:check -Drecsim.experiment=shop

say "6. Promote"
goal recsim:promote -Drecsim.experiment=shop -Drecsim.agent=popular
goal recsim:promote -Drecsim.experiment=shop -Drecsim.agent=tabular_q
goal recsim:verify-promoted
commit "Both policies"

say "7. Predict"
# The policy is tested with the exploration of serve/test.yaml.
goal recsim:predict -Drecsim.test=week1 -Drecsim.from=popular -Drecsim.to=tabular_q \
  -Drecsim.exploreTo=0.1
commit "The prediction"

say "8. Serve both as arms"
visit test $((2 * visits)) 2

say "9. Judge the live test"
goal recsim:ab -Drecsim.experiment=week1
# The log is about the seed that was served.
seed=$(sed -n 's/^ *"seed": \([0-9]*\),$/\1/p' promoted/shop/tabular_q/manifest.json | head -n 1)
goal recsim:run recsim:ope -Drecsim.experiment=week1-log -Drecsim.set="evaluate.seed=$seed"
commit "The verdicts"

say "10. Record the outcome"
goal recsim:reality -Drecsim.test=week1 -Drecsim.ab=week1
commit "The outcome"
goal recsim:reality
