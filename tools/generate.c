// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is made of rules/ for other tools: the semantic patches and the header
 * for sparse. Reads TEMPLATE (cocci/NAME.cocci.in), writes what it becomes to
 * standard output:
 *
 *	%%include FILE%%	a file beside the template
 *	%%NAME%%		a table, see emitters[]
 *
 *	generate TEMPLATE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rulebase/rulebase.h"

/* How a size is spelt: in Python's evaluator, by the kernel's own names; in
 * the header, by macros that are constant expressions. */
struct spelling {
	const char *argument;		/* printf, of the number */
	const char *mul, *add, *div_round_up, *round_up, *round_down;
	const char *round_up_pow2, *min, *max;
};

static const struct spelling in_python = {
	"(size_t)($%u)", "size_mul", "size_add", "DIV_ROUND_UP", "round_up",
	"round_down", "roundup_pow_of_two", "min", "max",
};

static const struct spelling in_header = {
	"(size_t)(a%u)", "KMCHECK_MUL", "KMCHECK_ADD", "KMCHECK_DIV_ROUND_UP",
	"KMCHECK_ROUND_UP", "KMCHECK_ROUND_DOWN", "KMCHECK_ROUND_UP_POW2",
	"KMCHECK_MIN", "KMCHECK_MAX",
};

/* One operand: its text. Operators that C has stand between brackets. */
static char *apply(enum size_op op, const char *a, const char *b,
		   bool wraps, const struct spelling *spell)
{
	const char *function = NULL, *sign = NULL;

	switch (op) {
	case SIZE_ADD:
		function = wraps ? NULL : spell->add;
		sign = "+";
		break;
	case SIZE_MUL:
		function = wraps ? NULL : spell->mul;
		sign = "*";
		break;
	case SIZE_SUB:
		sign = "-";
		break;
	case SIZE_DIV:
		sign = "/";
		break;
	case SIZE_SHL:
		sign = "<<";
		break;
	case SIZE_DIV_ROUND_UP:
		function = spell->div_round_up;
		break;
	case SIZE_ROUND_UP:
		function = spell->round_up;
		break;
	case SIZE_ROUND_DOWN:
		function = spell->round_down;
		break;
	case SIZE_MINIMUM:
		function = spell->min;
		break;
	case SIZE_MAXIMUM:
		function = spell->max;
		break;
	default:
		return NULL;
	}
	if (function)
		return g_strdup_printf("%s(%s, %s)", function, a, b);
	return g_strdup_printf("(%s %s %s)", a, sign, b);
}

static char *operand(const struct size_term *term,
		     const struct spelling *spell)
{
	switch (term->op) {
	case SIZE_ARG: {
		g_auto(GStrv) parts = g_strsplit(spell->argument, "%u", 2);

		return g_strdup_printf("%s%u%s", parts[0], (guint)term->value,
				       parts[1]);
	}
	case SIZE_NUMBER:
		return g_strdup_printf("%" G_GUINT64_FORMAT, term->value);
	case SIZE_PAGE_BYTES:
		return g_strdup("PAGE_SIZE");
	case SIZE_LONG_BYTES:
		return g_strdup("sizeof(long)");
	case SIZE_LONG_BITS:
		return g_strdup("(8 * sizeof(long))");
	default:
		return NULL;
	}
}

/* The size a row asks for as C text, or NULL if C has no constant for it. */
static char *size_text(const struct allocator *row,
		       const struct spelling *spell)
{
	g_autoptr(GPtrArray) stack = g_ptr_array_new_with_free_func(g_free);
	bool wraps = row->overflow == OVERFLOW_WRAP;

	for (guint i = 0; i < row->size->len; i++) {
		const struct size_term *term =
			&g_array_index(row->size, struct size_term, i);
		char *text = operand(term, spell);
		g_autofree char *b = NULL, *a = NULL;

		if (!text && stack->len >= 1)
			b = g_ptr_array_steal_index(stack, stack->len - 1);
		if (b && term->op == SIZE_ROUND_UP_POW2)
			text = g_strdup_printf("%s(%s)", spell->round_up_pow2,
					       b);
		else if (b && stack->len >= 1) {
			a = g_ptr_array_steal_index(stack, stack->len - 1);
			text = apply(term->op, a, b, wraps, spell);
		}
		if (!text)
			return NULL;
		g_ptr_array_add(stack, text);
	}
	return g_ptr_array_steal_index(stack, 0);
}

