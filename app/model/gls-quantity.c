/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities as values: strict JSON in, canonical JSON out, shown to people, compared.
 * It must not know how people say numbers (gls-quantity-parse.c does), nor annotations. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-json.h>

#include "gls-quantity.h"

/* What files say; the order is that of GlsModifier. */
static const char * const modifier_names[] = {
  "exact", "about", "at least", "more than", "less than", "nearly", "at most", "up to", "range", "magnitude",
};

/**
 * gls_modifier_to_string:
 * @modifier: a modifier
 *
 * Returns: what files say, never translated: "more than"
 */
const char *
gls_modifier_to_string (GlsModifier modifier)
{
  g_return_val_if_fail ((guint) modifier < G_N_ELEMENTS (modifier_names), "exact");

  return modifier_names[modifier];
}

/**
 * gls_modifier_parse:
 * @string: (nullable): exactly what gls_modifier_to_string() gives
 * @modifier: (out): untouched when FALSE is returned
 *
 * Returns: TRUE when @string is a modifier
 */
gboolean
gls_modifier_parse (const char *string, GlsModifier *modifier)
{
  for (guint i = 0; i < G_N_ELEMENTS (modifier_names); i++)
    if (g_strcmp0 (string, modifier_names[i]) == 0)
      {
        *modifier = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * gls_quantity_free:
 * @quantity: (nullable) (transfer full): a quantity
 */
void
gls_quantity_free (GlsQuantity *quantity)
{
  if (quantity == NULL)
    return;

  g_free (quantity->said);
  g_free (quantity->measure);
  g_free (quantity);
}

static gboolean
check_members (const GlsJsonValue *object, GError **error)
{
  static const char * const known[] = { "said", "low", "high", "modifier", "measure", "each", NULL };

  for (guint i = 0; i < object->n; i++)
    if (!g_strv_contains (known, object->members[i].name))
      {
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("A quantity has no member “%s”; it may have said, low, high, modifier, measure and each."),
                     object->members[i].name);
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_members (const GlsJsonValue *object, GlsQuantity *quantity, GError **error)
{
  const char *where = _("Quantity"), *said = NULL, *modifier = NULL, *measure = NULL;

  if (!check_members (object, error)
      || !gls_json_value_get_string (object, where, "said", TRUE, &said, error)
      || !gls_json_value_get_double (object, where, "low", FALSE, &quantity->low, error)
      || !gls_json_value_get_double (object, where, "high", FALSE, &quantity->high, error)
      || !gls_json_value_get_string (object, where, "modifier", TRUE, &modifier, error)
      || !gls_json_value_get_string (object, where, "measure", FALSE, &measure, error)
      || !gls_json_value_get_boolean (object, where, "each", FALSE, &quantity->each, error))
    return FALSE;

  quantity->said = g_strdup (said);
  quantity->measure = g_strdup (measure);

  if (!gls_modifier_parse (modifier, &quantity->modifier))
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                 _("The modifier “%s” of a quantity is unknown; it must be exact, about, at least, more than, less than, "
                   "nearly, at most, up to, range or magnitude."), modifier);
  else if (isinf (quantity->low) || isinf (quantity->high))
    g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID,
                         _("“low” and “high” of a quantity must be finite; null leaves one open."));
  else if (quantity->low > quantity->high)
    g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID,
                         _("“low” of a quantity is above “high”; exchange them."));
  else if (measure != NULL && *measure == '\0')
    g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID,
                         _("“measure” of a quantity is empty; leave it out where none is given."));
  else
    return TRUE;

  return FALSE;
}

/**
 * gls_quantity_from_json:
 * @json: (nullable): one JSON object, trusted in nothing
 * @error: GLS_ERROR_INVALID says which member is wrong
 *
 * "said" and "modifier" must be there; a bound that is missing or null is open.
 *
 * Returns: (transfer full) (nullable): the quantity, or NULL
 */
GlsQuantity *
gls_quantity_from_json (const char *json, GError **error)
{
  g_autoptr (GlsJsonTree) tree = gls_json_tree_new (json != NULL ? json : "", json != NULL ? strlen (json) : 0, error);

  return tree != NULL ? gls_quantity_from_value (gls_json_tree_root (tree), error) : NULL;
}

