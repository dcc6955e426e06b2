/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codebooks: any bytes are refused with a sentence, or read; what was read is written and read again to the same. */
#include "config.h"

#include <string.h>

#include <gls-codebook.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) codebook = gls_codebook_parse ((const char *) data, size, unknown, &error);

  if (codebook == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  g_autofree char *json = gls_codebook_to_json (codebook, FALSE);
  g_autofree char *pretty = gls_codebook_to_json (codebook, TRUE);
  g_autoptr (GlsCodebook) again = gls_codebook_parse (pretty, -1, NULL, &error);

  g_assert_no_error (error);
  g_autofree char *twice = gls_codebook_to_json (again, FALSE);
  g_assert_cmpstr (json, ==, twice);

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = codebook->types->pdata[i];

      for (guint j = 0; j < type->attributes->len; j++)
        {
          const GlsAttributeDef *attribute = type->attributes->pdata[j];

          g_assert_true (attribute->initial == NULL || gls_attribute_def_check (attribute, attribute->initial, NULL));
        }
    }

  return 0;
}
