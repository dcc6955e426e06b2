/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss disagreements: what people disagree on, one field at a time. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-queue.h>
#include <gls-random.h>

#include "gls-cli.h"

typedef struct {
  GlsReview     *review;
  gboolean       all;       /* settled ones, too */
  gboolean       agreed;    /* what all agree on instead */
  guint          sample;    /* so many of them at random; 0: all */
  guint64        seed;
  GlsQueueFilter filter;
  GlsJsonWriter *writer;    /* NULL: a table */
  GlsTable      *table;
  guint          n[3];      /* by GlsCaseState */
  guint          n_documents, n_alone, n_passed_over;
} Listing;

static const char * const states[] = { "open", "reopened", "settled" };

static const char *
get_state (const Listing *listing, const GlsCase *item)
{
  return listing->agreed && item->state == GLS_CASE_OPEN ? "agreed" : states[item->state];
}

static char *
join_people (const Listing *listing, guint64 people, const char *between)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; listing->review->people[i] != NULL; i++)
    if ((people >> i & 1) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? between : "", listing->review->people[i]);
  return g_string_free (names, FALSE);
}

static void
write_version (Listing *listing, const GlsVersion *version)
{
  GlsJsonWriter *writer = listing->writer;
  char id[GLS_ID_STRING_SIZE];

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "value", version->value);
  gls_json_writer_string_member (writer, "shown", version->shown);
  gls_json_writer_member (writer, "by");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; listing->review->people[i] != NULL; i++)
    if ((version->people >> i & 1) != 0)
      gls_json_writer_string (writer, listing->review->people[i]);
  gls_json_writer_end_array (writer);
  if (!gls_id_is_null (&version->annotation))
    {
      gls_id_to_string (&version->annotation, id);
      gls_json_writer_string_member (writer, "annotation", id);
    }
  gls_json_writer_end_object (writer);
}

static void
write_answers (GlsJsonWriter *writer, const GlsCase *item)
{
  if (item->answers == NULL)
    return;
  gls_json_writer_member (writer, "answers");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; item->answers[i] != NULL; i += 2)
    {
      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "by", item->answers[i]);
      gls_json_writer_string_member (writer, "text", item->answers[i + 1]);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
write_case (Listing *listing, const GlsCase *item)
{
  GlsJsonWriter *writer = listing->writer;
  char id[GLS_ID_STRING_SIZE];

  gls_id_to_string (&item->id, id);
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", id);
  gls_json_writer_string_member (writer, "document", item->key);
  gls_json_writer_int_member (writer, "start", item->start);
  gls_json_writer_int_member (writer, "end", item->end);
  gls_json_writer_string_member (writer, "words", item->words);
  gls_json_writer_string_member (writer, "type", item->type);
  gls_json_writer_string_member (writer, "kind", gls_case_kind_to_string (item->kind));
  gls_json_writer_string_member (writer, "field", item->field);
  gls_json_writer_string_member (writer, "state", get_state (listing, item));
  gls_json_writer_int_member (writer, "unsure", item->unsure);
  gls_json_writer_member (writer, "versions");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < item->versions->len; i++)
    write_version (listing, g_ptr_array_index (item->versions, i));
  gls_json_writer_end_array (writer);
  if (item->state != GLS_CASE_OPEN)
    {
      gls_json_writer_member (writer, "decision");
      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "choice", item->choice);
      gls_json_writer_string_member (writer, "by", item->by);
      gls_json_writer_string_member (writer, "reason", gls_reason_to_string (item->reason));
      gls_json_writer_string_member (writer, "note", item->note);
      write_answers (writer, item);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_object (writer);
}

static void
add_row (Listing *listing, const GlsCase *item)
{
  g_autoptr (GString) versions = g_string_new (NULL);
  g_autofree char *place = g_strdup_printf ("%u–%u", item->start, item->end), *id = gls_id_dup_string (&item->id);
  g_autofree char *what = item->field != NULL ? g_strdup_printf ("%s %s", gls_case_kind_to_string (item->kind), item->field)
                                              : g_strdup (gls_case_kind_to_string (item->kind));

  for (guint i = 0; i < item->versions->len; i++)
    {
      const GlsVersion *version = g_ptr_array_index (item->versions, i);
      g_autofree char *people = join_people (listing, version->people, ", ");

      g_string_append_printf (versions, "%s%u %s: %s", i > 0 ? " | " : "", i + 1, people, *version->shown != '\0' ? version->shown : "–");
    }
  gls_table_add (listing->table, id, item->key, place, item->type, listing->agreed ? item->words : what, get_state (listing, item),
                 versions->str, NULL);
}

