#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# compile-fixed.sh: every fixed file of tests/cases/fix compiles, and neither
# the compiler with W=1 nor sparse says anything that it did not say of the
# original. KDIR names the kernel (default: the newest installed headers).
cd "$(dirname "$0")/../.." || exit 2

. tests/headers.sh

KDIR=${KDIR:-$(newest_headers)}
if [ -z "$KDIR" ]; then
	echo "ok 1 - compile fixed files # SKIP no kernel headers installed"
	exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build FOLDER: its modules' objects; what was said, without line numbers (a
# fix may add an include), sorted.
build() {
	check=
	command -v sparse >/dev/null && check='C=2 CHECK=sparse'
	# shellcheck disable=SC2086
	make -k -C "$KDIR" M="$work/$1" W=1 KBUILD_MODPOST_WARN=1 $check \
		modules >"$work/$1.out" 2>"$work/$1.err"
	grep -E 'warning|error' "$work/$1.out" "$work/$1.err" |
		sed -E "s|^[^:]*:||; s|$work/[^/]*/||; s/:[0-9]+(:[0-9]+)?:/:/" |
		sed -E 's/\bkv?(free|malloc|zalloc|calloc)/k\1/g' |
		grep -v 'modpost' | sort -u >"$work/$1.said"
	(cd "$work/$1" && ls -- *.o 2>/dev/null) >"$work/$1.built"
}

mkdir "$work/original" "$work/fixed"
cp tests/cases/*.h "$work"
cp tests/cases/fix/*.[ch] tests/cases/fix/Kbuild "$work/original"
cp tests/cases/fix/*.h tests/cases/fix/Kbuild "$work/fixed"
for file in tests/cases/fix/*.c.fixed; do
	cp "$file" "$work/fixed/$(basename "$file" .fixed)"
done
build original
build fixed
number=0
for file in "$work"/fixed/*.c; do
	case $file in *.mod.c) continue ;; esac
	name=$(basename "$file" .c)
	number=$((number + 1))
	if ! grep -qxF "$name.o" "$work/original.built"; then
		echo "ok $number - $name # SKIP not for this kernel"
	elif ! grep -qxF "$name.o" "$work/fixed.built"; then
		echo "not ok $number - $name does not compile once it is fixed"
	elif new=$(grep -F "$name" "$work/fixed.said" |
		grep -vxFf "$work/original.said"); then
		echo "not ok $number - $name: new words of compiler or sparse"
		echo "$new" | sed 's/^/# /'
	else
		echo "ok $number - $name"
	fi
done
echo "1..$number"
