#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# trees.sh [GROUP...]: the cases of these groups (allocators, targets) against
# kernel trees: each is compiled there as the module that it is, and what is
# expected of it is found. The files say which releases they are for.
#
#	TREES="DIR ..."  kernel source trees; only read (skipped without)
#	KEEP=DIR         where the output folders are made and kept
set -u

cd "$(dirname "$0")/../.." || exit 2
kmcheck=$(realpath "${KMCHECK:-out/kmcheck}")
cases=$(dirname "$kmcheck")/tests/run-cases
[ $# -gt 0 ] || set -- allocators targets
[ -n "${TREES:-}" ] || {
	echo 'SKIP no kernel trees; set TREES'
	exit 77
}
work=${KEEP:-$(mktemp -d)}
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# add LOG: the sums in its last lines
add() {
	read -r p f s < <(grep -oE '[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped' \
		"$1" | tail -n 1 | tr -dc '0-9 \n')
	passed=$((passed + ${p:-0})) failed=$((failed + ${f:-1}))
	skipped=$((skipped + ${s:-0}))
	grep -A 6 '^not ok' "$1"
}

# The usual configuration, with what declares the allocators of BPF and verbs.
configure() {
	make -s -C "$tree" O="$output" defconfig &&
		"$tree/scripts/config" --file "$output/.config" -e BPF_SYSCALL \
			-e INFINIBAND -e INFINIBAND_USER_ACCESS &&
		make -s -C "$tree" O="$output" olddefconfig modules_prepare
}

for tree in $TREES; do
	name=$(basename "$tree")
	output=$work/$name
	mkdir -p "$output"
	if ! configure >"$work/make.log" 2>&1; then
		echo "not ok - $name: modules_prepare"
		tail -n 5 "$work/make.log" | sed 's/^/# /'
		failed=$((failed + 1))
		continue
	fi
	KDIR=$output BUILD_DIR=$work/built-$name \
		tests/compile-cases.sh "$@" >"$work/$name-compiled.log" 2>&1
	add "$work/$name-compiled.log"
	for group; do
		KDIR=$output KMCHECK=$kmcheck "$cases" "$group" \
			>"$work/$name-$group.log" 2>&1
		add "$work/$name-$group.log"
		echo "# $name $group: $(tail -n 1 "$work/$name-$group.log")"
	done
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
