#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# options.sh: the man page, both completions and the README name exactly the
# options that kmcheck --help names, long and short.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
kmcheck=${KMCHECK:-$root/out/kmcheck}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Options in a text, one a line: words that start with - or --
options_in() {
	tr -c 'A-Za-z0-9_-' '\n' |
		grep -xE -- '--[a-z][a-z-]*[a-z]|-[a-zA-Z]' | sort -u
}

# compare NAME FILE: FILE's options against the table's
compare() {
	missing=$(comm -23 "$work/table" "$2")
	unknown=$(comm -13 "$work/table" "$2")
	if [ -n "$missing$unknown" ]; then
		failed=1
		echo "not ok - $1"
		echo "$missing" | sed '/^$/d; s/^/# missing: /'
		echo "$unknown" | sed '/^$/d; s/^/# unknown: /'
	else
		echo "ok - $1"
	fi
}

[ -x "$kmcheck" ] || {
	echo "no $kmcheck: run 'make' first" >&2
	exit 2
}
"$kmcheck" --help | sed -n 's/^  \(-[^ ]*\( -[^ ]*\)*\).*/\1/p' |
	options_in >"$work/table"
[ "$(wc -l <"$work/table")" -ge 40 ] || {
	echo "not ok - kmcheck --help names too few options"
	exit 1
}

# roff writes a hyphen of an option as \-
sed 's/\\f[A-Z]//g; s/\\-/-/g' "$root/man/kmcheck.1" |
	sed -n '/^\.SH OPTIONS/,/^\.SH RULES/p' |
	grep -E '^\.(B|BI|BR) -' | options_in >"$work/man"
compare 'man page' "$work/man"

# what the completion really offers after "kmcheck -"
bash -c '. "$1"
	compopt() { :; }
	COMP_WORDS=(kmcheck -) COMP_CWORD=1
	_kmcheck
	printf "%s\n" "${COMPREPLY[@]%=}"' bash "$root/completion/kmcheck.bash" |
	sort -u >"$work/bash"
compare 'bash completion' "$work/bash"

grep "^	'" "$root/completion/_kmcheck" | sed 's/\[.*//' | options_in \
	>"$work/zsh"
compare 'zsh completion' "$work/zsh"

# The README speaks of git's and make's options too: its tables name ours only,
# and each long one of ours stands somewhere.
sed -n 's/^| *\(`-[^|]*\)|.*/\1/p' "$root/README.md" | options_in |
	comm -23 - "$work/table" >"$work/unknown"
options_in <"$root/README.md" | comm -12 - "$work/table" >"$work/readme"
grep -- '^-[a-z]$' "$work/table" >>"$work/readme"
sort -u "$work/readme" "$work/unknown" -o "$work/readme"
compare 'README' "$work/readme"

[ $failed -eq 0 ]
