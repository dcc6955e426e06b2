/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns what people type or mark into an attribute's canonical JSON and back into words.
 * It must not know annotations, nor where the value is kept. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-json.h>

#include "gls-date.h"
#include "gls-quantity.h"
#include "gls-value.h"

char *
gls_value_quote (const char *text)
{
  GString *out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_string (&writer, text);
  return g_string_free (out, FALSE);
}

/* A date that was said in words keeps them: they mean another day when another day of publication is known. */
static char *
write_date (const char *said, const char *date)
{
  GString *out;
  GlsJsonWriter writer;

  if (said == NULL)
    return gls_value_quote (date);
  out = g_string_new (NULL);
  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "said", said);
  gls_json_writer_string_member (&writer, "date", date);
  gls_json_writer_end_object (&writer);
  return g_string_free (out, FALSE);
}

/* What @json holds: a date, or text. @said (nullable) gets the words of a date that has some. NULL: neither. */
static char *
read_string (const char *json, char **said)
{
  g_autoptr (JsonNode) node = json != NULL ? gls_json_parse (json, -1, NULL) : NULL;
  const char *date = NULL, *words = NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (!JSON_NODE_HOLDS_OBJECT (node)
      || !gls_json_get_string (json_node_get_object (node), "", "date", TRUE, &date, NULL)
      || !gls_json_get_string (json_node_get_object (node), "", "said", FALSE, &words, NULL))
    return NULL;
  if (said != NULL)
    *said = g_strdup (words);
  return g_strdup (date);
}

/**
 * gls_value_propose:
 * @words: what is marked
 * @published: (nullable): the day the document was published, EDTF
 *
 * Returns: (transfer full) (nullable): canonical JSON that @def may have
 */
char *
gls_value_propose (const GlsAttributeDef *def, const char *words, const char *published)
{
  g_autofree char *json = NULL;

  if (def->kind == GLS_VALUE_QUANTITY)
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_parse (words);

      json = quantity != NULL ? gls_quantity_to_json (quantity) : NULL;
    }
  else if (def->kind == GLS_VALUE_DATE)
    {
      g_autofree char *date = gls_date_resolve (words, published);

      json = date != NULL ? write_date (NULL, date) : NULL;
    }
  return json != NULL && gls_attribute_def_check (def, json, NULL) ? g_steal_pointer (&json) : NULL;
}

char *
gls_value_resolve_again (const char *json, const char *words, const char *before, const char *published)
{
  g_autofree char *said = NULL, *now = NULL;
  g_autofree char *date = read_string (json, &said);
  g_autofree char *then = gls_date_resolve (said != NULL ? said : words, before);

  if (date == NULL || g_strcmp0 (date, then) != 0)
    return NULL;
  now = gls_date_resolve (said != NULL ? said : words, published);
  return now != NULL && !g_str_equal (now, date) ? write_date (said, now) : NULL;
}

static char *
fail (GError **error, const char *message)
{
  g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID, message);
  return NULL;
}

static char *
parse_quantity (const char *typed, GError **error)
{
  g_autoptr (GlsQuantity) quantity = gls_quantity_parse (typed);

  if (quantity == NULL)
    return fail (error, _("There is no number in this; write for example “500-600”, “more than 330” or “80 percent”."));
  return gls_quantity_to_json (quantity);
}

static char *
parse_date (const char *typed, const char *published, GError **error)
{
  g_autofree char *date = NULL;

  if (gls_date_is_valid (typed))
    return write_date (NULL, typed);
  date = gls_date_resolve (typed, published);
  if (date == NULL)
    return fail (error, _("There is no date in this; write for example “2015-04-21”, “November 2014” or “last month”."));
  return write_date (typed, date);
}