static const char *limit_word(enum limit_kind limit)
{
	switch (limit) {
	case LIMIT_DEVRES:
		return "devres";
	case LIMIT_DRMRES:
		return "drmres";
	case LIMIT_SKB:
		return "skb";
	case LIMIT_CACHE:
		return "cache";
	case LIMIT_ORDER:
		return "order";
	case LIMIT_KVMALLOC:
		return "kvmalloc";
	case LIMIT_PERCPU:
		return "percpu";
	case LIMIT_FRAG:
		return "frag";
	default:
		return "kmalloc";
	}
}

/* Names that nobody writes: what the kernel's macros expand to. */
static bool is_inner(const char *name)
{
	return g_str_has_suffix(name, "_noprof");
}

static bool is_called_as_written(const struct allocator *row)
{
	return g_strv_contains((const char *const *)row->callees, row->name);
}

/* --- tables for Python ---------------------------------------------------- */

static void add_allocator(GString *out, GHashTable *seen, const char *name,
			  const char *size, enum limit_kind limit)
{
	if (size && g_hash_table_add(seen, (gpointer)name))
		g_string_append_printf(out, "    '%s': ('%s', '%s'),\n", name,
				       size, limit_word(limit));
}

/* name -> (size as C over $1 ..., what it is held against) */
static void emit_allocators(GString *out, const struct rulebase *rules)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	g_string_append(out, "ALLOCATORS = {\n");
	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *row = rules->allocators->pdata[i];
		g_autofree char *size = size_text(row, &in_python);

		if (row->limit == LIMIT_CMA_OPEN)
			continue;
		if (row->written)
			add_allocator(out, seen, row->name, row->written,
				      row->limit);
		for (char **name = row->callees; *name; name++)
			if (!row->only_written && !is_inner(*name))
				add_allocator(out, seen, *name, size,
					      row->limit);
	}
	g_string_append(out, "}\n");
}

static void emit_helpers(GString *out, const struct rulebase *rules)
{
	g_string_append(out, "HELPERS = {\n");
	for (guint i = 0; i < rules->helpers->len; i++) {
		const struct helper *row = rules->helpers->pdata[i];

		for (char **name = row->callees; *name; name++)
			g_string_append_printf(out, "    '%s': '%s',\n", *name,
					       row->effect);
	}
	g_string_append(out, "}\n");
}

static void emit_strings(GString *out, const char *name,
			 const char *const *words)
{
	g_string_append_printf(out, "%s = (", name);
	for (; *words; words++)
		g_string_append_printf(out, "'%s', ", *words);
	g_string_append(out, ")\n");
}

static const char *const release_keys[] = {
	"order_symbol", "order_is_inclusive", "cache_shift", "percpu_max",
	"devres_words", "drmres_words", "skb_bytes", "kvmalloc_max", NULL
};

/* The release facts that bear on a limit, and the usual target. */
static void emit_target(GString *out, const struct rulebase *rules)
{
	const struct limit_row *usual = NULL;

	g_string_append(out, "RELEASES = [\n");
	for (guint i = 0; i < rules->releases->len; i++) {
		const struct release_row *row = rules->releases->pdata[i];

		for (const char *const *key = release_keys; *key; key++) {
			const char *value = g_hash_table_lookup(row->facts, *key);

			if (value)
				g_string_append_printf(out,
					"    ('%s', '%s', '%s', '%s'),\n",
					row->since ?: "0", row->until ?: "999",
					*key, value);
		}
	}
	g_string_append(out, "]\n");
	for (guint i = 0; i < rules->limits->len && !usual; i++) {
		const struct limit_row *row = rules->limits->pdata[i];

		if (row->is_default)
			usual = row;
	}
	if (usual)
		g_string_append_printf(out, "USUAL = {'page_shift': %u, 'max_order': %u, 'long_bytes': %u, 'devres_align': %u}\n",
				       usual->page_shift, usual->max_order,
				       usual->long_bytes,
				       usual->devres_align_bytes);
	emit_strings(out, "PAGE_SHIFTS",
		     rulebase_words(rules, "atom.page_shift"));
	emit_strings(out, "NOWARN", rulebase_words(rules, "gfp.nowarn"));
}

