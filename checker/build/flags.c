// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compile commands come from files that are not trusted: only options that
 * change what the code means, and cannot load or write anything, pass.
 */
#include "build/build.h"

#include <string.h>

#include "build/arch.h"

enum flag_action {
	FLAG_KEEP,		/* as it is */
	FLAG_VALUE,		/* value joined or in the next word: -DX, -D X */
	FLAG_PATH,		/* the same, the value is a path */
	FLAG_TARGET,		/* the same, names the target */
	FLAG_DROP_VALUE,	/* drop it and the next word */
};

/* Exact words, and prefixes where `text` ends in '*'. What is not here is
 * dropped. The first row that fits decides. */
static const struct flag_rule {
	const char *text;
	enum flag_action action;
} flag_rules[] = {
	{ "-include-pch", FLAG_DROP_VALUE },
	{ "-include*", FLAG_PATH },
	{ "-imacros*", FLAG_PATH },
	{ "-isystem*", FLAG_PATH },
	{ "-iquote*", FLAG_PATH },
	{ "-idirafter*", FLAG_PATH },
	{ "-isysroot*", FLAG_PATH },
	{ "-I*", FLAG_PATH },
	{ "-D*", FLAG_VALUE },
	{ "-U*", FLAG_VALUE },
	{ "--target=*", FLAG_KEEP },
	{ "-target", FLAG_TARGET },
	{ "-std=*", FLAG_KEEP },
	{ "-ansi", FLAG_KEEP },
	{ "-nostdinc", FLAG_KEEP },
	/* __OPTIMIZE__ */
	{ "-O", FLAG_KEEP }, { "-O1", FLAG_KEEP }, { "-O2", FLAG_KEEP },
	{ "-O3", FLAG_KEEP }, { "-Os", FLAG_KEEP }, { "-O0", FLAG_KEEP },
	{ "-fshort-wchar", FLAG_KEEP },
	{ "-fshort-enums", FLAG_KEEP },
	{ "-fno-short-enums", FLAG_KEEP },
	{ "-fsigned-char", FLAG_KEEP },
	{ "-funsigned-char", FLAG_KEEP },
	{ "-fno-builtin*", FLAG_KEEP },
	{ "-ffreestanding", FLAG_KEEP },
	{ "-fgnu89-inline", FLAG_KEEP },
	{ "-fms-extensions", FLAG_KEEP },
	{ "-fwrapv", FLAG_KEEP },
	{ "-fno-strict-overflow", FLAG_KEEP },
	{ "-fno-strict-aliasing", FLAG_KEEP },
	{ "-fstrict-flex-arrays*", FLAG_KEEP },
	{ "-fpack-struct*", FLAG_KEEP },
	{ "-fcf-protection*", FLAG_KEEP },
	{ "-fPIC", FLAG_KEEP }, { "-fpic", FLAG_KEEP },
	{ "-fPIE", FLAG_KEEP }, { "-fpie", FLAG_KEEP },
	{ "-fno-PIE", FLAG_KEEP }, { "-fno-pie", FLAG_KEEP },
	{ "-fno-PIC", FLAG_KEEP }, { "-fno-pic", FLAG_KEEP },
	{ "-m16", FLAG_KEEP }, { "-m32", FLAG_KEEP },
	{ "-m64", FLAG_KEEP }, { "-m31", FLAG_KEEP },
	{ "-mlittle-endian", FLAG_KEEP }, { "-mbig-endian", FLAG_KEEP },
	{ "-EL", FLAG_KEEP }, { "-EB", FLAG_KEEP },
	/* Not lp64: arm64's clang has no such name, riscv's has it from -march. */
	{ "-mabi=elf*", FLAG_KEEP }, { "-mabi=aapcs*", FLAG_KEEP },
	{ "-mabi=apcs*", FLAG_KEEP }, { "-mabi=ilp32*", FLAG_KEEP },
	{ "-mabi=lp64d", FLAG_KEEP }, { "-mabi=lp64f", FLAG_KEEP },
	{ "-mabi=lp64s", FLAG_KEEP }, { "-mabi=64", FLAG_KEEP },
	{ "-mabi=n32", FLAG_KEEP }, { "-mabi=32", FLAG_KEEP },
	{ "-march=*", FLAG_KEEP },
	{ "-mthumb", FLAG_KEEP }, { "-marm", FLAG_KEEP },
	{ "-msoft-float", FLAG_KEEP },
	{ "-mgeneral-regs-only", FLAG_KEEP },
	{ "-mno-sse*", FLAG_KEEP }, { "-mno-mmx", FLAG_KEEP },
	{ "-mno-3dnow", FLAG_KEEP }, { "-mno-avx*", FLAG_KEEP },
	{ "-mno-80387", FLAG_KEEP },
	/* Their value would be taken for a file or an option of its own. */
	{ "-o", FLAG_DROP_VALUE }, { "-x", FLAG_DROP_VALUE },
	{ "-MF", FLAG_DROP_VALUE }, { "-MT", FLAG_DROP_VALUE },
	{ "-MQ", FLAG_DROP_VALUE }, { "-MJ", FLAG_DROP_VALUE },
	{ "-Xclang", FLAG_DROP_VALUE }, { "-mllvm", FLAG_DROP_VALUE },
	{ "-Xassembler", FLAG_DROP_VALUE },
	{ "-Xpreprocessor", FLAG_DROP_VALUE },
	{ "-Xlinker", FLAG_DROP_VALUE }, { "--param", FLAG_DROP_VALUE },
	{ "-B", FLAG_DROP_VALUE }, { "-specs", FLAG_DROP_VALUE },
	{ "--sysroot", FLAG_DROP_VALUE }, { "-load", FLAG_DROP_VALUE },
	{ "-resource-dir", FLAG_DROP_VALUE },
	{ "-L", FLAG_DROP_VALUE }, { "-T", FLAG_DROP_VALUE },
	{ "-u", FLAG_DROP_VALUE }, { "-z", FLAG_DROP_VALUE },
	{ "-A", FLAG_DROP_VALUE }, { "-aux-info", FLAG_DROP_VALUE },
	{ "-dumpbase", FLAG_DROP_VALUE }, { "-dumpdir", FLAG_DROP_VALUE },
	{ "-iprefix", FLAG_DROP_VALUE },
};

