#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh test|test-long|lint|SUITE...: run test suites, show what failed, and
# print one line at the end with the sum: "N passed, N failed, N skipped".
#
# A suite is a command. It prints TAP ("ok", "not ok", "# SKIP"), or a last
# line of sums like that one, or nothing: then its exit status is the result.
# Everything it prints is kept in $O/logs/SUITE.log.
set -u

cd "$(dirname "$0")/.." || exit 2

. tests/headers.sh
out=$(realpath -m "${O:-out}")
logs=$out/logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0

# The sanitized kmcheck, a cache of the tests' own, no user's settings.
# What libclang keeps until the process ends is no leak of ours.
export KMCHECK=$out/test/kmcheck
export OBJECTS=$out/obj
[ -x "$KMCHECK" ] || KMCHECK=$out/kmcheck
export XDG_CACHE_HOME=$out/test-cache
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export G_DEBUG=fatal-criticals G_SLICE=always-malloc LC_ALL=C.UTF-8
# a crash is a result; its memory is of no use
ulimit -c 0
unset KDIR ARCH CROSS_COMPILE KBUILD_OUTPUT MAKEFLAGS MFLAGS MAKELEVEL O

# count LOG STATUS: add up what a suite said
count() {
	local sums p f s

	sums=$(grep -oE '[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped' "$1" |
		tail -n 1)
	if [ -n "$sums" ]; then
		read -r p f s <<<"${sums//[^0-9 ]/}"
	else
		f=$(grep -c '^ *not ok' "$1")
		s=$(grep -cE '^ *ok.*# SKIP|^SKIP' "$1")
		p=$(($(grep -c '^ *ok' "$1") -
			$(grep -cE '^ *ok.*# SKIP' "$1")))
	fi
	if [ "$2" -eq 77 ]; then
		[ "$s" -gt 0 ] || s=1
	elif [ "$2" -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
	elif [ "$2" -eq 0 ] && [ $((p + f + s)) -eq 0 ]; then
		p=1
	fi
	passed=$((passed + p)) failed=$((failed + f))
	skipped=$((skipped + s))
	printf '%-24s %5d passed %3d failed %3d skipped  %4d s\n' "$name" \
		"$p" "$f" "$s" "$((SECONDS - begin))"
	[ "$f" -eq 0 ] || show_failures "$1" "$2"
}

# Only what failed, with the lines that explain it; a crash's last words.
show_failures() {
	if grep -q '^ *not ok' "$1"; then
		grep -A 12 '^ *not ok' "$1" | grep -v '^ *ok' | head -n 200
	else
		tail -n 40 "$1"
	fi | sed 's/^/    /'
	echo "    (exit status $2; all of it: $1)"
}

# suite NAME SECONDS COMMAND...
suite() {
	name=$1
	local limit=$2 begin=$SECONDS status log=$logs/${1//\//-}.log

	shift 2
	timeout --kill-after=10 "$limit" "$@" >"$log" 2>&1 </dev/null
	status=$?
	[ $status -ne 124 ] || echo "not ok - more than $limit seconds" >>"$log"
	count "$log" $status
}

# scripts GLOB: each test script there is a suite
scripts() {
	for script in $1; do
		[ -x "$script" ] && suite "$(basename "$(dirname "$script")"
			)/$(basename "$script" .sh)" 600 "$script"
	done
}

programs=$(dirname "$KMCHECK")/tests

# Workers that crash must die of the signal, as they do without a sanitizer.
unit_tests() {
	for source in tests/unit/test-*.c; do
		suite "unit/$(basename "$source" .c | sed 's/^test-//')" 300 \
			env ASAN_OPTIONS="$ASAN_OPTIONS:handle_segv=0:handle_abort=0" \
			"$programs/$(basename "$source" .c)" --tap
	done
}

# The patches and the header have nothing to sanitize; the rewrites' test
# compiles every one of them.
cocci_tests() {
	KMCHECK=$out/kmcheck suite cocci 900 tests/cocci/run.sh "$out"
}

fix_tests() {
	suite fix 1200 env KDIR="$(newest_headers)" "$programs/run-fixes" \
		"$out/kmcheck" tests/cases/fix \
		--refusals tests/fix/refusals.tsv
	suite fix/applied 900 tests/fix/apply.py "$out/kmcheck"
	suite fix/compiled 1800 tests/fix/compile-fixed.sh
}

report_tests() {
	KMCHECK=$out/kmcheck PRINTER=$programs/test-report-many suite "$@" tests/reports/run.sh
}

lints() {
	scripts 'tests/lint/*.sh'
}

short_tests() {
	lints
	unit_tests
	suite oracle 300 "$programs/run-oracle" --functions 100 \
		--known tests/oracle/known
	suite cases 900 "$programs/run-cases"
	scripts 'tests/cli/*.sh'
	scripts 'tests/kbuild/*.sh'
	suite fuzz 300 tests/fuzz/fuzz.py "$KMCHECK" --runs 40
	scripts 'tests/hooks/*.sh'
	# validators that come from npm are for test-long
	report_tests reports 300 env -u CI
}

long_tests() {
	cocci_tests
	fix_tests
	suite compile-cases 1800 tests/compile-cases.sh
	suite oracle-long 3600 "$programs/run-oracle" --functions 10000 \
		--known tests/oracle/known
	suite fuzz-long 3600 tests/fuzz/fuzz.py "$KMCHECK" --runs 3000 --seed 2
	report_tests reports-long 600
	suite limits 3600 tests/limits/check-limits.sh
	suite historic 900 tests/historic.sh
	suite corpus 7200 tests/corpus/check.py "$out/kmcheck"
	suite seed 7200 tests/seed/run.sh "$out/kmcheck"
	scripts 'tests/long/*.sh'
}

for wanted in "${@:-test}"; do
	case $wanted in
	test) short_tests ;;
	test-long) short_tests && long_tests ;;
	lint) lints ;;
	unit) unit_tests ;;
	oracle) suite oracle 300 "$programs/run-oracle" --functions 100 \
		--known tests/oracle/known ;;
	cases) suite cases 900 "$programs/run-cases" ;;
	fix) fix_tests ;;
	cocci) cocci_tests ;;
	reports) report_tests reports 300 env -u CI ;;
	*) suite "$wanted" 900 "tests/$wanted" ;;
	esac
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
