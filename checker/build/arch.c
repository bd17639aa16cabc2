// SPDX-License-Identifier: GPL-2.0-only
#include "build/arch.h"

#include <string.h>
#include <sys/utsname.h>

/*
 * Triples are those of the kernel's own scripts/Makefile.clang; x86 is written
 * as 64-bit, -m32 in the flags turns it. A row with `option` is the user's
 * name when the configuration sets that option.
 */
static const struct arch {
	const char *name, *source, *option, *machine, *triple;
} archs[] = {
	{ "x86_64", "x86", "CONFIG_X86_64", "x86_64", "x86_64-linux-gnu" },
	{ "i386", "x86", "CONFIG_X86_32", "i686", "x86_64-linux-gnu" },
	{ "x86", "x86", NULL, NULL, "x86_64-linux-gnu" },
	{ "arm64", "arm64", NULL, "aarch64", "aarch64-linux-gnu" },
	{ "arm", "arm", NULL, "armv7l", "arm-linux-gnueabi" },
	{ "riscv", "riscv", NULL, "riscv64", "riscv64-linux-gnu" },
	{ "powerpc", "powerpc", NULL, "ppc64le", "powerpc64le-linux-gnu" },
	{ "s390", "s390", NULL, "s390x", "s390x-linux-gnu" },
	{ "mips", "mips", NULL, "mips64", "mipsel-linux-gnu" },
	{ "loongarch", "loongarch", NULL, "loongarch64",
	  "loongarch64-linux-gnusf" },
	{ "sparc64", "sparc", "CONFIG_SPARC64", "sparc64",
	  "sparc64-linux-gnu" },
	{ "sparc", "sparc", NULL, NULL, "sparc-linux-gnu" },
	{ "m68k", "m68k", NULL, "m68k", "m68k-linux-gnu" },
	{ "hexagon", "hexagon", NULL, NULL, "hexagon-linux-musl" },
	{ "arc", "arc", NULL, NULL, "arc-linux-gnu" },
	{ "csky", "csky", NULL, NULL, "csky-linux-gnu" },
	{ "xtensa", "xtensa", NULL, NULL, "xtensa-linux-gnu" },
	/* What distributions and compilers call them. */
	{ "amd64", "x86", NULL, NULL, "x86_64-linux-gnu" },
	{ "aarch64", "arm64", NULL, NULL, "aarch64-linux-gnu" },
	{ "riscv64", "riscv", NULL, NULL, "riscv64-linux-gnu" },
	{ "ppc64el", "powerpc", NULL, NULL, "powerpc64le-linux-gnu" },
	{ "ppc64le", "powerpc", NULL, NULL, "powerpc64le-linux-gnu" },
	{ "ppc64", "powerpc", NULL, NULL, "powerpc64-linux-gnu" },
	{ "s390x", "s390", NULL, NULL, "s390x-linux-gnu" },
	{ "loong64", "loongarch", NULL, NULL, "loongarch64-linux-gnusf" },
	{ "loongarch64", "loongarch", NULL, NULL, "loongarch64-linux-gnusf" },
};

static const struct arch *arch_find(const char *name)
{
	for (guint i = 0; name && i < G_N_ELEMENTS(archs); i++)
		if (!strcmp(archs[i].name, name))
			return &archs[i];
	return NULL;
}

const char *arch_source(const char *arch)
{
	const struct arch *found = arch_find(arch);

	return found ? found->source : arch;
}

const char *arch_make(const char *arch)
{
	const struct arch *found = arch_find(arch);

	return found && !found->option ? found->source : arch;
}

/* By SRCARCH, as Debian names its cross compilers. */
static const struct { const char *source, *prefix; } cross_prefixes[] = {
	{ "x86", "x86_64-linux-gnu-" },
	{ "arm64", "aarch64-linux-gnu-" },
	{ "arm", "arm-linux-gnueabi-" },
	{ "riscv", "riscv64-linux-gnu-" },
	{ "powerpc", "powerpc64le-linux-gnu-" },
	{ "s390", "s390x-linux-gnu-" },
	{ "mips", "mips64el-linux-gnuabi64-" },
	{ "loongarch", "loongarch64-linux-gnu-" },
	{ "sparc", "sparc64-linux-gnu-" },
	{ "m68k", "m68k-linux-gnu-" },
};

const char *arch_cross_prefix(const char *arch)
{
	const char *source = arch_source(arch);

	for (guint i = 0; i < G_N_ELEMENTS(cross_prefixes); i++)
		if (!strcmp(cross_prefixes[i].source, source))
			return cross_prefixes[i].prefix;
	return NULL;
}

const char *arch_triple(const char *arch)
{
	const struct arch *found = arch_find(arch);

	return found ? found->triple : NULL;
}

const char *arch_host(void)
{
	struct utsname host;

	if (uname(&host))
		return archs[0].name;
	for (guint i = 0; i < G_N_ELEMENTS(archs); i++)
		if (archs[i].machine && !strcmp(archs[i].machine, host.machine))
			return archs[i].name;
	return archs[0].name;
}

const char *arch_of_config(const char *srcarch, GHashTable *config)
{
	for (guint i = 0; i < G_N_ELEMENTS(archs); i++)
		if (!strcmp(archs[i].source, srcarch) &&
		    (!archs[i].option ||
		     g_hash_table_contains(config, archs[i].option)))
			return archs[i].name;
	return srcarch;
}
