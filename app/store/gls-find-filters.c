/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the filters of a search ask of annotations, and whether they name what there is: types, people, entities by name and alias.
 * It knows no words and no places; those are gls-find.c's. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-entity-same.h>
#include <gls-error.h>

#include "gls-find-filters.h"

#define MOST_NAMES 12

typedef const char *(*GlsFindNameFunc) (gconstpointer item);

/* A filter of this kind asks for more than that there is one. */
static gboolean
asks_value (const GlsQuery *query, GlsFilterKind kind)
{
  for (guint i = 0; i < query->filters->len; i++)
    {
      const GlsFilter *filter = g_ptr_array_index (query->filters, i);

      if (filter->kind == kind && filter->value != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
accepts_entity (GlsFindFilters *self, const GlsId *entity)
{
  gboolean asked = FALSE, found = FALSE;

  for (guint i = 0; i < self->query->filters->len; i++)
    {
      const GlsFilter *filter = g_ptr_array_index (self->query->filters, i);
      GHashTable *meant = g_ptr_array_index (self->entities, i);
      gboolean fits;

      if (filter->kind != GLS_FILTER_ENTITY)
        continue;
      fits = entity != NULL && (meant == NULL || g_hash_table_contains (meant, entity));
      if (filter->negated && fits)
        return FALSE;
      asked |= !filter->negated;
      found |= !filter->negated && fits;
    }
  return found || !asked;
}

/* Note, line to the lead and entity; they are read only where a filter asks what they say. */
static gboolean
accepts_content (GlsFindFilters *self, const GlsSpan *span, GError **error)
{
  gboolean note = (span->flags & GLS_SPAN_NOTE) != 0 && asks_value (self->query, GLS_FILTER_NOTE);
  gboolean unsure = (span->flags & GLS_SPAN_UNSURE) != 0 && asks_value (self->query, GLS_FILTER_UNSURE);
  gboolean entity = (span->flags & GLS_SPAN_ENTITY) != 0 && asks_value (self->query, GLS_FILTER_ENTITY);
  g_autoptr (GlsAnnotation) annotation = NULL;
  static const GlsId any = { 0 };
  const GlsId *linked = span->flags & GLS_SPAN_ENTITY ? &any : NULL;
  const char *said = span->flags & GLS_SPAN_NOTE ? "" : NULL, *asked = span->flags & GLS_SPAN_UNSURE ? "" : NULL;

  if (note || unsure || entity)
    {
      annotation = gls_project_load_annotation (self->project, &span->id, error);
      if (annotation == NULL)
        return FALSE;
      said = note ? annotation->note : said;
      asked = unsure ? annotation->unsure : asked;
      linked = entity && annotation->has_entity ? &annotation->entity : linked;
    }
  return gls_query_accepts (self->query, GLS_FILTER_NOTE, said) && gls_query_accepts (self->query, GLS_FILTER_UNSURE, asked) &&
         accepts_entity (self, linked);
}

gboolean
gls_find_filters_accept (GlsFindFilters *self, const GlsSpanTable *table, const GlsSpan *span, GError **error)
{
  const char *set = g_ptr_array_index (table->sets, span->set), *type = g_ptr_array_index (table->types, span->type);

  if (self->own && (span->flags & GLS_SPAN_SUGGESTION) == 0 && g_strcmp0 (set, self->person) != 0 &&
      !gls_query_has_filter (self->query, GLS_FILTER_BY))
    return FALSE;
  return gls_query_accepts (self->query, GLS_FILTER_TYPE, type) && gls_query_accepts (self->query, GLS_FILTER_BY, set) &&
         accepts_content (self, span, error);
}

/* What is judged to be one with an entity that is meant is meant too. */
static gboolean
add_same (GlsFindFilters *self, GPtrArray *all, GHashTable *meant, GError **error)
{
  g_autoptr (GPtrArray) judgements = gls_project_load_judgements (self->project, error);
  g_autoptr (GHashTable) same = NULL, meant_ones = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  if (judgements == NULL)
    return FALSE;
  same = gls_entities_find_same (judgements);
  g_hash_table_iter_init (&iter, meant);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (meant_ones, g_memdup2 (gls_entities_get_same (same, id), sizeof (GlsId)));
  for (guint i = 0; g_hash_table_size (same) > 0 && i < all->len; i++)
    {
      const GlsEntity *entity = g_ptr_array_index (all, i);

      if (g_hash_table_contains (meant_ones, gls_entities_get_same (same, &entity->id)))
        g_hash_table_add (meant, g_memdup2 (&entity->id, sizeof entity->id));
    }
  return TRUE;
}

/* Every filter for an entity knows which ones it means, by name and alias. */
static gboolean
find_entities (GlsFindFilters *self, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; i < self->query->filters->len; i++)
    {
      const GlsFilter *filter = g_ptr_array_index (self->query->filters, i);
      GHashTable *meant = NULL;

      if (filter->kind == GLS_FILTER_ENTITY && filter->value != NULL)
        {
          if (all == NULL)
            all = gls_project_load_entities (self->project, error);
          if (all == NULL)
            return FALSE;
          meant = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
          for (guint k = 0; k < all->len; k++)
            {
              const GlsEntity *entity = g_ptr_array_index (all, k);
              gboolean fits = gls_filter_matches (filter, entity->name);

              for (guint a = 0; !fits && entity->aliases != NULL && a < entity->aliases->len; a++)
                fits = gls_filter_matches (filter, ((const GlsAlias *) g_ptr_array_index (entity->aliases, a))->name);
              if (fits)
                g_hash_table_add (meant, g_memdup2 (&entity->id, sizeof entity->id));
            }
        }
      g_ptr_array_add (self->entities, meant);
      if (meant != NULL && !add_same (self, all, meant, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
knows_type (GlsFindFilters *self, const GlsFilter *filter)
{
  for (guint i = 0; i < self->codebook->types->len; i++)
    if (gls_filter_matches (filter, ((const GlsTypeDef *) g_ptr_array_index (self->codebook->types, i))->name))
      return TRUE;
  return FALSE;
}

static gboolean
knows_set (const GlsFilter *filter, GPtrArray *people)
{
  if (gls_filter_matches (filter, "gold") || g_str_has_prefix (filter->value, "plugin:") || filter->pattern != NULL)
    return TRUE;
  for (guint i = 0; i < people->len; i++)
    if (gls_filter_matches (filter, g_ptr_array_index (people, i)))
      return TRUE;
  return FALSE;
}

/* The names of what there is, as many as can be read in one sentence. */
static char *
join_names (GPtrArray *all, GlsFindNameFunc get_name)
{
  GString *names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const char *name = get_name (g_ptr_array_index (all, i));

      if (name != NULL && ++n <= MOST_NAMES)
        g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", name);
    }
  if (n > MOST_NAMES)
    g_string_append (names, ", …");
  return g_string_free (names, FALSE);
}

static const char *
get_type_name (gconstpointer type)
{
  return ((const GlsTypeDef *) type)->retired ? NULL : ((const GlsTypeDef *) type)->name;
}

static const char *
get_person_name (gconstpointer person)
{
  return person;
}

/* A slip of the pen should be told, not answered with nothing. */
static gboolean
check_names (GlsFindFilters *self, GError **error)
{
  g_autoptr (GPtrArray) people = gls_project_load_people (self->project, error);

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < self->query->filters->len; i++)
    {
      const GlsFilter *filter = g_ptr_array_index (self->query->filters, i);

      if (filter->kind == GLS_FILTER_TYPE && filter->value != NULL && !knows_type (self, filter))
        {
          g_autofree char *names = join_names (self->codebook->types, get_type_name);

          g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("type:%s, at character %u: the codebook has no such type; it has %s"),
                       filter->value, filter->at, names);
          return FALSE;
        }
      if (filter->kind == GLS_FILTER_BY && filter->value != NULL && !knows_set (filter, people))
        {
          g_autofree char *names = join_names (people, get_person_name);

          g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND,
                       _("by:%s, at character %u: nobody of that name is in the project; there are gold, %s"), filter->value,
                       filter->at, names);
          return FALSE;
        }
    }
  return TRUE;
}

static void
free_entities (gpointer data)
{
  if (data != NULL)
    g_hash_table_unref (data);
}

gboolean
gls_find_filters_init (GlsFindFilters *self, GlsProject *project, const GlsQuery *query, const GlsCodebook *codebook, const char *person,
                       gboolean own, GError **error)
{
  *self = (GlsFindFilters){ .project = project, .query = query, .codebook = codebook, .person = person, .own = own };
  self->entities = g_ptr_array_new_with_free_func (free_entities);
  return check_names (self, error) && find_entities (self, error);
}

void
gls_find_filters_clear (GlsFindFilters *self)
{
  g_clear_pointer (&self->entities, g_ptr_array_unref);
}
