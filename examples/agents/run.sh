#!/usr/bin/env bash
# Compares agents in a process, behind HTTP, and as a model of ONNX.
set -euo pipefail
cd "$(dirname "$0")"
python3 model.py
python3 service.py 8080 &
trap 'kill $!' EXIT
recsim run
recsim check
