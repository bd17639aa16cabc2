#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Compile files with the limit header in front and print file:line of each
# request that it refuses.
#
#	sparse.sh KDIR sparse|gcc|clang FILE...
#
# The flags are Kbuild's own, taken from a module it compiles here.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
kdir=$1 engine=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo 'obj-m := flags.o' >"$work/Kbuild"
printf '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n' >"$work/flags.c"
make -s -C "$kdir" M="$work" flags.o >/dev/null

flags=$(sed -n 's/^\(saved\)\?cmd_[^ ]* := *//p' "$work/.flags.o.cmd" |
	sed 's/;.*//; s/^[^ ]* //; s/-Wp,-MMD,[^ ]*//; s/ -c -o .*//
	     s/-DKBUILD_[A-Z]*=[^ ]*//g; s/-D__KBUILD_MODNAME=[^ ]*//g')
flags="$flags -DKBUILD_MODNAME=\"flags\" -DKBUILD_BASENAME=\"flags\"
	-DKBUILD_MODFILE=\"flags\" -D__KBUILD_MODNAME=kmod_flags
	-DKMCHECK_LIMITS_ALL -include $here/sparse/kmcheck-limits.h"

compile()
{
	case $engine in
	sparse)	sparse -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ \
			-D__x86_64__ --arch=x86 -m64 -Wno-unknown-attribute \
			$flags "$1" ;;
	gcc)	gcc $flags -w -fsyntax-only "$1" ;;
	clang)	clang-19 $(clang_flags) -w -fsyntax-only "$1" ;;
	esac
}

# What clang does not know of gcc's flags.
clang_flags()
{
	for flag in $flags; do
		case $flag in
		-f*|-m*|-W*|--param*) ;;
		*) printf '%s ' "$flag" ;;
		esac
	done
	echo -fshort-wchar -mcmodel=kernel -fno-builtin -Wno-error -ferror-limit=0
}

# gcc's error stands in the header, and a note where the macro is used.
said='can never return'
[ "$engine" = gcc ] && said='note: in expansion of macro'

cd "$kdir"
for file in "$@"; do
	(compile "$file" 2>&1 || true) | tee "$work/out" |
		sed -n "s|^\($file\):\([0-9]*\):.*$said.*|\1:\2|p" | sort -u
	# Anything else that goes wrong must not pass for a clean file.
	grep -E ': (fatal )?error: ' "$work/out" |
		grep -vE 'can never return|static_assert|static assertion' |
		sed 's/^/sparse.sh: /' >&2 || true
done
