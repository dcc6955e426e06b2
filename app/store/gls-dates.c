/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads dates again when the day of publication becomes known; the words stay, what they mean follows.
 * It must not know how words become dates. */
#include "config.h"

#include <gls-value.h>

#include "gls-dates.h"

static char *
dup_words (const GlsDocument *document, const GlsAnnotation *annotation)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < annotation->n_fragments; i++)
    {
      g_autofree char *part
          = gls_text_slice (document->text, annotation->fragments[i].start, annotation->fragments[i].end);

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", part);
    }
  return g_string_free (words, FALSE);
}

static int
resolve_annotation (GlsChange *change, const GlsDocument *document, const GlsAnnotation *annotation, const GlsTypeDef *type,
                    const char *before, const char *published)
{
  g_autofree char *words = NULL;
  int n = 0;

  for (guint i = 0; i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);
      const char *json = gls_annotation_get_attribute (annotation, def->name);
      g_autofree char *again = NULL, *then = NULL;

      if (def->kind != GLS_VALUE_DATE)
        continue;
      if (words == NULL)
        words = dup_words (document, annotation);
      /* "last month" meant nothing yet. */
      then = json == NULL ? gls_value_propose (def, words, before) : NULL;
      if (json != NULL)
        again = gls_value_resolve_again (json, words, before, published);
      else if (then == NULL)
        again = gls_value_propose (def, words, published);
      if (again == NULL)
        continue;
      gls_change_set_attribute (change, &annotation->id, def, again);
      n++;
    }
  return n;
}

int
gls_project_resolve_dates (GlsProject *project, GlsChange *change, const GlsId *document, const char *before,
                           const char *published, GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (project, error);
  g_autoptr (GlsDocument) loaded
      = codebook != NULL ? gls_project_load_document (project, document, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS, NULL, error) : NULL;
  int n = 0;

  if (loaded == NULL)
    return -1;
  for (guint i = 0; i < loaded->annotations->len; i++)
    {
      const GlsAnnotation *annotation = g_ptr_array_index (loaded->annotations, i);
      const GlsTypeDef *type = gls_codebook_find_type (codebook, annotation->type);

      if (type != NULL)
        n += resolve_annotation (change, loaded, annotation, type, before, published);
    }
  return n;
}
