// SPDX-License-Identifier: GPL-2.0-only
#include "source/mentions.h"

#include <string.h>

struct mentions {
	char *root;
	GPtrArray *files;	/* char *: every source; NULL: not listed yet */
	GHashTable *seen;	/* char *: in view */
	GHashTable *answers;	/* question -> path, or "" */
};

/* Whether a text says what is looked for. */
struct question {
	const char *name, *tag;
	const char *const *words;
};

struct mentions *mentions_new(const char *root)
{
	struct mentions *mentions = g_new0(struct mentions, 1);

	mentions->root = g_strdup(root);
	mentions->seen = g_hash_table_new_full(g_str_hash, g_str_equal,
					       g_free, NULL);
	mentions->answers = g_hash_table_new_full(g_str_hash, g_str_equal,
						  g_free, g_free);
	return mentions;
}

void mentions_free(struct mentions *mentions)
{
	if (!mentions)
		return;
	g_clear_pointer(&mentions->files, g_ptr_array_unref);
	g_hash_table_unref(mentions->answers);
	g_hash_table_unref(mentions->seen);
	g_free(mentions->root);
	g_free(mentions);
}

void mentions_add_seen(struct mentions *mentions, const char *path)
{
	g_hash_table_add(mentions->seen, g_canonicalize_filename(path, NULL));
}

static void list_files(const char *folder, GPtrArray *out)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		const char *dot = strrchr(name, '.');

		if (*name == '.' || g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (dot && (!strcmp(dot, ".c") || !strcmp(dot, ".h")))
			g_ptr_array_add(out, g_steal_pointer(&path));
		else if (g_file_test(path, G_FILE_TEST_IS_DIR))
			list_files(path, out);
	}
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* The next place of the word at or behind `from`, or NULL. */
static const char *find_word(const char *text, const char *from, gsize length,
			     const char *word)
{
	gsize n = strlen(word);

	while ((from = memmem(from, length - (gsize)(from - text), word, n))) {
		if ((from == text || !is_word_char(from[-1])) &&
		    (from + n == text + length || !is_word_char(from[n])))
			return from;
		from += n;
	}
	return NULL;
}

static const char *line_begin(const char *text, const char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return at;
}

/* A header only declares it, unless a macro spells it. */
static bool is_in_macro(const char *text, const char *at)
{
	const char *line = line_begin(text, at);

	while (line > text + 1 && line[-2] == '\\')
		line = line_begin(text, line - 1);
	return *line == '#';
}

static bool has_any(const char *begin, const char *end,
		    const char *const *words)
{
	for (guint i = 0; words[i]; i++)
		if (g_strstr_len(begin, end - begin, words[i]))
			return true;
	return false;
}

/* "kfree(x->field)": a call around the place has such a name. */
static bool is_freed_there(const char *text, const char *at,
			   const char *const *words)
{
	guint closed = 0;

	if (at == text || (at[-1] != '.' && at[-1] != '>'))
		return false;
	while (--at > text && !strchr(";{}#", *at)) {
		const char *name = at;

		closed += *at == ')';
		if (*at != '(' || closed-- > 0)
			continue;
		closed = 0;
		while (name > text && is_word_char(name[-1]))
			name--;
		if (has_any(name, at, words))
			return true;
	}
	return false;
}

/* "struct tag". */
static bool names_record(const char *text, gsize length, const char *tag)
{
	const char *at = text;

	for (; (at = find_word(text, at, length, tag)); at++) {
		const char *end = at;

		while (end > text && g_ascii_isspace(end[-1]))
			end--;
		if (end < at && (gsize)(end - text) >= strlen("struct") &&
		    !strncmp(end - strlen("struct"), "struct",
			     strlen("struct")))
			return true;
	}
	return false;
}

static bool says(const char *path, const char *text, gsize length,
		 const struct question *q)
{
	bool is_header = g_str_has_suffix(path, ".h");

	if (q->tag && !names_record(text, length, q->tag))
		return false;
	for (const char *at = text;
	     (at = find_word(text, at, length, q->name)); at++) {
		if (q->tag ? is_freed_there(text, at, q->words) :
		    !is_header || is_in_macro(text, at))
			return true;
	}
	return false;
}

static const char *ask(struct mentions *m, const char *key,
		       const struct question *q)
{
	char *answer = g_hash_table_lookup(m->answers, key);

	if (!m->files) {
		m->files = g_ptr_array_new_with_free_func(g_free);
		list_files(m->root, m->files);
	}
	for (guint i = 0; !answer && i < m->files->len; i++) {
		const char *path = m->files->pdata[i];
		GMappedFile *file = g_hash_table_contains(m->seen, path) ?
			NULL : g_mapped_file_new(path, FALSE, NULL);

		if (file && g_mapped_file_get_length(file) &&
		    says(path, g_mapped_file_get_contents(file),
			 g_mapped_file_get_length(file), q))
			answer = g_strdup(path);
		g_clear_pointer(&file, g_mapped_file_unref);
	}
	if (!g_hash_table_contains(m->answers, key))
		g_hash_table_insert(m->answers, g_strdup(key),
				    answer = answer ?: g_strdup(""));
	return *answer ? answer : NULL;
}

const char *mentions_of(struct mentions *mentions, const char *function)
{
	struct question q = { .name = function };

	return ask(mentions, function, &q);
}

const char *mentions_of_field(struct mentions *mentions, const char *tag,
			      const char *field, const char *const *words)
{
	struct question q = { field, tag, words };
	g_autofree char *key = g_strdup_printf("%s.%s", tag, field);

	return ask(mentions, key, &q);
}