static char *
parse_number (const char *typed, GError **error)
{
  g_autofree char *plain = g_strdup (typed);
  GString *out;
  GlsJsonWriter writer;
  char *end;
  double number;
  gint64 whole;

  /* A decimal comma is what half the world types. */
  if (strchr (plain, '.') == NULL && strchr (plain, ',') == strrchr (plain, ','))
    g_strdelimit (plain, ",", '.');
  number = g_ascii_strtod (plain, &end);
  if (end == plain || *end != '\0')
    return fail (error, _("This is no number; write digits, for example “12” or “3.5”."));
  out = g_string_new (NULL);
  gls_json_writer_init (&writer, out);
  if (g_ascii_string_to_signed (plain, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    gls_json_writer_int (&writer, whole);
  else if (number < 1e300 && number > -1e300)
    gls_json_writer_double (&writer, number);
  return g_string_free (out, FALSE);
}

/**
 * gls_value_parse:
 * @typed: what a person typed, not empty
 * @published: (nullable): the day the document was published, EDTF
 *
 * Returns: (transfer full): canonical JSON that @def may have; %NULL with a sentence that says what is wrong
 */
char *
gls_value_parse (const GlsAttributeDef *def, const char *typed, const char *published, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *json = NULL;

  switch (def->kind)
    {
    case GLS_VALUE_QUANTITY:
      json = parse_quantity (text, error);
      break;
    case GLS_VALUE_DATE:
      json = parse_date (text, published, error);
      break;
    case GLS_VALUE_INTEGER:
    case GLS_VALUE_NUMBER:
      json = parse_number (text, error);
      break;
    case GLS_VALUE_BOOLEAN:
      json = g_strdup (text);
      break;
    case GLS_VALUE_TEXT:
    case GLS_VALUE_CHOICE:
    default:
      json = gls_value_quote (text);
      break;
    }
  if (json == NULL || !gls_attribute_def_check (def, json, error))
    return NULL;
  return g_steal_pointer (&json);
}

/**
 * gls_value_to_text:
 * @json: (nullable): the value
 *
 * Returns: (transfer full): what a field shows for editing
 */
char *
gls_value_to_text (const GlsAttributeDef *def, const char *json)
{
  g_autofree char *text = NULL, *said = NULL;

  if (json == NULL)
    return g_strdup ("");
  switch (def->kind)
    {
    case GLS_VALUE_QUANTITY:
      {
        g_autoptr (GlsQuantity) quantity = gls_quantity_from_json (json, NULL);

        if (quantity != NULL)
          return quantity->said != NULL && *quantity->said != '\0' ? g_strdup (quantity->said)
                                                                    : gls_quantity_to_display (quantity);
        break;
      }
    case GLS_VALUE_DATE:
    case GLS_VALUE_TEXT:
    case GLS_VALUE_CHOICE:
      text = read_string (json, &said);
      if (said != NULL)
        return g_steal_pointer (&said);
      return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
    case GLS_VALUE_INTEGER:
    case GLS_VALUE_NUMBER:
    case GLS_VALUE_BOOLEAN:
    default:
      return g_strdup (json);
    }
  return g_strdup ("");
}

/**
 * gls_value_to_display:
 * @def: (nullable): the attribute, where it is known
 * @json: (nullable): its value
 *
 * Returns: (transfer full): the value as people read it, in the user's language; "" for none
 */
char *
gls_value_to_display (const GlsAttributeDef *def, const char *json)
{
  g_autoptr (GlsQuantity) quantity = NULL;
  g_autofree char *text = NULL;

  if (json == NULL)
    return g_strdup ("");
  if ((def == NULL || def->kind == GLS_VALUE_QUANTITY) && (quantity = gls_quantity_from_json (json, NULL)) != NULL)
    return gls_quantity_to_display (quantity);
  if (g_str_equal (json, "true"))
    return g_strdup (_("yes"));
  if (g_str_equal (json, "false"))
    return g_strdup (_("no"));
  text = read_string (json, NULL);
  if (text == NULL)
    return g_strdup (json);
  if ((def == NULL || def->kind == GLS_VALUE_DATE) && gls_date_is_valid (text))
    return gls_date_to_display (text);
  return g_steal_pointer (&text);
}