static void emit_tables(GString *out, const struct rulebase *rules)
{
	emit_target(out, rules);
	emit_allocators(out, rules);
	emit_helpers(out, rules);
}

/* --- what a rewrite must know ---------------------------------------------- */

/* name -> (kv name, argument of the flags); where a new name is all it takes */
static void emit_kv(GString *out, const struct rulebase *rules)
{
	g_string_append(out, "KV = {\n");
	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *row = rules->allocators->pdata[i];

		if (row->kv && !row->kv_text && row->gfp_arg &&
		    !row->managed && !row->old_arg && !row->err_ptr &&
		    (is_called_as_written(row) || row->written))
			g_string_append_printf(out,
				"    '%s': ('%s', %u, '%s'),\n", row->name,
				row->kv, row->gfp_arg, row->kv_since ?: "0");
	}
	g_string_append(out, "}\n");
}

/* name -> its kv form, of frees whose first argument is the memory */
static void emit_kv_frees(GString *out, const struct rulebase *rules)
{
	g_string_append(out, "KV_FREES = {\n");
	for (guint i = 0; i < rules->frees->len; i++) {
		const struct free_fn *row = rules->frees->pdata[i];

		if (row->arg == 1 && row->takes_kmalloc && !row->refuse &&
		    !row->kv_text && (row->kv || row->takes_vmalloc))
			g_string_append_printf(out, "    '%s': '%s',\n",
					       row->name,
					       row->kv ?: row->name);
	}
	g_string_append(out, "}\n");
}

static void add_words(GPtrArray *words, char **more)
{
	for (; more && *more; more++)
		g_ptr_array_add(words, *more);
}

/* Where nothing may sleep: what enters such a section, the fields of callbacks
 * that run in one, and what registers others. */
static void emit_contexts(GString *out, const struct rulebase *rules)
{
	g_autoptr(GPtrArray) enter = g_ptr_array_new();
	g_autoptr(GPtrArray) fields = g_ptr_array_new();

	for (guint i = 0; i < rules->contexts->len; i++) {
		const struct context_fn *row = rules->contexts->pdata[i];

		add_words(enter, row->enter);
		if (row->field)
			g_ptr_array_add(fields, row->field);
	}
	g_ptr_array_add(enter, NULL);
	g_ptr_array_add(fields, NULL);
	emit_strings(out, "ATOMIC", (const char *const *)enter->pdata);
	emit_strings(out, "ATOMIC_FIELDS", (const char *const *)fields->pdata);
	emit_strings(out, "ATOMIC_CALLBACKS",
		     rulebase_words(rules, "callbacks.atomic"));
	emit_strings(out, "BLOCKING", rulebase_words(rules, "gfp.blocking"));
}

static const char *const copy_effects[] = {
	"memcpy", "memset", "strlen", "strnlen", "snprintf", NULL
};

/* Functions that only read or write the bytes they are given. */
static void emit_copies(GString *out, const struct rulebase *rules)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < rules->helpers->len; i++) {
		const struct helper *row = rules->helpers->pdata[i];

		if (g_strv_contains(copy_effects, row->effect))
			add_words(names, row->callees);
	}
	for (guint i = 0; i < rules->sources->len; i++) {
		const struct source *row = rules->sources->pdata[i];

		for (char **name = row->callees; name && *name; name++)
			if (row->kind == SOURCE_CALL && row->writes[0] &&
			    !g_hash_table_contains(rules->sink_by_callee,
						   *name))
				g_ptr_array_add(names, *name);
	}
	g_ptr_array_add(names, NULL);
	emit_strings(out, "COPIES", (const char *const *)names->pdata);
}