/**
 * gls_quantity_from_node:
 * @node: what gls_json_parse() made
 * @error: GLS_ERROR_INVALID says which member is wrong
 *
 * Returns: (transfer full) (nullable): the quantity, or NULL
 */
GlsQuantity *
gls_quantity_from_node (JsonNode *node, GError **error)
{
  g_autofree char *json = gls_json_canonical (node, TRUE);

  return gls_quantity_from_json (json, error);
}

/**
 * gls_quantity_from_value:
 * @value: of a tree
 * @error: GLS_ERROR_INVALID says which member is wrong
 *
 * As gls_quantity_from_json(), for who has read the JSON already.
 *
 * Returns: (transfer full) (nullable): the quantity, or NULL
 */
GlsQuantity *
gls_quantity_from_value (const GlsJsonValue *value, GError **error)
{
  if (value->kind != GLS_JSON_OBJECT)
    {
      g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID,
                           _("A quantity must be a JSON object with said, low, high and modifier."));
      return NULL;
    }

  g_autoptr (GlsQuantity) quantity = g_new0 (GlsQuantity, 1);

  quantity->low = NAN;
  quantity->high = NAN;
  if (!read_members (value, quantity, error))
    return NULL;

  return g_steal_pointer (&quantity);
}

static void
write_bound (GlsJsonWriter *writer, const char *member, double value)
{
  gls_json_writer_member (writer, member);
  if (isfinite (value))
    gls_json_writer_double (writer, value == 0 ? 0 : value); /* no -0 */
  else
    gls_json_writer_null (writer);
}

/**
 * gls_quantity_to_json:
 * @quantity: a quantity
 *
 * Equal quantities give equal bytes: said, low, high (null when open), modifier, measure (only when given), each (only
 * when true).
 *
 * Returns: (transfer full): the JSON
 */
char *
gls_quantity_to_json (const GlsQuantity *quantity)
{
  g_return_val_if_fail (quantity != NULL, NULL);

  GString *out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "said", quantity->said != NULL ? quantity->said : "");
  write_bound (&writer, "low", quantity->low);
  write_bound (&writer, "high", quantity->high);
  gls_json_writer_string_member (&writer, "modifier", gls_modifier_to_string (quantity->modifier));
  gls_json_writer_string_member (&writer, "measure", quantity->measure);
  if (quantity->each)
    gls_json_writer_boolean_member (&writer, "each", TRUE);
  gls_json_writer_end_object (&writer);

  return g_string_free (out, FALSE);
}

/* Up to 14 digits, or 15 of which up to 4 are behind a point, as the writer gives them; @value in parts of ten thousand. */
static const char *
skip_bound (const char *at, const char *end, gint64 open, gint64 *value)
{
  const char *digits, *null = gls_json_skip_literal (at, end, "null");
  gboolean negative;
  gint64 sum = 0;
  guint places = 0, whole;

  *value = open;
  if (null != NULL || at == NULL)
    return null;
  negative = at < end && *at == '-';
  digits = at += negative;
  for (; at < end && g_ascii_isdigit (*at) && at - digits < 15; at++)
    sum = sum * 10 + (*at - '0');
  whole = (guint) (at - digits);
  if (whole == 0 || whole > 14 || (*digits == '0' && whole > 1))
    return NULL;
  if (at < end && *at == '.')
    {
      for (at++; at < end && g_ascii_isdigit (*at) && places < 5; at++, places++)
        sum = sum * 10 + (*at - '0');
      if (places == 0 || places > 4 || whole + places > 15 || at[-1] == '0')
        return NULL;
    }
  for (; places < 4; places++)
    sum *= 10;
  *value = negative ? -sum : sum;
  return negative && sum == 0 ? NULL : at;
}

