#!/usr/bin/env bash
# Judges a claim in many plausible worlds, and runs agents in one of them.
set -euo pipefail
cd "$(dirname "$0")"
recsim run
recsim check