static void emit_rewrites(GString *out, const struct rulebase *rules)
{
	emit_kv(out, rules);
	emit_kv_frees(out, rules);
	emit_contexts(out, rules);
	emit_copies(out, rules);
}

/* --- names, for disjunctions and for "identifier f = {...}" ------------------ */

static void emit_names(GString *out, GPtrArray *names, const char *between)
{
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(out, "%s%s", i ? between : "",
				       (char *)names->pdata[i]);
}

/* What hands out memory that may come from vmalloc. */
static GPtrArray *kv_allocators(const struct rulebase *rules)
{
	GPtrArray *names = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *row = rules->allocators->pdata[i];
		bool is_kv = row->is_kv && !row->managed && !row->old_arg;

		for (char **name = row->callees; is_kv && *name; name++)
			if (!is_inner(*name) && g_hash_table_add(seen, *name))
				g_ptr_array_add(names, *name);
		/* kmalloc_obj() and its kind: the kv form has no row. */
		if (row->written && row->kv && g_hash_table_add(seen, row->kv))
			g_ptr_array_add(names, row->kv);
	}
	return names;
}

static void emit_kv_allocators(GString *out, const struct rulebase *rules)
{
	g_autoptr(GPtrArray) names = kv_allocators(rules);

	emit_names(out, names, ", ");
}

static void emit_any_kv_allocator(GString *out, const struct rulebase *rules)
{
	g_autoptr(GPtrArray) names = kv_allocators(rules);

	emit_names(out, names, "\\|");
}

/* Frees that take kmalloc memory only and become another name. */
static GPtrArray *kmalloc_frees(const struct rulebase *rules)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < rules->frees->len; i++) {
		const struct free_fn *row = rules->frees->pdata[i];

		if (row->arg == 1 && row->takes_kmalloc &&
		    !row->takes_vmalloc && row->kv && !row->kv_text &&
		    !row->is_rcu)
			g_ptr_array_add(names, row->name);
	}
	return names;
}

static void emit_kmalloc_free_names(GString *out, const struct rulebase *rules)
{
	g_autoptr(GPtrArray) names = kmalloc_frees(rules);

	emit_names(out, names, ", ");
}

/* The keys of a table, for "identifier f = {...}". */
static void emit_keys(GString *out, const struct rulebase *rules,
		      void (*emit)(GString *, const struct rulebase *))
{
	g_autoptr(GString) table = g_string_new(NULL);
	g_auto(GStrv) lines = NULL;
	const char *comma = "";

	emit(table, rules);
	lines = g_strsplit(table->str, "\n", -1);
	for (char **line = lines; *line; line++) {
		g_auto(GStrv) parts = g_strsplit(*line, "'", 3);

		if (g_strv_length(parts) < 2)
			continue;
		g_string_append_printf(out, "%s%s", comma, parts[1]);
		comma = ", ";
	}
}

static void emit_allocator_names(GString *out, const struct rulebase *rules)
{
	emit_keys(out, rules, emit_allocators);
}

static void emit_kv_able(GString *out, const struct rulebase *rules)
{
	emit_keys(out, rules, emit_kv);
}

static void emit_kv_frees_names(GString *out, const struct rulebase *rules)
{
	emit_keys(out, rules, emit_kv_frees);
}

/* --- the header for sparse -------------------------------------------------- */

static const char *header_limit(enum limit_kind limit)
{
	switch (limit) {
	case LIMIT_DEVRES:
		return "KMCHECK_DEVRES_MAX";
	case LIMIT_DRMRES:
		return "KMCHECK_DRMRES_MAX";
	case LIMIT_SKB:
		return "KMCHECK_SKB_MAX";
	case LIMIT_CACHE:
		return "KMALLOC_MAX_CACHE_SIZE";
	case LIMIT_ORDER:
		return "KMCHECK_ORDER_MAX";
	case LIMIT_KVMALLOC:
		return "KMCHECK_KVMALLOC_MAX";
	case LIMIT_PERCPU:
		return "PCPU_MIN_UNIT_SIZE";
	case LIMIT_FRAG:
		return "KMCHECK_FRAG_MAX";
	default:
		return "KMALLOC_MAX_SIZE";
	}
}

