#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Lowering drops nothing: the number of statements of every function lowered
# equals the number in clang's own -ast-dump.
#
#	compare-ast.sh FOLDER FILE FLAGS...
#
# FOLDER is where the compiler runs, FLAGS are clang's. Prints what differs;
# the last line counts. Environment: KMCHECK, CLANG.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
kmcheck=${KMCHECK:-$here/../../out/kmcheck}
clang=${CLANG:-clang-19}

[ $# -ge 2 ] || {
	echo "usage: compare-ast.sh FOLDER FILE FLAGS..." >&2
	exit 2
}
command -v "$clang" >/dev/null || {
	echo "SKIP: no $clang"
	exit 0
}
folder=$1 file=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$folder"

"$clang" -fsyntax-only -w -Xclang -ast-dump -fno-color-diagnostics "$@" \
	"$file" 2>/dev/null |
	awk -f "$here/count-statements.awk" | sort > "$scratch/clang"
"$kmcheck" --dump=ir "$file" -- "$@" |
	sed -n 's/^function "\([^"]*\)" .* statements \([0-9]*\) .*/\1 \2/p' |
	sort > "$scratch/ours"
[ -s "$scratch/ours" ] || {
	echo "$file: nothing was lowered"
	exit 1
}

join -a 1 -e none -o 0,1.2,2.2 "$scratch/ours" "$scratch/clang" |
	awk -v file="$file" '
	{ n++ }
	$2 != $3 { bad++; print file ": " $1 ": " $2 " lowered, clang has " $3 }
	END { print file ": " n " functions, " bad + 0 " differ"; exit bad > 0 }'
