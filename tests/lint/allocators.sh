#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# allocators.sh: every [allocator] of rules/ has a case where a call of it is
# too large, and one where it is not. No call is too large for a row without a
# limit, and nobody knows how long a string is: there silence is enough.
. "$(dirname "$0")/lib.sh"

cases=tests/cases/allocators

# names_in MARK: the words of the statements that a case marks so
names_in() {
	grep -hE -A 1 "/\* $1(-below)?:" $cases/*.c | awk -v mark="$1" '
		below { print; below = 0 }
		$0 ~ "/\\* " mark ": " { print }
		$0 ~ "/\\* " mark "-below: " { below = 1 }' |
		grep -oE '[A-Za-z_][A-Za-z_0-9]*' | sort -u
}

# NAME, whether a call can be seen to be too large, CALLEES...
rows=$(awk '
	function row() { if (name) print name, judged, callees }
	/^\[/ { row(); name = "" }
	/^\[allocator / { name = substr($2, 1, length($2) - 1)
			  judged = "yes"; callees = "" }
	/^limit = open/ || /^size = .*strlen/ { judged = "no" }
	/^[a-z_]+ = / { in_callees = /^callees/ ; sub(/^[a-z_]+ = /, "") }
	in_callees { callees = callees " " $0 }
	END { row() }' rules/allocators.rules)
expected=$(names_in expect)
silent=$(names_in ok)

# has NAMES NAME...: is one of them among the names?
has() {
	local names=$1 name
	shift
	for name; do
		grep -qxF "$name" <<<"$names" && return 0
	done
	return 1
}

[ "$(wc -l <<<"$rows")" -gt 100 ] || echo "$rows" | rule 'rows to look at'
while read -r name judged callees; do
	# shellcheck disable=SC2086
	[ "$judged" = no ] || has "$expected" "$name" $callees || echo "$name"
done <<<"$rows" | rule 'every allocator has a case that is too large'
while read -r name _ callees; do
	# shellcheck disable=SC2086
	has "$silent" "$name" $callees || echo "$name"
done <<<"$rows" | rule 'every allocator has a case that fits'
finish
