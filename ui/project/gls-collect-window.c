/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads copies dry on the writer thread, lists every record they would change and why some are refused, and takes them on a click.
 * It must not know how entries are merged. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-clock.h>
#include <gls-collect.h>

#include "common/gls-dialogs.h"
#include "gls-collect-window.h"

enum { OUTCOME, KIND, DOCUMENT, SET, FIELDS, WHY, N_COLUMNS };

/* What came of one reading of all files; frozen. */
typedef struct {
  gatomicrefcount ref_count;
  GPtrArray *rows;       /* GlsMergeRow */
  GPtrArray *keys;       /* char * by row: the document's shown key, or NULL; borrowed from names */
  GHashTable *names;     /* GlsId to key */
  GString   *summary;    /* a line a file */
  guint      n[GLS_MERGED_REFUSED + 1];
  guint      n_failed;
  gboolean   ahead;      /* some changes are dated more than a day ahead */
} Outcome;

static void
outcome_unref (Outcome *outcome)
{
  if (outcome == NULL || !g_atomic_ref_count_dec (&outcome->ref_count))
    return;
  g_ptr_array_unref (outcome->rows);
  g_ptr_array_unref (outcome->keys);
  g_hash_table_unref (outcome->names);
  g_string_free (outcome->summary, TRUE);
  g_free (outcome);
}

/* --- Rows as a list model -------------------------------------------------------------------------------------------- */

/* Made for rows in sight only: a copy may bring a million. */
#define GLS_TYPE_COLLECT_ROW (gls_collect_row_get_type ())
G_DECLARE_FINAL_TYPE (GlsCollectRow, gls_collect_row, GLS, COLLECT_ROW, GObject)

struct _GlsCollectRow {
  GObject  parent_instance;
  Outcome *outcome;
  guint    at;
};

G_DEFINE_FINAL_TYPE (GlsCollectRow, gls_collect_row, G_TYPE_OBJECT)

static void
gls_collect_row_finalize (GObject *object)
{
  outcome_unref (GLS_COLLECT_ROW (object)->outcome);
  G_OBJECT_CLASS (gls_collect_row_parent_class)->finalize (object);
}

static void
gls_collect_row_class_init (GlsCollectRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_collect_row_finalize;
}

static void
gls_collect_row_init (GlsCollectRow *self)
{
}

static char *
dup_cell (const Outcome *outcome, guint at, guint column)
{
  const GlsMergeRow *row = g_ptr_array_index (outcome->rows, at);
  const char *key = g_ptr_array_index (outcome->keys, at);

  switch (column)
    {
    case OUTCOME:
      return g_strdup_printf ("%s %s", row->outcome == GLS_MERGED_REFUSED ? "✘" : row->outcome == GLS_MERGED_NEW ? "+" : "✔",
                              _ (gls_collect_outcome (row)));
    case KIND:
      return g_strdup (_ (gls_collect_kind (row)));
    case DOCUMENT:
      return g_strdup (key != NULL ? key : "");
    case SET:
      return g_strdup (row->set != NULL ? row->set : "");
    case FIELDS:
      return g_strdup (row->fields != NULL ? row->fields : "");
    default:
      return gls_collect_dup_why (row);
    }
}

#define GLS_TYPE_COLLECT_ROWS (gls_collect_rows_get_type ())
G_DECLARE_FINAL_TYPE (GlsCollectRows, gls_collect_rows, GLS, COLLECT_ROWS, GObject)

struct _GlsCollectRows {
  GObject  parent_instance;
  Outcome *outcome;
};

static GType
rows_get_item_type (GListModel *model)
{
  return GLS_TYPE_COLLECT_ROW;
}

static guint
rows_get_n_items (GListModel *model)
{
  Outcome *outcome = GLS_COLLECT_ROWS (model)->outcome;

  return outcome != NULL ? outcome->rows->len : 0;
}

