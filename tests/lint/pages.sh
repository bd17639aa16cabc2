#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# pages.sh: the first example of a rule's page stands in its case, word for
# word but for comments, so that the page shows what is really found.
. "$(dirname "$0")/lib.sh"

# The words of C on standard input, in one line
words() {
	sed 's|/\*[^*]*\*/||g' | tr -s ' \t\n' ' '
}

for id in $(sed -n 's/^\[rule \(.*\)\]$/\1/p' rules/rules.rules); do
	page=rules/$id.md
	case=tests/cases/pages/${id//-/_}.c
	example=$(awk '/^```c$/ { inside = 1; next } /^```$/ { if (inside) exit }
		inside' "$page" | words)
	[ -n "$example" ] || continue
	[[ -f $case && $(words <"$case") == *"${example% }"* ]] ||
		echo "$page: its example is not in $case"
done | rule 'the examples of the pages are cases'
finish
