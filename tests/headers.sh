# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Sourced: newest_headers prints the newest installed kernel headers, or nothing.

newest_headers() {
	for dir in "/lib/modules/$(uname -r)/build" /usr/src/linux-headers-*; do
		[ -f "$dir/include/generated/autoconf.h" ] && echo "$dir"
	done | sort -V | tail -n 1
}
