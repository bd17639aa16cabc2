#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's own semantic patches and ours name different sites: nobody who
# runs both reads anything twice.
#
#	overlap.sh TREE
set -u

own=$1/scripts/coccinelle/api
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# sites FILE FOLDER: path:line of what a semantic patch reports
sites()
{
	spatch -D report --very-quiet --no-includes --no-show-diff \
		--cocci-file "$1" --dir "$2" 2>/dev/null |
		grep -oE '^[^:]+:[0-9]+' | sort -u
}

for folder in tests/cocci/mismatch tests/cases/mismatch tests/cases/fix; do
	sites cocci/kvfree-mismatch.cocci "$folder" >"$work/mismatch"
	sites cocci/kvmalloc.cocci "$folder" >"$work/kvmalloc"
	sort -u "$work/mismatch" "$work/kvmalloc" >"$work/ours"
	for patch in kfree_mismatch kvmalloc; do
		sites "$own/$patch.cocci" "$folder" >"$work/theirs"
		what="$folder: $(wc -l <"$work/ours") sites of ours,"
		what="$what $(wc -l <"$work/theirs") of the kernel's $patch"
		if comm -12 "$work/ours" "$work/theirs" | grep .; then
			echo "not ok - $what, the above in both"
			failed=1
		else
			echo "ok - $what, none in both"
		fi
	done
done
exit $failed
