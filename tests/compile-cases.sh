#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Build every case and sample as the kernel modules that they claim to be.
#
#	tests/compile-cases.sh [GROUP...]
#
# KDIR names the kernel (default: the newest installed headers), BUILD_DIR where
# the copies are built (default: out/cases-RELEASE); nothing is written beside
# the sources. Prints one line per group and "N passed, N failed, N skipped".
#
# A function that the headers declare and the kernel does not export, or has no
# driver for, is a warning: these modules are never loaded.

cd "$(dirname "$0")/.." || exit 2

. tests/headers.sh

KDIR=${KDIR:-$(newest_headers)}
if [ -z "$KDIR" ]; then
	echo "ok 1 - compile cases # SKIP no kernel headers installed"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi
release=$(cat "$KDIR/include/config/kernel.release")
build=${BUILD_DIR:-$PWD/out/cases-$release}
passed=0 failed=0 skipped=0

# is_for_kernel FILE: does its test-tree list name this release?
is_for_kernel() {
	trees=$(sed -n 's/.*test-tree: *\([0-9. ]*\).*/\1/p' "$1" | head -n 1)
	[ -z "$trees" ] && return 0
	for tree in $trees; do
		case $release in "$tree" | "$tree".*) return 0 ;; esac
	done
	return 1
}

# Leave the modules that do not exist on this kernel out of a copied Kbuild.
drop_other_kernels() {
	for file in "$1"/*.c; do
		[ -f "$file" ] || continue
		is_for_kernel "$file" && continue
		name=$(basename "$file" .c)
		sed -i "s/^obj-m += $name\.o\$//" "$1/Kbuild"
		skipped=$((skipped + 1))
	done
}

# build_group SOURCE NAME
build_group() {
	copy=$build/$2
	mkdir -p "$copy"
	cp -Rpu "$1/." "$copy"
	[ -f "$copy/Kbuild" ] || {
		(cd "$copy" && ls -d */ | sed 's/^/obj-m += /') >"$copy/Kbuild"
	}
	drop_other_kernels "$copy"
	if make -k -C "$KDIR" M="$copy" W=1 KBUILD_MODPOST_WARN=1 \
		modules >"$copy.log" 2>&1; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - compile $2"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) - compile $2"
		grep -E 'error|ERROR|\*\*\*' "$copy.log" | head -n 20
	fi
}

mkdir -p "$build/cases"
cp -pu tests/cases/*.h "$build/cases"
for dir in tests/cases/*/ samples/; do
	name=$(basename "$dir")
	[ "$name" = samples ] || name=cases/$name
	case " $* " in
	"  " | *" $(basename "$dir") "*) build_group "$dir" "$name" ;;
	esac
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
