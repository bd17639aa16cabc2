#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh: every report format against its schema, SARIF also with the public
# validator, the HTML page in a real browser. Reports come from
# out/tests/test-report-many and, where it is built, from out/kmcheck itself.
#
# Schemas and tools come from packages (python3-jsonschema, libxml2-utils,
# chromium, nodejs) and from the npm registry into a cache folder. What is
# missing is a printed skip; with CI=true it is a failure.
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
printer=${PRINTER:-$root/out/tests/test-report-many}
kmcheck=$(realpath "${KMCHECK:-$root/out/kmcheck}")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kmcheck-tests/npm
npm_packages='@microsoft/sarif-multitool@5 puppeteer-core@24'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# check NAME COMMAND...: one line of result, the output only of a failure
check() {
	name=$1
	shift
	if "$@" >"$work/log" 2>&1; then
		passed=$((passed + 1))
		echo "ok - $name"
	else
		failed=$((failed + 1))
		echo "not ok - $name"
		sed 's/^/# /' "$work/log" | head -40
		return 1
	fi
}

# skip NAME REASON
skip() {
	if [ "${CI:-}" = true ]; then
		failed=$((failed + 1))
		echo "not ok - $1: $2"
	else
		skipped=$((skipped + 1))
		echo "SKIP - $1: $2"
	fi
}

has() {
	command -v "$1" >/dev/null 2>&1
}

# Every report of each format, by the name FORMAT-WHAT
make_reports() {
	for format in json sarif html checkstyle gitlab github gcc text; do
		for count in 0 3 2000; do
			"$printer" $format $count >"$work/$format-$count" ||
				exit 1
		done
		# the goldens hold odd paths, suppressions, unanalysed units
		[ $format = html ] ||
			cp "$root/tests/golden/$format" "$work/$format-golden"
		[ -x "$kmcheck" ] || continue
		(cd "$root" && "$kmcheck" --format $format --level note \
			--enable costly-order samples) \
			>"$work/$format-samples" 2>/dev/null
		[ $? -le 1 ] || rm "$work/$format-samples"
	done
}

fetch_npm() {
	[ -d "$cache/node_modules/puppeteer-core/lib/esm/puppeteer" ] &&
		[ -d "$cache/node_modules/@microsoft/sarif-multitool-linux" ] &&
		return 0
	has npm || return 1
	mkdir -p "$cache" &&
		(cd "$cache" && npm install --ignore-scripts --no-audit \
			--no-fund --silent $npm_packages) >/dev/null 2>&1
}

# Schema errors are errors; the validator exits 0 on findings, so its log is
# what counts.
validate_sarif() {
	"$multitool" validate "$1" --output "$work/validator.sarif" \
		--log ForceOverwrite --level Error --kind Fail \
		--max-file-size-in-kb 100000 || return 1
	python3 - "$work/validator.sarif" <<-'END'
	import json, sys
	with open(sys.argv[1], encoding="utf-8-sig") as file:
	    run = json.load(file)["runs"][0]
	errors = run.get("results", []) + [
	    notification for invocation in run.get("invocations", [])
	    for kind in ("toolExecutionNotifications",
	                 "toolConfigurationNotifications")
	    for notification in invocation.get(kind, [])
	    if notification.get("level") == "error"]
	print("\n".join(json.dumps(error)[:500] for error in errors))
	sys.exit(1 if errors else 0)
	END
}

# The validator must refuse what is wrong, or it proves nothing.
refuses_broken() {
	sed 's/"startLine": [0-9]*/"startLine": 0/' "$work/sarif-3" \
		>"$work/broken.sarif"
	! validate_sarif "$work/broken.sarif"
}

check_json() {
	if ! python3 -c 'import jsonschema' 2>/dev/null; then
		skip 'JSON schemas' 'no jsonschema (package python3-jsonschema)'
		return
	fi
	check 'json schema' python3 "$here/validate.py" \
		"$here/kmcheck.schema.json" "$work"/json-*
	check 'gitlab schema' python3 "$here/validate.py" \
		"$here/gitlab.schema.json" "$work"/gitlab-*
	[ -n "$multitool" ] &&
		check 'sarif 2.1.0 schema' python3 "$here/validate.py" \
			"$(dirname "$multitool")/sarif-2.1.0.json" \
			"$work"/sarif-*
}

check_checkstyle() {
	if has xmllint; then
		check 'checkstyle schema' xmllint --noout \
			--schema "$here/checkstyle.xsd" "$work"/checkstyle-*
	else
		skip 'checkstyle schema' 'no xmllint (package libxml2-utils)'
	fi
}

check_sarif() {
	if [ -z "$multitool" ]; then
		skip 'sarif validator' 'npm registry or npm not at hand'
		return
	fi
	chmod u+x "$multitool"
	for report in "$work"/sarif-*; do
		cp "$report" "$report.sarif"
		check "sarif validator, $(basename "$report")" \
			validate_sarif "$report.sarif"
		rm "$report.sarif"
	done
	check 'sarif validator refuses a broken log' refuses_broken
}

check_page() {
	puppeteer=$cache/node_modules/puppeteer-core/lib/esm/puppeteer
	browser=$(command -v chromium || command -v chromium-browser ||
		  command -v google-chrome)
	if [ -z "$browser" ] || ! has node ||
	   [ ! -d "$puppeteer" ]; then
		skip 'html page' 'no chromium, node or puppeteer-core'
		return
	fi
	shots=${SCREENSHOTS:-$work/shots}
	mkdir -p "$shots"
	for count in 0 3 2000; do
		mv "$work/html-$count" "$work/html-$count.html"
	done
	check 'html page in chromium' node "$here/page.mjs" \
		"$puppeteer/puppeteer-core.js" "$browser" "$shots" \
		"0:$work/html-0.html" "3:$work/html-3.html" \
		"2000:$work/html-2000.html" &&
		sed 's/^/# /' "$work/log"	# how long each took to load
}

[ -x "$printer" ] || {
	echo "no $printer: run 'make unit-tests' first" >&2
	exit 2
}
make_reports
multitool=
fetch_npm &&
	multitool=$cache/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
check_checkstyle
check_json
check_sarif
check_page
echo "reports: $passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
