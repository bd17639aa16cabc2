#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Hold rules/limits.rules against real kernels: configure each of `configs` in
# every tree of TREES, preprocess the tree's own KMALLOC_MAX_SIZE and compare it
# with what kmcheck --print-limits says of that release, architecture, page
# size and condition. Nothing is compiled and no cross compiler is needed.
#
#	TREES="DIR ..."  kernel sources (skipped, and said so, without)
#	KMCHECK=out/kmcheck  CLANG=clang-19  MAKE_JOBS=2  ONLY=REGEX
#
# Exit status: 0 all agree, 1 some differ, 77 skipped.
set -u

here=$(cd "$(dirname "$0")" && pwd)
kmcheck=${KMCHECK:-$here/../../out/kmcheck}
clang=${CLANG:-clang-19}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0 compared=0 passed_over=0
declare -A held			# "RELEASE ARCH PAGE CONDITION" that agreed

skip() { echo "SKIP limits: $1"; exit 77; }

[ -n "${TREES:-}" ] || skip "no kernel trees; set TREES"
command -v "$clang" >/dev/null || skip "no $clang"
command -v flex >/dev/null || skip "no flex"
command -v bison >/dev/null || skip "no bison"
[ -x "$kmcheck" ] || skip "no $kmcheck; run make first"

# The folder of arch/ and of include/asm for a name of ARCH=.
source_arch() {
	case $1 in
	x86_64|i386) echo x86 ;;
	sparc64) echo sparc ;;
	parisc64) echo parisc ;;
	*) echo "$1" ;;
	esac
}

# Only what the preprocessor must know differs: PAGE_SHIFT and the order come
# from the configuration.
clang_target() {
	case $1 in
	x86_64|um) echo --target=x86_64-linux-gnu ;;
	i386) echo --target=i386-linux-gnu ;;
	arm) echo --target=arm-linux-gnueabi ;;
	arm64) echo --target=aarch64-linux-gnu ;;
	riscv) echo --target=riscv64-linux-gnu ;;
	powerpc) echo --target=powerpc64-linux-gnu ;;
	s390) echo --target=s390x-linux-gnu ;;
	mips) echo --target=mips64-linux-gnuabi64 ;;
	loongarch) echo --target=loongarch64-linux-gnusf ;;
	sparc64) echo --target=sparc64-linux-gnu ;;
	sparc) echo --target=sparc-linux-gnu ;;
	m68k) echo --target=m68k-linux-gnu ;;
	hexagon) echo --target=hexagon-linux-musl ;;
	csky) echo --target=csky-linux-gnu ;;
	alpha|ia64|parisc64) echo --target=x86_64-linux-gnu -undef "-D__$1__" ;;
	*) echo --target=i386-linux-gnu -undef "-D__$1__" ;;
	esac
}

# .config -> autoconf.h, as scripts/kconfig does it
write_autoconf() {
	awk -F= '/^CONFIG_/ {
		value = substr($0, length($1) + 2)
		if (value == "y") print "#define " $1 " 1"
		else if (value == "m") print "#define " $1 "_MODULE 1"
		else print "#define " $1 " " value
	}' "$1/.config" >"$1/autoconf.h"
}

# force_options CONFIG OPTIONS: what Kconfig offers to nobody (a prompt that
# depends on BROKEN), for the headers that are ready for it. A page size so
# chosen takes the place of the one that Kconfig chose.
force_options() {
	local option

	for option in $2; do
		case $option in
		forced:*PAGE_SIZE_*=y)
			sed -i '/^CONFIG_[A-Z0-9_]*PAGE_SIZE_[0-9]*KB=y/d' "$1" ;;
		forced:*) ;;
		*) continue ;;
		esac
		option=${option#forced:}
		sed -i "/^CONFIG_${option%%=*}=/d" "$1"
		echo "CONFIG_$option" >>"$1"
	done
}

# configure TREE OUT ARCH "FILES" "OPTIONS"; 2 if the tree has no such file
configure() {
	local tree=$1 out=$2 arch=$3 file option
	local configs
	configs=$tree/arch/$(source_arch "$arch")/configs
	[ "$arch" = um ] && configs=$tree/arch/um/configs

	mkdir -p "$out"
	: >"$out/.config"
	for file in $4; do
		[ "$file" = i386_defconfig ] || [ -f "$configs/$file" ] ||
			return 2
		cat "$configs/$file" >>"$out/.config" || return 2
	done
	for option in $5; do
		case $option in forced:*) continue ;; esac
		sed -i "/^CONFIG_${option%=*}[= ]/d" "$out/.config"
		case $option in
		*PAGE_SIZE_*=y|*_PAGES=y|*LEVEL=y)	# a choice: the others go
			sed -i '/^CONFIG_[A-Z0-9_]*\(PAGE_SIZE_[0-9]*K\|[0-9]K_PAGES\|[0-9]LEVEL\)[B]*=y/d' "$out/.config" ;;
		esac
		echo "CONFIG_$option" >>"$out/.config"
	done
	make -s -C "$tree" O="$out" ARCH="$arch" olddefconfig \
		>"$out/log" 2>&1 || { tail -3 "$out/log"; return 1; }
	force_options "$out/.config" "$5"
	write_autoconf "$out"
}

