/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss entities: which entities a project knows, under which names, and how often each set mentions them.
 * It must not know how names are compared. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-entity-match.h>
#include <gls-mentions.h>

#include "gls-cli.h"

/* As many as a person reads. */
#define PROPOSALS_MAX 50

typedef struct {
  GPtrArray  *entities;  /* GlsEntity, those to be listed, borrowed */
  GArray     *matches;   /* GlsEntityMatch, one an entity; NULL: not asked by name */
  GArray     *counts;    /* GlsMentionCount */
  const char *set;       /* only its mentions, or NULL */
} Listing;

static const GlsMentionCount *
find_counts (const Listing *listing, const GlsId *entity, guint *n)
{
  const GlsMentionCount *counts = (const GlsMentionCount *) (gconstpointer) listing->counts->data;
  guint first = 0, last = listing->counts->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (gls_id_compare (&counts[middle].entity, entity) < 0)
        first = middle + 1;
      else
        last = middle;
    }
  for (*n = 0; first + *n < listing->counts->len && gls_id_equal (&counts[first + *n].entity, entity); (*n)++)
    ;
  return counts + first;
}

static guint
count_mentions (const Listing *listing, const GlsId *entity)
{
  guint n, total = 0;
  const GlsMentionCount *counts = find_counts (listing, entity, &n);

  for (guint i = 0; i < n; i++)
    if (listing->set == NULL || g_str_equal (counts[i].set, listing->set))
      total += counts[i].n;
  return total;
}

/* For files; translated for tables. */
static const char *
name_reason (GlsMatchReason reason)
{
  static const char * const names[] = { N_("name"), N_("alias"), N_("acronym"), N_("surname"), N_("part of the name"), N_("alike") };

  return names[reason];
}

static void
write_names (GlsJsonWriter *writer, const GlsEntity *entity)
{
  gls_json_writer_member (writer, "aliases");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < entity->aliases->len; i++)
    {
      const GlsAlias *alias = g_ptr_array_index (entity->aliases, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "name", alias->name);
      gls_json_writer_string_member (writer, "evidence", alias->evidence);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
  gls_json_writer_member (writer, "external_ids");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < entity->external_ids->len; i++)
    {
      const GlsExternalId *external = g_ptr_array_index (entity->external_ids, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "scheme", external->scheme);
      gls_json_writer_string_member (writer, "value", external->value);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
write_entity (GlsJsonWriter *writer, const Listing *listing, guint index)
{
  const GlsEntity *entity = g_ptr_array_index (listing->entities, index);
  g_autofree char *id = gls_id_dup_string (&entity->id);
  guint n;
  const GlsMentionCount *counts = find_counts (listing, &entity->id, &n);

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", id);
  gls_json_writer_string_member (writer, "kind", entity->kind);
  gls_json_writer_string_member (writer, "name", entity->name);
  write_names (writer, entity);
  gls_json_writer_string_member (writer, "note", entity->note);
  gls_json_writer_int_member (writer, "mentions", count_mentions (listing, &entity->id));
  gls_json_writer_member (writer, "by_set");
  gls_json_writer_begin_object (writer);
  for (guint i = 0; i < n; i++)
    gls_json_writer_int_member (writer, counts[i].set, counts[i].n);
  gls_json_writer_end_object (writer);
  if (listing->matches != NULL)
    {
      const GlsEntityMatch *match = &g_array_index (listing->matches, GlsEntityMatch, index);

      gls_json_writer_string_member (writer, "matched", name_reason (match->reason));
      gls_json_writer_member (writer, "score");
      gls_json_writer_double (writer, match->score);
      gls_json_writer_boolean_member (writer, "certain", match->certain);
    }
  gls_json_writer_end_object (writer);
}

static void
print_json (const Listing *listing)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "entities");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < listing->entities->len; i++)
    write_entity (&writer, listing, i);
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static char *
join_aliases (const GlsEntity *entity)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < entity->aliases->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " · " : "", ((GlsAlias *) g_ptr_array_index (entity->aliases, i))->name);
  return g_string_free (joined, FALSE);
}

