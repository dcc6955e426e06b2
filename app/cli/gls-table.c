/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on a terminal, aligned by display width rather than bytes. */
#include "config.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "gls-cli.h"

struct _GlsTable {
  GPtrArray *headers;
  GPtrArray *rows;    /* GStrv */
  GArray    *widths;
};

static guint
display_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

GlsTable *
gls_table_new (const char * const *headers)
{
  GlsTable *table = g_new0 (GlsTable, 1);

  table->headers = g_ptr_array_new_with_free_func (g_free);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  table->widths = g_array_new (FALSE, TRUE, sizeof (guint));
  for (guint i = 0; headers[i] != NULL; i++)
    {
      guint width = display_width (headers[i]) - (headers[i][0] == '>');

      g_ptr_array_add (table->headers, g_strdup (headers[i]));
      g_array_append_val (table->widths, width);
    }
  return table;
}

void
gls_table_free (GlsTable *table)
{
  g_ptr_array_unref (table->headers);
  g_ptr_array_unref (table->rows);
  g_array_unref (table->widths);
  g_free (table);
}

/* A cell is one line, whatever stands in a title. */
static char *
make_cell (const char *text)
{
  char *cell = g_utf8_make_valid (text, -1);

  for (char *at = cell; *at != '\0'; at++)
    if ((guchar) *at < ' ' || *at == 0x7f)
      *at = ' ';
  return cell;
}

void
gls_table_add_row (GlsTable *table, const char * const *cells)
{
  char **row = g_new0 (char *, table->headers->len + 1);

  for (guint i = 0; i < table->headers->len; i++)
    {
      guint *width = &g_array_index (table->widths, guint, i);

      row[i] = make_cell (cells[i] != NULL ? cells[i] : "");
      *width = MAX (*width, display_width (row[i]));
    }
  g_ptr_array_add (table->rows, row);
}

void
gls_table_add (GlsTable *table, ...)
{
  g_autofree const char **row = g_new0 (const char *, table->headers->len + 1);
  va_list cells;

  va_start (cells, table);
  for (guint i = 0; i < table->headers->len; i++)
    row[i] = va_arg (cells, const char *);
  va_end (cells);
  gls_table_add_row (table, row);
}

static guint
terminal_width (void)
{
  struct winsize size;

  return isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col
                                                                                                      : G_MAXUINT;
}

static char *
cut (const char *text, guint width)
{
  guint used = 0;
  const char *at = text;

  if (display_width (text) <= width)
    return g_strdup (text);
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      used += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      if (used >= width)
        break;
    }
  {
    g_autofree char *head = g_strndup (text, at - text);

    return g_strconcat (head, "…", NULL);
  }
}

static void
print_row (GlsTable *table, char **cells, gboolean is_header, guint terminal)
{
  guint used = 0;

  for (guint i = 0; i < table->headers->len; i++)
    {
      const char *header = g_ptr_array_index (table->headers, i);
      gboolean right = header[0] == '>', last = i + 1 == table->headers->len;
      const char *text = cells[i] + (is_header && right);
      guint width = g_array_index (table->widths, guint, i);
      g_autofree char *shown = last && terminal > used ? cut (text, terminal - used) : g_strdup (text);
      guint space = width - MIN (width, display_width (shown));

      g_print ("%*s%s%*s", right ? (int) space : 0, "", shown, right || last ? 0 : (int) space, "");
      if (!last)
        g_print ("  ");
      used += width + 2;
    }
  g_print ("\n");
}

void
gls_table_print (GlsTable *table)
{
  guint terminal = terminal_width ();

  print_row (table, (char **) table->headers->pdata, TRUE, terminal);
  for (guint i = 0; i < table->rows->len; i++)
    print_row (table, g_ptr_array_index (table->rows, i), FALSE, terminal);
}
