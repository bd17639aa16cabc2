#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# verify.sh KMCHECK [TREE]: --verify on the samples, and on findings in three
# drivers of Linux 6.1 that were read and found true (tests/corpus). Each size
# that is flagged is asked for on a booted kernel and must be refused. TREE is
# an unpacked linux-source-6.1; without one its part is skipped. At last, a run
# that is ended while its machine boots leaves neither machine nor folder.

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

# Folders of runs that are under way.
folders() {
	ls -d "${XDG_CACHE_HOME:-$HOME/.cache}"/kmcheck/vm/verify-* 2>/dev/null
}

# Those that are not in $work/others, once one of them has its machine.
booting() {
	for _ in $(seq 600); do
		mine=$(folders | grep -vxFf "$work/others")
		[ -n "$mine" ] && [ -e "$mine/boot/console.log" ] && return
		sleep 0.1
	done
	false
}

# interrupt: its verdict to $work/verdicts
interrupt() {
	local mine machines

	folders >"$work/others"
	"$kmcheck" --verify samples >/dev/null 2>&1 &
	if booting; then
		kill "$!"
		wait "$!" 2>/dev/null
		sleep 3
		machines=$(readlink /proc/[0-9]*/cwd | grep -cF "$mine")
		[ ! -e "$mine" ] && [ "$machines" -eq 0 ] &&
			echo "ok - ended early: no machine, no folder is left" &&
			return
	fi
	echo "not ok - ended early: $mine, ${machines:-?} machines"
} >>"$work/verdicts"

: >"$work/verdicts"
verify . samples || exit
if [ -n "$tree" ]; then
	# shellcheck disable=SC2086
	verify "$tree" $drivers || exit
else
	echo "# SKIP real drivers: TREE names no unpacked linux-source-6.1"
fi
requests=$(wc -l <"$work/verdicts")
interrupt
echo "KTAP version 1"
nl -w 1 -s ' ' "$work/verdicts" | sed -E 's/^([0-9]+) ((not )?ok) /\2 \1 /'
count=$(wc -l <"$work/verdicts")
failed=$(grep -c '^not ok' "$work/verdicts")
echo "1..$count"
echo "# requests: $requests, failed: $failed"
[ "$requests" -gt 0 ] && [ "$failed" -eq 0 ]
