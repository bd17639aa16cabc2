#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# form.sh: licence lines, tabs, links in the documents that lead nowhere,
# scripts that the shell cannot read.
. "$(dirname "$0")/lib.sh"

files=$(git ls-files 2>/dev/null || find . -type f)

for file in $(echo "$files" | grep -E '^(checker|tests|tools|samples)/.*\.[ch]$'); do
	[ -f "$file" ] || continue
	head -n 1 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0' ||
		echo "$file"
done | rule 'every C file begins with its licence'
for file in $(echo "$files" | grep -E '\.sh$|^\.ci/run$'); do
	[ -f "$file" ] || continue
	head -n 3 "$file" | grep -q SPDX || echo "$file: no licence"
	case $(head -n 1 "$file") in
	*bash*) bash -n "$file" ;;
	*) sh -n "$file" ;;
	esac 2>&1
done | rule 'every script has its licence and can be read'
grep -nE '^ {8}' $(echo "$files" | grep -E '^checker/.*\.[ch]$') /dev/null |
	rule 'indentation is tabs'
grep -nE '[[:space:]]+$' $(echo "$files" |
	grep -E '^(checker|tools)/.*\.[ch]$|\.(md|sh|mk|rules)$') /dev/null |
	rule 'no blanks at the end of a line'
for page in README.md rules/*.md cocci/*.md; do
	[ -f "$page" ] || continue
	grep -oE '\]\([^)#: ]+\)' "$page" | tr -d '])(' | while read -r link; do
		[ -e "$(dirname "$page")/$link" ] || echo "$page: $link"
	done
done | rule 'links lead somewhere'
finish
