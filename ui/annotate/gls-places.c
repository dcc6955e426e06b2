/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small key file a project, in the folder for a program's state.
 * It must not know widgets. */
#include "config.h"

#include <glib/gstdio.h>
#include "gls-places.h"

/* Documents that are remembered; the ones first written go first. */
#define PLACES_MAX 2000
#define TABS_MAX 50

static const char * const sides[] = { "left", "right" };

struct _GlsPlaces {
  char     *file;
  GKeyFile *keys;
};

GlsPlaces *
gls_places_new (const char *path)
{
  GlsPlaces *places = g_new0 (GlsPlaces, 1);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.ini", sum);

  places->file = g_build_filename (g_get_user_state_dir (), "glossator", "places", name, NULL);
  places->keys = g_key_file_new ();
  g_key_file_load_from_file (places->keys, places->file, G_KEY_FILE_NONE, NULL);
  return places;
}

void
gls_places_free (GlsPlaces *places)
{
  g_key_file_unref (places->keys);
  g_free (places->file);
  g_free (places);
}

gboolean
gls_places_get (GlsPlaces *places, const GlsId *document, guint32 *scroll, guint32 *caret)
{
  char id[GLS_ID_STRING_SIZE];
  g_autofree int *values = NULL;
  gsize n = 0;

  gls_id_to_string (document, id);
  values = g_key_file_get_integer_list (places->keys, "places", id, &n, NULL);
  if (n != 2 || values[0] < 0 || values[1] < 0)
    return FALSE;
  *scroll = values[0];
  *caret = values[1];
  return TRUE;
}

void
gls_places_set (GlsPlaces *places, const GlsId *document, guint32 scroll, guint32 caret)
{
  int values[] = { MIN (scroll, G_MAXINT), MIN (caret, G_MAXINT) };
  g_auto (GStrv) known = NULL;
  char id[GLS_ID_STRING_SIZE];
  gsize n = 0;

  gls_id_to_string (document, id);
  /* To the end, as the one that was seen last. */
  g_key_file_remove_key (places->keys, "places", id, NULL);
  g_key_file_set_integer_list (places->keys, "places", id, values, G_N_ELEMENTS (values));
  known = g_key_file_get_keys (places->keys, "places", &n, NULL);
  for (gsize i = 0; i + PLACES_MAX < n; i++)
    g_key_file_remove_key (places->keys, "places", known[i], NULL);
}

GArray *
gls_places_get_tabs (GlsPlaces *places, guint side)
{
  GArray *documents = g_array_new (FALSE, FALSE, sizeof (GlsId));
  gsize n = 0;
  g_auto (GStrv) names = g_key_file_get_string_list (places->keys, "tabs", sides[side], &n, NULL);

  for (gsize i = 0; i < MIN (n, TABS_MAX); i++)
    {
      GlsId id;

      if (gls_id_parse (names[i], &id))
        g_array_append_val (documents, id);
    }
  return documents;
}

void
gls_places_set_tabs (GlsPlaces *places, guint side, const GlsId *documents, guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (n, TABS_MAX); i++)
    {
      char id[GLS_ID_STRING_SIZE];

      gls_id_to_string (&documents[i], id);
      g_ptr_array_add (names, g_strdup (id));
    }
  g_key_file_set_string_list (places->keys, "tabs", sides[side], (const char * const *) names->pdata, names->len);
}

guint
gls_places_get_active (GlsPlaces *places)
{
  return MAX (g_key_file_get_integer (places->keys, "tabs", "active", NULL), 0);
}

void
gls_places_set_active (GlsPlaces *places, guint index)
{
  g_key_file_set_integer (places->keys, "tabs", "active", index);
}

void
gls_places_save (GlsPlaces *places)
{
  g_autofree char *folder = g_path_get_dirname (places->file);
  g_autofree char *data = g_key_file_to_data (places->keys, NULL, NULL);

  /* Not worth waiting for the disk. */
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (places->file, data, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}
