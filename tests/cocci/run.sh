#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The semantic patches and the limit header on the labelled cases.
#
#	run.sh OUT [TREE]
#
# OUT has generate and kmcheck. With TREE, a kernel source tree, the patches
# also run under its `make coccicheck`. STRICT=1: what is skipped fails.
set -u

out=$(realpath "$1")
tree=${2:-}
cd "$(dirname "$0")/../.."
failed=0

try()
{
	"$@" || failed=1
}

skip()
{
	echo "ok - SKIP $1: $2"
	[ "${STRICT:-0}" = 1 ] && failed=1
}

# A patch must still compile: the rewritten files, with the kernel's headers.
rewritten()
{
	work=$(mktemp -d)
	cp tests/cases/fix/form_k*.c tests/cases/fix/free_*.c "$work"
	spatch -D patch --very-quiet --no-includes --in-place \
		--cocci-file cocci/kvmalloc.cocci --dir "$work" >/dev/null
	if tests/cocci/sparse.sh "$1" gcc "$work"/*.c 2>&1 | grep 'error:'
	then
		echo "not ok - what kvmalloc.cocci rewrites does not compile"
		failed=1
	else
		echo "ok - what kvmalloc.cocci rewrites compiles"
	fi
	if spatch -D report --very-quiet --no-includes --no-show-diff \
		--cocci-file cocci/kvmalloc.cocci --dir "$work" | grep .
	then
		echo "not ok - kvmalloc.cocci finds its own rewrites"
		failed=1
	else
		echo "ok - a second run finds nothing"
	fi
	rm -r "$work"
}

coccicheck()
{
	work=$(mktemp -d)
	mkdir "$work/o" "$work/m"
	cp tests/cases/fix/form_kmalloc.c "$work/m"
	echo 'obj-m := form_kmalloc.o' >"$work/m/Kbuild"
	make -s -C "$tree" O="$work/o" defconfig >/dev/null
	for mode in report org context patch; do
		make -s -C "$tree" O="$work/o" M="$work/m" J=1 MODE=$mode \
			COCCI="$PWD/cocci/kvmalloc.cocci" coccicheck \
			>"$work/said" 2>&1
		if grep -qE 'form_kmalloc.c:11:|linb=11:|^-.*= kmalloc\(SZ_8M' \
			"$work/said"
		then
			echo "ok - coccicheck MODE=$mode"
		else
			echo "not ok - coccicheck MODE=$mode"
			sed 's/^/# /' "$work/said"
			failed=1
		fi
	done
	rm -r "$work"
}

kdir=${KDIR:-$(ls -d /lib/modules/*/build /usr/src/linux-headers-*-amd64 \
	2>/dev/null | tail -1)}
cases="tests/cases/allocators tests/cases/constants tests/cases/values"

try tests/cocci/stale.sh "$out/generate"
if [ -d "$kdir" ]; then
	try tests/cocci/snippet.sh "$out/kmcheck"
	try tests/cocci/header.sh "$kdir"
else
	skip "make kmcheck, limit header" "no kernel headers"
fi
if ! command -v spatch >/dev/null; then
	skip "semantic patches" "no spatch (package coccinelle)"
else
	modes="python3 tests/cocci/modes.py"
	any=oversize-constant,oversize-bound
	try $modes cocci/oversize-constant.cocci oversize-constant $cases tests/cases/fix
	try $modes cocci/oversize-bound.cocci oversize-bound $cases tests/cases/program
	try $modes cocci/kvmalloc.cocci $any $cases tests/cases/fix
	try $modes cocci/kvfree-mismatch.cocci kfree-mismatch tests/cocci/mismatch $cases
	if [ -d "$kdir" ]; then
		rewritten "$kdir"
		try python3 tests/cocci/agree.py "$out/kmcheck" \
			tests/cases/fix/form_k*.c tests/cases/fix/free_*.c
	else
		skip "compiling rewrites" "no kernel headers"
	fi
	if [ -n "$tree" ] && [ -f "$tree/scripts/coccicheck" ]; then
		coccicheck
		try tests/cocci/overlap.sh "$tree"
	else
		skip coccicheck "no kernel tree given"
	fi
	if command -v sparse >/dev/null && [ -d "$kdir" ]; then
		try python3 tests/cocci/table.py "$out/kmcheck" "$kdir" $cases
	else
		skip "table of engines" "no sparse or no kernel headers"
	fi
fi
exit $failed
