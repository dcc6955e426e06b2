/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one annotation in full and edits it, part by part.
 * It must not know the lists nor the article view, nor how an edit reaches the file. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include <gls-roles.h>

#include "common/gls-compat.h"
#include "common/gls-keys.h"
#include "gls-drafts.h"
#include "gls-value-row.h"
#include "gls-filler-field.h"
#include "gls-answer-view.h"
#include "gls-history-view.h"
#include "gls-inspector.h"
#include "gls-relation-list.h"
#include "gls-filling-row.h"

#define MOST_CHARACTERS 400
/* Pixels that stay in sight above and below the armed role. */
#define BESIDE_ROLE 14
/* Pixels that an annotation, or the hint that none is selected, is given at least; then the side scrolls. */
#define LEAST_OF_ONE 200
#define LEAST_OF_NONE 70

struct _GlsInspector {
  AdwBin           parent_instance;
  GlsDrafts       *drafts;
  GtkScrolledWindow *scroller;
  GtkStack        *stack;
  GtkLabel        *many_label;
  GtkLabel        *chip;
  GtkLabel        *who;
  GtkWidget       *delete_button;
  GtkWidget       *judge;       /* of a suggestion: yes and no */
  GtkWidget       *accept_button, *reject_button;
  GtkLabel        *provenance;  /* what a plugin said */
  GtkLabel        *words;
  GtkBox          *attributes;  /* GlsValueRow */
  GtkBox          *roles;       /* GlsFillingRow */
  GlsRelationList *relations;
  GtkCheckButton  *unsure;
  GtkEditable     *line;        /* to the lead */
  GtkEditable     *note;
  GlsAnswerView   *answer;
  GlsHistoryView  *history;
  GlsFillerField  *field;       /* under the armed role */
  GlsSession      *session;
  GlsOpenDocument *document;
  GArray          *ids;
  char            *shown_note, *shown_line;
  char            *type;        /* whose rows are made */
  const GlsCodebook *codebook;  /* they were made from; only compared */
  char            *role;        /* armed; nullable */
  GHashTable      *entities;    /* GlsId to name */
  GCancellable    *loading;
  gboolean         showing;
};

G_DEFINE_FINAL_TYPE (GlsInspector, gls_inspector, ADW_TYPE_BIN)

enum { GO_TO, FILL_ROLE, N_SIGNALS };
static guint signals[N_SIGNALS];

static const GlsId *
get_id (GlsInspector *self)
{
  return self->document != NULL && self->ids->len == 1 ? (const GlsId *) (gpointer) self->ids->data : NULL;
}

static void
replace (char **string, const char *with)
{
  char *copy = g_strdup (with);

  g_free (*string);
  *string = copy;
}

/* --- Entities ---------------------------------------------------------------------------------------------------- */

static gpointer
read_entities (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_load_entities (project, error);
}

static void show_details (GlsInspector *self);

static void
entities_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsInspector *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) entities = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (self->loading == NULL || g_task_get_cancellable (task) != self->loading)
    return;
  g_clear_object (&self->loading);
  if (entities == NULL)
    return;
  g_hash_table_remove_all (self->entities);
  for (guint i = 0; i < entities->len; i++)
    {
      const GlsEntity *entity = g_ptr_array_index (entities, i);

      g_hash_table_insert (self->entities, g_memdup2 (&entity->id, sizeof entity->id), g_strdup (entity->name));
    }
  show_details (self);
}

static void
stop_loading (GlsInspector *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load_entities (GlsInspector *self)
{
  stop_loading (self);
  self->loading = g_cancellable_new ();
  gls_store_read_async (gls_session_get_store (self->session), read_entities, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->loading, entities_read, g_task_new (self, self->loading, NULL, NULL));
}

static void
records_changed (GlsInspector *self, GArray *records)
{
  gboolean entities = records == NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      GlsRecordKind kind = g_array_index (records, GlsChangedRecord, i).kind;

      entities |= kind == GLS_RECORD_ENTITY || kind == GLS_RECORD_ALIAS;
    }
  if (entities)
    load_entities (self);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
attribute_changed (GlsValueRow *row, const char *json, GlsInspector *self)
{
  g_autoptr (GError) error = NULL;

  if (get_id (self) != NULL && !gls_open_document_set_attribute (self->document, get_id (self), gls_value_row_get_name (row), json,
                                                                 &error))
    gls_session_say (self->session, error->message, FALSE);
}

static void
go_to (GlsInspector *self, const GlsId *id)
{
  GlsId copy = *id;

  g_signal_emit (self, signals[GO_TO], 0, &copy);
}

static void
clear_field (GlsInspector *self)
{
  if (gtk_widget_get_parent (GTK_WIDGET (self->field)) != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->field))), GTK_WIDGET (self->field));
}

