#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries the plugin as Glossator's own conformance suite does.
set -e
cd "$(dirname "$0")"
"${GLOSS:-gloss}" plugins check .