# evaluate TREE OUT ARCH: "BYTES PAGE_SHIFT" as the tree's headers have them
evaluate() {
	local tree=$1 out=$2 arch=$3 src answer
	src=$tree/arch/$(source_arch "$arch")

	mkdir -p "$out/asm1/generated" "$out/asm2"
	ln -sfn "$tree/include/asm-generic" "$out/asm1/asm"
	ln -sfn "$tree/include/uapi/asm-generic" "$out/asm2/asm"
	: >"$out/asm1/generated/bounds.h"
	cat >"$out/ask.c" <<-END
	#include <linux/slab.h>
	kmcheck_answer KMALLOC_MAX_SIZE , PAGE_SHIFT
	END
	# shellcheck disable=SC2046
	answer=$("$clang" $(clang_target "$arch") -E -P -w -nostdinc \
		-D__KERNEL__ -I"$src/include" -I"$tree/include" -I"$out/asm1" \
		-I"$src/include/uapi" -I"$tree/include/uapi" -I"$out/asm2" \
		$([ "$arch" = um ] && echo "-I$tree/arch/x86/include") \
		$(sed -n 's/^#define CONFIG_MIPS 1$/-I'"${src//\//\\/}"'\/include\/asm\/mach-generic/p' "$out/autoconf.h") \
		$([ "$arch" = xtensa ] && echo "-I$src/variants/fsf/include") \
		-include "$out/autoconf.h" -include "$tree/include/linux/kconfig.h" \
		"$out/ask.c" 2>"$out/log" |
		sed -n 's/^kmcheck_answer //p' | sed 's/U*L\+\b//g')
	case $answer in
	''|*[A-Za-wyz_]*) return 1 ;;
	esac
	echo "$((${answer%%,*})) $((${answer##*,}))"
}

# The rows of the table for a release: ARCH, PAGE, CONDITION, BYTES, with tabs
# between (a condition may hold any other character)
table_rows() {
	"$kmcheck" --print-limits --kernel "$1" | awk 'NR > 1 {
		condition = $0
		for (i = 0; i < 6; i++)
			sub(/^[^ ]+ +/, "", condition)
		sub(/ *\([^()]*\)$/, "", condition)
		print $1 "\t" $3 "\t" (condition == "" ? "-" : condition) "\t" $6
	}'
}

# What the table says: the bytes of the row with this condition.
table_bytes() {
	table_rows "$1" | awk -F'\t' -v arch="$2" -v page="$3" \
		-v condition="$4" \
		'$1 == arch && $2 == page && $3 == condition { print $4 }'
}

# Rows that no configuration was compared with: a tree cannot be configured so.
report_rest() {
	local arch page condition bytes

	while IFS=$'\t' read -r arch page condition bytes; do
		[ -n "${held[$1 $arch $page $condition]:-}" ] ||
			echo "-- $1 $arch $page ($condition): $bytes not held against headers"
	done < <(table_rows "$1")
}

compare() {
	local tree=$1 release=$2 arch=$3 name=$6 page=$7 condition=$8
	local out=$work/${tree##*/} what real shift want

	what="$release $arch $4${5:+ ($5)}"
	configure "$tree" "$out" "$arch" "$4" "$5"
	case $? in
	2) passed_over=$((passed_over + 1)); return ;;
	1) echo "FAIL $what: cannot be configured"; failed=$((failed + 1)); return ;;
	esac
	want=$(table_bytes "$release" "$name" "$page" "$condition")
	read -r real shift <<<"$(evaluate "$tree" "$out" "$arch")"
	if [ -z "${real:-}" ]; then
		echo "FAIL $what: KMALLOC_MAX_SIZE could not be evaluated"
		tail -2 "$out/log"
	elif [ $((1 << shift)) -ne $((${page%K} << 10)) ]; then
		echo "FAIL $what: pages of $((1 << shift)) bytes, not $page"
	elif [ "$real" != "$want" ]; then
		echo "FAIL $what: headers say $real, the table ${want:-nothing}"
	else
		echo "ok $what: $real"
		held["$release $name $page $condition"]=1
		compared=$((compared + 1))
		return
	fi
	failed=$((failed + 1))
}

for tree in $TREES; do
	release=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = //p' \
		"$tree/Makefile" | paste -sd.)
	[ -n "$release" ] || { echo "SKIP $tree: no kernel source"; continue; }
	while IFS='|' read -r arch files options name page condition; do
		case $arch in ''|'#'*) continue ;; esac
		[ -d "$tree/arch/$(source_arch "$arch")" ] || continue
		[[ "$release $arch $files $options" =~ ${ONLY:-.} ]] || continue
		compare "$tree" "$release" "$arch" "$files" "$options" \
			"$name" "$page" "$condition"
	done <"$here/configs"
	[ -n "${ONLY:-}" ] || report_rest "$release"
done
echo "limits: $compared agree, $failed differ, $passed_over defconfigs not in their tree"
[ "$failed" -eq 0 ]
