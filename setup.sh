#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# setup.sh build|run|test|test-long: install the Debian packages that this
# needs and that are missing. With nothing missing it does nothing. Without the
# right or the means to install it prints the command and exits with status 2.
set -u

arch=$(dpkg --print-architecture 2>/dev/null || echo amd64)
case $arch in
ppc64el) flavour=powerpc64le ;;
*) flavour=$arch ;;
esac

build='gcc make git pkg-config libc6-dev libglib2.0-dev libglib2.0-dev-bin
	libsqlite3-dev libjson-c-dev libarchive-dev libclang-19-dev'
# a kernel to check modules against, and what a kernel tree's own make needs
run="linux-headers-$flavour flex bison bc libelf-dev libssl-dev xz-utils kmod
	cpio rsync"
test='sparse coccinelle linux-source-6.1 libxml2-utils python3
	python3-jsonschema pre-commit man-db zsh'
long='clang-19 npm nodejs chromium'

case ${1:-build} in
build) wanted=$build ;;
run) wanted="$build $run" ;;
test) wanted="$build $run $test" ;;
test-long) wanted="$build $run $test $long" ;;
*)
	echo "usage: setup.sh build|run|test|test-long" >&2
	exit 2
	;;
esac

is_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
		installed ]
}

missing=
for package in $wanted; do
	is_installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

command="apt-get install --no-install-recommends -y$missing"
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
	{
		echo "kmcheck: these packages are missing; as root, run:"
		echo "  $command"
	} >&2
	exit 2
fi
export DEBIAN_FRONTEND=noninteractive

# The lists are fetched where they are missing or too old to serve.
echo "+ $command"
$command >/dev/null 2>&1 && exit 0
apt-get update && $command && exit 0
echo "kmcheck: could not install:$missing" >&2
exit 2