/* The flags stand where the user writes them only if the callee is the same
 * function by another name. */
static guint gfp_argument(const struct allocator *row, const char *name)
{
	const char *plain = name[0] == '_' && is_inner(name) ? name + 1 : name;
	size_t length = strlen(row->name);

	if (row->nowarn || strncmp(plain, row->name, length))
		return 0;
	return !plain[length] || !strcmp(plain + length, "_noprof") ?
	       row->gfp_arg : 0;
}

/* The last argument that the wrapper must name. */
static guint last_argument(const struct allocator *row, guint last)
{
	for (guint i = 0; i < row->size->len; i++) {
		const struct size_term *term =
			&g_array_index(row->size, struct size_term, i);

		if (term->op == SIZE_ARG)
			last = MAX(last, (guint)term->value);
	}
	return last;
}

static void emit_wrapper(GString *out, const struct allocator *row,
			 const char *name)
{
	g_autofree char *size = size_text(row, &in_header);
	g_autoptr(GString) arguments = g_string_new(NULL);
	guint gfp = gfp_argument(row, name);
	g_autofree char *quiet = gfp ?
		g_strdup_printf("KMCHECK_IS_QUIET(a%u)", gfp) : g_strdup("0");

	if (!size)
		return;
	for (guint i = 1; i <= last_argument(row, gfp); i++)
		g_string_append_printf(arguments, "%sa%u", i > 1 ? ", " : "",
				       i);
	g_string_append_printf(out,
		"#ifndef %s\n"
		"#define %s(%s, ...) ({ \\\n"
		"\tKMCHECK_FITS(%s, \\\n"
		"\t\t     %s, \"%s\", %s); \\\n"
		"\t%s(%s, ##__VA_ARGS__); })\n"
		"#endif\n", name, name, arguments->str, size,
		header_limit(row->limit), name, quiet, name, arguments->str);
}

/* All wrappers of one header's allocators. A macro of that name is left: what
 * it calls in the end has a wrapper too. */
static void emit_header(GString *out, const struct rulebase *rules,
			const char *header, GHashTable *seen)
{
	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *row = rules->allocators->pdata[i];

		if (row->limit == LIMIT_CMA_OPEN || row->only_written ||
		    g_strcmp0(row->header, header))
			continue;
		for (char **name = row->callees; *name; name++)
			if (g_hash_table_add(seen, *name))
				emit_wrapper(out, row, *name);
	}
}

static const struct header_fact {
	const char *key, *macro;
} header_facts[] = {
	{ "devres_words", "KMCHECK_DEVRES_WORDS" },
	{ "drmres_words", "KMCHECK_DRMRES_WORDS" },
	{ "kvmalloc_max", "KMCHECK_KVMALLOC_BYTES" },
};

/* What differs between releases: the last row that fits counts. */
static void emit_facts(GString *out, const struct rulebase *rules)
{
	for (guint i = 0; i < rules->releases->len; i++) {
		const struct release_row *row = rules->releases->pdata[i];

		for (guint j = 0; j < G_N_ELEMENTS(header_facts); j++) {
			const char *value = g_hash_table_lookup(row->facts,
							header_facts[j].key);
			g_auto(GStrv) since =
				g_strsplit(row->since ?: "0.0", ".", 3);

			if (value)
				g_string_append_printf(out,
					"#if LINUX_VERSION_CODE >= KERNEL_VERSION(%s, %s, 0)\n"
					"#undef %s\n#define %s %s\n#endif\n",
					since[0], since[1] ?: "0",
					header_facts[j].macro,
					header_facts[j].macro, value);
		}
	}
}

/* Headers that most units include anyway come first, and always; the others
 * (drm, usb, ...) cost time and are included on request. */
static const char *const common_headers[] = {
	"linux/slab.h", "linux/string.h", "linux/gfp.h", "linux/percpu.h",
	"linux/bitmap.h", "linux/mempool.h", "linux/device.h", NULL
};

