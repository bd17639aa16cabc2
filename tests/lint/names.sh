#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# names.sh: kernel facts stand in rules/ and nowhere else. No name of an
# allocator, of what frees, or of a macro of the limit is a string in checker/;
# the texts for the virtual machine's guest, which are kernel code, apart.
. "$(dirname "$0")/lib.sh"

# Names with an underscore or of the kmalloc family: plain words such as
# "free" are also English.
names=$(sed -nE 's/^\[(allocator|free) ([A-Za-z0-9_]+)\]$/\2/p; ' rules/*.rules |
	grep -E '_|^k[vz]?[mzcf]|alloc' | sort -u)
pattern=$(paste -sd'|' <<<"$names")

[ "$(wc -l <<<"$names")" -gt 100 ] || echo "$names" | rule 'names to look for'
# the keywords of the tables' own format are the rulebase's
grep -nE "\"($pattern|MAX_ORDER|MAX_PAGE_ORDER|PAGE_SHIFT|__GFP_[A-Z]+)\"" \
	checker/*.c checker/*/*.c | grep -vE '^checker/(vm|rulebase)/' |
	rule 'no kernel name in a string of checker/'
grep -nE "\b($pattern)\(" checker/*.c checker/*/*.c |
	grep -v '^checker/vm/' | grep -vE ':[0-9]+:[[:space:]]*(/?\*|//)' |
	grep -vE '"[^"]*\b('"$pattern"')\(' |
	rule 'no kernel function called in checker/'
finish
