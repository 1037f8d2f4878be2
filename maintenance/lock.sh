#!/bin/sh
# Writes the two hash-locked requirement files from pyproject.toml. Needs uv on the PATH; users and CI never run this.
set -eu
cd "$(dirname "$0")/.."
lock="uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet"
$lock --output-file requirements-run.txt
$lock --extra test --constraint requirements-run.txt --output-file requirements-test.txt