static gpointer
rows_get_item (GListModel *model, guint position)
{
  Outcome *outcome = GLS_COLLECT_ROWS (model)->outcome;
  GlsCollectRow *row;

  if (outcome == NULL || position >= outcome->rows->len)
    return NULL;
  row = g_object_new (GLS_TYPE_COLLECT_ROW, NULL);
  g_atomic_ref_count_inc (&outcome->ref_count);
  row->outcome = outcome;
  row->at = position;
  return row;
}

static void
rows_model_init (GListModelInterface *iface)
{
  iface->get_item_type = rows_get_item_type;
  iface->get_n_items = rows_get_n_items;
  iface->get_item = rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsCollectRows, gls_collect_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rows_model_init))

static void
gls_collect_rows_finalize (GObject *object)
{
  outcome_unref (GLS_COLLECT_ROWS (object)->outcome);
  G_OBJECT_CLASS (gls_collect_rows_parent_class)->finalize (object);
}

static void
gls_collect_rows_class_init (GlsCollectRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_collect_rows_finalize;
}

static void
gls_collect_rows_init (GlsCollectRows *self)
{
}

/* Takes @outcome. */
static void
rows_set (GlsCollectRows *self, Outcome *outcome)
{
  guint n = rows_get_n_items (G_LIST_MODEL (self));

  outcome_unref (self->outcome);
  self->outcome = outcome;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, rows_get_n_items (G_LIST_MODEL (self)));
}

/* --- Reading and taking ---------------------------------------------------------------------------------------------- */

struct _GlsCollectWindow {
  AdwWindow       parent_instance;
  GtkLabel       *summary, *note;
  GtkSpinner     *spinner;
  GtkWidget      *take, *save;
  GlsCollectRows *rows;
  GlsSession     *session;
  GCancellable   *cancellable;
  char          **paths;
  gboolean        taken;
};

G_DEFINE_FINAL_TYPE (GlsCollectWindow, gls_collect_window, ADW_TYPE_WINDOW)

typedef struct {
  char       **paths;
  gboolean     dry_run;
  GlsOpenFlags flags;
} Work;

static void
work_free (gpointer data)
{
  g_strfreev (((Work *) data)->paths);
  g_free (data);
}

static void
read_keys (GlsProject *project, Outcome *outcome)
{
  g_autoptr (GlsDocumentTable) table = gls_project_list_documents (project, NULL, NULL);

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      g_hash_table_insert (outcome->names, g_memdup2 (&row->id, sizeof row->id), g_strdup (row->key));
    }
  for (guint i = 0; i < outcome->rows->len; i++)
    {
      const GlsMergeRow *row = g_ptr_array_index (outcome->rows, i);

      g_ptr_array_add (outcome->keys, g_hash_table_lookup (outcome->names, &row->document));
    }
}

static void
collect_one (GlsProject *project, const char *path, const Work *work, GlsOpenFlags *flags, Outcome *outcome)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_basename (path);
  guint n[GLS_MERGED_REFUSED + 1] = { 0 }, from = outcome->rows->len;
  GlsMergeReport report;
  gboolean taken;

  if (outcome->summary->len > 0)
    g_string_append_c (outcome->summary, '\n');
  /* A file that is refused does not keep the others out. */
  if (!gls_collect_file (project, path, work->dry_run, *flags, &report, outcome->rows, &taken, &error))
    {
      outcome->n_failed++;
      g_string_append (outcome->summary, error->message);
      return;
    }
  if (taken)
    *flags |= GLS_MERGE_SAME_BACKUP;
  outcome->ahead |= report.clock_ahead_ms > GLS_CLOCK_DAY >> 16;
  for (guint i = from; i < outcome->rows->len; i++)
    n[((GlsMergeRow *) g_ptr_array_index (outcome->rows, i))->outcome]++;
  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    outcome->n[i] += n[i];
  if (outcome->rows->len == from)
    g_string_append_printf (outcome->summary, _ ("%s: nothing new"), name);
  else
    g_string_append_printf (outcome->summary, _ ("%s: %u new, %u changed, %u refused"), name, n[GLS_MERGED_NEW], n[GLS_MERGED_CHANGED],
                            n[GLS_MERGED_REFUSED]);
}

