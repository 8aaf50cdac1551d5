#!/usr/bin/env bash
# Fits four models to small logs, and compares agents in one of them.
set -euo pipefail
cd "$(dirname "$0")"
python3 log.py
recsim fit
recsim run
recsim check
