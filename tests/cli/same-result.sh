#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# same-result.sh: workers, the order of PATHs, the cache and precompiled headers
# never change a byte of a report.
. "$(dirname "$0")/lib.sh"

cp -r "$root/samples" samples

# same NAME ARGUMENT...: the report is the one in ./wanted
same() {
	name=$1
	shift
	"$kmcheck" --format=json --level=note "$@" >got 2>/dev/null
	cmp -s wanted got && pass "$name" || {
		diff wanted got >difference
		fail "$name" difference
	}
}

"$kmcheck" --format=json --level=note -j1 samples >wanted 2>/dev/null
[ "$(grep -c '"fingerprint"' wanted)" -ge 5 ] && pass 'findings to compare' ||
	fail 'findings to compare' wanted
same 'one worker again' -j1 samples
same 'two workers' -j2 samples
same 'no cache' --no-cache samples
same 'no precompiled headers' --no-pch --no-cache samples

"$kmcheck" --format=json samples/capture.c samples/notepad.c \
	samples/packet_pool.c >wanted 2>/dev/null
same 'order of files' samples/packet_pool.c samples/notepad.c \
	samples/capture.c
finish
