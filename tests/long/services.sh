#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# services.sh: what the CI services get, as far as that can be tried without
# them. action.yml is held against the schema of GitHub's actions, and its lint
# step run as it stands there; the GitLab include is validated and its job run
# by gitlab-ci-local. Both tools come from the npm registry into a cache folder.
npm=${XDG_CACHE_HOME:-$HOME/.cache}/kmcheck-tests/npm-services
. "$(dirname "$0")/../hooks/lib.sh"

tools=$npm/node_modules/.bin
packages='@action-validator/core@0.6 @action-validator/cli@0.6
	gitlab-ci-local@4.52'

fetch_npm() {
	[ -x "$tools/gitlab-ci-local" ] && [ -x "$tools/action-validator" ] &&
		return 0
	command -v npm >/dev/null || return 1
	# shellcheck disable=SC2086
	mkdir -p "$npm" && (cd "$npm" && npm install --ignore-scripts \
		--no-audit --no-fund --silent $packages) >/dev/null 2>&1
}

# A branch with an old finding and a new one; the base is its parent.
new_branch() {
	new_module "$1"
	write_buffer '8 << 20'
	git commit -qam 'bad change'
	git remote add origin https://git.example.org/group/module.git
}

# An action's checkout beside a kmcheck that is built
action_folder() {
	mkdir "$work/action" && cp -r "$root/ci" "$root/action.yml" \
		"$work/action" && mkdir "$work/action/out" &&
		ln -s "$kmcheck" "$work/action/out"
}

# The last step's script and environment, with the inputs' defaults and the
# pull request's base filled in, as assignments for env(1).
action_step() {
	python3 - "$work/action/action.yml" "$1" <<-'END'
	import sys, yaml
	with open(sys.argv[1], encoding="utf-8") as file:
	    action = yaml.safe_load(file)
	step = action["runs"]["steps"][-1]
	base = "${{ github.event.pull_request.base.sha }}"
	for name, value in step["env"].items():
	    for key, entry in action["inputs"].items():
	        default = entry["default"].replace(base, sys.argv[2])
	        value = value.replace("${{ inputs.%s }}" % key, default)
	    assert "${{" not in value, value
	    print(f"{name}={value}")
	print("SCRIPT=" + step["run"])
	END
}

test_action() (
	expect 'action.yml, its schema' passes \
		"$tools/action-validator" "$root/action.yml"
	sed 's/using: composite/using: nothing/' "$root/action.yml" \
		>"$work/action.yml"
	expect 'a broken action.yml' stopped \
		"$tools/action-validator" "$work/action.yml"
	new_branch "$work/github"
	action_folder || exit 2
	mapfile -t step < <(action_step "$(git rev-parse HEAD~1)")
	expect 'action, a bad pull request' stopped env "${step[@]}" \
		GITHUB_ACTION_PATH="$work/action" sh -c 'bash -ec "$SCRIPT"'
	says 'action' '^::error file=buffer.c,line=6,'
	silent_on 'action' 'file=main.c'
	mapfile -t step < <(action_step '')
	expect 'action, a push' stopped env "${step[@]}" \
		GITHUB_ACTION_PATH="$work/action" sh -c 'bash -ec "$SCRIPT"'
	says 'action, a push' '^::error file=main.c,line=8,'
	counts
)

# The runner is this machine's shell, which knows no images.
gitlab_job() {
	"$tools/gitlab-ci-local" kmcheck "$@"
}

test_gitlab() (
	new_branch "$work/gitlab"
	grep -v '^  image:' "$root/ci/gitlab.yml" >kmcheck.yml
	printf '%s\n' 'include:' '  - local: kmcheck.yml' \
		'kmcheck:' '  extends: .kmcheck' >.gitlab-ci.yml
	git add . && git commit -qm ci
	make -s -C "$root" O="$(dirname "$kmcheck")" -o "$kmcheck" install \
		PREFIX="$work/usr" >/dev/null
	PATH="$work/usr/bin:$PATH"
	expect 'gitlab, a bad merge request' stopped gitlab_job \
		--variable "CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git rev-parse HEAD~2)"
	says 'gitlab' 'json schema validated'
	expect 'gitlab, its report' passes python3 \
		"$root/tests/reports/validate.py" \
		"$root/tests/reports/gitlab.schema.json" \
		gl-code-quality-report.json
	cp gl-code-quality-report.json "$work/out"
	says 'gitlab, its report' '"path": *"buffer.c"'
	silent_on 'gitlab, its report' 'main.c'
	expect 'gitlab, a branch' stopped gitlab_job
	cp gl-code-quality-report.json "$work/out"
	says 'gitlab, a branch' '"path": *"main.c"'
	expect 'gitlab, nothing new' passes gitlab_job \
		--variable "KMCHECK_SINCE=HEAD"
	counts
)

if fetch_npm; then
	run test_action
	run test_gitlab
else
	skip 'CI services' 'npm registry or npm not at hand'
fi
finish services