static gsize rule_length(const struct flag_rule *rule)
{
	gsize length = strlen(rule->text);

	return rule->text[length - 1] == '*' ? length - 1 : length;
}

static const struct flag_rule *flag_find(const char *word)
{
	for (guint i = 0; i < G_N_ELEMENTS(flag_rules); i++) {
		const struct flag_rule *rule = &flag_rules[i];
		gsize length = rule_length(rule);
		bool is_prefix = rule->text[length] == '*';

		if (strncmp(word, rule->text, length))
			continue;
		if (is_prefix || !word[length])
			return rule;
	}
	return NULL;
}

/* The value of an option that stands at argv[*i], joined or not; *i is left
 * on the last word used. NULL if there is none. */
static const char *flag_value(const char *const *argv, guint *i,
			      gsize name_length)
{
	const char *joined = argv[*i] + name_length;

	if (*joined)
		return joined;
	if (!argv[*i + 1])
		return NULL;
	return argv[++*i];
}

/* libclang's driver would open these as more arguments. */
static bool is_response_file(const char *value)
{
	return value[0] == '@';
}

static void add_path(GPtrArray *out, const char *name, gsize name_length,
		     const char *value, const char *directory)
{
	if (is_response_file(value))
		return;
	g_ptr_array_add(out, g_strndup(name, name_length));
	g_ptr_array_add(out, g_canonicalize_filename(value, directory));
}

static void add_flag(GPtrArray *out, const struct flag_rule *rule,
		     const char *const *argv, guint *i, const char *directory)
{
	gsize length = rule_length(rule);
	const char *word = argv[*i], *value;

	switch (rule->action) {
	case FLAG_KEEP:
		g_ptr_array_add(out, g_strdup(word));
		return;
	case FLAG_DROP_VALUE:
		if (argv[*i + 1])
			++*i;
		return;
	default:
		break;
	}
	value = flag_value(argv, i, length);
	if (!value)
		return;
	if (rule->action == FLAG_PATH)
		add_path(out, word, length, value, directory);
	else if (rule->action == FLAG_TARGET)
		g_ptr_array_add(out, g_strconcat("--target=", value, NULL));
	else
		g_ptr_array_add(out, g_strdup_printf("%.*s%s", (int)length,
						     word, value));
}

static bool has_target(GPtrArray *flags)
{
	for (guint i = 0; i < flags->len; i++)
		if (g_str_has_prefix(flags->pdata[i], "--target="))
			return true;
	return false;
}

char **flags_clean(const char *const *argv, const char *directory,
		   const char *arch)
{
	GPtrArray *out = g_ptr_array_new();
	const char *triple = arch_triple(arch);

	for (guint i = 0; argv && argv[i]; i++) {
		const struct flag_rule *rule = flag_find(argv[i]);

		if (rule)
			add_flag(out, rule, argv, &i, directory);
	}
	if (triple && !has_target(out))
		g_ptr_array_insert(out, 0,
				   g_strconcat("--target=", triple, NULL));
	g_ptr_array_add(out, NULL);
	return (char **)g_ptr_array_free(out, FALSE);
}