static gpointer
run_collecting (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;
  Outcome *outcome = g_new0 (Outcome, 1);
  GlsOpenFlags flags = work->flags;

  g_atomic_ref_count_init (&outcome->ref_count);
  outcome->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_merge_row_free);
  outcome->keys = g_ptr_array_new ();
  outcome->names = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  outcome->summary = g_string_new (NULL);
  for (guint i = 0; work->paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    collect_one (project, work->paths[i], work, &flags, outcome);
  read_keys (project, outcome);
  return outcome;
}

static void
show_outcome (GlsCollectWindow *self, Outcome *outcome)
{
  guint n = outcome->n[GLS_MERGED_NEW] + outcome->n[GLS_MERGED_CHANGED];

  gtk_label_set_text (self->summary, outcome->summary->str);
  if (self->taken)
    gtk_label_set_text (self->note, _ ("This is what was done. A backup of the project as it was before is kept. What is refused was changed "
                                       "here later."));
  else if (n == 0)
    gtk_label_set_text (self->note, _ ("Nothing would be taken."));
  else
    gtk_label_set_text (self->note, outcome->ahead
                        ? _ ("Nothing is taken yet. Some changes are dated more than a day ahead of this computer's clock: one of the two is "
                             "wrong. They are taken with the dates they have.")
                        : _ ("Nothing is taken yet. A backup of the project is made first; Undo does not take this back."));
  gtk_widget_set_visible (self->take, !self->taken);
  gtk_widget_set_sensitive (self->take, n > 0);
  gtk_widget_set_sensitive (self->save, outcome->rows->len > 0);
  rows_set (self->rows, outcome);
}

static void
collected (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsCollectWindow) self = data;
  g_autoptr (GError) error = NULL;
  Outcome *outcome = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      outcome_unref (outcome);
      return;
    }
  gtk_spinner_stop (self->spinner);
  if (outcome != NULL)
    show_outcome (self, outcome);
  else
    gtk_label_set_text (self->summary, error != NULL ? error->message : "");
}

static void
run (GlsCollectWindow *self, gboolean dry_run)
{
  Work *work = g_new0 (Work, 1);

  work->paths = g_strdupv (self->paths);
  work->dry_run = dry_run;
  /* Shown by the dry run, taken by a click on what says so. */
  work->flags = GLS_OPEN_ACCEPT_CLOCK;
  self->taken = !dry_run;
  gtk_spinner_start (self->spinner);
  gtk_label_set_text (self->summary, dry_run ? _ ("Reading the copies…") : _ ("Taking…"));
  gtk_widget_set_sensitive (self->take, FALSE);
  gls_store_write_async (gls_session_get_store (self->session), run_collecting, work, work_free, (GDestroyNotify) outcome_unref,
                         dry_run ? self->cancellable : NULL, collected, g_object_ref (self));
}

static void
take_clicked (GlsCollectWindow *self)
{
  run (self, FALSE);
}

/* --- The report as a file -------------------------------------------------------------------------------------------- */

static void
append_csv (GString *out, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  g_string_append_printf (out, "\"%s\"", doubled);
}

static void
report_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsCollectWindow) self = data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  const Outcome *outcome = self->rows->outcome;
  g_autoptr (GString) out = g_string_new ("outcome,kind,document,set,fields,why\r\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL || outcome == NULL)
    return;
  for (guint i = 0; i < outcome->rows->len; i++)
    for (guint column = 0; column < N_COLUMNS; column++)
      {
        g_autofree char *text = dup_cell (outcome, i, column);

        append_csv (out, text);
        g_string_append (out, column + 1 < N_COLUMNS ? "," : "\r\n");
      }
  if (!g_file_set_contents (path, out->str, (gssize) out->len, &error))
    gls_dialog_tell (GTK_WINDOW (self), _ ("The report is not saved"), error->message);
}

