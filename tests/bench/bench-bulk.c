/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the main thread does when 50,000 annotations are changed or removed in one step: laying the edits over the spans,
 * writing them into a change, renewing the list. What the file does is in bench-project. */
#include "config.h"

#include <stdio.h>

#include "annotate/gls-edits.h"
#include "annotate/gls-span-model.h"

#define BULK 50000

static double
since (gint64 time)
{
  return (g_get_monotonic_time () - time) / 1e3;
}

static void
measure (const char *what, GlsEditKind kind, const GlsSpanTable *base, const GlsCodebook *codebook)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  g_autoptr (GlsChange) change = gls_change_new ("amira", what);
  g_autoptr (GlsSpanModel) model = gls_span_model_new ();
  g_autoptr (GlsSpanTable) laid = NULL, shown = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  gint64 time = g_get_monotonic_time ();
  double made, written;
  GlsEdit *edit;

  for (guint i = 0; i < base->spans->len; i++)
    g_array_append_val (ids, g_array_index (base->spans, GlsSpan, i).id);
  edit = gls_edit_new_many (kind, &base->document, ids);
  edit->type = g_strdup ("Organization");
  g_ptr_array_add (edits, edit);
  made = since (time);
  time = g_get_monotonic_time ();
  for (guint i = 0; i < edits->len; i++)
    gls_edit_write (g_ptr_array_index (edits, i), change, codebook);
  written = since (time);
  shown = gls_span_table_ref ((GlsSpanTable *) base);
  gls_span_model_set (model, shown, NULL);
  time = g_get_monotonic_time ();
  laid = gls_edits_apply (base, edits, 0);
  gls_span_model_set (model, laid, NULL);
  printf ("%s of %u: %.0f ms to make, %.0f to write, %.0f to lay and list\n", what, base->spans->len, made, written, since (time));
}

int
main (void)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsSpanTable) base = NULL;
  GlsId document;

  gls_id_generate (&document);
  base = gls_span_table_new (&document);
  g_ptr_array_add (base->sets, g_strdup ("amira"));
  g_ptr_array_add (base->types, g_strdup ("Person"));
  for (guint i = 0; i < BULK; i++)
    {
      GlsSpan span = { .start = i * 20, .end = i * 20 + 12, .n_fragments = 1 };

      gls_id_generate (&span.id);
      g_array_append_val (base->spans, span);
    }
  measure ("type", GLS_EDIT_RETYPE, base, codebook);
  measure ("delete", GLS_EDIT_REMOVE, base, codebook);
  return 0;
}