/* After the next layout. */
static gboolean
show_role (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GlsInspector *self = GLS_INSPECTOR (widget);
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self->field), GLS_TYPE_FILLING_ROW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  /* Not laid out yet. */
  if (row != NULL && gtk_widget_get_height (GTK_WIDGET (self->field)) == 0)
    return G_SOURCE_CONTINUE;
  if (row != NULL && gtk_widget_compute_bounds (row, GTK_WIDGET (self->stack), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y - BESIDE_ROLE, bounds.origin.y + bounds.size.height + BESIDE_ROLE);
  return G_SOURCE_REMOVE;
}

/* Under the armed role. */
static void
place_field (GlsInspector *self)
{
  const GlsTypeDef *type = self->type != NULL ? gls_codebook_find_type (gls_session_get_codebook (self->session), self->type) : NULL;
  const GlsRoleDef *role = type != NULL && self->role != NULL ? gls_type_def_find_role (type, self->role) : NULL;

  clear_field (self);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->roles)); row != NULL && role != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (gls_filling_row_get_name (GLS_FILLING_ROW (row)), role->name))
      {
        gls_filler_field_set_role (self->field, role, gls_session_get_codebook (self->session),
                                   gls_open_document_get (self->document)->published);
        gls_filling_row_set_field (GLS_FILLING_ROW (row), GTK_WIDGET (self->field));
        gtk_widget_add_tick_callback (GTK_WIDGET (self), show_role, NULL, NULL);
      }
}

/* What is no value is not lost with its row: it is back when the annotation is. */
static void
keep_drafts (GlsInspector *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->attributes)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = gls_value_row_dup_wrong (GLS_VALUE_ROW (row), &error), *said = NULL;

      if (text == NULL || get_id (self) == NULL)
        continue;
      gls_drafts_keep (self->drafts, get_id (self), gls_value_row_get_name (GLS_VALUE_ROW (row)), text);
      said = g_strdup_printf (_ ("The text stays in its field and is no value yet: %s"), error->message);
      gls_session_say (self->session, said, FALSE);
    }
}

static void
show_drafts (GlsInspector *self, const GlsId *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->attributes)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *text = gls_drafts_take (self->drafts, id, gls_value_row_get_name (GLS_VALUE_ROW (row)));

      if (text != NULL)
        gls_value_row_set_typed (GLS_VALUE_ROW (row), text);
    }
}

/* Other rows for another type, or another codebook. */
static void
make_rows (GlsInspector *self, const char *name)
{
  const GlsCodebook *codebook = gls_session_get_codebook (self->session);
  const GlsTypeDef *type = gls_codebook_find_type (codebook, name);
  g_autoptr (GPtrArray) roles = type != NULL ? gls_type_def_list_roles (type) : NULL;

  if (g_strcmp0 (name, self->type) == 0 && codebook == self->codebook)
    return;
  keep_drafts (self);
  replace (&self->type, name);
  self->codebook = codebook;
  clear (self->attributes);
  clear_field (self);
  clear (self->roles);
  for (guint i = 0; type != NULL && type->attributes != NULL && i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);
      GtkWidget *row = def->retired ? NULL : gls_value_row_new (def);

      if (row == NULL)
        continue;
      g_signal_connect (row, "changed", G_CALLBACK (attribute_changed), self);
      gtk_box_append (self->attributes, row);
    }
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    {
      GtkWidget *row = gls_filling_row_new (self->document, g_ptr_array_index (roles, i), i + 1);

      g_signal_connect_swapped (row, "go-to", G_CALLBACK (go_to), self);
      gtk_box_append (self->roles, row);
    }
  place_field (self);
  gtk_widget_set_visible (GTK_WIDGET (self->attributes), gtk_widget_get_first_child (GTK_WIDGET (self->attributes)) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->roles), gtk_widget_get_first_child (GTK_WIDGET (self->roles)) != NULL);
}

