#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# dkms.sh KMCHECK FOLDER [NAME...]: the packages of dkms.tsv (or those named),
# fetched from Debian and unpacked below FOLDER, each checked as its user would:
# `kmcheck .` in its source. Prints what was found and the sum of each; nothing
# is installed. What apt does not have in that version is left out.
kmcheck=$(realpath "$1") table=$(realpath "$(dirname "$0")/dkms.tsv")
mkdir -p "$2" && cd "$2" || exit 2
folder=$PWD
shift 2

grep -v '^#' "$table" | cut -f 1,2 | sort -u | while read -r name version; do
	case " $* " in
	'  ' | *" $name "*) ;;
	*) continue ;;
	esac
	mkdir -p "$folder/$name" && cd "$folder/$name" || exit 2
	if [ ! -d usr ]; then
		apt-get -q download "$name=$version" >/dev/null 2>&1 ||
			{ echo "$name $version: not to be had" && continue; }
		dpkg-deb -x ./*.deb . || continue
	fi
	for source in usr/src/*/; do
		echo "$name $version"
		(cd "$source" && timeout 1800 "$kmcheck" --format=gcc . 2>&1)
	done
done
