#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh: kmcheck where people commit, in real git repositories of a module:
# the pre-commit framework (Debian's package), the hook of --install-hook, and
# the plain CI step.
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

# The same commits with whatever hook is installed.
# commits NAME
commits() {
	write_buffer '8 << 20'
	git add buffer.c
	expect "$1: a bad staged change" stopped git commit -m bad
	says "$1" 'buffer.c:6:.*error:.*8388608'
	silent_on "$1" 'main.c:8'
	write_buffer '2 << 20'
	git add buffer.c
	expect "$1: a good staged change" passes git commit -m good
	write_buffer '8 << 20'
	echo more >>README && git add README
	expect "$1: a bad unstaged change, no C staged" passes \
		git commit -m text
	echo 'int other;' >>main.c && git add main.c
	expect "$1: a bad unstaged change, C staged" passes \
		git commit -m 'other C'
	silent_on "$1" 'buffer.c'
	git checkout -q buffer.c
	write_buffer '8 << 20'
	git add buffer.c
	write_buffer 4096
	expect "$1: staged bad, work tree good" stopped git commit -m bad
	git reset -q --hard
	write_caller '8 << 20'
	expect "$1: a changed caller asks for too much" stopped \
		git commit -a -m bad
	says "$1" 'pool.c:6:.*error:.*8388608'
	expect "$1: so does one file" stopped git commit -m bad caller.c
	expect "$1: --no-verify" passes git commit -n -a -m bad
	expect "$1: an old finding is not this commit's" passes \
		git commit --allow-empty -m nothing
	git reset -q --hard HEAD~2
}

# A commit that touches no C must not wait for an analysis.
costs_nothing() {
	echo again >>README && git add README
	begin=$(date +%s%N)
	git commit -qm 'text' >"$work/out" 2>&1
	ms=$((($(date +%s%N) - begin) / 1000000))
	result "$1: a commit without C takes $ms ms" yes \
		"$([ $ms -lt 1500 ] && echo yes || echo no)"
}

test_install_hook() (
	new_module "$work/plain"
	expect 'install-hook' passes kmcheck --install-hook
	expect 'install-hook again' passes kmcheck --install-hook
	commits 'install-hook'
	costs_nothing 'install-hook'
	echo '#!/bin/sh' >.git/hooks/pre-commit
	expect 'install-hook over another' stopped kmcheck --install-hook
	rm -rf .git
	expect 'install-hook without git' stopped kmcheck --install-hook
	counts
)

# The hook definition comes from a repository, as it does for users.
test_pre_commit() (
	mkdir "$work/hooks-repository" && cd "$work/hooks-repository" &&
		cp "$root/.pre-commit-hooks.yaml" . && git init -q . &&
		git add . && git commit -qm hooks && git tag v1 || exit 2
	new_module "$work/framework"
	cat >.pre-commit-config.yaml <<-END
	repos:
	  - repo: $work/hooks-repository
	    rev: v1
	    hooks:
	      - id: kmcheck
	END
	git add . && git commit -qm config
	expect 'pre-commit manifest' passes pre-commit validate-manifest \
		"$root/.pre-commit-hooks.yaml"
	expect 'pre-commit install' passes pre-commit install
	commits 'pre-commit'
	costs_nothing 'pre-commit'
	counts
)

test_ci_step() (
	new_module "$work/ci"
	write_buffer '8 << 20'
	git commit -qam 'bad change'
	lint=$root/ci/lint.sh
	expect 'ci step: old and new' stopped "$lint"
	says 'ci step' 'main.c:8'
	expect 'ci step: changed lines' stopped env KMCHECK_SINCE=HEAD~1 \
		KMCHECK_FORMAT=gcc KMCHECK_SARIF="$work/log.sarif" "$lint"
	silent_on 'ci step: changed lines' 'main.c:8'
	says 'ci step: changed lines' 'buffer.c:6'
	expect 'ci step: sarif beside it' passes grep -q '"2.1.0"' \
		"$work/log.sarif"
	expect 'ci step: changed since now' passes env KMCHECK_SINCE=HEAD "$lint"
	expect 'ci step: fail-on never' passes env KMCHECK_FAIL_ON=never "$lint"
	kmcheck --write-baseline=accepted.json . >/dev/null 2>&1
	expect 'ci step: baseline' passes env \
		KMCHECK_BASELINE=accepted.json "$lint"
	expect 'ci step: no such revision' stopped env \
		KMCHECK_SINCE=no-such-revision "$lint"
	counts
)

# What the README has a new user do, in order: first finding seen, suppressed
# with a reason, baseline written, fixed.
test_first_day() (
	new_module "$work/first-day"
	expect 'first day: a finding' stopped kmcheck .
	says 'first day' 'main.c:8:.*oversize-constant'
	sed -i 's|^\told = .*|	/* kmcheck: ignore[oversize-constant] a test */\n&|' \
		main.c
	expect 'first day: suppressed' passes kmcheck .
	sed -i 's| a test \*/| */|' main.c
	expect 'first day: suppressed without reason' stopped \
		kmcheck --level=note .
	says 'first day' 'unused-suppression'
	git checkout -q main.c
	expect 'first day: baseline' passes \
		kmcheck --write-baseline=accepted.json .
	expect 'first day: with baseline' passes \
		kmcheck --baseline=accepted.json .
	sed -i '1i /* moved */' main.c
	expect 'first day: lines moved' passes \
		kmcheck --baseline=accepted.json .
	counts
)

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

[ -x "$kmcheck" ] || {
	echo "no $kmcheck: run 'make' first" >&2
	exit 2
}
run test_install_hook
if command -v pre-commit >/dev/null; then
	run test_pre_commit
else
	skip 'pre-commit' 'not installed (package pre-commit)'
fi
run test_ci_step
run test_first_day
echo "hooks: $passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
