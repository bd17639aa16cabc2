/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of one architecture: what users say (x86_64), the kernel's SRCARCH
 * (x86), and the target triple clang knows it by.
 */
#ifndef KMCHECK_BUILD_ARCH_H
#define KMCHECK_BUILD_ARCH_H

#include <glib.h>

/* SRCARCH of a user's name: "i386" -> "x86". The name itself if unknown. */
const char *arch_source(const char *arch);
/* What make's ARCH= must say for it: "amd64" -> "x86", "i386" -> "i386". */
const char *arch_make(const char *arch);
/* Prefix of its GNU compiler ("aarch64-linux-gnu-"; Debian's package is gcc-
 * and the same without the last dash), or NULL if none is known. */
const char *arch_cross_prefix(const char *arch);
/* clang's triple, or NULL if the architecture is not known. */
const char *arch_triple(const char *arch);
/* The user's name of the machine this runs on. */
const char *arch_host(void);
/* The user's name of what a configuration is for: SRCARCH as its .config says
 * ("x86") and its options ("CONFIG_X86_64"). Never NULL if srcarch is not. */
const char *arch_of_config(const char *srcarch, GHashTable *config);

#endif
