/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What gloss agreement tells on demand: figures by type, document, month and pair, and who said what where another said else. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gls-agreement-parts.h"

static const char * const part_names[] = { "type", "document", "month", "pair", NULL };

gboolean
gls_agreement_parse_part (const char *name, GlsAgreePartition *partition)
{
  for (guint i = 0; part_names[i] != NULL; i++)
    if (strcmp (name, part_names[i]) == 0)
      {
        *partition = i;
        return TRUE;
      }
  return FALSE;
}

void
gls_agreement_write_parts (GlsJsonWriter *writer, const GlsAgreement *agreement, const GlsAgreeTable *table,
                           GlsAgreePartition partition, const char *measure)
{
  g_autoptr (GPtrArray) parts = gls_agreement_break_down (agreement, table, partition, measure);

  for (guint i = 0; i < parts->len; i++)
    {
      const GlsAgreePart *part = g_ptr_array_index (parts, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "feature", table->feature);
      gls_json_writer_string_member (writer, "per", part_names[partition]);
      gls_json_writer_string_member (writer, "name", part->name);
      gls_json_writer_string_member (writer, "measure", measure);
      gls_json_writer_int_member (writer, "items", part->figure.n_items);
      gls_json_writer_member (writer, "value");
      if (isnan (part->figure.value))
        gls_json_writer_null (writer);
      else
        gls_json_writer_double (writer, part->figure.value);
      gls_json_writer_member (writer, "reason");
      gls_json_writer_string (writer, gls_undefined_explain (part->figure.undefined));
      gls_json_writer_end_object (writer);
    }
}

void
gls_agreement_add_parts (GlsTable *out, const GlsAgreement *agreement, const GlsAgreeTable *table, GlsAgreePartition partition,
                         const char *measure)
{
  g_autoptr (GPtrArray) parts = gls_agreement_break_down (agreement, table, partition, measure);

  for (guint i = 0; i < parts->len; i++)
    {
      const GlsAgreePart *part = g_ptr_array_index (parts, i);
      g_autofree char *items = g_strdup_printf ("%u", part->figure.n_items);
      g_autofree char *value = isnan (part->figure.value) ? g_strdup ("–") : g_strdup_printf ("%.3f", part->figure.value);
      const char *why = gls_undefined_explain (part->figure.undefined);

      gls_table_add (out, table->feature, *part->name != '\0' ? part->name : _("not known"), measure, items, value,
                     why != NULL ? why : "", NULL);
    }
}

/* --- Confusion -------------------------------------------------------------------------------------------------------- */

void
gls_agreement_write_confusion (GlsJsonWriter *writer, const GlsAgreement *agreement, const GlsConfusion *confusion)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "feature", confusion->feature);
  gls_json_writer_string_member (writer, "a", agreement->people[confusion->a]);
  gls_json_writer_string_member (writer, "b", agreement->people[confusion->b]);
  gls_json_writer_member (writer, "categories");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < confusion->n; i++)
    gls_json_writer_string (writer, confusion->names[i]);
  gls_json_writer_end_array (writer);
  gls_json_writer_member (writer, "counts");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < confusion->n; i++)
    {
      gls_json_writer_begin_array (writer);
      for (guint k = 0; k < confusion->n; k++)
        gls_json_writer_int (writer, confusion->counts[i * confusion->n + k]);
      gls_json_writer_end_array (writer);
    }
  gls_json_writer_end_array (writer);
  gls_json_writer_end_object (writer);
}

void
gls_agreement_print_confusion (const GlsAgreement *agreement, const GlsConfusion *confusion)
{
  g_autofree const char **headers = g_new0 (const char *, confusion->n + 2);
  g_autoptr (GPtrArray) marked = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *corner = g_strdup_printf ("%s ↓ %s →", agreement->people[confusion->a], agreement->people[confusion->b]);
  g_autoptr (GlsTable) table = NULL;

  headers[0] = corner;
  for (guint i = 0; i < confusion->n; i++)
    {
      g_ptr_array_add (marked, g_strdup_printf (">%s", confusion->names[i]));
      headers[i + 1] = g_ptr_array_index (marked, i);
    }
  table = gls_table_new (headers);
  for (guint i = 0; i < confusion->n; i++)
    {
      g_auto (GStrv) row = g_new0 (char *, confusion->n + 2);

      row[0] = g_strdup (confusion->names[i]);
      for (guint k = 0; k < confusion->n; k++)
        {
          guint n = confusion->counts[i * confusion->n + k];

          row[k + 1] = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("·");
        }
      gls_table_add_row (table, (const char * const *) row);
    }
  g_print ("\n%s\n", confusion->feature);
  gls_table_print (table);
}
