#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# check.sh: kmcheck as Kbuild's CHECK, on modules against installed headers.
#
# KMCHECK: the program. KDIR: a kernel's build folder (default: the newest
# headers installed). Without one, or without make and gcc: skipped.
. "$(dirname "$0")/../cli/lib.sh"

kdir=${KDIR:-$(ls -d /usr/src/linux-headers-*-"$(dpkg --print-architecture \
	2>/dev/null)" 2>/dev/null | sort -V | tail -n 1)}
if [ ! -e "$kdir/Makefile" ] || ! command -v make gcc >/dev/null; then
	echo 'SKIP no kernel headers installed, or no make and gcc'
	exit 77
fi
mkdir bin one two
ln -s "$kmcheck" bin/kmcheck
PATH=$work/bin:$PATH

# build FOLDER ARGUMENT...: what make says, in out and err
build() {
	folder=$1
	shift
	make -C "$kdir" "M=$work/$folder" "$@" >out 2>err ||
		fail "make $*: status $?" err
}

# lacks NAME FILE PATTERN
lacks() {
	if grep -qE -- "$3" "$2"; then
		fail "$1: says $3" "$2"
	else
		pass "$1: does not say $3"
	fi
}

cat >one/one.c <<'END'
#include <linux/module.h>
#include <linux/slab.h>

extern __le32 one_wire;
static void *one_buffer;

static int __init one_init(void)
{
	one_buffer = kmalloc(8 << 20, GFP_KERNEL);
	return one_buffer ? one_wire + 1 : -ENOMEM;
}
module_init(one_init);

static void __exit one_exit(void)
{
	kfree(one_buffer);
}
module_exit(one_exit);
MODULE_LICENSE("GPL");
END
echo 'obj-m := one.o' >one/Makefile
finding="^$work/one/one\.c:9:15: error: .*\[oversize-constant\]$"

build one C=1 CHECK=kmcheck KBUILD_MODPOST_WARN=1
says 'C=1' out "$finding"
lacks 'C=1: no summary' err '^kmcheck:'
build one C=1 CHECK=kmcheck KBUILD_MODPOST_WARN=1
lacks 'C=1, nothing to compile' out oversize
build one C=2 CHECK=kmcheck KBUILD_MODPOST_WARN=1
says 'C=2' out "$finding"
build one C=2 W=1 CHECK=kmcheck KBUILD_MODPOST_WARN=1
says 'W=1' out "$finding"
build one -s C=2 CHECK=kmcheck KBUILD_MODPOST_WARN=1
says 'make -s' err "$finding"
build one C=2 CHECK="kmcheck --format=json" KBUILD_MODPOST_WARN=1
says 'an option of its own' out '"rule": *"oversize-constant"'
if command -v sparse >/dev/null; then
	build one C=2 CHECK='kmcheck --with=sparse' KBUILD_MODPOST_WARN=1
	says 'with sparse' out "$finding"
	says 'with sparse' err 'one\.c:10:.*restricted __le32'
	build one C=2 CHECK='kmcheck --with=sparse' CF=-Wno-bitwise \
		KBUILD_MODPOST_WARN=1
	lacks 'with sparse: its flags are given on' err 'restricted __le32'

	# A rewrite that makes sparse speak is not offered.
	mkdir odd even
	cat >even/even.c <<'END'
#include <linux/module.h>
#include <linux/slab.h>

static int __init even_init(void)
{
	void *buffer = kmalloc(8 << 20, GFP_KERNEL);

	kfree(buffer);
	return 0;
}
module_init(even_init);
MODULE_LICENSE("GPL");
END
	echo 'obj-m := even.o' >even/Kbuild
	sed '3i void __iomem *odd_alloc(size_t bytes, gfp_t flags);\
#define kvmalloc(bytes, flags) odd_alloc(bytes, flags)' \
		even/even.c >odd/odd.c
	echo 'obj-m := odd.o' >odd/Kbuild
	status 'a rewrite and sparse' 1 --kdir "$kdir" --diff even
	says 'a rewrite and sparse' out '^\+.*kvmalloc'
	status 'a rewrite against sparse' 1 --kdir "$kdir" --diff odd
	lacks 'a rewrite against sparse' out 'kvmalloc'
	status 'a rewrite against sparse' 1 --kdir "$kdir" --with=sparse odd
	says 'a rewrite against sparse' out \
		'not rewritten: sparse would say: .*address spaces'
fi

# One call sees one unit, and must not take it for the module; the facts it
# leaves are put together by --link.
cat >two/two.h <<'END'
struct two { size_t bytes; void *buffer; };
int two_open(struct two *two);
void two_small(struct two *two);
END
cat >two/open.c <<'END'
#include <linux/module.h>
#include <linux/slab.h>
#include "two.h"

int two_open(struct two *two)
{
	if (!two->bytes)
		two->bytes = 8 << 20;
	two_small(two);
	two->buffer = kmalloc(two->bytes, GFP_KERNEL);
	return two->buffer ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(two_open);
MODULE_LICENSE("GPL");
END
cat >two/small.c <<'END'
#include <linux/types.h>
#include "two.h"

void two_small(struct two *two)
{
	if (two->bytes > 6 << 20)
		two->bytes = 6 << 20;
}
END
printf 'obj-m := two.o\ntwo-y := open.o small.o\n' >two/Makefile
build two C=1 CHECK=kmcheck KBUILD_MODPOST_WARN=1
lacks 'one unit of two' out 'error:.*\[oversize-constant\]'
status 'linked' 1 --link two --format=gcc
says 'linked' out 'two/open\.c:10:16: .*6291456 bytes.*\[oversize-'
says 'linked' err '^kmcheck: 2 units, 0 not analysed, '
mv out linked
status 'at once' 1 two --format=gcc --kdir "$kdir"
cmp -s out linked && pass 'linked: the same' || fail 'linked: differs' linked

# 7.2 asks a checker whether it is up to date, and looks for one word.
printf 'static inline int u(const int *q)\n{\n\t%s\n\treturn v;\n}\n' \
	'__typeof_unqual__(*q) v = *q;' >probe
for options in '' --with=sparse; do
	# shellcheck disable=SC2086
	kmcheck $options -D__linux__ -Dlinux -D__STDC__ -Wbitwise \
		-D__x86_64__ --arch=x86 -mlittle-endian -m64 probe >out 2>&1
	[ $? -eq 0 ] && [ ! -s out ] && pass "probe $options: silent" ||
		fail "probe $options" out
done
finish
