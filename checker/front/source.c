// SPDX-License-Identifier: GPL-2.0-only
/* Files, locations and the text behind them. */
#include <string.h>

#include "front/unit.h"

char *front_absolute(const char *directory, const char *path)
{
	return g_canonicalize_filename(path, directory);
}

static bool is_below(const char *path, const char *directory)
{
	gsize n = strlen(directory);

	return !strncmp(path, directory, n) &&
	       (path[n] == '/' || (n && directory[n - 1] == '/'));
}

/* Is the path under an include directory that lies deeper than the main
 * file's own directory? Such a tree is a library of headers. */
static bool is_in_header_tree(const struct front *front, const char *path)
{
	const char *const *arg = front->options->argv;

	for (; arg && *arg; arg++) {
		g_autofree char *directory = NULL;
		const char *name = NULL;

		if (g_str_has_prefix(*arg, "-I"))
			name = (*arg)[2] ? *arg + 2 : *++arg;
		else if (!strcmp(*arg, "-isystem"))
			name = *++arg;
		if (!name) {
			if (!*arg)
				break;
			continue;
		}
		directory = front_absolute(front->directory, name);
		if (is_below(directory, front->main_directory) &&
		    is_below(path, directory))
			return true;
	}
	return false;
}

/* The user's own text: the main file, any .c it includes, and headers beside
 * or below it that are not a tree of headers of their own. */
static bool is_local(const struct front *front, const char *path)
{
	if (g_str_has_suffix(path, ".c"))
		return true;
	return is_below(path, front->main_directory) &&
	       !is_in_header_tree(front, path);
}

struct source_file *front_file(struct front *front, CXFile file)
{
	struct source_file *source = g_hash_table_lookup(front->files, file);
	g_autofree char *name = NULL;
	const char *path;

	if (source || !file)
		return source;
	name = cursor_take_string(clang_getFileName(file));
	path = text_intern(front_absolute(front->directory, name));
	source = g_new0(struct source_file, 1);
	source->index = front->ir->files->len;
	source->file = file;
	source->is_local = is_local(front, path);
	g_ptr_array_add(front->ir->files, (gpointer)path);
	g_hash_table_insert(front->files, file, source);
	return source;
}

struct source_file *front_file_text(struct front *front, CXFile file)
{
	struct source_file *source = front_file(front, file);
	size_t size = 0;

	if (!source || source->is_read)
		return source;
	source->is_read = true;
	source->text = clang_getFileContents(front->tu, file, &size);
	source->size_bytes = source->text ? size : 0;
	return source;
}

struct ir_loc front_loc(struct front *front, CXCursor cursor)
{
	struct source_file *source;
	unsigned line, column;
	CXFile file;

	clang_getExpansionLocation(clang_getCursorLocation(cursor), &file,
				   &line, &column, NULL);
	source = front_file(front, file);
	if (!source)
		return IR_NO_LOC;
	return (struct ir_loc){ source->index, line, column };
}

bool front_cursor_is_local(struct front *front, CXCursor cursor)
{
	struct source_file *source;
	CXFile file;

	clang_getExpansionLocation(clang_getCursorLocation(cursor), &file,
				   NULL, NULL, NULL);
	source = front_file(front, file);
	return source && source->is_local;
}

struct ir_span front_span(struct front *front, CXSourceRange range)
{
	unsigned line, column, begin, end;
	CXFile file, end_file;
	struct source_file *source;

	clang_getFileLocation(clang_getRangeStart(range), &file, &line,
			      &column, &begin);
	clang_getFileLocation(clang_getRangeEnd(range), &end_file, NULL, NULL,
			      &end);
	source = front_file(front, file);
	if (!source || end_file != file)
		return IR_NO_SPAN;
	return (struct ir_span){ source->index, begin, end, line, column };
}

const char *front_spelling(struct front *front, CXSourceLocation location,
			   const char **end)
{
	struct source_file *source;
	unsigned offset;
	CXFile file;

	clang_getSpellingLocation(location, &file, NULL, NULL, &offset);
	source = front_file_text(front, file);
	if (!source || offset >= source->size_bytes)
		return NULL;
	*end = source->text + source->size_bytes;
	return source->text + offset;
}

static const char *line_start(const char *text, const char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return at;
}

/* Is the literal all there is between `body` and the end of the line? */
static bool is_whole_body(const char *body, const char *literal,
			  const char *end)
{
	while (body < literal && (*body == ' ' || *body == '\t' ||
				  *body == '('))
		body++;
	if (body != literal)
		return false;
	while (body < end && g_ascii_isalnum(*body))
		body++;
	while (body < end && (*body == ' ' || *body == '\t' || *body == ')'))
		body++;
	return body == end || *body == '\n' || *body == '\r' || *body == '/';
}

static enum ir_atom atom_of(const struct front_options *options,
			    const char *name, gsize n)
{
	for (guint i = 0; i < options->n_atoms; i++)
		if (strlen(options->atom_macros[i]) == n &&
		    !memcmp(options->atom_macros[i], name, n))
			return options->atoms[i];
	return IR_ATOM_NONE;
}

/* The preprocessor has folded PAGE_SHIFT into a plain 12, but the literal's
 * spelling still lies in the line that defines it. */
enum ir_atom front_literal_atom(struct front *front, CXCursor literal)
{
	CXSourceLocation location = clang_getCursorLocation(literal);
	const char *at, *end, *line, *body;
	struct source_file *source;
	enum ir_atom atom;
	unsigned offset;
	CXFile file;
	gsize n;

	if (!front->options->n_atoms)
		return IR_ATOM_NONE;
	clang_getSpellingLocation(location, &file, NULL, NULL, &offset);
	source = front_file_text(front, file);
	if (!source || offset >= source->size_bytes)
		return IR_ATOM_NONE;
	end = source->text + source->size_bytes;
	at = source->text + offset;
	line = text_skip_space(line_start(source->text, at), at);
	if (line == at || *line != '#')
		return IR_ATOM_NONE;
	line = text_skip_space(line + 1, at);
	if (!text_is_word(line, at, "define"))
		return IR_ATOM_NONE;
	line = text_skip_space(line + strlen("define"), at);
	n = text_identifier(line, at);
	body = line + n;
	atom = atom_of(front->options, line, n);
	return atom && is_whole_body(body, at, end) ? atom : IR_ATOM_NONE;
}
