#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# With the limit header sparse, gcc and clang refuse the same requests. (That
# what sparse refuses is marked in the cases is table.py's.)
#
#	header.sh KDIR
set -u

cases=$PWD/tests/cases/constants
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

for engine in sparse gcc clang-19; do
	if ! command -v $engine >/dev/null; then
		echo "ok - SKIP limit header: no $engine"
		continue
	fi
	tests/cocci/sparse.sh "$1" ${engine%-19} "$cases/helpers.c" \
		"$cases/literals.c" | sort >"$work/refused"
	what="limit header and $engine: $(wc -l <"$work/refused") requests"
	[ -e "$work/first" ] || cp "$work/refused" "$work/first"
	if [ -s "$work/refused" ] && cmp -s "$work/first" "$work/refused"; then
		echo "ok - $what"
	else
		echo "not ok - $what, not the same as the first engine's"
		failed=1
	fi
done
exit $failed
