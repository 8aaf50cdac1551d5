#!/usr/bin/env bash
# Of the action recsim: runs and checks the experiments of the working directory. The check itself
# writes the job's summary. With PULL_REQUEST, its summary also becomes a comment there, which later
# runs replace. Ends with the status of the check.
set -euo pipefail

jar=$RECSIM_JAR
if [ -z "$jar$RECSIM_VERSION" ]; then
  echo "::error::the action recsim needs a version or a jar"
  exit 1
fi
if [ -z "$jar" ]; then
  jar=$RUNNER_TEMP/recsim-cli-$RECSIM_VERSION.jar
  curl --fail --silent --show-error --location --output "$jar" \
    "${MAVEN_CENTRAL:-https://repo.maven.apache.org/maven2}/dev/recsim/recsim-cli/$RECSIM_VERSION/recsim-cli-$RECSIM_VERSION.jar"
fi

options=()
[ -z "$RECSIM_CLASSPATH" ] || options+=("--classpath=$RECSIM_CLASSPATH")
[ -z "$RECSIM_EXPERIMENT" ] || options+=("--experiment=$RECSIM_EXPERIMENT")

status=0
java -jar "$jar" run ${options[@]+"${options[@]}"} || status=$?
java -jar "$jar" check --fail-on-missing-baseline ${options[@]+"${options[@]}"} || status=$?

if [ -n "$PULL_REQUEST" ] && [ -s reports/summary.md ]; then
  mark='<!-- recsim -->'
  # GitHub takes at most 65,536 characters.
  { echo "$mark"; head -c 60000 reports/summary.md; } >"$RUNNER_TEMP/recsim-comment.md"
  comments=repos/$GITHUB_REPOSITORY/issues
  {
    id=$(gh api --paginate "$comments/$PULL_REQUEST/comments" \
      --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | sed -n 1p) &&
      if [ -n "$id" ]; then
        gh api --silent --method PATCH "$comments/comments/$id" --field "body=@$RUNNER_TEMP/recsim-comment.md"
      else
        gh api --silent "$comments/$PULL_REQUEST/comments" --field "body=@$RUNNER_TEMP/recsim-comment.md"
      fi
  } || echo "::warning::the verdicts are no comment: the job needs the permission pull-requests: write"
fi
exit "$status"
