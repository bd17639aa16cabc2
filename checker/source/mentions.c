// SPDX-License-Identifier: GPL-2.0-only
#include "source/mentions.h"

#include <string.h>

/*
 * The names a file spells, one bit for what each hashes to: a name whose bit
 * is clear is not there. Made when the file is first read, so that the next
 * question need not open it. Half as many bits as the file has bytes: a name
 * and what parts it from the next take some ten.
 */
struct spelt {
	guint32 mask;		/* a power of two less one */
	guint8 bits[];
};

struct source_file {
	char *path;
	struct spelt *spelt;	/* NULL: not read yet */
};

struct mentions {
	char *root;
	GPtrArray *files;	/* struct source_file *: every source; NULL:
				   not listed yet */
	GHashTable *seen;	/* char *: in view */
	GHashTable *answers;	/* question -> path, or "" */
};

/* Whether a text says what is looked for. */
struct question {
	const char *name, *tag;
	guint32 name_hash, tag_hash;
	const char *home;		/* that defines the tag */
	const char *const *words;	/* NULL: any mention */
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

static struct source_file *source_file_new(const char *path)
{
	struct source_file *file = g_new0(struct source_file, 1);

	file->path = g_strdup(path);
	return file;
}

static void source_file_free(gpointer p)
{
	struct source_file *file = p;

	g_free(file->path);
	g_free(file->spelt);
	g_free(file);
}

static void list_files(const char *folder, GPtrArray *out)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		const char *dot = strrchr(name, '.');

