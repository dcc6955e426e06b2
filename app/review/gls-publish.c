/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists gold and compares two lists. It must not know files. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "gls-aligned.h"
#include "gls-publish.h"

#define MOST_WORDS 60   /* characters */

static void
hash_annotation (const GlsAnnotation *annotation, char *hash)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) all = g_string_new (annotation->type);
  char id[GLS_ID_STRING_SIZE];

  for (guint i = 0; i < annotation->n_fragments; i++)
    g_string_append_printf (all, "\n%u-%u", annotation->fragments[i].start, annotation->fragments[i].end);
  for (guint i = 0; annotation->attributes != NULL && i < annotation->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      g_string_append_printf (all, "\n%s=%s", attribute->name, attribute->value);
    }
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      gls_id_to_string (&link->target, id);
      g_string_append_printf (all, "\n%d %s %d %s %s", link->relation, link->name, link->kind, id, link->value != NULL ? link->value : "");
    }
  if (annotation->has_entity)
    {
      gls_id_to_string (&annotation->entity, id);
      g_string_append_printf (all, "\n@%s", id);
    }
  g_string_append_printf (all, "\n%s", annotation->note != NULL ? annotation->note : "");
  g_checksum_update (sum, (const guchar *) all->str, (gssize) all->len);
  g_strlcpy (hash, g_checksum_get_string (sum), 17);
}

static void
list_document (const GlsDocument *document, const char *key, GString *out)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = g_ptr_array_index (document->annotations, i);
      guint32 start = annotation->fragments[0].start, end = annotation->fragments[annotation->n_fragments - 1].end;
      g_autofree char *words = gls_text_slice (document->text, start, MIN (end, start + MOST_WORDS));
      char id[GLS_ID_STRING_SIZE], hash[17];

      g_strdelimit (words, "\t\r\n", ' ');
      gls_id_to_string (&annotation->id, id);
      hash_annotation (annotation, hash);
      g_string_append_printf (out, "%s\t%s\t%s\t%s\t%s\n", id, hash, key, annotation->type, words);
    }
}

char *
gls_publish_list (GlsProject *project, guint *n_documents, guint *n_annotations, GError **error)
{
  static const char * const sets[] = { "gold", NULL };
  g_autoptr (GlsDocumentTable) table = gls_project_list_documents (project, NULL, error);
  g_autoptr (GString) out = g_string_new (NULL);

  *n_documents = *n_annotations = 0;
  if (table == NULL)
    return NULL;
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);
      g_autoptr (GlsDocument) document = NULL;

      if (row->annotations == 0)
        continue;
      document = gls_project_load_document (project, &row->id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS, sets, error);
      if (document == NULL)
        return NULL;
      *n_documents += document->annotations->len > 0;
      *n_annotations += document->annotations->len;
      list_document (document, row->key, out);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* --- Comparing -------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *id, *hash, *key, *type, *words;  /* in the list, which is cut into pieces */
  gboolean seen;
} Row;

static void
read_rows (char *list, GPtrArray *order)
{
  for (char *line = list, *next; line != NULL && *line != '\0'; line = next)
    {
      char *pieces[5] = { NULL };
      Row *row;

      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      for (guint i = 0; i < G_N_ELEMENTS (pieces) && line != NULL; i++)
        {
          pieces[i] = line;
          line = strchr (line, '\t');
          if (line != NULL)
            *line++ = '\0';
        }
      if (pieces[4] == NULL)
        continue;
      row = g_new0 (Row, 1);
      *row = (Row){ pieces[0], pieces[1], pieces[2], pieces[3], pieces[4], FALSE };
      g_ptr_array_add (order, row);
    }
}

static void
tell (GString *out, const char *what, const Row *row)
{
  g_string_append_printf (out, "%s\t%s\t%s\t%s\n", what, row->key, row->type, row->words);
}

void
gls_publish_compare (const char *before, const char *after, GString *out, GlsPublishReport *report)
{
  g_autofree char *old_list = g_strdup (before != NULL ? before : ""), *new_list = g_strdup (after);
  g_autoptr (GPtrArray) old_order = g_ptr_array_new_with_free_func (g_free), new_order = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) old_rows = g_hash_table_new (g_str_hash, g_str_equal);

  read_rows (old_list, old_order);
  read_rows (new_list, new_order);
  for (guint i = 0; i < old_order->len; i++)
    g_hash_table_insert (old_rows, ((Row *) g_ptr_array_index (old_order, i))->id, g_ptr_array_index (old_order, i));
  *report = (GlsPublishReport){ 0 };
  for (guint i = 0; i < new_order->len; i++)
    {
      const Row *row = g_ptr_array_index (new_order, i);
      Row *was = g_hash_table_lookup (old_rows, row->id);

      if (was != NULL)
        was->seen = TRUE;
      if (was == NULL)
        {
          report->added++;
          tell (out, _ ("added"), row);
        }
      else if (strcmp (was->hash, row->hash) != 0)
        {
          report->changed++;
          tell (out, _ ("changed"), row);
        }
    }
  for (guint i = 0; i < old_order->len; i++)
    {
      const Row *row = g_ptr_array_index (old_order, i);

      if (!row->seen)
        {
          report->removed++;
          tell (out, _ ("removed"), row);
        }
    }
}
