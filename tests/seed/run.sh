#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh KMCHECK: seed oversizes into the first tree of TREES (seed.py).
set -u

[ -n "${TREES:-}" ] || {
	echo "SKIP tests/seed/run.sh: TREES names no kernel tree"
	exit 77
}
tree=${TREES%% *}
work=$(mktemp -d "${TMPDIR:-/tmp}/kmcheck-seed-XXXXXX") || exit 77
trap 'rm -rf "$work"' EXIT
"$(dirname "$0")/seed.py" "$1" "$tree" "$work/tree" sound/core \
	drivers/usb/core drivers/usb/host fs/ext4 --seeds 200 --rounds 6
