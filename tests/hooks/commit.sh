#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# commit.sh: kmcheck where people commit, in real git repositories of a module:
# the pre-commit framework (Debian's package), the hook of --install-hook, and
# the plain CI step.
. "$(dirname "$0")/lib.sh"

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

# A repository of more than one module: the hook checks what it was told to,
# and a header that is staged elsewhere counts.
test_hook_of_a_path() (
	new_module "$work/several"
	mkdir include first second
	echo '#define FIRST_BYTES 4096' >include/first.h
	echo 'obj-m := first.o' >first/Kbuild
	cat >first/first.c <<-END
	#include <linux/slab.h>
	#include "../include/first.h"

	void *first_new(void);
	void *first_new(void)
	{
		return kmalloc(FIRST_BYTES, GFP_KERNEL);
	}
	END
	sed 's/first/second/' first/Kbuild >second/Kbuild
	sed 's/first_/second_/;s/FIRST_BYTES/8192/' first/first.c \
		>second/second.c
	git add . && git commit -qm modules
	expect 'hook of a path' passes kmcheck --install-hook first
	expect 'hook of a path that is elsewhere' stopped \
		kmcheck --install-hook first /
	sed -i 's/8192/8 << 20/' second/second.c
	expect 'hook of a path: another module' passes git commit -qam other
	sed -i 's/8 << 20/16 << 20/' second/second.c && git add second
	expect 'staged, two paths' stopped kmcheck --staged first second
	says 'staged, two paths' 'second/second.c:7'
	git commit -qm second 2>/dev/null
	sed -i 's/4096/(8 << 20)/' include/first.h
	sed -i '7s/$/ \/* as the header says *\//' first/first.c
	git add . && git show HEAD:include/first.h >include/first.h
	expect 'hook of a path: a header staged elsewhere' stopped \
		git commit -m header
	says 'hook of a path' 'first/first.c:7:.*8388608'
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

run test_install_hook
run test_hook_of_a_path
if command -v pre-commit >/dev/null; then
	run test_pre_commit
else
	skip 'pre-commit' 'not installed (package pre-commit)'
fi
run test_ci_step
finish hooks
