// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of checks, and what they share: requests gathered into sites, and
 * the story of a value told as steps.
 */
#include "checks/check.h"

#include <string.h>

const struct check checks[] = {
	{ "oversize-constant", check_oversize_constant },
	{ "oversize-bound", check_oversize_bound },
	{ "oversize-user", check_oversize_user },
	{ "oversize-growth", check_oversize_growth },
	{ "costly-order", check_costly_order },
	{ NULL, NULL },
};

guint64 range_bytes(wide value)
{
	if (value < 0)
		return 0;
	return value > (wide)G_MAXUINT64 ? G_MAXUINT64 : (guint64)value;
}

bool request_must_exceed(const struct request *request)
{
	const struct range *r = request->size;
	guint first = 0;

	/* that this object is none of those with 0 there was tested, but not
	 * which of them gets here at all */
	if (request->is_mixed)
		return false;
	/* a field that nobody has set yet asks for nothing */
	if (request->zero_is_unset && r->n > 1 && r->at[0].high == 0)
		first = 1;
	return r->n && r->at[first].low > (wide)request->limit;
}

const struct request *site_context(const struct site *site,
				   bool (*test)(const struct request *r))
{
	for (guint i = 0; i < site->contexts->len; i++) {
		const struct request *r = g_ptr_array_index(site->contexts, i);

		if (test(r))
			return r;
	}
	return NULL;
}

char *limit_words(const struct check_context *ctx)
{
	const char *arch = ctx->is_other_target ? ctx->target->arch : NULL;

	return g_strdup_printf("%s%s (%u KiB pages, order %u)",
			       arch ? "on " : "here", arch ? arch : "",
			       1u << (ctx->target->page_shift - 10),
			       ctx->target->max_order);
}

static const char *unit_file(const struct ir_unit *unit, guint32 file)
{
	return file < unit->files->len ? g_ptr_array_index(unit->files, file) :
	       "";
}

static char *why_text(const struct why *why)
{
	GString *out;

	if (why->text)
		return g_strdup_printf("value %s here", why->text);
	out = g_string_new(NULL);
	switch (why->kind) {
	case WHY_BOUND:
		g_string_append(out, "bounded here");
		break;
	case WHY_PASSED:
		g_string_append(out, "passed here");
		break;
	case WHY_RETURNED:
		g_string_append(out, "returned here");
		break;
	case WHY_READ:
		g_string_append(out, "read here");
		break;
	case WHY_SOURCE:
		g_string_append(out, "value comes from here");
		break;
	default:
		if (why->has_value) {
			g_string_append(out, "set to ");
			wide_print(why->value, out);
			g_string_append(out, " here");
		} else {
			g_string_append(out, "stored here");
		}
	}
	return g_string_free(out, FALSE);
}

static enum step_kind why_step(const struct why *why)
{
	switch (why->kind) {
	case WHY_SOURCE:
		return STEP_SOURCE;
	case WHY_SET:
		return STEP_SET;
	case WHY_STORED:
		return STEP_STORED;
	case WHY_READ:
		return STEP_READ;
	case WHY_BOUND:
		return STEP_BOUNDED;
	case WHY_PASSED:
		return STEP_PASSED;
	case WHY_RETURNED:
		return STEP_RETURNED;
	default:
		return STEP_COMPUTED;
	}
}

static void add_step(const struct check_context *ctx, struct finding *finding,
		     const struct why *why, guint alternative)
{
	g_autofree char *text = why_text(why);
	g_autofree char *file = display_path(ctx->display,
					     why->file ? why->file : "");
	struct step *step;
	const struct step *last = finding->trace->len ?
		g_ptr_array_index(finding->trace, finding->trace->len - 1) :
		NULL;

	if (!why->loc.line || (last && last->place.line == why->loc.line &&
			       last->kind == why_step(why) &&
			       !strcmp(last->place.file, file)))
		return;
	step = finding_add_step(finding, why_step(why), file, why->loc.line,
				why->loc.column,
				why->function ? why->function : "", text);
	step->alternative = alternative;
}

/* Oldest first. Long chains keep their beginning and their end. */
static void add_chain(const struct check_context *ctx, struct finding *finding,
		      const struct why *why, guint alternative)
{
	g_autoptr(GPtrArray) chain = g_ptr_array_new();

	for (; why && chain->len < 64; why = why->prev)
		g_ptr_array_add(chain, (gpointer)why);
	for (guint i = chain->len; i > 0; i--)
		if (chain->len < 10 || i > chain->len - 5 || i <= 5)
			add_step(ctx, finding,
				 g_ptr_array_index(chain, i - 1), alternative);
}

void finding_add_story(const struct check_context *ctx,
		       struct finding *finding, const struct request *request,
		       guint alternative)
{
	const struct function_ref *fn = request->function;
	const struct why *bound = NULL;
	g_autofree char *file = NULL;
	struct step *step;

	add_chain(ctx, finding, request->story, alternative);
	for (guint i = 0; i < N_KNOW && !bound; i++)
		bound = request->worst[i].why;
	if (bound)
		add_chain(ctx, finding, bound, alternative);
	if (!fn)
		return;
	file = display_path(ctx->display,
			    unit_file(fn->unit, request->insn->loc.file));
	step = finding_add_step(finding, STEP_ALLOCATED, file,
				request->insn->loc.line,
				request->insn->loc.column, fn->fn->name,
				"allocated here");
	step->alternative = alternative;
}