		if (*name == '.' || g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			list_files(path, out);
		else if (dot && (!strcmp(dot, ".c") || !strcmp(dot, ".h")) &&
			 g_file_test(path, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(out, source_file_new(path));
	}
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

static guint32 add_to_hash(guint32 hash, char c)
{
	return (hash ^ (guchar)c) * 16777619u;
}

static guint32 bit_of(const struct spelt *spelt, guint32 hash)
{
	return (hash ^ hash >> 16) & spelt->mask;
}

static struct spelt *spelt_in(const char *text, gsize length)
{
	guint32 n_bits = 1u << g_bit_storage(CLAMP(length / 2, 512, 1 << 24));
	struct spelt *spelt = g_malloc0(sizeof(*spelt) + n_bits / 8);
	guint32 hash = 0;

	spelt->mask = n_bits - 1;
	for (gsize i = 0; i <= length; i++) {
		if (i < length && is_word_char(text[i])) {
			hash = add_to_hash(hash, text[i]);
		} else if (hash) {
			guint32 bit = bit_of(spelt, hash);

			spelt->bits[bit / 8] |= 1 << bit % 8;
			hash = 0;
		}
	}
	return spelt;
}

/* 0 of no name. */
static guint32 hash_of(const char *name)
{
	guint32 hash = 0;

	for (; name && *name; name++)
		hash = add_to_hash(hash, *name);
	return hash;
}

/* false: the file does not spell a name of that hash; true: it may. */
static bool may_spell(const struct source_file *file, guint32 hash)
{
	guint32 bit;

	if (!file->spelt || !hash)
		return true;
	bit = bit_of(file->spelt, hash);
	return file->spelt->bits[bit / 8] & 1 << bit % 8;
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

static bool is_member(const char *text, const char *at)
{
	return at > text && (at[-1] == '.' || at[-1] == '>');
}

static const char *skip_back(const char *text, const char *at)
{
	while (at > text && g_ascii_isspace(at[-1]))
		at--;
	return at;
}

/* "x = name(…)": x, or NULL. The caller frees it. */
static char *assigned_to(const char *text, const char *at)
{
	const char *end = skip_back(text, at), *begin;

	if (end - text < 2 || end[-1] != '=' || strchr("=!<>|&+-", end[-2]))
		return NULL;
	end = begin = skip_back(text, end - 1);
	while (begin > text && is_word_char(begin[-1]))
		begin--;
	return begin < end && !is_member(text, begin) ?
	       g_strndup(begin, (gsize)(end - begin)) : NULL;
}

/* "return x". */
static bool is_returned(const char *text, const char *at)
{
	gsize n = strlen("return");
	const char *end = skip_back(text, at);

	return (gsize)(end - text) > n && !strncmp(end - n, "return", n) &&
	       !is_word_char(end[-(gssize)n - 1]);
}

/* A mention of a function: may what it returns be freed there, or by who gets
 * it from there? */
static bool may_free_result(const char *text, gsize length, const char *at,
			    const struct question *q)
{
	const char *before = skip_back(text, at);
	g_autofree char *variable = assigned_to(text, at);

	if (at[strlen(q->name)] != '(')
		return true;
	/* A statement. */
	if (before > text && strchr(";{}", before[-1]))
		return false;
	if (!variable)
		return true;
	for (at = text; (at = find_word(text, at, length, variable)); at++)
		if (is_returned(text, at) ||
		    is_freed_there(text, at, q->words))
			return true;
	return false;
}

/* "struct tag", or "struct tag {" if it must be defined there. */
static bool names_record(const char *text, gsize length, const char *tag,
			 bool is_definition)
{
	const char *at = text;

	for (; (at = find_word(text, at, length, tag)); at++) {
		const char *end = skip_back(text, at);
		const char *next = at + strlen(tag);

		while (next < text + length && g_ascii_isspace(*next))
			next++;
		if (is_definition && (next == text + length || *next != '{'))
			continue;
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

	if (q->tag && !names_record(text, length, q->tag, false))
		return false;
	for (const char *at = text;
	     (at = find_word(text, at, length, q->name)); at++) {
		if (q->tag) {
			if (is_member(text, at) &&
			    is_freed_there(text, at, q->words))
				return true;
		} else if ((!is_header || is_in_macro(text, at)) &&
			   (!q->words ||
			    may_free_result(text, length, at, q))) {
			return true;
		}
	}
	return false;
}

static bool file_says(struct source_file *file, const struct question *q)
{
	GMappedFile *map = g_mapped_file_new(file->path, FALSE, NULL);
	const char *text = map ? g_mapped_file_get_contents(map) : NULL;
	gsize length = map ? g_mapped_file_get_length(map) : 0;
	bool found = length && says(file->path, text, length, q);

	if (length && !file->spelt)
		file->spelt = spelt_in(text, length);
	g_clear_pointer(&map, g_mapped_file_unref);
	return found;
}

static bool defines(const struct source_file *file, const struct question *q)
{
	g_autoptr(GMappedFile) map = may_spell(file, q->tag_hash) ?
		g_mapped_file_new(file->path, FALSE, NULL) : NULL;

	return map && g_mapped_file_get_length(map) &&
	       names_record(g_mapped_file_get_contents(map),
			    g_mapped_file_get_length(map), q->tag, true);
}

/* The file, or a header beside it, has a record of that tag of its own. */
static bool means_another(const struct mentions *m,
			  const struct source_file *file,
			  const struct question *q)
{
	g_autofree char *folder = g_path_get_dirname(file->path);
	g_autofree char *home = q->home ? g_path_get_dirname(q->home) : NULL;

	if (!home || !strcmp(folder, home))
		return false;
	for (guint i = 0; i < m->files->len; i++) {
		const struct source_file *other = m->files->pdata[i];
		const char *name = strrchr(other->path, '/') + 1;

		if ((other == file || g_str_has_suffix(name, ".h")) &&
		    (gsize)(name - other->path) == strlen(folder) + 1 &&
		    g_str_has_prefix(other->path, folder) &&
		    defines(other, q))
			return true;
	}
	return false;
}

static const char *ask(struct mentions *m, const char *key,
		       struct question *q)
{
	char *answer = g_hash_table_lookup(m->answers, key);

	if (answer)
		return *answer ? answer : NULL;
	if (!m->files) {
		m->files = g_ptr_array_new_with_free_func(source_file_free);
		list_files(m->root, m->files);
	}
	q->name_hash = hash_of(q->name);
	q->tag_hash = hash_of(q->tag);
	for (guint i = 0; !answer && i < m->files->len; i++) {
		struct source_file *file = m->files->pdata[i];

		if (may_spell(file, q->name_hash) &&
		    may_spell(file, q->tag_hash) &&
		    !g_hash_table_contains(m->seen, file->path) &&
		    file_says(file, q) && !means_another(m, file, q))
			answer = g_strdup(file->path);
	}
	answer = answer ? answer : g_strdup("");
	g_hash_table_insert(m->answers, g_strdup(key), answer);
	return *answer ? answer : NULL;
}

const char *mentions_of(struct mentions *mentions, const char *function)
{
	struct question q = { .name = function };

	return ask(mentions, function, &q);
}

const char *mentions_of_result(struct mentions *mentions, const char *function,
			       const char *const *words)
{
	struct question q = { .name = function, .words = words };
	g_autofree char *key = g_strdup_printf("%s()", function);

	return ask(mentions, key, &q);
}

const char *mentions_of_field(struct mentions *mentions, const char *tag,
			      const char *field, const char *home,
			      const char *const *words)
{
	struct question q = { .name = field, .tag = tag, .home = home,
			      .words = words };
	g_autofree char *key = g_strdup_printf("%s.%s", tag, field);

	return ask(mentions, key, &q);
}
