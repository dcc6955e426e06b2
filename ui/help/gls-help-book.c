/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads help pages from the program's resources and their few forms of Markdown.
 * It must not know a widget nor which keys there are. */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "gls-help-book.h"

#define RESOURCES "/io/github/glossator/Glossator/help/"

static const char * const pages[] = { "first-steps", "marking", "claims", "entities", "review", "problems", "finding", "codebook",
                                      "documents", "keys", "command-line", "plugins", "project-file", "questions", NULL };

const char * const *
gls_help_list_pages (void)
{
  return pages;
}

static void
block_free (gpointer data)
{
  GlsHelpBlock *block = data;

  g_free (block->mark);
  g_free (block->text);
  g_free (block);
}

void
gls_help_page_free (GlsHelpPage *page)
{
  g_free (page->id);
  g_free (page->title);
  g_ptr_array_unref (page->blocks);
  g_free (page);
}

static void
append (GlsHelpPage *page, GlsHelpBlockKind kind, const char *mark, const char *text)
{
  GlsHelpBlock *block = g_new0 (GlsHelpBlock, 1);

  block->kind = kind;
  block->mark = g_strdup (mark);
  block->text = g_strdup (text);
  g_ptr_array_add (page->blocks, block);
}

/* The end of "12. ", or NULL. */
static const char *
skip_number (const char *line)
{
  const char *at = line;

  while (g_ascii_isdigit (*at))
    at++;
  return at > line && g_str_has_prefix (at, ". ") ? at + 2 : NULL;
}

/* Lines that follow each other are one paragraph. */
static void
append_line (GlsHelpPage *page, const char *line, gboolean *open)
{
  GlsHelpBlock *last = page->blocks->len > 0 ? g_ptr_array_index (page->blocks, page->blocks->len - 1) : NULL;

  if (*open && last != NULL)
    {
      char *joined = g_strconcat (last->text, " ", line, NULL);

      g_free (last->text);
      last->text = joined;
      return;
    }
  append (page, GLS_HELP_PARAGRAPH, NULL, line);
  *open = TRUE;
}

GlsHelpPage *
gls_help_page_parse (const char *id, const char *text)
{
  GlsHelpPage *page = g_new0 (GlsHelpPage, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean open = FALSE;
  g_autoptr (GString) code = NULL;

  page->id = g_strdup (id);
  page->blocks = g_ptr_array_new_with_free_func (block_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i], *rest;

      if (g_str_has_prefix (line, "```"))
        {
          if (code != NULL)
            append (page, GLS_HELP_CODE, NULL, code->str);
          if (code != NULL)
            g_string_free (g_steal_pointer (&code), TRUE);
          else
            code = g_string_new (NULL);
          open = FALSE;
        }
      else if (code != NULL)
        g_string_append_printf (code, "%s%s", code->len > 0 ? "\n" : "", line);
      else if (*line == '\0')
        open = FALSE;
      else if (g_str_has_prefix (line, "# ") && page->title == NULL)
        page->title = g_strdup (line + 2);
      else if (g_str_has_prefix (line, "## "))
        {
          append (page, GLS_HELP_HEADING, NULL, line + 3);
          open = FALSE;
        }
      else if (g_str_has_prefix (line, "- "))
        {
          append (page, GLS_HELP_ITEM, "•", line + 2);
          open = TRUE;
        }
      else if ((rest = skip_number (line)) != NULL)
        {
          g_autofree char *mark = g_strndup (line, rest - line - 1);

          append (page, GLS_HELP_ITEM, mark, rest);
          open = TRUE;
        }
      else
        append_line (page, line, &open);
    }
  if (page->title == NULL)
    page->title = g_strdup (id);
  return page;
}