static void
list_view (Listing *listing, GPtrArray *documents, gboolean settled)
{
  g_autoptr (GlsQueueView) view = NULL;

  listing->filter.settled = settled;
  view = gls_queue_view_new (documents, &listing->filter, NULL);
  for (guint i = 0; i < view->cases->len; i++)
    {
      const GlsCase *item = g_ptr_array_index (view->cases, i);

      listing->n[item->state]++;
      if (settled && !listing->all)
        continue;
      if (listing->writer != NULL)
        write_case (listing, item);
      else
        add_row (listing, item);
    }
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer order)
{
  guint x = GPOINTER_TO_UINT (g_hash_table_lookup (order, *(GlsCase * const *) a));
  guint y = GPOINTER_TO_UINT (g_hash_table_lookup (order, *(GlsCase * const *) b));

  return x < y ? -1 : x > y;
}

/* Each is as likely as any other (Knuth's algorithm S); they stay in their order. */
static void
draw (const Listing *listing, GPtrArray *cases)
{
  g_autoptr (GPtrArray) drawn = g_ptr_array_new ();
  GlsRandom random;

  gls_random_init (&random, listing->seed);
  for (guint i = 0; i < cases->len && drawn->len < listing->sample; i++)
    if (gls_random_below (&random, cases->len - i) < listing->sample - drawn->len)
      g_ptr_array_add (drawn, gls_case_ref (g_ptr_array_index (cases, i)));
  g_ptr_array_set_size (cases, 0);
  g_ptr_array_extend_and_steal (cases, g_steal_pointer (&drawn));
}

/* What all agree on, decided or not, in one order. */
static void
list_agreed (Listing *listing, GPtrArray *documents)
{
  g_autoptr (GHashTable) order = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);

  for (guint d = 0; d < documents->len; d++)
    for (guint i = 0; i < ((GlsQueueDocument *) g_ptr_array_index (documents, d))->cases->len; i++)
      g_hash_table_insert (order, g_ptr_array_index (((GlsQueueDocument *) g_ptr_array_index (documents, d))->cases, i),
                           GUINT_TO_POINTER (g_hash_table_size (order) + 1));
  for (guint settled = 0; settled < 2; settled++)
    {
      g_autoptr (GlsQueueView) view = NULL;

      listing->filter.settled = settled;
      view = gls_queue_view_new (documents, &listing->filter, NULL);
      for (guint i = 0; i < view->cases->len; i++)
        g_ptr_array_add (cases, gls_case_ref (g_ptr_array_index (view->cases, i)));
    }
  g_ptr_array_sort_with_data (cases, compare_places, order);
  for (guint i = 0; i < cases->len; i++)
    listing->n[((GlsCase *) g_ptr_array_index (cases, i))->state]++;
  if (listing->sample > 0)
    draw (listing, cases);
  for (guint i = 0; i < cases->len; i++)
    if (listing->writer != NULL)
      write_case (listing, g_ptr_array_index (cases, i));
    else
      add_row (listing, g_ptr_array_index (cases, i));
}

static gboolean
list_all (Listing *listing, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_queue_document_unref);

  for (guint i = 0; i < listing->review->documents->len; i++)
    {
      const GlsId *id = &g_array_index (listing->review->documents, GlsId, i);
      GlsQueueDocument *document = listing->agreed ? gls_queue_document_read_agreed (listing->review, id, error)
                                                   : gls_queue_document_read (listing->review, id, error);

      if (document == NULL)
        return FALSE;
      g_ptr_array_add (documents, document);
      listing->n_passed_over += document->n_passed_over;
      listing->n_alone += document->alone;
      listing->n_documents += !document->alone;
    }
  if (listing->agreed)
    list_agreed (listing, documents);
  else
    {
      list_view (listing, documents, FALSE);
      list_view (listing, documents, TRUE);
    }
  return TRUE;
}

static gboolean
print_json (Listing *listing, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  listing->writer = &writer;
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "cases");
  gls_json_writer_begin_array (&writer);
  if (!list_all (listing, error))
    return FALSE;
  gls_json_writer_end_array (&writer);
  if (listing->agreed)
    gls_json_writer_int_member (&writer, "agreed", listing->n[GLS_CASE_OPEN]);
  for (guint state = listing->agreed ? GLS_CASE_REOPENED : GLS_CASE_OPEN; state < G_N_ELEMENTS (states); state++)
    gls_json_writer_int_member (&writer, states[state], listing->n[state]);
  gls_json_writer_int_member (&writer, "documents", listing->n_documents);
  gls_json_writer_member (&writer, "left_out");
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "documents_of_one_person", listing->n_alone);
  gls_json_writer_int_member (&writer, "annotations_in_boilerplate", listing->n_passed_over);
  gls_json_writer_end_object (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
  return TRUE;
}

