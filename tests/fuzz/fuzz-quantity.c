/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities: any bytes as words and as JSON; what comes out is finite, in order, and its JSON reads back to itself. */
#include "config.h"

#include <math.h>

#include <gls-quantity.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check (const GlsQuantity *quantity)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (isinf (quantity->low) || isinf (quantity->high) || quantity->low > quantity->high);

  g_autofree char *json = gls_quantity_to_json (quantity);
  g_autoptr (GlsQuantity) again = gls_quantity_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_true (gls_quantity_agrees (quantity, again));
  g_autofree char *twice = gls_quantity_to_json (again);
  g_assert_cmpstr (json, ==, twice);
  g_autofree char *display = gls_quantity_to_display (quantity);
  g_assert_true (g_utf8_validate (display, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *words = g_strndup ((const char *) data, size);
  g_autoptr (GlsQuantity) said = gls_quantity_parse (words);
  g_autoptr (GlsQuantity) read = gls_quantity_from_json (words, NULL);

  if (said != NULL)
    check (said);
  if (read != NULL)
    check (read);

  return 0;
}