/* What was typed meanwhile stays. */
static void
show_text (GtkEditable *entry, char **shown, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (entry), *shown) != 0)
    return;
  replace (shown, text != NULL ? text : "");
  if (g_strcmp0 (gtk_editable_get_text (entry), *shown) != 0)
    gtk_editable_set_text (entry, *shown);
}

static void
show_rows (GlsInspector *self, const GlsAnnotation *annotation, gboolean own)
{
  const GlsSpan *span = gls_open_document_find (self->document, &annotation->id);
  g_autofree char *words = gls_open_document_dup_words (self->document, span, MOST_CHARACTERS);
  const char *published = gls_open_document_get (self->document)->published;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->attributes)); row != NULL; row = gtk_widget_get_next_sibling (row))
    gls_value_row_show (GLS_VALUE_ROW (row),
                            gls_annotation_get_attribute (annotation, gls_value_row_get_name (GLS_VALUE_ROW (row))), words,
                            published, own);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->roles)); row != NULL; row = gtk_widget_get_next_sibling (row))
    gls_filling_row_show (GLS_FILLING_ROW (row), annotation, self->entities,
                       g_strcmp0 (gls_filling_row_get_name (GLS_FILLING_ROW (row)), self->role) == 0, own);
}

/* Also of what was accepted: the plugin stays named. */
static void
show_provenance (GlsInspector *self, const GlsAnnotation *annotation, gboolean suggestion)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (annotation->plugin != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (annotation->plugin, "@", 2);

      g_string_append_printf (text, suggestion ? _ ("Proposed by the plugin %s") : _ ("Accepted from the plugin %s"), parts[0]);
      if (parts[0] != NULL && parts[1] != NULL)
        g_string_append_printf (text, _ (", version %s"), parts[1]);
      if (!isnan (annotation->confidence))
        g_string_append_printf (text, _ (", %d %% sure"), (int) lround (annotation->confidence * 100));
      if (annotation->run != NULL)
        g_string_append_printf (text, _ ("\nRun %s"), annotation->run);
    }
  gtk_label_set_text (self->provenance, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->provenance), text->len > 0);
}

static void
show_details (GlsInspector *self)
{
  const GlsId *id = get_id (self);
  const GlsSpan *span = id != NULL ? gls_open_document_find (self->document, id) : NULL;
  const GlsAnnotation *annotation = span != NULL ? gls_open_document_get_details (self->document, id) : NULL;
  gboolean own = span != NULL && gls_open_document_is_own (self->document, span);

  if (annotation == NULL)
    return;
  self->showing = TRUE;
  make_rows (self, annotation->type);
  show_rows (self, annotation, own);
  show_drafts (self, id);
  show_provenance (self, annotation, (span->flags & GLS_SPAN_SUGGESTION) != 0);
  gls_relation_list_show (self->relations, self->document, id, own);
  show_text (self->note, &self->shown_note, annotation->note);
  show_text (self->line, &self->shown_line, annotation->unsure);
  gtk_check_button_set_active (self->unsure, annotation->unsure != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->line), annotation->unsure != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unsure), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->line), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->note), own);
  gls_answer_view_show (self->answer, self->document, (span->flags & GLS_SPAN_SUGGESTION) == 0 ? id : NULL);
  gls_history_view_show (self->history, self->document, id);
  self->showing = FALSE;
}

/* --- Showing ----------------------------------------------------------------------------------------------------- */

static void
show_one (GlsInspector *self, const GlsSpan *span)
{
  const char *type = gls_open_document_get_type_name (self->document, span);
  GlsSpanTable *spans = gls_open_document_get_spans (self->document);
  g_autofree char *words = gls_open_document_dup_words (self->document, span, MOST_CHARACTERS);
  g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), words);

  gtk_label_set_text (self->chip, gls_type_get_label (type));
  gls_type_style_apply (GTK_WIDGET (self->chip), gls_codebook_find_type (gls_session_get_codebook (self->session), type));
  gtk_label_set_text (self->words, quoted);
  gtk_widget_set_visible (self->judge, (span->flags & GLS_SPAN_SUGGESTION) != 0);
  gtk_widget_set_visible (self->delete_button, (span->flags & GLS_SPAN_SUGGESTION) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->unsure), (span->flags & GLS_SPAN_SUGGESTION) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->note), (span->flags & GLS_SPAN_SUGGESTION) == 0);
  gtk_label_set_text (self->who, span->set < spans->sets->len ? g_ptr_array_index (spans->sets, span->set) : "");
  gtk_scrolled_window_set_min_content_height (self->scroller, LEAST_OF_ONE);
  gtk_stack_set_visible_child_name (self->stack, "one");
}

