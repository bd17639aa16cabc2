/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of lowering one unit, and the tables every part of the front end
 * looks things up in. Nothing here outlives front_lower().
 */
#ifndef KMCHECK_FRONT_UNIT_H
#define KMCHECK_FRONT_UNIT_H

#include "front/cursor.h"
#include "front/front.h"
#include "front/pch.h"

struct source_file {
	guint32 index;		/* into ir_unit.files */
	CXFile file;
	bool is_read;		/* text and size_bytes are known */
	const char *text;	/* as the compiler saw it; owned by libclang */
	gsize size_bytes;
	bool is_local;		/* the user's own: see is_local() in source.c */
	GHashTable *macros;	/* names it #defines, or NULL: not scanned */
};

/* A record of the unit; parallel to ir_unit.records. */
struct record_info {
	CXType type;
	bool has_fields;	/* ir_record.fields is filled */
	GHashTable *field_of;	/* CXCursor of a field -> index + 1 */
};

struct callee {
	const char *name, *key;
	bool is_noreturn;
	CXCursor definition;	/* null cursor if the unit has none */
};

struct front {
	const struct front_options *options;
	struct ir_unit *ir;
	CXTranslationUnit tu;
	char *directory;	/* absolute */
	char *main_directory;	/* of the main file, absolute */
	GHashTable *files;	/* CXFile -> struct source_file * */
	GHashTable *types;	/* CXType.data[0] -> index + 1 */
	GHashTable *pointers;	/* type index + 1 -> pointer type index + 1 */
	GHashTable *records;	/* CXCursor -> index + 1 */
	GPtrArray *record_infos;
	GHashTable *members;	/* CXType.data[0] -> GArray of CXCursor */
	GHashTable *globals;	/* CXCursor -> index + 1 */
	GHashTable *callees;	/* CXCursor -> struct callee * */
	GHashTable *by_name;	/* function name -> CXCursor * */
	GHashTable *typedefs;	/* name -> CXCursor * */
	bool has_names;		/* by_name and typedefs are filled */
	GHashTable *keys;	/* of globals and records, interned: no two the
				   same */
	GHashTable *queued;	/* CXCursor of definitions to lower or done */
	GQueue pending;		/* CXCursor *: the same, not yet lowered */
	GQueue pending_globals;	/* CXCursor *: initialisers to read */
	const struct pch *pch;	/* the precompiled header in use, or NULL */
	GHashTable *wanted;	/* functions of it that are needed by name */
	bool is_hidden;		/* it hides a type that is needed by name */
	GHashTable *found;	/* names of options->probe that are there */
	guint32 int_type, long_type, ulong_type, bool_type, pointer_type;
};

/* source.c: files, locations, text */
struct source_file *front_file(struct front *front, CXFile file);
/* … with its text, which costs a search; size_bytes is 0 if it has none. */
struct source_file *front_file_text(struct front *front, CXFile file);
struct ir_loc front_loc(struct front *front, CXCursor cursor);
struct ir_span front_span(struct front *front, CXSourceRange range);
/* The text a location was spelled at; NULL if it has none (pasted tokens). */
const char *front_spelling(struct front *front, CXSourceLocation location,
			   const char **end);
enum ir_atom front_literal_atom(struct front *front, CXCursor literal);
char *front_absolute(const char *directory, const char *path);
bool front_cursor_is_local(struct front *front, CXCursor cursor);

/* text.c: reading C text where the tree says nothing */
const char *text_skip_space(const char *at, const char *end);
const char *text_skip_string(const char *at, const char *end);
gsize text_identifier(const char *at, const char *end);
/* As the IR holds strings: interned. Takes the text, which may be NULL. */
const char *text_intern(char *text);
bool text_is_word(const char *at, const char *end, const char *word);
/* From an opening bracket to one past its partner; NULL if unbalanced. */
const char *text_skip_brackets(const char *at, const char *end);

/* written.c: what the user wrote for a call */
void front_written(struct front *front, CXCursor call, CXCursor callee,
		   struct ir_call *out);

/* types.c */
guint32 front_type(struct front *front, CXType type);
guint32 front_cursor_type(struct front *front, CXCursor cursor);
/* … of the value: arrays and functions decay. */
guint32 front_value_type(struct front *front, CXCursor cursor);
guint32 front_pointer_to(struct front *front, guint32 type);
guint32 front_int_type(struct front *front, guint16 bits, bool is_signed);
bool front_same_type(const struct ir_unit *unit, guint32 a, guint32 b);
/* records.c */
guint32 front_record(struct front *front, CXType type);
/* The index of a field of a record or of its anonymous members; IR_NONE. */
guint32 front_field(struct front *front, guint32 record, CXCursor field);

/* A key that no other global or record of the unit has; takes `key`. */
const char *front_unique_key(struct front *front, const char *key);

/* declare.c */
/* The typedef of that name; false if it cannot be found. */
bool front_typedef(struct front *front, const char *name, gsize n,
		   CXType *type);
struct callee *front_callee(struct front *front, CXCursor function);
struct callee *front_callee_named(struct front *front, const char *name);
guint32 front_global(struct front *front, CXCursor variable);
guint32 front_literal_global(struct front *front, CXCursor literal);
void front_read_initialisers(struct front *front);
/* The argument of an attribute as the printed declaration shows it, e.g.
 * "cleanup" or "section"; NULL if there is none. The caller frees it. */
const char *front_attribute(CXCursor variable, const char *name);

/* function.c */
void front_function(struct front *front, CXCursor definition);

/* export.c */
void front_read_exports(struct front *front);

/* parse.c */
/* The main file's text, from an overlay or from disk. */
char *front_main_text(const struct front_options *options, GError **error);
/* NULL and error if there is nothing to lower. pch may be NULL. */
CXTranslationUnit front_parse(CXIndex index,
			      const struct front_options *options,
			      const struct pch *pch, const char *text,
			      GPtrArray *errors, GError **error);
/* Is there an error in that range that leaves a hole in the tree? */
bool front_is_torn(CXTranslationUnit tu, CXSourceRange range);

#endif
