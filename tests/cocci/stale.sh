#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Are the committed semantic patches and the limit header what the generator
# makes of rules/ today?
#
#	stale.sh GENERATE
set -eu

generate=$(realpath "$1")
cd "$(dirname "$0")/../.."
status=0
for file in cocci/*.cocci sparse/*.h; do
	if "$generate" "$file.in" | cmp -s - "$file"; then
		echo "ok - $file is up to date"
	else
		echo "not ok - $file is stale: make generated"
		status=1
	fi
done
exit $status