void
gls_inspector_refresh (GlsInspector *self)
{
  const GlsId *id = get_id (self);
  const GlsSpan *span = id != NULL ? gls_open_document_find (self->document, id) : NULL;

  if (span != NULL)
    {
      show_one (self, span);
      show_details (self);
      return;
    }
  gls_answer_view_show (self->answer, NULL, NULL);
  gls_history_view_show (self->history, NULL, NULL);
  if (self->ids->len > 1)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u annotation selected", "%u annotations selected", self->ids->len),
                                               self->ids->len);
      gtk_label_set_text (self->many_label, text);
    }
  gtk_scrolled_window_set_min_content_height (self->scroller, LEAST_OF_NONE);
  gtk_stack_set_visible_child_name (self->stack, self->ids->len > 1 ? "many" : "none");
}

void
gls_inspector_set_role (GlsInspector *self, const char *role)
{
  if (g_strcmp0 (role, self->role) == 0)
    return;
  replace (&self->role, role);
  place_field (self);
  show_details (self);
}

/* --- Writing ----------------------------------------------------------------------------------------------------- */

static void
flush_text (GlsInspector *self, GtkEditable *entry, char **shown,
            gboolean (*set) (GlsOpenDocument *document, const GlsId *id, const char *text))
{
  if (get_id (self) == NULL || g_strcmp0 (gtk_editable_get_text (entry), *shown) == 0)
    return;
  replace (shown, gtk_editable_get_text (entry));
  set (self->document, get_id (self), *shown);
}

void
gls_inspector_flush (GlsInspector *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->attributes)); row != NULL; row = gtk_widget_get_next_sibling (row))
    gls_value_row_flush (GLS_VALUE_ROW (row));
  flush_text (self, self->note, &self->shown_note, gls_open_document_set_note);
  if (gtk_check_button_get_active (self->unsure))
    flush_text (self, self->line, &self->shown_line, gls_open_document_set_unsure);
}

static void
text_activated (GlsInspector *self)
{
  gls_inspector_flush (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-article", NULL);
}

static void
text_left (GlsInspector *self)
{
  gls_inspector_flush (self);
}

static void
unsure_toggled (GlsInspector *self)
{
  gboolean active = gtk_check_button_get_active (self->unsure);

  if (self->showing || get_id (self) == NULL)
    return;
  gtk_editable_set_text (self->line, "");
  replace (&self->shown_line, "");
  gls_open_document_set_unsure (self->document, get_id (self), active ? "" : NULL);
  if (active)
    gtk_widget_grab_focus (GTK_WIDGET (self->line));
}

void
gls_inspector_toggle_unsure (GlsInspector *self)
{
  if (get_id (self) != NULL && gtk_widget_get_sensitive (GTK_WIDGET (self->unsure)))
    gtk_check_button_set_active (self->unsure, !gtk_check_button_get_active (self->unsure));
}

static void
field_chosen (GlsInspector *self, const GlsLink *filler)
{
  g_signal_emit (self, signals[FILL_ROLE], 0, filler);
}

void
gls_inspector_show (GlsInspector *self, const GlsId *ids, guint n)
{
  if (n == 1 && self->ids->len == 1 && gls_id_equal (self->ids->data, ids))
    return;
  gls_inspector_flush (self);
  keep_drafts (self);
  g_array_set_size (self->ids, 0);
  if (n > 0)
    g_array_append_vals (self->ids, ids, n);
  /* Rows hold what was typed for the one before. */
  g_clear_pointer (&self->type, g_free);
  clear_field (self);
  g_clear_pointer (&self->role, g_free);
  clear (self->attributes);
  clear (self->roles);
  replace (&self->shown_note, "");
  gtk_editable_set_text (self->note, "");
  replace (&self->shown_line, "");
  gtk_editable_set_text (self->line, "");
  gls_inspector_refresh (self);
}

/* --- Focus ------------------------------------------------------------------------------------------------------- */

void
gls_inspector_focus_note (GlsInspector *self)
{
  if (self->ids->len == 1)
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

void
gls_inspector_focus_field (GlsInspector *self)
{
  if (self->role != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->field));
}

void
gls_inspector_focus_first (GlsInspector *self)
{
  GtkWidget *open = NULL;

  if (self->ids->len != 1)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->roles)); row != NULL && open == NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_has_css_class (row, "open"))
      open = row;
  if (open == NULL)
    open = gtk_widget_get_first_child (GTK_WIDGET (self->attributes));
  if (open == NULL || !gtk_widget_child_focus (open, GTK_DIR_TAB_FORWARD))
    gls_inspector_focus_note (self);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

