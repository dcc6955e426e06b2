/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates: the first line is the day of publication, the rest the words; whatever they are, a valid date or none comes out. */
#include "config.h"

#include <string.h>

#include <gls-date.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check (const char *edtf)
{
  guint32 first, last;

  g_assert_true (gls_date_is_valid (edtf));
  if (gls_date_get_range (edtf, &first, &last))
    g_assert_cmpuint (first, <=, last);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *published = g_strndup ((const char *) data, size);
  char *words = strchr (published, '\n');

  if (words != NULL)
    *words++ = '\0';

  g_autofree char *edtf = gls_date_resolve (words, published);

  if (edtf != NULL)
    check (edtf);
  if (gls_date_is_valid (published))
    check (published);

  return 0;
}
