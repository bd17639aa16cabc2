#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# pages.sh: what the pages that are no rule's tell the reader to do works.
. "$(dirname "$0")/lib.sh"

# The page's example: a header in C, then the rows that speak of it.
awk '/^```c$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' \
	"$root/rules/wrappers.md" >pool.h
awk '/^```/ { inside = !inside; in_c = /c$/; next } inside && !in_c' \
	"$root/rules/wrappers.md" >project.rules
mkdir user
cat >user/user.c <<'END'
#include <linux/slab.h>
struct pool;
#include "../pool.h"

int user_small(struct pool *pool)
{
	void *memory = pool_get(pool, 1000, 8000, GFP_KERNEL);

	pool_put(memory);
	return 0;
}

int user_large(struct pool *pool)
{
	void *memory = pool_get_large(pool, 1000, 8000, GFP_KERNEL);

	pool_put(memory);
	return 0;
}
END
status 'without rows' 0 user
status 'with rows' 1 --rules=project.rules --format=gcc user
says 'with rows' out 'user\.c:7:17: error: 8000000 bytes requested, pool_get '
says 'with rows' out 'user\.c:17:2: error: .*\[kfree-mismatch\]'
[ "$(wc -l <out)" -eq 2 ] && pass 'nothing else' || fail 'nothing else' out
status 'rewritten' 1 --rules=project.rules --diff user
says 'rewritten' out '^\+.*pool_get_large\(pool, 1000'

# The finding that is checked by hand is the sample's.
place=$(sed -n 's/^ *\(samples\/[^ ]*:\) error:.*/\1/p' "$root/rules/by-hand.md")
cd "$root" || exit 2
"$kmcheck" --format=gcc samples/capture.c 2>/dev/null |
	grep -q "^$place error: 8000000" && pass 'by hand: the finding' ||
	fail "by hand: no finding at $place"
"$kmcheck" --dump=requests samples/capture.c 2>/dev/null |
	grep -q 8000000 && pass 'by hand: its range' || fail 'by hand: its range'
finish