void
gls_inspector_set_document (GlsInspector *self, GlsSession *session, GlsOpenDocument *document)
{
  gls_inspector_show (self, NULL, 0);
  stop_loading (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->session, session);
  g_set_object (&self->document, document);
  gls_filler_field_set_session (self->field, session);
  g_hash_table_remove_all (self->entities);
  if (document != NULL)
    {
      g_signal_connect_swapped (document, "details-changed", G_CALLBACK (show_details), self);
      g_signal_connect_swapped (session, "records-changed", G_CALLBACK (records_changed), self);
      load_entities (self);
    }
  gls_inspector_refresh (self);
}

static void
gls_inspector_dispose (GObject *object)
{
  GlsInspector *self = GLS_INSPECTOR (object);

  stop_loading (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->session);
  g_clear_object (&self->document);
  g_clear_object (&self->field);
  G_OBJECT_CLASS (gls_inspector_parent_class)->dispose (object);
}

static void
gls_inspector_finalize (GObject *object)
{
  GlsInspector *self = GLS_INSPECTOR (object);

  g_array_unref (self->ids);
  g_hash_table_unref (self->entities);
  gls_drafts_free (self->drafts);
  g_free (self->shown_note);
  g_free (self->shown_line);
  g_free (self->type);
  g_free (self->role);
  G_OBJECT_CLASS (gls_inspector_parent_class)->finalize (object);
}

static void
gls_inspector_class_init (GlsInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_inspector_finalize;
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_POINTER);
  signals[FILL_ROLE] = g_signal_new ("fill-role", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_POINTER);
  g_type_ensure (GLS_TYPE_ANSWER_VIEW);
  g_type_ensure (GLS_TYPE_HISTORY_VIEW);
  g_type_ensure (GLS_TYPE_RELATION_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-inspector.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsInspector, name)
  BIND (scroller);
  BIND (stack);
  BIND (many_label);
  BIND (chip);
  BIND (who);
  BIND (delete_button);
  BIND (judge);
  BIND (accept_button);
  BIND (reject_button);
  BIND (provenance);
  BIND (words);
  BIND (attributes);
  BIND (roles);
  BIND (relations);
  BIND (unsure);
  BIND (line);
  BIND (note);
  BIND (answer);
  BIND (history);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, text_activated);
  gtk_widget_class_bind_template_callback (widget_class, unsure_toggled);
  gtk_widget_class_bind_template_callback (widget_class, go_to);
}

static void
watch_focus (GlsInspector *self, GtkEditable *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (text_left), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
}

static void
gls_inspector_init (GlsInspector *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->entities = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  self->drafts = gls_drafts_new ();
  self->shown_note = g_strdup ("");
  self->shown_line = g_strdup ("");
  self->field = g_object_ref_sink (GLS_FILLER_FIELD (gls_filler_field_new ()));
  g_signal_connect_swapped (self->field, "chosen", G_CALLBACK (field_chosen), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gls_labels_let_shrink (GTK_WIDGET (self->unsure));
  watch_focus (self, self->note);
  watch_focus (self, self->line);
  gls_keys_set_tooltip (GTK_WIDGET (self->note), _ ("Note on this annotation"), "win.note");
  gls_keys_set_tooltip (GTK_WIDGET (self->unsure), _ ("Ask the lead about this annotation"), "win.unsure");
  gls_keys_set_tooltip (self->accept_button, _ ("Accept, with its parts (Space)"), NULL);
  gls_keys_set_tooltip (self->reject_button, _ ("Reject (Delete)"), NULL);
  gls_keys_set_tooltip (self->delete_button, _ ("Remove this annotation (Delete)"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->line), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A line to the lead"), -1);
}
