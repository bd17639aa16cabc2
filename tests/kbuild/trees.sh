#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Kernel trees in every state: pristine, configured in place, with an O=
# folder. A part of each is analysed with nothing incomplete, and nothing in
# the tree is written.
#
# TREES: source trees, pristine. KMCHECK: the program. Without TREES: skipped.
set -eu

KMCHECK=${KMCHECK:-$(dirname "$0")/../../out/kmcheck}
KMCHECK=$(realpath "$KMCHECK")
PART=${PART:-drivers/net/ethernet/intel/e1000e}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail()
{
	echo "not ok - $*"
	failed=1
}

listing()
{
	find "$1" -printf '%p %T@ %C@ %s %y\n' | sort
}

# check NAME TREE [OPTION...]: analyse PART of TREE, compare what find lists.
check()
{
	name=$1 tree=$2
	shift 2
	listing "$tree" >"$work/before"
	status=0
	(cd "$tree" && "$KMCHECK" --cache-dir "$work/cache" --format json \
		-o "$work/report" --fail-on never "$@" "$PART") \
		2>"$work/errors" || status=$?
	listing "$tree" >"$work/after"
	if ! cmp -s "$work/before" "$work/after"; then
		diff "$work/before" "$work/after" | head -5
		fail "$name: the tree was written"
	elif [ $status -ne 0 ]; then
		tail -3 "$work/errors"
		fail "$name: status $status"
	elif ! grep -q ' 0 not analysed' "$work/errors"; then
		tail -3 "$work/errors"
		fail "$name: incomplete"
	else
		echo "ok - $name: $(tail -1 "$work/errors")"
	fi
}

if [ -z "${TREES:-}" ]; then
	echo "SKIP tests/kbuild/trees.sh: TREES names no kernel tree"
	exit 0
fi
for tree in $TREES; do
	base=$(basename "$tree")
	check "$base pristine" "$tree"
	make -s -C "$tree" O="$work/o" defconfig >/dev/null
	check "$base with O=" "$tree" --kdir "$work/o"
	if [ -n "${INPLACE:-}" ]; then
		cp -a "$tree" "$work/tree"
		make -s -C "$work/tree" defconfig modules_prepare >/dev/null
		chmod -R a-w "$work/tree"
		check "$base configured in place, read-only" "$work/tree"
		chmod -R u+w "$work/tree"
		rm -rf "$work/tree"
	fi
	rm -rf "$work/o" "$work/cache"
done
exit $failed
