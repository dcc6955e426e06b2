/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares suggestions by their ids, which follow from their content, and writes only what differs. It runs no plugin. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "gls-suggestions.h"

#define BATCH_SECONDS 0.025

void
gls_suggestion_writer_init (GlsSuggestionWriter *writer, GlsProject *project, GlsCodebook *codebook, const char *by,
                            const char *detail, const GlsRun *run, gboolean dry_run)
{
  *writer = (GlsSuggestionWriter){
    .project = project, .codebook = codebook, .by = by, .detail = detail, .run = run, .dry_run = dry_run, .most = 200,
  };
  gls_id_generate (&writer->group);
}

static gboolean
same_attributes (const GlsAnnotation *a, const GlsAnnotation *b)
{
  guint n_a = a->attributes != NULL ? a->attributes->len : 0, n_b = b->attributes != NULL ? b->attributes->len : 0;

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    {
      const GlsAttribute *attribute = &g_array_index (a->attributes, GlsAttribute, i);

      if (g_strcmp0 (gls_annotation_get_attribute (b, attribute->name), attribute->value) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
same_link (const GlsLink *a, const GlsLink *b)
{
  gboolean points = a->kind == GLS_LINK_TO || a->kind == GLS_LINK_ENTITY;

  return a->relation == b->relation && a->kind == b->kind && g_str_equal (a->name, b->name)
         && (!points || gls_id_equal (&a->target, &b->target)) && g_strcmp0 (a->value, b->value) == 0;
}

static const GlsLink *
find_link (const GlsAnnotation *annotation, const GlsLink *link)
{
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    if (same_link (&g_array_index (annotation->links, GlsLink, i), link))
      return &g_array_index (annotation->links, GlsLink, i);
  return NULL;
}

static gboolean
same_links (const GlsAnnotation *a, const GlsAnnotation *b)
{
  guint n_a = a->links != NULL ? a->links->len : 0, n_b = b->links != NULL ? b->links->len : 0;

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (find_link (b, &g_array_index (a->links, GlsLink, i)) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_same (const GlsAnnotation *a, const GlsAnnotation *b)
{
  gboolean same_confidence = a->confidence == b->confidence || (isnan (a->confidence) && isnan (b->confidence));

  return same_confidence && g_strcmp0 (a->plugin, b->plugin) == 0 && g_strcmp0 (a->note, b->note) == 0
         && g_strcmp0 (a->unsure, b->unsure) == 0 && g_strcmp0 (a->chain, b->chain) == 0 && a->has_entity == b->has_entity
         && (!a->has_entity || gls_id_equal (&a->entity, &b->entity)) && same_attributes (a, b) && same_links (a, b);
}

static gboolean
link_id (const GlsSuggestionWriter *writer, const GlsAnnotation *from, const GlsLink *link, GlsId *id)
{
  const GlsTypeDef *type = gls_codebook_find_type (writer->codebook, from->type);
  const GlsRoleDef *role = type != NULL && !link->relation ? gls_type_def_find_role (type, link->name) : NULL;
  const GlsRelationDef *relation = link->relation ? gls_codebook_find_relation (writer->codebook, link->name) : NULL;

  if (role == NULL && relation == NULL)
    return FALSE;
  gls_record_id_for_link (&from->id, role != NULL ? &role->id : &relation->id, link, id);
  return TRUE;
}

static void
delete_links (GlsSuggestionWriter *writer, const GlsAnnotation *standing, const GlsAnnotation *proposed)
{
  for (guint i = 0; standing->links != NULL && i < standing->links->len; i++)
    {
      const GlsLink *link = &g_array_index (standing->links, GlsLink, i);
      GlsId id;

      if ((proposed == NULL || find_link (proposed, link) == NULL) && link_id (writer, standing, link, &id))
        gls_change_delete (writer->change, &id);
    }
}

/* What the standing one has and the new one has not. */
static void
unset (GlsSuggestionWriter *writer, const GlsAnnotation *standing, const GlsAnnotation *proposed)
{
  const GlsTypeDef *type = gls_codebook_find_type (writer->codebook, proposed->type);
  const struct { const char *field; gboolean gone; } texts[] = {
    { "note", standing->note != NULL && proposed->note == NULL },
    { "unsure", standing->unsure != NULL && proposed->unsure == NULL },
    { "chain", standing->chain != NULL && proposed->chain == NULL },
    { "confidence", !isnan (standing->confidence) && isnan (proposed->confidence) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].gone)
      gls_change_set_text (writer->change, &standing->id, texts[i].field, NULL);
  if (standing->has_entity && !proposed->has_entity)
    gls_change_set_ref (writer->change, &standing->id, "&entity", NULL);
  for (guint i = 0; standing->attributes != NULL && i < standing->attributes->len; i++)
    {
      const char *name = g_array_index (standing->attributes, GlsAttribute, i).name;
      const GlsAttributeDef *def = type != NULL ? gls_type_def_find_attribute (type, name) : NULL;

      if (def != NULL && gls_annotation_get_attribute (proposed, name) == NULL)
        gls_change_set_attribute (writer->change, &standing->id, def, NULL);
    }
  delete_links (writer, standing, proposed);
}

/* One that came, went and comes again is the same record. */
static void
put (GlsSuggestionWriter *writer, const GlsId *document, const GlsAnnotation *proposed)
{
  gls_change_put_annotation (writer->change, document, proposed, writer->codebook);
  gls_change_set_text (writer->change, &proposed->id, "deleted", NULL);
  for (guint i = 0; proposed->links != NULL && i < proposed->links->len; i++)
    {
      GlsId id;

      if (link_id (writer, proposed, &g_array_index (proposed->links, GlsLink, i), &id))
        gls_change_set_text (writer->change, &id, "deleted", NULL);
    }
  writer->units++;
}

static gboolean
overlaps (const GlsAnnotation *a, const GlsAnnotation *b)
{
  return g_str_equal (a->type, b->type) && a->fragments[0].start < b->fragments[b->n_fragments - 1].end
         && b->fragments[0].start < a->fragments[a->n_fragments - 1].end;
}

/* A removed and an added one of the same type over the same words are one that moved. Both lists are short. */
static void
count_moved (GPtrArray *removed, GPtrArray *added, GlsSuggestionCounts *counts)
{
  g_autofree gboolean *taken = g_new0 (gboolean, added->len + 1);
  guint moved = 0;

  for (guint i = 0; i < removed->len && added->len <= 5000 && removed->len <= 5000; i++)
    for (guint j = 0; j < added->len; j++)
      if (!taken[j] && overlaps (removed->pdata[i], added->pdata[j]))
        {
          taken[j] = TRUE;
          moved++;
          break;
        }
  counts->moved += moved;
  counts->removed += removed->len - moved;
  counts->added += added->len - moved;
}

static GlsChange *
get_change (GlsSuggestionWriter *writer)
{
  if (writer->change == NULL)
    {
      writer->change = gls_change_new (writer->by, "extract");
      gls_change_join (writer->change, &writer->group);
      gls_change_set_detail (writer->change, writer->detail);
    }
  return writer->change;
}

gboolean
gls_suggestion_writer_put (GlsSuggestionWriter *writer, const GlsId *document, GPtrArray *standing, GPtrArray *proposed,
                           GlsSuggestionCounts *counts, GError **error)
{
  g_autoptr (GHashTable) old = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GHashTable) kept = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new (), removed = g_ptr_array_new ();

  get_change (writer);
  for (guint i = 0; i < standing->len; i++)
    g_hash_table_insert (old, &((GlsAnnotation *) standing->pdata[i])->id, standing->pdata[i]);
  for (guint i = 0; i < proposed->len; i++)
    {
      const GlsAnnotation *annotation = proposed->pdata[i];
      const GlsAnnotation *before = g_hash_table_lookup (old, &annotation->id);

      g_hash_table_add (kept, (gpointer) &annotation->id);
      if (before != NULL && is_same (before, annotation))
        {
          counts->same++;
          continue;
        }
      if (before != NULL)
        {
          counts->changed++;
          unset (writer, before, annotation);
        }
      else
        g_ptr_array_add (added, proposed->pdata[i]);
      put (writer, document, annotation);
    }
  for (guint i = 0; i < standing->len; i++)
    {
      GlsAnnotation *before = standing->pdata[i];

      if (g_hash_table_contains (kept, &before->id))
        continue;
      delete_links (writer, before, NULL);
      gls_change_delete (writer->change, &before->id);
      g_ptr_array_add (removed, before);
      writer->units++;
    }
  count_moved (removed, added, counts);
  return writer->units < writer->most || gls_suggestion_writer_flush (writer, error);
}

/* Batches grow and shrink to what takes BATCH_SECONDS here, so that other windows keep saving. */
gboolean
gls_suggestion_writer_flush (GlsSuggestionWriter *writer, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  gboolean ok = TRUE;
  double seconds;

  if (writer->change != NULL && !writer->dry_run && !gls_change_is_empty (writer->change))
    {
      if (!writer->written)
        gls_change_put_run (writer->change, writer->run);
      writer->written = TRUE;
      ok = gls_project_commit (writer->project, writer->change, error);
    }
  seconds = (g_get_monotonic_time () - began) / 1e6;
  if (writer->units > 0 && seconds > 0)
    writer->most = CLAMP (writer->units * BATCH_SECONDS / seconds, 50, 20000);
  writer->units = 0;
  g_clear_pointer (&writer->change, gls_change_free);
  return ok;
}

gboolean
gls_suggestion_writer_end (GlsSuggestionWriter *writer, GError **error)
{
  g_autoptr (GlsChange) change = NULL;

  if (!gls_suggestion_writer_flush (writer, error))
    return FALSE;
  if (writer->dry_run)
    return TRUE;
  if (writer->written)
    {
      gls_change_put_run (get_change (writer), writer->run);
      return gls_suggestion_writer_flush (writer, error);
    }
  change = gls_change_new (NULL, "extract");
  gls_change_set_detail (change, writer->detail);
  gls_change_put_run (change, writer->run);
  return gls_project_commit (writer->project, change, error);
}

void
gls_suggestion_writer_clear (GlsSuggestionWriter *writer)
{
  g_clear_pointer (&writer->change, gls_change_free);
}