static void
print_table (const Listing *listing)
{
  g_autofree char *right = g_strconcat (">", _("Mentions"), NULL);
  const char *headers[] = { _("Kind"), right, _("Name"), listing->matches != NULL ? _("Matched by") : _("Aliases"),
                            listing->matches != NULL ? _("Aliases") : NULL, NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < listing->entities->len; i++)
    {
      const GlsEntity *entity = g_ptr_array_index (listing->entities, i);
      g_autofree char *aliases = join_aliases (entity);
      g_autofree char *mentions = g_strdup_printf ("%u", count_mentions (listing, &entity->id));

      if (listing->matches == NULL)
        gls_table_add (table, entity->kind, mentions, entity->name, aliases, NULL);
      else
        gls_table_add (table, entity->kind, mentions, entity->name,
                       _(name_reason (g_array_index (listing->matches, GlsEntityMatch, i).reason)), aliases, NULL);
    }
  gls_table_print (table);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const GlsEntity *x = *(GlsEntity * const *) a, *y = *(GlsEntity * const *) b;
  int order = strcmp (x->name, y->name);

  if (order == 0)
    order = strcmp (x->kind, y->kind);
  return order != 0 ? order : gls_id_compare (&x->id, &y->id);
}

static void
choose (Listing *listing, GPtrArray *all, const char *kind, const char *words, gboolean unmentioned)
{
  g_autoptr (GlsEntityMatcher) matcher = words != NULL ? gls_entity_matcher_new (all) : NULL;
  g_autoptr (GArray) found = matcher != NULL ? gls_entity_matcher_find (matcher, words, kind, TRUE, PROPOSALS_MAX) : NULL;
  guint n = found != NULL ? found->len : all->len;

  listing->entities = g_ptr_array_new ();
  listing->matches = found != NULL ? g_array_new (FALSE, FALSE, sizeof (GlsEntityMatch)) : NULL;
  for (guint i = 0; i < n; i++)
    {
      const GlsEntityMatch *match = found != NULL ? &g_array_index (found, GlsEntityMatch, i) : NULL;
      const GlsEntity *entity = match != NULL ? match->entity : g_ptr_array_index (all, i);

      if ((kind != NULL && !g_str_equal (entity->kind, kind)) || (unmentioned && count_mentions (listing, &entity->id) > 0))
        continue;
      g_ptr_array_add (listing->entities, (gpointer) entity);
      if (match != NULL)
        g_array_append_val (listing->matches, *match);
    }
  if (found == NULL)
    g_ptr_array_sort (listing->entities, compare_names);
}

int
gls_command_entities (const char *name, int argc, char **argv)
{
  g_autofree char *kind = NULL, *words = NULL, *set = NULL;
  gboolean json = FALSE, unmentioned = FALSE;
  const GOptionEntry options[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("Only entities of this kind"), N_("KIND") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &words, N_("Only what these words may name, the likeliest first"), N_("WORDS") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &set, N_("Count the mentions of this set only"), N_("SET") },
    { "unmentioned", 0, 0, G_OPTION_ARG_NONE, &unmentioned, N_("Only entities that nothing is linked to"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (GError) error = NULL;
  Listing listing = { .set = set };

  if (arguments == NULL)
    return exit_code;
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  entities = gls_project_load_entities (project, &error);
  listing.counts = entities != NULL ? gls_project_count_mentions (project, &error) : NULL;
  if (listing.counts == NULL)
    return gls_cli_fail_error (error);
  choose (&listing, entities, kind, words, unmentioned);
  if (json)
    print_json (&listing);
  else
    print_table (&listing);
  g_ptr_array_unref (listing.entities);
  g_clear_pointer (&listing.matches, g_array_unref);
  g_array_unref (listing.counts);
  return GLS_EXIT_DONE;
}
