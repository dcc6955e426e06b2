/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentions of an entity over a project, and the other places and annotations with the same words. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include <gls-alike.h>
#include <gls-mentions.h>

typedef struct {
  char        *folder, *path;
  GlsProject  *project;
  GlsCodebook *codebook;
  GlsDocument *documents[3];
  GlsEntity   *entity;
} Fixture;

static const char * const texts[] = {
  "Anton Maresh spoke in Vesk.\n\nMaresh’s men left Vesk.",
  "Vesk saw maresh and Maresh.",
  "Nothing of the kind happened in Lutna.",
};

static void
commit (Fixture *f, GlsChange *change)
{
  g_autoptr (GlsChange) owned = change;
  g_autoptr (GError) error = NULL;

  g_assert_true (gls_project_commit (f->project, owned, &error));
  g_assert_no_error (error);
}

static void
put (Fixture *f, guint document, const char *type, const char *by, const char *words, gboolean linked)
{
  GlsChange *change = gls_change_new (by, "label");
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (GlsFragment));

  gls_alike_find (f->documents[document]->text, words, NULL, NULL, 0, 1, places);
  g_assert_cmpuint (places->len, ==, 1);
  gls_id_generate (&annotation->id);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup (by);
  annotation->has_entity = linked;
  annotation->entity = f->entity->id;
  gls_annotation_set_fragments (annotation, &g_array_index (places, GlsFragment, 0), 1);
  gls_change_put_person (change, by);
  gls_change_put_annotation (change, &f->documents[document]->id, annotation, f->codebook);
  commit (f, change);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GlsChange *change = gls_change_new ("amira", "import");

  (void) data;
  f->folder = g_dir_make_tmp ("gls-test-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "p.gloss", NULL);
  f->codebook = gls_codebook_load_shipped ("claims and entities", &error);
  g_assert_no_error (error);
  f->project = gls_project_create (f->path, f->codebook, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GlsText) text = gls_text_new_from_string (texts[i], -1, NULL);

      f->documents[i] = gls_document_new (text);
      f->documents[i]->key = g_strdup_printf ("doc%u", i);
      gls_change_put_document (change, f->documents[i]);
    }
  f->entity = gls_entity_new ("Person", "Anton Maresh");
  gls_id_generate (&f->entity->id);
  gls_change_put_entity (change, f->entity);
  commit (f, change);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);

  (void) data;
  g_clear_pointer (&f->project, gls_project_close);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    gls_document_unref (f->documents[i]);
  gls_entity_free (f->entity);
  gls_codebook_unref (f->codebook);
  g_unlink (f->path);
  g_unlink (wal);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static char *
say (GPtrArray *mentions)
{
  GString *said = g_string_new (NULL);

  g_assert_nonnull (mentions);
  for (guint i = 0; i < mentions->len; i++)
    {
      const GlsMention *mention = g_ptr_array_index (mentions, i);

      g_string_append_printf (said, "%s%s:%u-%u", i > 0 ? " " : "", mention->key, mention->start, mention->end);
    }
  g_ptr_array_unref (mentions);
  return g_string_free (said, FALSE);
}

