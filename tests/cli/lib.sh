# SPDX-License-Identifier: GPL-2.0-only
#
# For the scripts here: `. "$(dirname "$0")/lib.sh"`, checks, then `finish`.
# They run in a folder of their own, $work.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
kmcheck=$(realpath "${KMCHECK:-$root/out/kmcheck}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

[ -x "$kmcheck" ] || {
	echo "no $kmcheck: run 'make' first" >&2
	exit 2
}
cd "$work" || exit 2

pass() {
	passed=$((passed + 1))
	echo "ok - $1"
}

# fail NAME [FILE]: with the file's beginning
fail() {
	failed=$((failed + 1))
	echo "not ok - $1"
	[ $# -lt 2 ] || head -n 12 "$2" | sed 's/^/# /'
}

# status NAME WANTED ARGUMENT...: kmcheck's exit status; output in out, err
status() {
	name=$1 wanted=$2
	shift 2
	"$kmcheck" "$@" >out 2>err
	got=$?
	if [ $got -eq "$wanted" ]; then
		pass "$name: status $wanted"
	else
		fail "$name: status $got, not $wanted" err
	fi
}

# says NAME FILE PATTERN (extended regular expression)
says() {
	if grep -qE -- "$3" "$2"; then
		pass "$1: says $3"
	else
		fail "$1: does not say $3" "$2"
	fi
}

# bad NAME PATTERN ARGUMENT...: one clear line on stderr, nothing on stdout,
# status 2
bad() {
	what=$1 pattern=$2
	shift 2
	status "$what" 2 "$@"
	says "$what" err "$pattern"
	if [ "$(wc -l <err)" -eq 1 ] && [ ! -s out ]; then
		pass "$what: one line"
	else
		fail "$what: not one line on stderr alone" err
	fi
}

finish() {
	echo "$passed passed, $failed failed, 0 skipped"
	[ $failed -eq 0 ]
}
