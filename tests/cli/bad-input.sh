#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bad-input.sh: what is wrong with a command line, a file or the machine is said
# in one line, with status 2.
. "$(dirname "$0")/lib.sh"

mkdir empty broken listed
echo 'int f(void) { return 0; }' >fine.c
echo '{ "not": "a list" ' >broken/compile_commands.json
cp fine.c broken/
mkdir pipes
mkfifo pipes/pipe.c pipes/pipe.h
echo '[allocator a]' >no-size.rules
printf '[allocator a]\nsize = $1 +\n' >bad-size.rules
printf '[allocator a]\nsize = $1\ncolour = red\n' >bad-key.rules

bad 'unknown option' 'unknown option.*--frobnicate|[Uu]nknown option' \
	--frobnicate fine.c
bad 'option without value' 'kdir' fine.c --kdir
bad 'no such path' 'no-such-folder.*[Nn]o such' no-such-folder
bad 'no C in a folder' 'empty' empty
bad 'a pipe' 'pipe\.c: neither a file' pipes/pipe.c
bad 'nothing but pipes' 'pipes: no C source' pipes
bad 'broken database' 'compile_commands\.json' broken
bad 'database not there' 'nowhere' -p nowhere fine.c
bad 'unknown architecture' 'pdp11' --arch=pdp11 --no-exec fine.c
bad 'page size no power of two' 'page-size' --page-size=5000 fine.c
bad 'page size that the target lacks' '64' --arch=x86_64 --page-size=64k fine.c
bad 'largest order below none' 'max-order -1' --max-order -1 fine.c
bad 'largest order no number' 'max-order 1x' --max-order=1x fine.c
bad 'kernel that is no release' 'kernel next' --kernel=next fine.c
bad 'configuration that is none' 'config nope' --config=nope fine.c
bad 'unknown format' 'xml.*text' --format=xml fine.c
bad 'unknown level' 'fatal.*error' --level=fatal fine.c
bad 'unknown fail-on' 'fatal.*never' --fail-on=fatal fine.c
bad 'unknown rule enabled' 'no-such-rule' --enable=no-such-rule fine.c
bad 'unknown rule explained' 'no-such-rule' --explain=no-such-rule
bad 'unknown stage' 'bones' --dump=bones fine.c
bad 'unknown tool' 'lint' --with=lint fine.c
bad 'wrong shard' '3/2' --shard=3/2 fine.c
bad 'wrong jobs' 'jobs' -j-3 fine.c
bad 'rules file not there' 'none\.rules' --rules=none.rules fine.c
bad 'rules without size' 'no-size\.rules:1' --rules=no-size.rules fine.c
bad 'rules with a bad size' 'bad-size\.rules:' --rules=bad-size.rules fine.c
bad 'rules with an unknown key' 'bad-key\.rules:3.*colour' \
	--rules=bad-key.rules fine.c
bad 'baseline not there' 'none\.json' --baseline=none.json fine.c
bad 'kernel folder not there' 'no-kernel' --kdir=no-kernel fine.c
bad 'rewrite without line' 'FILE:LINE' --rewrite=fine.c fine.c
bad 'rewrite where nothing is' 'no allocation' --rewrite=fine.c:1 fine.c
bad 'facts not there' 'no-facts' --link=no-facts
bad 'folder that is no cache' 'CACHEDIR' --clear-cache --cache-dir=listed
bad 'report that cannot be written' 'no-folder' -o no-folder/report fine.c
bad 'report over a folder' 'listed' -o listed fine.c
bad 'report without a name' 'written' -o '' fine.c
bad 'baseline that cannot be written' 'no-folder' \
	--write-baseline=no-folder/accepted fine.c
bad 'staged outside git' 'git' --staged .

# A pipe between the sources is passed over, and nobody waits for it.
cp fine.c pipes/
status 'pipes between sources' 0 --no-exec pipes
says 'pipes between sources' err '1 unit, 0 not analysed'

# A release that the tables do not know is a warning, and the run goes on.
status 'unknown release' 0 --kernel=99.1 --no-exec fine.c
says 'unknown release' err '99\.1'

# One broken unit costs that unit.
printf '#include "no-such-header.h"\nint f(void) { return g(; }\n' >bad.c
status 'a unit that does not parse' 3 bad.c fine.c -- -I.
says 'a unit that does not parse' err 'bad\.c: not analysed: '
says 'a unit that does not parse' err '2 units, 1 not analysed'

# One that parses and does not compile has lost what the error stands in: what is
# left is checked, and nobody is told that all was.
cat >part.c <<'END'
void *kmalloc(unsigned long size, unsigned int flags);
void *whole(void) { return kmalloc(64, 0); }
void *part(void) { return nowhere[1]; }
END
status 'a unit that does not compile' 3 part.c -- -I.
says 'a unit that does not compile' err 'part\.c: not analysed: does not compile'
says 'a unit that does not compile' err 'nowhere'

# What only gcc knows in an asm statement loses nothing.
cat >gcc.c <<'END'
void gcc(int x) { asm volatile("nop" : : "YZ<>"(x), "none"(x)); }
END
status 'an asm with constraints of gcc' 0 gcc.c -- -I.

# What gcc only warns of loses nothing either.
cat >warned.c <<'END'
struct ops { int (*add)(int *, int); };
static int add(int *p) { return *p; }
struct ops ops = { .add = add };
int *pointer(long n) { return n; }
END
status 'a pointer of an integer, a callback without an argument' 0 warned.c -- -I.

# Who makes a header that is not there is said.
mkdir made && printf '#include "made.h"\nint made;\n' >made/made.c
echo 'made.h: ; touch made.h' >made/Makefile
status 'a header that a build makes' 3 made/made.c -- -I.
says 'a header that a build makes' err 'made/Makefile may make it: build'
printf '#include <made/there.h>\n' >made/made.c
echo 'all: there.h' >made/Makefile && : >made/there.h
status 'a header that is not looked for where it is' 3 made/made.c -- -Imade
grep -q 'may make' err && fail 'a header that is there' err ||
	pass 'a header that is there'
finish
