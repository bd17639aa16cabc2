#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# rewrites.sh KMCHECK [DIR]: every rewrite offered for the fix cases is built,
# loaded and unloaded on the kernel that the installed headers belong to, and
# leaves its log silent. Cases named refuse_* hold a request that stays
# refused, so they do not load.

kmcheck=$1
cases=${2:-tests/cases/fix}
count=0
failed=0

verdicts=$(mktemp) || exit 2
trap 'rm -f "$verdicts"' EXIT
"$kmcheck" --verify --diff --fail-on never "$cases" 2>"$verdicts" >/dev/null ||
	{ cat "$verdicts"; exit 2; }

echo "KTAP version 1"
while IFS= read -r line; do
	case $line in
	*/refuse_*) continue ;;
	*"; rewritten, "*" and unloads with a silent log") ok=ok ;;
	*"; rewritten"*) ok="not ok"; failed=$((failed + 1)) ;;
	*) continue ;;
	esac
	count=$((count + 1))
	echo "$ok $count - ${line#kmcheck: }"
done <"$verdicts"
echo "1..$count"
echo "# rewrites: $count, failed: $failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