static void
test_mentions (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) counts = NULL;
  g_autofree char *all = NULL, *own = NULL;
  g_autoptr (GPtrArray) first = NULL;
  guint total = 0;

  (void) data;
  put (f, 0, "Person", "amira", "Anton Maresh", TRUE);
  put (f, 1, "Person", "amira", "Maresh", TRUE);
  put (f, 1, "Person", "bek", "Maresh", TRUE);
  put (f, 1, "Person", "bek", "maresh", FALSE);

  counts = gls_project_count_mentions (f->project, NULL);
  g_assert_cmpuint (counts->len, ==, 2);
  g_assert_cmpstr (g_array_index (counts, GlsMentionCount, 0).set, ==, "amira");
  g_assert_cmpuint (g_array_index (counts, GlsMentionCount, 0).n, ==, 2);
  g_assert_true (gls_id_equal (&g_array_index (counts, GlsMentionCount, 0).entity, &f->entity->id));
  g_assert_cmpstr (g_array_index (counts, GlsMentionCount, 1).set, ==, "bek");
  g_assert_cmpuint (g_array_index (counts, GlsMentionCount, 1).n, ==, 1);

  all = say (gls_project_load_mentions (f->project, &f->entity->id, NULL, 0, &total, NULL, NULL));
  g_assert_cmpstr (all, ==, "doc0:0-12 doc1:20-26 doc1:20-26");
  g_assert_cmpuint (total, ==, 3);
  own = say (gls_project_load_mentions (f->project, &f->entity->id, "bek", 0, &total, NULL, NULL));
  g_assert_cmpstr (own, ==, "doc1:20-26");
  first = gls_project_load_mentions (f->project, &f->entity->id, NULL, 1, &total, NULL, NULL);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (total, ==, 3);
  g_assert_cmpstr (((GlsMention *) first->pdata[0])->words, ==, "Anton Maresh");
  g_assert_cmpstr (((GlsMention *) first->pdata[0])->before, ==, "");
  g_assert_cmpstr (((GlsMention *) first->pdata[0])->after, ==, " spoke in Vesk.");
  g_assert_cmpstr (((GlsMention *) first->pdata[0])->type, ==, "Person");
}

static void
check (Fixture *f, GlsAlikeKind kind, const char *words, const char *type, const GlsId *except, guint limit, const char *wanted,
       gboolean wanted_more)
{
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  g_autofree char *said
      = say (gls_project_find_alike (f->project, kind, words, type, "amira", except, limit, &more, NULL, &error));

  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, wanted);
  g_assert_cmpint (more, ==, wanted_more);
}

static void
test_alike (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  (void) data;
  check (f, GLS_ALIKE_PLACES, "Vesk", "Place", NULL, 0, "doc0:22-26 doc0:47-51 doc1:0-4", FALSE);
  check (f, GLS_ALIKE_PLACES, "Vesk", "Place", NULL, 2, "doc0:22-26 doc0:47-51", TRUE);
  check (f, GLS_ALIKE_PLACES, "Vesk", "Place", NULL, 3, "doc0:22-26 doc0:47-51 doc1:0-4", FALSE);
  check (f, GLS_ALIKE_PLACES, "Vesk", "Place", &f->documents[0]->id, 0, "doc1:0-4", FALSE);
  check (f, GLS_ALIKE_PLACES, ".", "Place", &f->documents[0]->id, 0, "doc1:26-27 doc2:37-38", FALSE);
  check (f, GLS_ALIKE_PLACES, "\"Vesk", "Place", NULL, 0, "", FALSE);

  put (f, 1, "Place", "amira", "Vesk", FALSE);
  put (f, 0, "Place", "bek", "Vesk", FALSE);
  check (f, GLS_ALIKE_PLACES, "Vesk", "Place", NULL, 0, "doc0:22-26 doc0:47-51", FALSE);
  check (f, GLS_ALIKE_PLACES, "Vesk", "Person", NULL, 0, "doc0:22-26 doc0:47-51 doc1:0-4", FALSE);
  check (f, GLS_ALIKE_ANNOTATIONS, "Vesk", "Place", NULL, 0, "doc1:0-4", FALSE);
  check (f, GLS_ALIKE_ANNOTATIONS, "Vesk", "Person", NULL, 0, "", FALSE);

  put (f, 1, "Person", "amira", "maresh", FALSE);
  put (f, 1, "Person", "amira", "Maresh", TRUE);
  put (f, 0, "Person", "amira", "Maresh", FALSE);
  check (f, GLS_ALIKE_UNLINKED, "the Maresh's", "Person", NULL, 0, "doc0:6-12 doc1:9-15", FALSE);

  g_cancellable_cancel (cancelled);
  g_assert_null (gls_project_find_alike (f->project, GLS_ALIKE_PLACES, "Vesk", "Place", "amira", NULL, 0, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/mentions/mentions", Fixture, NULL, set_up, test_mentions, tear_down);
  g_test_add ("/mentions/alike", Fixture, NULL, set_up, test_alike, tear_down);

  return g_test_run ();
}
