/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the project says to plugins in the first line of JSON Lines: settings, and what becomes of their types.
 * It must not know which plugins there are: a file may come from where there are others. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include "gls-jsonl-private.h"

static const char *const plugin_members[] = { "plugin", "settings", "types", NULL };

/* Borrowed from the tree; NULL: what it holds fits neither a setting nor a type. */
static const char *
read_value (GlsPluginChoiceKind kind, const GlsJsonValue *value, GError **error)
{
  if (value->kind == GLS_JSON_STRING)
    return value->string;
  if (kind == GLS_CHOICE_TYPE && value->kind == GLS_JSON_NULL)
    return "";
  if (kind == GLS_CHOICE_TYPE)
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("it is neither a string nor null."));
  else
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("it is no string."));
  return NULL;
}

static gboolean
read_choices (const GlsJsonValue *object, const char *member, GlsPluginChoiceKind kind, const char *plugin, GPtrArray *choices,
              GError **error)
{
  const GlsJsonValue *table = NULL;

  if (!gls_json_value_get_object (object, "", member, FALSE, &table, error))
    return FALSE;
  for (guint i = 0; table && i < table->n; i++)
    {
      const char *name = table->members[i].name, *value = read_value (kind, &table->members[i].value, error);

      if (value && *name == '\0')
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("the name is empty."));
          value = NULL;
        }
      if (!value)
        {
          g_prefix_error (error, "“%s”: “%s”: ", member, name);
          return FALSE;
        }
      g_ptr_array_add (choices, gls_plugin_choice_new (kind, plugin, name, value));
    }
  return TRUE;
}

static gboolean
read_plugin (const GlsJsonValue *object, GHashTable *seen, GPtrArray *choices, GPtrArray *reports, GError **error)
{
  const char *plugin = NULL;

  if (!gls_json_value_get_string (object, "", "plugin", TRUE, &plugin, error)
      || !gls_jsonl_check_name ("plugin", plugin, error))
    return FALSE;
  if (g_hash_table_add (seen, (gpointer) plugin))
    return read_choices (object, "settings", GLS_CHOICE_SETTING, plugin, choices, error)
           && read_choices (object, "types", GLS_CHOICE_TYPE, plugin, choices, error);
  gls_jsonl_report (reports, _("Plugin “%s” stands twice in “plugins”; the first one is taken."), plugin);
  return TRUE;
}

gboolean
gls_jsonl_read_plugins (const GlsJsonValue *object, GPtrArray *choices, GPtrArray *unknown, GPtrArray *reports, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const GlsJsonValue *array = NULL;

  if (!gls_json_value_get_array (object, "", "plugins", FALSE, &array, error))
    return FALSE;
  for (guint i = 0; array && i < array->n; i++)
    {
      const GlsJsonValue *element = NULL;

      if (!gls_json_value_get_element (array, i, "plugins", &element, error)
          || !read_plugin (element, seen, choices, reports, error))
        {
          g_prefix_error (error, _("“%s” %u: "), "plugins", i + 1);
          return FALSE;
        }
      gls_json_value_find_unknown (element, "plugin", plugin_members, unknown);
    }
  g_ptr_array_sort (choices, gls_plugin_choice_compare);
  return TRUE;
}

/* --- Writing ---------------------------------------------------------------------------------------------------------- */

/* The choices of one plugin and kind from @at on; returns where the others begin. */
static guint
write_choices (GlsJsonWriter *writer, const char *member, GlsPluginChoiceKind kind, const GPtrArray *choices, guint at)
{
  const GlsPluginChoice *first = at < choices->len ? choices->pdata[at] : NULL;

  if (!first || first->kind != kind)
    return at;
  gls_json_writer_member (writer, member);
  gls_json_writer_begin_object (writer);
  for (; at < choices->len; at++)
    {
      const GlsPluginChoice *choice = choices->pdata[at];

      if (choice->kind != kind || strcmp (choice->plugin, first->plugin) != 0)
        break;
      gls_json_writer_member (writer, choice->name);
      gls_json_writer_string (writer, kind == GLS_CHOICE_TYPE && *choice->value == '\0' ? NULL : choice->value);
    }
  gls_json_writer_end_object (writer);
  return at;
}

void
gls_jsonl_write_plugins (GlsJsonWriter *writer, GPtrArray *choices)
{
  g_autoptr (GPtrArray) ordered = NULL;

  if (!choices || choices->len == 0)
    return;
  ordered = g_ptr_array_new ();
  g_ptr_array_extend (ordered, choices, NULL, NULL);
  g_ptr_array_sort (ordered, gls_plugin_choice_compare);
  gls_json_writer_member (writer, "plugins");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < ordered->len;)
    {
      const char *plugin = ((const GlsPluginChoice *) ordered->pdata[i])->plugin;

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "plugin", plugin);
      i = write_choices (writer, "settings", GLS_CHOICE_SETTING, ordered, i);
      if (i < ordered->len && strcmp (((const GlsPluginChoice *) ordered->pdata[i])->plugin, plugin) == 0)
        i = write_choices (writer, "types", GLS_CHOICE_TYPE, ordered, i);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}
