#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries the plugin on the example, then as Glossator's own conformance suite does.
set -e
cd "$(dirname "$0")"
gloss=${GLOSS:-gloss}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$gloss" new "$folder/example.gloss"
@TRY@
"$gloss" plugins check ./