gboolean
gls_quantity_is_canonical (const char *json, gsize n_bytes)
{
  const char *at = json, *end = json + n_bytes, *opening, *more;
  gboolean known = FALSE;
  gint64 low, high;

  at = gls_json_skip_string (gls_json_skip_literal (at, end, "{\"said\":"), end);
  at = skip_bound (gls_json_skip_literal (at, end, ",\"low\":"), end, G_MININT64, &low);
  at = skip_bound (gls_json_skip_literal (at, end, ",\"high\":"), end, G_MAXINT64, &high);
  opening = gls_json_skip_literal (at, end, ",\"modifier\":");
  at = gls_json_skip_string (opening, end);
  if (at == NULL || low > high)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (modifier_names) && !known; i++)
    known = strlen (modifier_names[i]) == (gsize) (at - opening - 2) && memcmp (modifier_names[i], opening + 1, at - opening - 2) == 0;
  more = gls_json_skip_literal (at, end, ",\"measure\":");
  if (more != NULL)
    {
      at = gls_json_skip_string (more, end);
      if (at == NULL || at - more == 2)
        return FALSE;
    }
  more = gls_json_skip_literal (at, end, ",\"each\":true");
  at = gls_json_skip_literal (more != NULL ? more : at, end, "}");
  return known && at == end;
}

/* In the user's locale, with its grouping; as many decimals as the value needs, at most six. */
static char *
show_number (double value)
{
  if (fabs (value) >= 1e15)
    return g_strdup_printf ("%g", value);

  char fixed[G_ASCII_DTOSTR_BUF_SIZE + 32];
  int decimals = 6;

  g_ascii_formatd (fixed, sizeof fixed, "%.6f", value);
  for (gsize end = strlen (fixed); decimals > 0 && fixed[end - 1] == '0'; end--)
    decimals--;

  return g_strdup_printf ("%'.*f", decimals, value);
}

static char *
show_bounds (const GlsQuantity *quantity)
{
  gboolean has_low = isfinite (quantity->low), has_high = isfinite (quantity->high);
  g_autofree char *low = has_low ? show_number (quantity->low) : NULL;
  g_autofree char *high = has_high ? show_number (quantity->high) : NULL;

  if (has_low && has_high)
    {
      const char *about = quantity->modifier == GLS_MODIFIER_ABOUT || quantity->modifier == GLS_MODIFIER_MAGNITUDE
                            ? "≈ " : "";

      if (quantity->low == quantity->high)
        return g_strconcat (about, low, NULL);
      return g_strconcat (about, low, quantity->low < 0 ? " – " : "–", high, NULL);
    }
  if (has_low)
    return g_strconcat (quantity->modifier == GLS_MODIFIER_MORE_THAN ? "> " : "≥ ", low, NULL);
  if (!has_high)
    return g_strdup (quantity->said != NULL ? quantity->said : "");
  if (quantity->modifier == GLS_MODIFIER_NEARLY)
    return g_strdup_printf (_("nearly %s"), high);

  return g_strconcat (quantity->modifier == GLS_MODIFIER_LESS_THAN ? "< " : "≤ ", high, NULL);
}

/**
 * gls_quantity_to_display:
 * @quantity: a quantity
 *
 * For people, in the user's locale: "> 330", "≈ 30", "≤ 500", "500–600", "80 %"; the words where no bound is known.
 *
 * Returns: (transfer full): the text
 */
char *
gls_quantity_to_display (const GlsQuantity *quantity)
{
  g_return_val_if_fail (quantity != NULL, NULL);

  g_autofree char *bounds = show_bounds (quantity);
  GString *shown = g_string_new (bounds);

  if (quantity->measure != NULL && (isfinite (quantity->low) || isfinite (quantity->high)))
    g_string_append_printf (shown, " %s", g_str_equal (quantity->measure, "percent") ? "%" : quantity->measure);
  if (quantity->each)
    g_string_append_printf (shown, " %s", _("each"));

  return g_string_free (shown, FALSE);
}

static gboolean
same_bound (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/**
 * gls_quantity_agrees:
 * @a: a quantity
 * @b: another
 *
 * Words and modifiers may differ ("more than 330", "at least 330"); what is per item never agrees with a total.
 *
 * Returns: TRUE when bounds and measure are the same
 */
gboolean
gls_quantity_agrees (const GlsQuantity *a, const GlsQuantity *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return same_bound (a->low, b->low) && same_bound (a->high, b->high) && g_strcmp0 (a->measure, b->measure) == 0
         && !a->each == !b->each;
}