static void set_text(const struct check_context *ctx, struct finding *finding,
		     const struct site *site)
{
	const struct ir_call *call = site->insn->call;
	const struct ir_unit *unit = site->function->unit;
	g_autofree char *text = span_text(ctx->sources, unit, &call->expr);
	const char *newline;

	finding->call_text = finding_normalise_text(text ? text :
						    site->row->name);
	finding->end_line = finding->place.line;
	finding->end_column = finding->place.column;
	if (!text)
		return;
	for (newline = strchr(text, '\n'); newline;
	     newline = strchr(newline + 1, '\n')) {
		finding->end_line++;
		finding->end_column = (guint)strlen(newline + 1) + 1;
	}
	if (finding->end_line == finding->place.line)
		finding->end_column += (guint)strlen(text);
}

struct manner site_manner(const struct check_context *ctx,
			  const struct site *site)
{
	return manner_of(ctx->analysis, ctx->sources,
			 g_ptr_array_index(site->contexts, 0));
}

bool site_is_opportunistic(const struct check_context *ctx,
			   const struct site *site)
{
	const struct manner manner = site_manner(ctx, site);

	return manner_is_opportunistic(&manner);
}

struct finding *site_finding(const struct check_context *ctx,
			     const struct site *site,
			     const struct request *request, const char *rule,
			     const char *message)
{
	const struct rule *row = rulebase_rule(ctx->rules, rule);
	struct finding *finding = finding_new(rule, row ? row->level :
					      LEVEL_WARNING);
	const char *absolute = unit_file(site->function->unit,
					 site->insn->loc.file);

	finding->place.file = display_path(ctx->display, absolute);
	finding->place.line = site->insn->loc.line;
	finding->place.column = site->insn->loc.column;
	finding->function = g_strdup(site->function->fn->name);
	finding->callee = g_strdup(site->insn->call->written ?
				   site->insn->call->written :
				   site->row->name);
	finding->message = g_strdup(message);
	finding->has_size = true;
	finding->size_min_bytes = range_bytes(range_min(request->size));
	finding->size_max_bytes = range_bytes(range_max(request->size));
	finding->limit_bytes = request->limit;
	if (ctx->root && g_str_has_prefix(absolute, ctx->root))
		finding->path_in_program = g_strdup(absolute +
						    strlen(ctx->root) + 1);
	else
		finding->path_in_program = g_path_get_basename(absolute);
	if (finding->level < LEVEL_ERROR &&
	    flags_say(ctx->analysis, ctx->sources, site->contexts->pdata[0],
		      "gfp.nofail"))
		finding->level = LEVEL_ERROR;
	set_text(ctx, finding, site);
	finding_add_story(ctx, finding, request, 0);
	return finding;
}

/* The innermost call on the way to the request that the program wrote; the
 * request's own if it wrote none. */
static struct request_call written_call(const struct check_context *ctx,
					const struct request *r)
{
	const struct request_call own = { r->outer, r->function, r->insn };

	for (const struct request_call *call = &own; call; call = call->outer)
		if (call->function &&
		    (!ctx->is_wanted ||
		     ctx->is_wanted(call->function, ctx->wanted_data)))
			return *call;
	return own;
}

/* Two calls that the user wrote once (macros may hold a call twice) are one
 * site. */
static char *site_key(const struct request_call *at, const struct request *r)
{
	const struct ir_call *call = at->insn->call;
	const char *file = unit_file(at->function->unit, at->insn->loc.file);

	return g_strdup_printf("%s:%08u:%08u:%s", file, at->insn->loc.line,
			       at->insn->loc.column,
			       call->written ? call->written : r->row->name);
}

static void site_free(gpointer p)
{
	struct site *site = p;

	g_ptr_array_unref(site->contexts);
	g_free(site);
}

/* Its callers have been looked at one by one, so their union says nothing
 * new. */
static bool is_superseded(const struct check_context *ctx,
			  const struct request *r)
{
	return r->depends_on_params && r->depth < 4 &&
	       analysis_saw_callers(ctx->analysis, r);
}

static gint key_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_to_site(const struct check_context *ctx, GHashTable *sites,
			const struct request *r)
{
	const struct request_call at = written_call(ctx, r);
	g_autofree char *key = site_key(&at, r);
	struct site *site = g_hash_table_lookup(sites, key);

	if (!site) {
		site = g_new0(struct site, 1);
		site->function = at.function;
		site->insn = at.insn;
		site->row = r->row;
		site->contexts = g_ptr_array_new();
		g_hash_table_insert(sites, g_steal_pointer(&key), site);
	}
	g_ptr_array_add(site->contexts, (gpointer)r);
}

GPtrArray *checks_sites(const struct check_context *ctx, GPtrArray *requests)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(site_free);
	g_autoptr(GHashTable) sites =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree const char **keys = NULL;
	guint n;

	for (guint i = 0; i < requests->len; i++) {
		const struct request *r = g_ptr_array_index(requests, i);

		if (r->function && !is_superseded(ctx, r))
			add_to_site(ctx, sites, r);
	}
	keys = (const char **)g_hash_table_get_keys_as_array(sites, &n);
	qsort(keys, n, sizeof(*keys), key_compare);
	for (guint i = 0; i < n; i++)
		g_ptr_array_add(out, g_hash_table_lookup(sites, keys[i]));
	return out;
}

GPtrArray *checks_run(const struct check_context *ctx, GPtrArray *requests)
{
	GPtrArray *findings = g_ptr_array_new();
	g_autoptr(GPtrArray) sites = checks_sites(ctx, requests);

	for (guint i = 0; i < sites->len; i++) {
		const struct site *site = g_ptr_array_index(sites, i);

		for (const struct check *c = checks; c->rule; c++) {
			struct finding *f = c->run(ctx, site);

			if (f)
				g_ptr_array_add(findings, f);
		}
	}
	return findings;
}
