// SPDX-License-Identifier: GPL-2.0-only
/* A source line with a caret. */
#include "report/excerpt.h"

#include <stdbool.h>
#include <string.h>

#define TAB_COLUMNS 8
#define NUMBER_DIGITS 5

/* One character of the source: where it stands and what is shown for it. */
struct cell {
	guint byte;		/* offset in the line */
	guint column, width;	/* on the screen, from 0 */
	guint shown, shown_bytes;	/* in struct cells.shown */
};

struct cells {
	GArray *cells;
	GString *shown;
	guint width;		/* of the whole line */
};

static guint append_char(GString *shown, gunichar c, guint column)
{
	if (c == '\t') {
		guint width = TAB_COLUMNS - column % TAB_COLUMNS;

		g_string_append_printf(shown, "%*s", width, "");
		return width;
	}
	if (!g_unichar_isprint(c)) {
		gsize before = shown->len;

		g_string_append_printf(shown, "<%02x>", c);
		return shown->len - before;
	}
	g_string_append_unichar(shown, c);
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

static struct cells layout(const char *line)
{
	struct cells cells = {
		.cells = g_array_new(FALSE, FALSE, sizeof(struct cell)),
		.shown = g_string_new(NULL),
	};
	const char *p = line;

	while (*p) {
		struct cell cell = {
			.byte = p - line,
			.column = cells.width,
			.shown = cells.shown->len,
		};
		gunichar c = g_utf8_get_char_validated(p, -1);
		bool is_valid = c != (gunichar)-1 && c != (gunichar)-2;

		if (is_valid) {
			cell.width = append_char(cells.shown, c, cells.width);
			p = g_utf8_next_char(p);
		} else {
			g_string_append_printf(cells.shown, "<%02x>",
					       (guchar)*p++);
			cell.width = 4;
		}
		cell.shown_bytes = cells.shown->len - cell.shown;
		cells.width += cell.width;
		g_array_append_val(cells.cells, cell);
	}
	return cells;
}

/* Screen column of a byte; past the end, the end. */
static guint column_of(const struct cells *cells, guint byte)
{
	for (guint i = 0; i < cells->cells->len; i++) {
		const struct cell *cell =
			&g_array_index(cells->cells, struct cell, i);

		if (cell->byte >= byte)
			return cell->column;
	}
	return cells->width;
}

/* First screen column to show, so that the caret is in view. */
static guint window_start(guint caret, guint room, guint width)
{
	if (!room || width <= room || caret < room * 3 / 4)
		return 0;
	return MIN(caret - room / 4, width - room);
}

static void append_window(GString *out, const struct cells *cells,
			  guint from, guint room)
{
	for (guint i = 0; i < cells->cells->len; i++) {
		const struct cell *cell =
			&g_array_index(cells->cells, struct cell, i);

		if (cell->column < from ||
		    (room && cell->column + cell->width > from + room))
			continue;
		g_string_append_len(out, cells->shown->str + cell->shown,
				    cell->shown_bytes);
	}
}

static void append_mark(GString *out, const struct excerpt *excerpt,
			guint caret, guint caret_end)
{
	g_string_append_printf(out, "%*s%*s %s|%s ", excerpt->indent, "",
			       NUMBER_DIGITS, "", excerpt->gutter_on,
			       excerpt->off);
	g_string_append_printf(out, "%*s%s^", caret, "", excerpt->mark_on);
	for (guint i = caret + 1; i < caret_end; i++)
		g_string_append_c(out, '~');
	g_string_append_printf(out, "%s\n", excerpt->off);
}

void excerpt_append(GString *out, const struct excerpt *excerpt)
{
	struct cells cells = layout(excerpt->line);
	guint gutter = excerpt->indent + NUMBER_DIGITS + 3;
	guint room = excerpt->width > gutter + 20 ? excerpt->width - gutter : 0;
	guint caret = column_of(&cells, MAX(excerpt->column, 1) - 1);
	guint end = column_of(&cells, MAX(excerpt->end_column, 1) - 1);
	guint from = window_start(caret, room, cells.width);

	g_string_append_printf(out, "%*s%s%*u |%s ", excerpt->indent, "",
			       excerpt->gutter_on, NUMBER_DIGITS,
			       excerpt->number, excerpt->off);
	append_window(out, &cells, from, room);
	g_string_append_c(out, '\n');
	if (excerpt->column) {
		end = room ? MIN(end, from + room) : end;
		append_mark(out, excerpt, caret - from,
			    end > from ? end - from : 0);
	}
	g_array_unref(cells.cells);
	g_string_free(cells.shown, TRUE);
}

guint excerpt_word_end(const char *line, guint column)
{
	gsize length_bytes = strlen(line);
	gsize i = column - 1;

	while (i < length_bytes &&
	       (g_ascii_isalnum(line[i]) || line[i] == '_'))
		i++;
	return MAX(i + 1, column + 1);
}
