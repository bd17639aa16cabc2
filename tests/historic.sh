#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Bugs of the kernel's history (tests/cases/historic): what share of them is
# flagged as they were, and is silent as they were mended?
#
#	tests/historic.sh
#
# A line marked expect: or todo-fn: is the bug, one marked ok: or todo-fp: its
# mended form. KMCHECK is the program (default out/kmcheck), KDIR the kernel.

cd "$(dirname "$0")/.." || exit 2
KMCHECK=${KMCHECK:-out/kmcheck}
found=$(mktemp) || exit 2
trap 'rm -f "$found"' EXIT

# report FILE OPTION...: the lines with findings, as FILE:LINE
report() {
	file=$1
	shift
	"$KMCHECK" ${KDIR:+--kdir "$KDIR"} --format gcc --fail-on never "$@" \
		"$file" 2>/dev/null | cut -d: -f1,2
}

# share HAVE OF: in percent, rounded down
share() {
	[ "$2" -gt 0 ] && echo $((100 * $1 / $2)) || echo 0
}

for file in tests/cases/historic/*.c; do
	options=$(sed -n 's/.*test-options: *\(.*[^ ]\) *\*\/.*/\1/p' "$file")
	# shellcheck disable=SC2086 -- several words
	report "$file" $options
done >"$found"

# count MARK...: "lines so marked, of which with a finding"
count() {
	grep -nE "/\* ($1):" tests/cases/historic/*.c | cut -d: -f1,2 |
		awk -v found="$found" '
			BEGIN { while ((getline line < found) > 0) has[line] = 1 }
			{ all++; if ($0 in has) n++ }
			END { print all + 0, n + 0 }'
}

count 'expect|todo-fn' | {
	read -r bugs flagged
	count 'ok|todo-fp' | {
		read -r mended loud
		silent=$((mended - loud))
		flagged_share=$(share "$flagged" "$bugs")
		silent_share=$(share "$silent" "$mended")
		echo "historic: $flagged of $bugs bugs flagged ($flagged_share %)," \
			"$silent of $mended mended forms silent ($silent_share %)"
		[ "$bugs" -ge 25 ] && [ "$flagged_share" -ge 60 ] &&
			[ "$silent_share" -ge 95 ]
	}
}
