# SPDX-License-Identifier: GPL-2.0-only
#
# For the scripts that use kmcheck as users do, in git repositories of a
# module: `. "$(dirname "$0")/lib.sh"`, functions with checks that end with
# `counts`, `run FUNCTION` for each, then `finish NAME`.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
kmcheck=$(realpath "${KMCHECK:-$root/out/kmcheck}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# nothing of the user's, nor of a hook that these tests run in
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org
export GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
export XDG_CACHE_HOME="$work/cache" PRE_COMMIT_HOME="$work/pre-commit"

# result NAME WANTED GOT: count it, with the last command's output if wrong
result() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
		echo "ok - $1"
	else
		failed=$((failed + 1))
		echo "not ok - $1: $3, not $2"
		sed 's/^/# /' "$work/out" | head -30
	fi
}

# expect NAME stopped|passes COMMAND...
expect() {
	name=$1 wanted=$2
	shift 2
	if "$@" >"$work/out" 2>&1; then
		result "$name" "$wanted" passes
	else
		result "$name" "$wanted" stopped
	fi
}

# The last command's output has, or has not, a pattern.
says() {
	grep -q -- "$2" "$work/out" && said=said || said=silent
	result "$1: says $2" said "$said"
}

silent_on() {
	grep -q -- "$2" "$work/out" && said=said || said=silent
	result "$1: does not say $2" silent "$said"
}

skip() {
	if [ "${CI:-}" = true ]; then
		failed=$((failed + 1))
		echo "not ok - $1: $2"
	else
		skipped=$((skipped + 1))
		echo "SKIP - $1: $2"
	fi
}

# A module, committed; main.c has an old finding.
new_module() {
	mkdir -p "$1/bin" && cd "$1" || exit 2
	ln -s "$kmcheck" bin/kmcheck
	PATH="$1/bin:$PATH"
	git init -q module && cd module || exit 2
	echo 'obj-m := ring.o
ring-y := main.o buffer.o pool.o caller.o' >Kbuild
	cat >main.c <<'END'
#include <linux/module.h>
#include <linux/slab.h>

void *old;

static int __init ring_init(void)
{
	old = kmalloc(16 << 20, GFP_KERNEL);
	return old ? 0 : -ENOMEM;
}
module_init(ring_init);
MODULE_LICENSE("GPL");
END
	cat >pool.c <<'END'
#include <linux/slab.h>

void *pool_new(size_t bytes);
void *pool_new(size_t bytes)
{
	return kmalloc(bytes, GFP_KERNEL);
}
END
	write_caller 4096
	write_buffer 4096
	echo text >README
	git add . && git commit -qm 'a module'
}

write_buffer() {
	cat >buffer.c <<END
#include <linux/slab.h>

void *buffer_new(void);
void *buffer_new(void)
{
	return kmalloc($1, GFP_KERNEL);
}
END
}

write_caller() {
	cat >caller.c <<END
#include <linux/types.h>

void *pool_new(size_t bytes);
void *caller_new(void);
void *caller_new(void)
{
	return pool_new($1);
}
END
}

# Sub-shells keep their folder and PATH; their counts come by file.
counts() {
	echo "$passed $failed $skipped" >"$work/counts"
}

run() {
	rm -f "$work/counts"
	"$1"
	if [ -e "$work/counts" ]; then
		read -r passed failed skipped <"$work/counts"
	else
		failed=$((failed + 1))
		echo "not ok - $1 did not end"
	fi
}

# finish NAME: the last line, and the script's exit status
finish() {
	echo "$1: $passed passed, $failed failed, $skipped skipped"
	[ "$failed" -eq 0 ]
	exit
}

[ -x "$kmcheck" ] || {
	echo "no $kmcheck: run 'make' first" >&2
	exit 2
}