static GBytes *
find (const char *language, const char *id)
{
  g_autofree char *path = g_strconcat (RESOURCES, language, "/", id, ".md", NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

GPtrArray *
gls_help_load (const char * const *languages)
{
  GPtrArray *book = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_help_page_free);
  const char *language = "C";

  for (guint i = 0; languages != NULL && languages[i] != NULL && g_str_equal (language, "C"); i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      /* What is written in English is English. */
      if (g_str_equal (languages[i], "C") || g_str_has_prefix (languages[i], "en"))
        break;
      bytes = find (languages[i], pages[0]);
      if (bytes != NULL)
        language = languages[i];
    }
  for (guint i = 0; pages[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = find (language, pages[i]);

      if (bytes == NULL)
        bytes = find ("C", pages[i]);
      if (bytes != NULL)
        {
          g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

          g_ptr_array_add (book, gls_help_page_parse (pages[i], text));
        }
    }
  return book;
}

/* --- Markup ------------------------------------------------------------------------------------------------------ */

static void
append_escaped (GString *out, const char *text, gssize n_bytes)
{
  g_autofree char *escaped = g_markup_escape_text (text, n_bytes);

  g_string_append (out, escaped);
}

/* "[words](page.md)" at @at: writes the link and gives its end, or NULL. */
static const char *
append_link (GString *out, const char *at)
{
  const char *middle = strstr (at, "]("), *end = middle != NULL ? strchr (middle, ')') : NULL;
  g_autofree char *page = NULL;

  if (end == NULL || memchr (at, '\n', end - at) != NULL)
    return NULL;
  page = g_strndup (middle + 2, end - middle - 2);
  if (g_str_has_suffix (page, ".md"))
    page[strlen (page) - 3] = '\0';
  g_string_append (out, "<a href=\"");
  append_escaped (out, page, -1);
  g_string_append (out, "\">");
  append_escaped (out, at + 1, middle - at - 1);
  g_string_append (out, "</a>");
  return end + 1;
}

static const char *
append_between (GString *out, const char *at, const char *mark, const char *tag)
{
  const char *from = at + strlen (mark), *end = strstr (from, mark);

  if (end == NULL || end == from || g_ascii_isspace (*from))
    return NULL;
  g_string_append_printf (out, "<%s>", tag);
  append_escaped (out, from, end - from);
  g_string_append_printf (out, "</%s>", tag);
  return end + strlen (mark);
}

/* "{win.undo}": its key. An action without one is a mistake of the page; its name is shown. */
static const char *
append_key (GString *out, const char *at, GlsHelpKey key)
{
  const char *end = strchr (at, '}');
  g_autofree char *action = end != NULL ? g_strndup (at + 1, end - at - 1) : NULL;
  g_autofree char *label = action != NULL && key != NULL ? key (action) : NULL;

  if (end == NULL)
    return NULL;
  g_string_append (out, "<b>");
  append_escaped (out, label != NULL ? label : action, -1);
  g_string_append (out, "</b>");
  return end + 1;
}

char *
gls_help_to_markup (const char *text, GlsHelpKey key)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      const char *end = NULL;

      if (*at == '[')
        end = append_link (out, at);
      else if (*at == '{')
        end = append_key (out, at, key);
      else if (*at == '`')
        end = append_between (out, at, "`", "tt");
      else if (g_str_has_prefix (at, "**"))
        end = append_between (out, at, "**", "b");
      else if (*at == '*')
        end = append_between (out, at, "*", "i");
      if (end == NULL)
        {
          end = g_utf8_next_char (at);
          append_escaped (out, at, end - at);
        }
      at = end;
    }
  return g_string_free (out, FALSE);
}

/* --- Searching --------------------------------------------------------------------------------------------------- */

static gboolean
holds (const char *text, const char *folded)
{
  g_autofree char *hay = g_utf8_casefold (text, -1);

  return strstr (hay, folded) != NULL;
}

static const char *
find_word (const GlsHelpPage *page, const char *folded)
{
  if (holds (page->title, folded))
    return page->title;
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const GlsHelpBlock *block = g_ptr_array_index (page->blocks, i);

      if (holds (block->text, folded))
        return block->text;
    }
  return NULL;
}

const char *
gls_help_page_find (const GlsHelpPage *page, const char *query)
{
  g_autofree char *folded = g_utf8_casefold (query, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  const char *first = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *found = *words[i] != '\0' ? find_word (page, words[i]) : page->title;

      if (found == NULL)
        return NULL;
      if (first == NULL && *words[i] != '\0')
        first = found;
    }
  return first != NULL ? first : page->title;
}
