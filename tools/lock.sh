#!/usr/bin/env bash
# Resolve pyproject.toml into the two lock files: every version with the hashes of its files, and no address.
set -euo pipefail
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header)
uv pip compile "${options[@]}" pyproject.toml --output-file requirements.lock
uv pip compile "${options[@]}" --extra dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