static void
save_clicked (GlsCollectWindow *self)
{
  gls_dialog_file_async (GTK_WINDOW (self), GLS_FILE_SAVE, _ ("Save the Report"), _ ("_Save"), "collected.csv", NULL, NULL, report_chosen,
                         g_object_ref (self));
}

/* --- Building -------------------------------------------------------------------------------------------------------- */

static void
setup_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GlsCollectRow *row = gtk_list_item_get_item (item);
  g_autofree char *text = dup_cell (row->outcome, row->at, GPOINTER_TO_UINT (data));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static GtkWidget *
build_table (GlsCollectWindow *self)
{
  static const char * const titles[N_COLUMNS] = { N_("Outcome"), N_("Kind"), N_("Document"), N_("Set"), N_("Fields"), N_("Why") };
  GtkWidget *scroller = gtk_scrolled_window_new (), *view;

  self->rows = g_object_new (GLS_TYPE_COLLECT_ROWS, NULL);
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)))));
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (titles[i]), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, i == DOCUMENT || i == FIELDS || i == WHY);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Records of the copies"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "panel");
  return scroller;
}

static GtkLabel *
add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static gboolean
gls_collect_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (GLS_COLLECT_WINDOW (window)->cancellable);
  return GTK_WINDOW_CLASS (gls_collect_window_parent_class)->close_request (window);
}

static void
gls_collect_window_dispose (GObject *object)
{
  GlsCollectWindow *self = GLS_COLLECT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_collect_window_parent_class)->dispose (object);
}

static void
gls_collect_window_finalize (GObject *object)
{
  GlsCollectWindow *self = GLS_COLLECT_WINDOW (object);

  g_object_unref (self->rows);
  g_object_unref (self->cancellable);
  g_strfreev (self->paths);
  G_OBJECT_CLASS (gls_collect_window_parent_class)->finalize (object);
}

static void
gls_collect_window_class_init (GlsCollectWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_collect_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_collect_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gls_collect_window_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gls_collect_window_init (GlsCollectWindow *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _ ("Collect Copies"));
  gtk_window_set_default_size (GTK_WINDOW (self), 860, 560);
  gtk_box_append (GTK_BOX (outer), adw_header_bar_new ());
  gtk_widget_add_css_class (box, "case");
  gtk_widget_set_vexpand (box, TRUE);
  self->summary = add_label (box, "heading");
  self->note = add_label (box, "dim-label");
  gtk_box_append (GTK_BOX (box), build_table (self));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->spinner));
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  self->save = gtk_button_new_with_label (_ ("Save Report…"));
  gtk_widget_set_tooltip_text (self->save, _ ("All these rows as a table (.csv)"));
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->save);
  self->take = gtk_button_new_with_label (_ ("Take"));
  gtk_widget_add_css_class (self->take, "suggested-action");
  gtk_widget_set_tooltip_text (self->take, _ ("Take into the project what is new and changed (Return)"));
  g_signal_connect_object (self->take, "clicked", G_CALLBACK (take_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->take);
  gtk_box_append (GTK_BOX (box), line);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->take);
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

/* --- Starting -------------------------------------------------------------------------------------------------------- */

static void
files_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsSession) session = data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  GStrvBuilder *paths;
  GlsCollectWindow *self;

  if (files == NULL)
    return;
  self = g_object_new (GLS_TYPE_COLLECT_WINDOW, "transient-for", source, "modal", TRUE, "destroy-with-parent", TRUE, NULL);
  self->session = g_object_ref (session);
  paths = g_strv_builder_new ();
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  self->paths = g_strv_builder_end (paths);
  g_strv_builder_unref (paths);
  gtk_window_present (GTK_WINDOW (self));
  run (self, TRUE);
}

void
gls_collect_window_start (GtkWindow *parent, GlsSession *session)
{
  static const char * const patterns[] = { "*.gloss", NULL };

  gls_dialog_file_async (parent, GLS_FILE_OPEN_MANY, _ ("Collect Copies"), _ ("_Collect"), NULL, _ ("Glossator projects"), patterns,
                         files_chosen, g_object_ref (session));
}