/* sparse 0.6.4 has no __has_include(): with it every header must exist. */
static void emit_other_headers(GString *out, const struct rulebase *rules,
			       GHashTable *seen)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *row = rules->allocators->pdata[i];
		g_autoptr(GString) wrappers = g_string_new(NULL);

		if (!row->header || row->limit == LIMIT_CMA_OPEN ||
		    g_strv_contains(common_headers, row->header) ||
		    !g_hash_table_add(done, row->header))
			continue;
		emit_header(wrappers, rules, row->header, seen);
		if (wrappers->len)
			g_string_append_printf(out,
				"\n#ifdef __has_include\n"
				"#if !__has_include(<%s>)\n"
				"#define KMCHECK_SKIP\n#endif\n#endif\n"
				"#ifndef KMCHECK_SKIP\n#include <%s>\n"
				"%s#endif\n#undef KMCHECK_SKIP\n",
				row->header, row->header, wrappers->str);
	}
}

static void emit_wrappers(GString *out, const struct rulebase *rules)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (const char *const *header = common_headers; *header; header++)
		g_string_append_printf(out, "#include <%s>\n", *header);
	for (const char *const *header = common_headers; *header; header++) {
		g_string_append_printf(out, "\n/* %s */\n", *header);
		emit_header(out, rules, *header, seen);
	}
	g_string_append(out, "\n#ifdef KMCHECK_LIMITS_ALL\n");
	emit_other_headers(out, rules, seen);
	g_string_append(out, "\n#endif /* KMCHECK_LIMITS_ALL */\n");
}

/* --- templates --------------------------------------------------------------- */

static const struct emitter {
	const char *name;
	void (*emit)(GString *out, const struct rulebase *rules);
} emitters[] = {
	{ "tables", emit_tables },
	{ "rewrites", emit_rewrites },
	{ "allocator-names", emit_allocator_names },
	{ "kv-able", emit_kv_able },
	{ "kv-frees", emit_kv_frees_names },
	{ "kv-allocators", emit_kv_allocators },
	{ "any-kv-allocator", emit_any_kv_allocator },
	{ "kmalloc-free-names", emit_kmalloc_free_names },
	{ "facts", emit_facts },
	{ "wrappers", emit_wrappers },
};

static char *expand(const char *template, const struct rulebase *rules,
		    GError **error);

/* What is included is a template itself. */
static gboolean include(GString *out, const char *folder, const char *name,
			const struct rulebase *rules, GError **error)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *text = expand(path, rules, error);

	if (text)
		g_string_append(out, text);
	return text != NULL;
}

static gboolean fill_in(GString *out, const char *what, const char *folder,
			const struct rulebase *rules, GError **error)
{
	if (g_str_has_prefix(what, "include "))
		return include(out, folder, what + strlen("include "), rules,
			       error);
	for (guint i = 0; i < G_N_ELEMENTS(emitters); i++)
		if (!strcmp(what, emitters[i].name)) {
			emitters[i].emit(out, rules);
			return TRUE;
		}
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
		    "there is no table '%s'", what);
	return FALSE;
}

static char *expand(const char *template, const struct rulebase *rules,
		    GError **error)
{
	g_autofree char *folder = g_path_get_dirname(template);
	g_autofree char *text = NULL;
	g_auto(GStrv) parts = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	if (!g_file_get_contents(template, &text, NULL, error))
		return NULL;
	parts = g_strsplit(text, "%%", -1);
	for (guint i = 0; parts[i]; i++)
		if (i % 2 == 0)
			g_string_append(out, parts[i]);
		else if (!fill_in(out, parts[i], folder, rules, error))
			return NULL;
	return g_strdup(out->str);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	struct rulebase *rules;

	if (argc != 2) {
		fprintf(stderr, "usage: generate TEMPLATE\n");
		return 2;
	}
	rules = rulebase_load(NULL, &error);
	if (rules)
		text = expand(argv[1], rules, &error);
	if (text)
		fputs(text, stdout);
	else
		fprintf(stderr, "generate: %s\n", error->message);
	if (rules)
		rulebase_free(rules);
	return text ? 0 : 2;
}
