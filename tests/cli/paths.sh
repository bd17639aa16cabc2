#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# paths.sh: every kind of PATH, and names that make and shells trip over. A
# finding's file is spelled as the PATH was.
. "$(dirname "$0")/lib.sh"

# found NAME FILE... -- ARGUMENT...: findings in these files and no others
found() {
	name=$1
	shift
	: >wanted
	while [ "$1" != -- ]; do
		echo "$1" >>wanted
		shift
	done
	shift
	"$kmcheck" --format=gcc "$@" 2>err | sed 's/:.*//' | sort -u >got
	cmp -s wanted got && pass "$name" || fail "$name" got
}

module() {
	mkdir -p "$1"
	cat >"$1/m.c" <<-'END'
	#include <linux/module.h>
	#include <linux/slab.h>
	static void *p;
	static int __init m_init(void)
	{
		p = kmalloc(8 << 20, GFP_KERNEL);
		return p ? 0 : -ENOMEM;
	}
	static void __exit m_exit(void) { kfree(p); }
	module_init(m_init);
	module_exit(m_exit);
	MODULE_LICENSE("GPL");
	END
	echo 'obj-m := m.o' >"$1/Makefile"
}

module 'a b/mod'
module 'a b/my mod'
ln -s 'a b/mod' link
ln -s 'a b/mod/m.c' linked.c
found 'a module' 'a b/mod/m.c' -- 'a b/mod'
found 'a module with a blank in its name' 'a b/my mod/m.c' -- 'a b/my mod'
found 'a file of a module' 'a b/mod/m.c' -- 'a b/mod/m.c'
found 'a folder of modules' 'a b/mod/m.c' 'a b/my mod/m.c' -- 'a b'
found 'a link to a module' link/m.c -- link
found 'a link to a file' linked.c -- linked.c
found 'the same three times' 'a b/mod/m.c' -- 'a b/mod/m.c' \
	'a b/mod' 'a b/mod/m.c'
found 'up and down' './a b/../a b/mod/m.c' -- './a b/../a b/mod/m.c'
mkdir 'a b/mod/extra'
cp 'a b/mod/m.c' 'a b/mod/extra/x.c'
found 'a folder that the module builds nothing of' 'a b/mod/extra/x.c' -- \
	'a b/mod/extra'
found 'a module beside what it does not build' 'a b/mod/m.c' -- 'a b/mod'
found 'absolute' "$work/a b/mod/m.c" -- "$work/a b/mod"
cd 'a b/mod' || exit 2
found 'no PATH' m.c --
found 'from below' ../mod/m.c -- ../mod
cd "$work" || exit 2
mkdir 'my cache'
XDG_CACHE_HOME="$work/my cache"
found 'a cache with a blank in its name' link/m.c -- link
unset XDG_CACHE_HOME

# A lone file sees nothing of what lies beside it; a folder that may not be
# read costs what is in it.
module closed/mod
mkdir closed/mod/secret closed/lone
cp closed/mod/m.c closed/lone/
chmod 000 closed/mod/secret
mkdir closed/lone/secret && chmod 000 closed/lone/secret
found 'a module with a closed folder' closed/mod/m.c -- closed/mod
found 'a lone file beside a closed folder' closed/lone/m.c -- closed/lone/m.c
chmod 700 closed/mod/secret closed/lone/secret

# Rewrites through a link reach the file, and are a patch where it is.
cp 'a b/mod/m.c' plain.c
ln -s plain.c alias.c
status 'patch of a name with a blank' 1 --diff link/m.c
patch -p1 --dry-run <out >said 2>&1 && pass 'patch: applies' ||
	fail 'patch: applies' said
status 'fix through a link' 1 --fix alias.c
[ -L alias.c ] && grep -q kvmalloc plain.c && pass 'fix: the file, not the link' ||
	fail 'fix: the file, not the link' out
status 'rewrite through a link' 0 --rewrite=link/m.c:6 --diff link
says 'rewrite through a link' out '^\+++ b/a b/mod/m\.c'

