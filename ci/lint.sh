#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# lint.sh: the CI lint step in plain shell, for any CI. Settings come from the
# environment; each may be empty or unset.
#
#   KMCHECK_PATHS      what to check (.)
#   KMCHECK_SINCE      report only lines changed since this revision
#   KMCHECK_BASELINE   file of accepted findings
#   KMCHECK_FAIL_ON    least level that fails the step (warning)
#   KMCHECK_FORMAT     format of the report (text)
#   KMCHECK_OUTPUT     file for the report (standard output)
#   KMCHECK_SARIF      also write a SARIF log to this file
#   KMCHECK_ARGUMENTS  further arguments
#   KMCHECK_STRICT     1: a unit that cannot be analysed fails the step
set -u

# Without an installed kmcheck, the one that build.sh made.
command -v kmcheck >/dev/null ||
	PATH="$(cd "$(dirname "$0")/.." && pwd)/out:$PATH"

# Paths and arguments are lists separated by blanks, never patterns.
set -f
# shellcheck disable=SC2086
set -- ${KMCHECK_ARGUMENTS:-} --fail-on="${KMCHECK_FAIL_ON:-warning}" \
	${KMCHECK_SINCE:+--changed-since="$KMCHECK_SINCE"} \
	${KMCHECK_BASELINE:+--baseline="$KMCHECK_BASELINE"} \
	${KMCHECK_PATHS:-.}

# A shallow clone lacks the revision to compare with: fetch just that one.
if [ -n "${KMCHECK_SINCE:-}" ] &&
   ! git rev-parse -q --verify "$KMCHECK_SINCE^{commit}" >/dev/null 2>&1; then
	git fetch -q --depth=1 origin "$KMCHECK_SINCE" || exit 2
fi

if [ -n "${KMCHECK_SARIF:-}" ]; then
	kmcheck --format=sarif --output="$KMCHECK_SARIF" "$@" 2>/dev/null
fi
kmcheck --format="${KMCHECK_FORMAT:-text}" \
	${KMCHECK_OUTPUT:+--output="$KMCHECK_OUTPUT"} "$@"
status=$?

if [ $status -eq 3 ] && [ "${KMCHECK_STRICT:-}" != 1 ]; then
	exit 0	# said on stderr; the code that was analysed is clean
fi
exit $status
