// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suppressions in the source: the comment stands on a line of the call or on
 * the line above it. A comment beside code means that code if it has such a
 * finding, and else the line below.
 */
#include "select/comment.h"
#include "select/select_internal.h"

/* One rule that one comment names. */
struct ignore {
	const struct ignore_comment *comment;
	const char *rule;
	bool is_used;
	bool means_own_line;	/* it suppresses something beside it */
};

/* A file that may hold suppressions. */
struct ignore_file {
	GPtrArray *comments;	/* struct ignore_comment * */
	GArray *ignores;	/* struct ignore */
};

struct suppressor {
	struct run_report *run;
	const struct select_request *request;
	GHashTable *files;	/* path -> struct ignore_file * */
};

static void ignore_file_free(gpointer data)
{
	struct ignore_file *file = data;

	g_ptr_array_unref(file->comments);
	g_array_unref(file->ignores);
	g_free(file);
}

static struct ignore_file *ignore_file_new(const char *text)
{
	struct ignore_file *file = g_new0(struct ignore_file, 1);

	file->comments = ignore_comments_find(text);
	file->ignores = g_array_new(FALSE, FALSE, sizeof(struct ignore));
	for (guint i = 0; i < file->comments->len; i++) {
		const struct ignore_comment *comment =
			g_ptr_array_index(file->comments, i);

		for (char **rule = comment->rules; *rule; rule++) {
			struct ignore ignore = { .comment = comment, .rule = *rule };

			g_array_append_val(file->ignores, ignore);
		}
	}
	return file;
}

static struct ignore_file *file_of(struct suppressor *suppressor,
				   const char *path)
{
	const struct select_request *request = suppressor->request;
	struct ignore_file *file = g_hash_table_lookup(suppressor->files,
						       path);
	const char *text;

	if (file || !request->source_text)
		return file;
	text = request->source_text(path, request->source_data);
	file = ignore_file_new(text ?: "");
	g_hash_table_insert(suppressor->files, g_strdup(path), file);
	return file;
}

/* On a line of the call, or alone on the lines above it. */
static bool stands_at(const struct ignore_comment *comment,
		      const struct finding *finding)
{
	guint end_line = MAX(finding->end_line, finding->place.line);

	if (comment->begin_line <= end_line &&
	    comment->end_line >= finding->place.line)
		return true;
	return !comment->has_code && comment->next_line == finding->place.line;
}

/* Beside other code, on the line above. */
static bool stands_above(const struct ignore_comment *comment,
			 const struct finding *finding)
{
	return comment->has_code &&
	       comment->end_line + 1 == finding->place.line;
}

typedef bool (*stands_fn)(const struct ignore_comment *comment,
			  const struct finding *finding);

static void suppress(struct finding *finding, struct ignore_file *file,
		     stands_fn stands)
{
	for (guint i = 0; i < file->ignores->len; i++) {
		struct ignore *ignore =
			&g_array_index(file->ignores, struct ignore, i);

		if (!*ignore->comment->reason ||
		    !g_str_equal(ignore->rule, finding->rule) ||
		    !stands(ignore->comment, finding))
			continue;
		if (stands == stands_above && ignore->means_own_line)
			continue;
		ignore->is_used = true;
		ignore->means_own_line |= stands == stands_at;
		if (finding->suppressed)
			continue;
		finding->suppressed = true;
		finding->suppression_reason =
			g_strdup(ignore->comment->reason);
	}
}

static void suppress_all(struct suppressor *suppressor, stands_fn stands)
{
	GPtrArray *findings = suppressor->run->findings;

	for (guint i = 0; i < findings->len; i++) {
		struct finding *finding = g_ptr_array_index(findings, i);
		struct ignore_file *file = file_of(suppressor,
						   finding->place.file);

		if (file && !finding->suppressed)
			suppress(finding, file, stands);
	}
}

static void add_note(struct suppressor *suppressor, const char *path,
		     const struct ignore_comment *comment, char *message)
{
	struct finding *note = finding_new(RULE_UNUSED_SUPPRESSION,
					   LEVEL_NOTE);

	note->place = (struct place){ g_strdup(path), comment->line,
				      comment->column };
	note->message = message;
	note->call_text = g_strdup_printf("%s %s", message, comment->reason);
	finding_seal(note);
	g_ptr_array_add(suppressor->run->findings, note);
}

static void note_ignore(struct suppressor *suppressor, const char *path,
			const struct ignore *ignore)
{
	if (!select_rule_is_known(suppressor->run, ignore->rule))
		add_note(suppressor, path, ignore->comment,
			 g_strdup_printf("suppression of '%s': no rule has "
					 "that name", ignore->rule));
	else if (!*ignore->comment->reason)
		add_note(suppressor, path, ignore->comment,
			 g_strdup_printf("suppression of %s without a reason "
					 "does not count: say why after the "
					 "bracket", ignore->rule));
	else if (!ignore->is_used &&
		 select_rule_is_on(suppressor->run, suppressor->request,
				   ignore->rule))
		add_note(suppressor, path, ignore->comment,
			 g_strdup_printf("suppression of %s is not needed: "
					 "there is no such finding here",
					 ignore->rule));
}

static void note_file(struct suppressor *suppressor, const char *path)
{
	const struct ignore_file *file = file_of(suppressor, path);

	for (guint i = 0; file && i < file->comments->len; i++) {
		const struct ignore_comment *comment =
			g_ptr_array_index(file->comments, i);

		if (!*comment->rules)
			add_note(suppressor, path, comment,
				 g_strdup("suppression names no rule: write "
					  "ignore[RULE] and why"));
	}
	for (guint i = 0; file && i < file->ignores->len; i++)
		note_ignore(suppressor, path,
			    &g_array_index(file->ignores, struct ignore, i));
}

void select_suppress(struct run_report *run,
		     const struct select_request *request)
{
	struct suppressor suppressor = { run, request, NULL };
	g_autoptr(GHashTable) noted = g_hash_table_new(g_str_hash,
						       g_str_equal);

	suppressor.files = g_hash_table_new_full(g_str_hash, g_str_equal,
						 g_free, ignore_file_free);
	suppress_all(&suppressor, stands_at);
	suppress_all(&suppressor, stands_above);
	for (const char *const *path = request->analysed_files; path && *path;
	     path++)
		if (g_hash_table_add(noted, (gpointer)*path))
			note_file(&suppressor, *path);
	g_hash_table_unref(suppressor.files);
}
