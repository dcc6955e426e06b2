/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists what could stand in a role, at the other end of a relation, or for a mention.
 * It must not know how one is chosen. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gls-choices.h"

static void
add_choice (GPtrArray *choices, char *label, char *text)
{
  g_ptr_array_add (choices, label);
  g_ptr_array_add (choices, text);
}

static gboolean
is_allowed (char **types, const char *type)
{
  return types == NULL || g_strv_contains ((const char * const *) types, type);
}

/* A mark of each group, in the order of the text. */
static void
add_marks (GPtrArray *choices, const GlsAligned *aligned, char **types)
{
  for (guint group = 0; group < aligned->n_groups; group++)
    {
      guint n;
      const GlsAlignedMark *marks = gls_aligned_get_group (aligned, group, &n);

      for (guint i = 0; i < n; i++)
        {
          const GlsAnnotation *mark = marks[i].annotation;
          g_autofree char *words = NULL, *id = NULL;

          if (!is_allowed (types, mark->type))
            continue;
          words = gls_aligned_dup_words (aligned, mark->fragments[0].start, mark->fragments[mark->n_fragments - 1].end);
          id = gls_id_dup_string (&mark->id);
          add_choice (choices, g_strdup_printf ("%s · %s", words, mark->type), g_strdup_printf ("to %s", id));
          break;
        }
    }
}

typedef struct {
  const char  *name;
  const GlsId *id;
} Named;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (((const Named *) a)->name, ((const Named *) b)->name);
}

static void
add_entities (GPtrArray *choices, const GlsReview *review)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (Named));
  GHashTableIter iter;
  gpointer id, name;

  g_hash_table_iter_init (&iter, review->entity_names);
  while (g_hash_table_iter_next (&iter, &id, &name))
    {
      Named one = { name, id };

      g_array_append_val (names, one);
    }
  g_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    add_choice (choices, g_strdup (g_array_index (names, Named, i).name), gls_id_dup_string (g_array_index (names, Named, i).id));
}

char **
gls_list_choices (GlsProject *project, char **people, const GlsId *document, GlsCaseKind kind, const char *type, const char *field,
                  GError **error)
{
  GlsReviewQuery query = { .people = people, .no_documents = TRUE };
  g_autoptr (GlsReview) review = gls_review_new (project, &query, error);
  g_autoptr (GlsAligned) aligned = review != NULL ? gls_review_load (review, document, NULL, error) : NULL;
  const GlsTypeDef *def = review != NULL ? gls_codebook_find_type (review->codebook, type) : NULL;
  const GlsRoleDef *role = def != NULL && kind == GLS_CASE_ROLE ? gls_type_def_find_role (def, field) : NULL;
  GPtrArray *choices;

  if (aligned == NULL)
    return NULL;
  choices = g_ptr_array_new ();
  if (kind == GLS_CASE_ROLE || kind == GLS_CASE_RELATION)
    {
      add_choice (choices, g_strdup (_ ("left empty")), g_strdup (""));
      if (kind == GLS_CASE_ROLE)
        {
          add_choice (choices, g_strdup (_ ("not said")), g_strdup ("none"));
          add_choice (choices, g_strdup (_ ("the author")), g_strdup ("author"));
        }
      add_marks (choices, aligned, role != NULL ? role->types : NULL);
    }
  else if (kind == GLS_CASE_ENTITY)
    {
      add_choice (choices, g_strdup (_ ("no entity")), g_strdup (""));
      add_entities (choices, review);
    }
  g_ptr_array_add (choices, NULL);
  return (char **) g_ptr_array_free (choices, FALSE);
}
