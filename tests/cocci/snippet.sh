#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# share/kmcheck.mk in a module's Makefile: a finding fails `make kmcheck`, a
# clean module passes.
#
#	snippet.sh KMCHECK
set -eu

kmcheck=$(realpath "$1")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
	printf 'ifneq ($(KERNELRELEASE),)\nobj-m := one.o\nelse\n'
	printf 'all:\n\ninclude %s/share/kmcheck.mk\nendif\n' "$PWD"
} >"$work/Makefile"

check()
{
	make -s -C "$work" KMCHECK="$kmcheck" kmcheck >"$work/said" 2>&1
}

cp tests/cases/fix/form_kmalloc.c "$work/one.c"
if ! check && grep -q 'oversize-constant' "$work/said"; then
	echo "ok - make kmcheck finds it"
else
	echo "not ok - make kmcheck is silent"
	sed 's/^/# /' "$work/said"
	exit 1
fi
sed -i 's/SZ_8M/SZ_8K/' "$work/one.c"
if check; then
	echo "ok - make kmcheck of a clean module"
else
	echo "not ok - make kmcheck of a clean module"
	sed 's/^/# /' "$work/said"
	exit 1
fi