# Below the current folder a patch is for that; else for the git tree, or for
# what holds all PATHs.
applies() {
	patch -p1 --dry-run -d "$2" <out >said 2>&1 && pass "$1: applies" ||
		fail "$1: applies" said
	[ $# -lt 3 ] || says "$1" err "$3"
}
module up/mod/sub
mkdir up/here
cd up/here || exit 2
status 'patch of what lies above' 1 --diff ..
applies 'patch of what lies above' .. 'patch is for .*up$'
status 'patch of what lies beside' 1 --diff ../mod/sub/m.c ../mod
applies 'patch of what lies beside' ../mod 'patch is for .*/up/mod$'
status 'patch of an absolute PATH' 1 --diff "$work/up/mod/sub"
applies 'patch of an absolute PATH' ../mod/sub 'patch is for .*/mod/sub$'
if git init -q .. 2>err; then
	status 'patch of a git tree' 1 --diff ../mod
	applies 'patch of a git tree' .. 'patch is for .*/up$'
	git -C .. apply --check "$PWD/out" 2>said &&
		pass 'git: applies' || fail 'git: applies' said
fi
cd "$work" && ln -s up/mod way && cd way || exit 2
status 'patch in a linked folder' 1 --diff
applies 'patch in a linked folder' . ', 1 error'
grep -q 'patch is for' err && fail 'patch for here' err || pass 'patch for here'
cd "$work" || exit 2

# All allocations of a line are planned.
cat >pair.c <<-'END'
#include <linux/slab.h>
void pair(int n);
void pair(int n)
{
	void *a = kmalloc(n, GFP_KERNEL), *b = kzalloc(n, GFP_KERNEL);

	kfree(a);
	kfree(b);
}
END
status 'two rewrites of a line' 0 --rewrite=pair.c:5 --diff pair.c
says 'two rewrites of a line' out 'a = kvmalloc.*b = kvzalloc'
says 'two rewrites of a line' out '^[+]kvfree.b'
says 'two rewrites of a line' err '0 errors'
rm pair.c way

rm alias.c
mv plain.c 'x "y $z.c'
found 'a file whose name is not for make' -- 'x "y $z.c'
sed -i 's/kvmalloc/kmalloc/' 'x "y $z.c'
found 'and with a finding' 'x "y $z.c' -- 'x "y $z.c'

# A makefile that fails still says what the module is made of.
module broken
printf '%s\n' '$(error not today)' >>broken/Makefile
found 'a makefile that fails' broken/m.c -- broken
module exported
echo 'export obj-m := m.o' >exported/Makefile
found 'obj-m behind export' exported/m.c -- exported

# Parts of units: a header, a .c that is included.
parts() {
	mkdir "$1"
	cat >"$1/part.c" <<-'END'
	static void *part(int n) { return kmalloc(SIZE + n, GFP_KERNEL); }
	END
	cat >"$1/part.h" <<-'END'
	static inline void *head(void) { return kzalloc(SIZE, GFP_KERNEL); }
	END
	cat >"$1/main.c" <<-'END'
	#include <linux/slab.h>
	#define SIZE (16 << 20)
	#include "part.c"
	#include "part.h"
	void *get(int n);
	void *get(int n) { return n ? part(64) : head(); }
	void *big(void);
	void *big(void) { return kmalloc(SIZE, GFP_KERNEL); }
	END
}
parts lone
parts module
printf 'obj-m := module.o\nmodule-y := main.o\n' >module/Makefile
for kind in lone module; do
	found "$kind: the folder" $kind/main.c $kind/part.c $kind/part.h \
		-- $kind
	found "$kind: an included .c" $kind/part.c -- $kind/part.c
	found "$kind: a header" $kind/part.h -- $kind/part.h
	status "$kind: a part is no unit" 1 $kind
	says "$kind: a part is no unit" err '^kmcheck: 1 unit, 0 not analysed'
done
found 'lone: unit and part' lone/main.c lone/part.c lone/part.h \
	-- lone/part.c lone/main.c
echo 'int unused;' >lone/alone.h
status 'a header that nobody includes' 3 lone/alone.h
says 'a header that nobody includes' err 'alone\.h: not analysed: no unit'
found 'nothing after --' lone/main.c lone/part.c lone/part.h -- lone/main.c --
finish
