# SPDX-License-Identifier: GPL-2.0-only
#
# For the lints: `. "$(dirname "$0")/lib.sh"`, rules, then `finish`. They run in
# the project's root.
set -u
cd "$(dirname "$0")/../.." || exit 2
results=$(mktemp)
trap 'rm -f "$results"' EXIT

# rule NAME: what stdin lists (lines) breaks it. Pipes are processes of their
# own, so what came of a rule is kept in a file.
rule() {
	broken=$(cat)
	if [ -z "$broken" ]; then
		echo "ok - $1"
		echo ok >>"$results"
	else
		echo "not ok - $1"
		echo failed >>"$results"
		printf '%s\n' "$broken" | head -n 20 | sed 's/^/# /'
	fi
}

finish() {
	failed=$(grep -c failed "$results")
	echo "$(grep -c ok "$results") passed, $failed failed, 0 skipped"
	[ "$failed" -eq 0 ]
}
