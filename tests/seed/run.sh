#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh KMCHECK: seed oversizes into parts of the first tree of TREES
# (seed.py). What the last runs said stands in results-6.1.txt.
set -u

[ -n "${TREES:-}" ] || {
	echo "SKIP tests/seed/run.sh: TREES names no kernel tree"
	exit 77
}
tree=${TREES%% *}
work=$(mktemp -d "${TMPDIR:-/tmp}/kmcheck-seed-XXXXXX") || exit 77
trap 'rm -rf "$work"' EXIT
"$(dirname "$0")/seed.py" "$1" "$tree" "$work/tree" sound/core sound/hda \
	security net/wireless net/sunrpc kernel/trace drivers/usb/core \
	fs/kernfs fs/jbd2 --seeds 200