static gboolean
print_table (Listing *listing, GError **error)
{
  const char * const headers[] = { _("id"), _("document"), _("place"), _("type"), listing->agreed ? _("words") : _("field"), _("state"),
                                   _("versions"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  listing->table = table;
  if (!list_all (listing, error))
    return FALSE;
  gls_table_print (table);
  if (listing->agreed)
    {
      guint n = listing->n[GLS_CASE_OPEN] + listing->n[GLS_CASE_REOPENED] + listing->n[GLS_CASE_SETTLED];

      g_print (ngettext ("%u annotation on which all agree\n", "%u annotations on which all agree\n", n), n);
      return TRUE;
    }
  g_print (_("%u open, %u reopened, %u settled; left out: documents of one person only: %u, annotations in boilerplate: %u\n"),
           listing->n[GLS_CASE_OPEN], listing->n[GLS_CASE_REOPENED], listing->n[GLS_CASE_SETTLED], listing->n_alone,
           listing->n_passed_over);
  return TRUE;
}

/* FALSE: said why on standard error. */
static gboolean
read_filter (GlsQueueFilter *filter, char **kinds, const char *sort)
{
  static const char * const sorts[] = { "position", "frequency", "disputed", NULL };

  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    {
      GlsCaseKind kind;

      if (!gls_case_kind_parse (kinds[i], &kind))
        {
          gls_cli_fail (GLS_EXIT_USAGE, _("“%s” is no kind of disagreement; there are: found, boundary, type, attribute, role, entity, relation"),
                        kinds[i]);
          return FALSE;
        }
      filter->kinds |= 1u << kind;
    }
  if (sort != NULL && !g_strv_contains (sorts, sort))
    {
      gls_cli_fail (GLS_EXIT_USAGE, _("“%s” is no order; there are: position, frequency, disputed"), sort);
      return FALSE;
    }
  while (sort != NULL && strcmp (sorts[filter->sort], sort) != 0)
    filter->sort++;
  return TRUE;
}

/* FALSE: said why on standard error. */
static gboolean
find_person (Listing *listing, const char *person)
{
  for (guint i = 0; person != NULL && listing->review->people[i] != NULL; i++)
    if (strcmp (listing->review->people[i], person) == 0)
      listing->filter.person = i;
  if (person != NULL && listing->filter.person < 0)
    gls_cli_fail (GLS_EXIT_FAILURE, _("%s: nobody of that name is compared here"), person);
  return person == NULL || listing->filter.person >= 0;
}

int
gls_command_disagreements (const char *name, int argc, char **argv)
{
  g_auto (GStrv) by = NULL, kinds = NULL;
  g_autofree char *type = NULL, *document = NULL, *person = NULL, *sort = NULL;
  gboolean json = FALSE, all = FALSE, agreed = FALSE;
  int sample = 0;
  gint64 seed = 1;
  const GOptionEntry options[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &by, N_("Compare this person (again for each)"), N_("NAME") },
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_("Only annotations of this type"), N_("TYPE") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &document, N_("Only this document"), N_("KEY") },
    { "kind", 0, 0, G_OPTION_ARG_STRING_ARRAY, &kinds, N_("Only found, boundary, type, attribute, role, entity or relation (again for each)"), N_("KIND") },
    { "person", 0, 0, G_OPTION_ARG_STRING, &person, N_("Only where this person does not hold what was decided, or what most hold"), N_("NAME") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, N_("By position, frequency (the most alike first) or disputed (the most disputed words first)"), N_("ORDER") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("List settled ones, too"), NULL },
    { "agreed", 0, 0, G_OPTION_ARG_NONE, &agreed, N_("List what all agree on instead"), NULL },
    { "sample", 0, 0, G_OPTION_ARG_INT, &sample, N_("Only N of what all agree on, at random"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("Another seed draws others; 1 otherwise"), N_("S") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsReview) review = NULL;
  g_autoptr (GError) error = NULL;
  Listing listing = { .filter = GLS_QUEUE_FILTER_INIT };
  GlsReviewQuery query;

  if (arguments == NULL)
    return exit_code;
  listing.all = all;
  listing.agreed = agreed;
  listing.sample = (guint) MAX (sample, 0);
  listing.seed = (guint64) seed;
  if (sample < 0 || (sample > 0 && !agreed) || (agreed && (kinds != NULL || person != NULL || sort != NULL || all)))
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s: --agreed goes with --sample, --seed, --by, --type, --document and --json"), name);
  if (!read_filter (&listing.filter, kinds, sort))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  query = (GlsReviewQuery){ by, type, document, FALSE };
  review = listing.review = gls_review_new (project, &query, &error);
  if (review != NULL && !find_person (&listing, person))
    return GLS_EXIT_FAILURE;
  if (review == NULL || !(json ? print_json (&listing, &error) : print_table (&listing, &error)))
    return gls_cli_fail_error (error);
  if (agreed)
    return GLS_EXIT_DONE;
  return listing.n[GLS_CASE_OPEN] + listing.n[GLS_CASE_REOPENED] > 0 ? GLS_EXIT_FINDINGS : GLS_EXIT_DONE;
}
