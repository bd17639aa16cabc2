#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# verify.sh KMCHECK [TREE]: --verify on the samples, and on findings in three
# drivers of Linux 6.1 that were read and found true (tests/corpus). Each size
# that is flagged is asked for on a booted kernel and must be refused. TREE is
# an unpacked linux-source-6.1; without one its part is skipped.

kmcheck=$(realpath "$1")
tree=${2:-${TREE:-}}
drivers='drivers/usb/core/devio.c drivers/usb/gadget/legacy/inode.c
	drivers/misc/pci_endpoint_test.c'
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# verify FOLDER PATH...: its lines of verdicts to $work/verdicts
verify() {
	local folder=$1

	shift
	(cd "$folder" && "$kmcheck" --verify --format json --fail-on never \
		"$@") >"$work/report" || return
	python3 - "$work/report" >>"$work/verdicts" <<-'END'
	import json, sys
	with open(sys.argv[1], encoding="utf-8") as file:
	    findings = json.load(file)["findings"]
	for finding in findings:
	    if "size" not in finding:
	        continue
	    verdict = finding["verified"]
	    most = f"({finding['size']['max']}) returned NULL"
	    ok = verdict["kernel"] and most in verdict["result"]
	    print("ok" if ok else "not ok", "-",
	          f"{finding['file']}:{finding['line']}: {verdict['result']}")
	END
}

: >"$work/verdicts"
verify . samples || exit
if [ -n "$tree" ]; then
	# shellcheck disable=SC2086
	verify "$tree" $drivers || exit
else
	echo "# SKIP real drivers: TREE names no unpacked linux-source-6.1"
fi
echo "KTAP version 1"
nl -w 1 -s ' ' "$work/verdicts" | sed -E 's/^([0-9]+) ((not )?ok) /\2 \1 /'
count=$(wc -l <"$work/verdicts")
failed=$(grep -c '^not ok' "$work/verdicts")
echo "1..$count"
echo "# requests: $count, not refused: $failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
