#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rules.sh: a rule is whole: a row, a check, a page, cases that expect it and
# cases where it must be silent, a sample, and its line in the README.
. "$(dirname "$0")/lib.sh"

rules=$(sed -n 's/^\[rule \(.*\)\]$/\1/p' rules/rules.rules)
missing() {
	for id in $rules; do
		"$1" "$id" || echo "$id"
	done
}
has_page() { [ -s "rules/$1.md" ]; }
has_check() { [ -s "checker/checks/check_$(echo "$1" | tr - _).c" ]; }
has_expect() { grep -rqE "expect[a-z-]*: [^*]*\[[^]]*$1" tests/cases; }
has_ok() { grep -rqE "ok(-below)?: *$1" tests/cases; }
has_sample() { grep -qE "obj-m.*# $1" samples/Kbuild; }
pages=$(cd rules && ls [a-z]*.md | sed 's/\.md$//')
is_linked() { grep -q "(rules/$1.md)" README.md; }
is_explained() {
	"${KMCHECK:-out/kmcheck}" --explain="$1" | cmp -s - "rules/$1.md"
}
in_readme() { grep -q "^| \[\`$1\`\](rules/$1.md)" README.md; }
in_man() { sed 's/\\-/-/g' man/kmcheck.1 | grep -q "^\.BR $1 "; }

[ "$(echo "$rules" | wc -w)" -ge 6 ] || echo "$rules" | rule 'rules to look at'
missing has_page | rule 'every rule has a page'
missing has_check | rule 'every rule has a check'
missing has_expect | rule 'every rule is expected in a case'
missing has_ok | rule 'every rule has a case where it must be silent'
missing has_sample | rule 'every rule has a sample'
missing in_readme | rule 'every rule stands in the README'
for page in $pages; do
	is_linked "$page" || echo "$page"
done | rule 'every page is reached from the README'
for page in $pages; do
	is_explained "$page" || echo "$page"
done | rule 'every page is what --explain prints'
missing in_man | rule 'every rule stands in the man page'
finish
