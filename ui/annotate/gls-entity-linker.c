/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover of entities that a mention may name, with a filter.
 * It must not know how names are compared, nor where the mention stands. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <gls-mentions.h>
#include "common/gls-entity-catalog.h"
#include "common/gls-type-style.h"
#include "gls-entity-linker.h"

#define MOST_PROPOSALS 12
#define MOST_CHARACTERS 60

typedef enum { ROW_ENTITY, ROW_NEW, ROW_UNLINK } RowKind;

struct _GlsEntityLinker {
  GtkPopover        parent_instance;
  GtkLabel         *heading;
  GtkEditable      *filter;
  GtkListBox       *rows;
  GtkScrolledWindow *scroller;
  GlsSession       *session;
  GlsOpenDocument  *document;
  GlsEntityCatalog *catalog;   /* the session's */
  GArray           *ids;       /* GlsId: what will be linked */
  char             *words, *kind;
  GlsId             linked;    /* what the first is linked to now, or the null id */
  GlsId             entity;    /* what was linked last, or the null id */
  GCancellable     *asking;
  gboolean          take, take_name; /* Return was pressed before the rows came */
};

G_DEFINE_FINAL_TYPE (GlsEntityLinker, gls_entity_linker, GTK_TYPE_POPOVER)

enum { LINKED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static const char *
describe_reason (GlsMatchReason reason)
{
  static const char * const names[] = { N_ ("same name"), N_ ("alias"), N_ ("acronym"), N_ ("surname"), N_ ("part of the name"), N_ ("spelt alike") };

  return _ (names[reason]);
}

static GtkWidget *
new_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
add_row (GlsEntityLinker *self, RowKind kind, const char *name, const char *spoken)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = new_label (name, "entity-name");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (box), line);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (self->rows, row);
  return row;
}

static char *
join_names (const GlsEntity *entity, const char *except)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < entity->aliases->len && joined->len < 200; i++)
    {
      const GlsAlias *alias = g_ptr_array_index (entity->aliases, i);

      if (g_strcmp0 (alias->name, except) != 0)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " · " : "", alias->name);
    }
  return g_string_free (joined, FALSE);
}

static void
add_proposal (GlsEntityLinker *self, const GlsEntityMatch *match)
{
  const GlsEntity *entity = match->entity;
  guint n = gls_entity_catalog_count (self->catalog, &entity->id);
  g_autofree char *count = g_strdup_printf (ngettext ("%u mention", "%u mentions", n), n);
  g_autofree char *aliases = join_names (entity, NULL);
  gboolean current = gls_id_equal (&entity->id, &self->linked);
  g_autofree char *why = g_strdup_printf ("%s%s%s", current ? _ ("linked now") : describe_reason (match->reason),
                                          *aliases != '\0' ? " · " : "", aliases);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s, %s", entity->name, gls_type_get_label (entity->kind), why, count);
  GtkWidget *row = add_row (self, ROW_ENTITY, entity->name, spoken);
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), *line = gtk_widget_get_first_child (box);
  GtkWidget *chip = gtk_label_new (gls_type_get_label (entity->kind)), *context = new_label ("", "dim-label");
  GtkWidget *mentions = gtk_label_new (count);

  gtk_widget_add_css_class (chip, "chip");
  gls_type_style_apply (chip, gls_codebook_find_type (gls_session_get_codebook (self->session), entity->kind));
  gtk_widget_add_css_class (mentions, "count");
  gtk_box_append (GTK_BOX (line), chip);
  gtk_box_append (GTK_BOX (line), mentions);
  gtk_box_append (GTK_BOX (box), new_label (why, "caption"));
  gtk_widget_add_css_class (context, "caption");
  gtk_widget_set_visible (context, n > 0);
  gtk_box_append (GTK_BOX (box), context);
  g_object_set_data_full (G_OBJECT (row), "entity", g_memdup2 (&entity->id, sizeof entity->id), g_free);
  g_object_set_data (G_OBJECT (row), "context", context);
}

/* The name a new entity gets: what was typed, else the words without what is not of the name. */
static char *
dup_new_name (GlsEntityLinker *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->filter)));
  g_autofree char *name = g_strdup (self->words);
  static const char * const endings[] = { "'s", "’s" };

  if (*typed != '\0')
    return g_steal_pointer (&typed);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]) && strlen (name) > strlen (endings[i]))
      name[strlen (name) - strlen (endings[i])] = '\0';
  return g_steal_pointer (&name);
}

static GtkListBoxRow *
fill_rows (GlsEntityLinker *self, GArray *matches)
{
  g_autofree char *name = dup_new_name (self);
  g_autofree char *text = g_strdup_printf (_ ("New entity “%s” · %s"), name, gls_type_get_label (self->kind));
  GtkListBoxRow *highlighted;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  highlighted = GTK_LIST_BOX_ROW (add_row (self, ROW_NEW, text, text));
  for (guint i = 0; i < matches->len; i++)
    {
      const GlsEntityMatch *match = &g_array_index (matches, GlsEntityMatch, i);

      add_proposal (self, match);
      if (match->certain || gls_id_equal (&match->entity->id, &self->linked))
        highlighted = gtk_list_box_get_row_at_index (self->rows, i + 1);
    }
  if (!gls_id_is_null (&self->linked))
    add_row (self, ROW_UNLINK, _ ("Link it to no entity"), _ ("Link it to no entity"));
  return highlighted;
}

/* --- Contexts ---------------------------------------------------------------------------------------------------- */

typedef struct {
  GArray *ids;      /* GlsId */
  GPtrArray *lines; /* char * or NULL */
} Contexts;

static void
contexts_free (gpointer data)
{
  Contexts *contexts = data;

  g_array_unref (contexts->ids);
  g_ptr_array_unref (contexts->lines);
  g_free (contexts);
}

static gpointer
read_contexts (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *ids = data;
  Contexts *contexts = g_new0 (Contexts, 1);

  contexts->ids = g_array_ref (ids);
  contexts->lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GPtrArray) mentions
        = gls_project_load_mentions (project, &g_array_index (ids, GlsId, i), NULL, 1, NULL, cancellable, error);
      const GlsMention *mention = mentions != NULL && mentions->len > 0 ? g_ptr_array_index (mentions, 0) : NULL;

      if (mentions == NULL)
        {
          contexts_free (contexts);
          return NULL;
        }
      g_ptr_array_add (contexts->lines,
                       mention != NULL ? g_strdup_printf ("%s: %s[%s]%s", mention->key, mention->before, mention->words, mention->after) : NULL);
    }
  return contexts;
}

static void
contexts_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsEntityLinker *self = g_task_get_source_object (task);
  Contexts *contexts = gls_store_run_finish (GLS_STORE (source), result, NULL);

  for (guint i = 0; contexts != NULL && g_task_get_cancellable (task) == self->asking && i < contexts->ids->len; i++)
    for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL; row = gtk_widget_get_next_sibling (row))
      {
        const GlsId *id = g_object_get_data (G_OBJECT (row), "entity");

        if (id != NULL && gls_id_equal (id, &g_array_index (contexts->ids, GlsId, i)) && g_ptr_array_index (contexts->lines, i) != NULL)
          gtk_label_set_text (g_object_get_data (G_OBJECT (row), "context"), g_ptr_array_index (contexts->lines, i));
      }
  g_clear_pointer (&contexts, contexts_free);
}

static void
load_contexts (GlsEntityLinker *self, GArray *matches)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));

  for (guint i = 0; i < matches->len; i++)
    g_array_append_val (ids, g_array_index (matches, GlsEntityMatch, i).entity->id);
  gls_store_read_async (gls_session_get_store (self->session), read_contexts, ids, (GDestroyNotify) g_array_unref, contexts_free,
                        self->asking, contexts_read, g_task_new (self, self->asking, NULL, NULL));
}

/* --- Linking ----------------------------------------------------------------------------------------------------- */

static void
leave (GlsEntityLinker *self)
{
  gls_entity_linker_hide (self);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
take_row (GlsEntityLinker *self, GtkListBoxRow *row, gboolean with_name)
{
  RowKind kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"));
  const GlsId *id = g_object_get_data (G_OBJECT (row), "entity");
  g_autofree char *name = dup_new_name (self);
  GlsId entity = { 0 };

  gls_open_document_begin (self->document, "entity");
  if (kind == ROW_ENTITY)
    entity = *id;
  else if (kind == ROW_NEW)
    {
      gls_open_document_new_entity (self->document, self->kind, name, &entity);
      gls_entity_catalog_expect (self->catalog, &entity, self->kind, name);
    }
  if (with_name && kind == ROW_ENTITY)
    gls_open_document_add_alias (self->document, &entity, self->words);
  gls_open_document_link_entity (self->document, (const GlsId *) (gpointer) self->ids->data, self->ids->len,
                                 kind == ROW_UNLINK ? NULL : &entity);
  gls_open_document_end (self->document);
  self->entity = entity;
  leave (self);
  g_signal_emit (self, signals[LINKED], 0);
}

static void
row_activated (GlsEntityLinker *self, GtkListBoxRow *row)
{
  take_row (self, row, FALSE);
}

static void
take_highlighted (GlsEntityLinker *self, gboolean with_name)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->rows);

  self->take = self->asking != NULL && row == NULL;
  self->take_name = with_name;
  if (row != NULL)
    take_row (self, row, with_name);
}

static void
filter_activated (GlsEntityLinker *self)
{
  take_highlighted (self, FALSE);
}

/* --- Asking ------------------------------------------------------------------------------------------------------ */

static void
proposals_came (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsEntityLinker *self = g_task_get_source_object (task);
  g_autoptr (GlsEntityProposals) proposals = gls_entity_catalog_match_finish (GLS_ENTITY_CATALOG (source), result, NULL);

  if (proposals == NULL || g_task_get_cancellable (task) != self->asking)
    return;
  gtk_list_box_select_row (self->rows, fill_rows (self, proposals->matches));
  if (self->take)
    take_highlighted (self, self->take_name);
  else
    load_contexts (self, proposals->matches);
}

static void
stop_asking (GlsEntityLinker *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->take = FALSE;
}

static void
filter_changed (GlsEntityLinker *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->filter)));

  if (self->session == NULL)
    return;
  stop_asking (self);
  self->asking = g_cancellable_new ();
  gtk_list_box_unselect_all (self->rows);
  gls_entity_catalog_match_async (self->catalog, *typed != '\0' ? typed : self->words, self->kind, *typed != '\0', MOST_PROPOSALS,
                                  self->asking, proposals_came, g_task_new (self, self->asking, NULL, NULL));
}

/* The focus stays in the field, so nothing else brings the row into sight. */
static void
show_row (GlsEntityLinker *self, GtkWidget *row)
{
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->rows), &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scroller), bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}

static void
walk (GlsEntityLinker *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->rows), *next;
  int at = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  next = gtk_list_box_get_row_at_index (self->rows, MAX (at + step, 0));
  if (next == NULL)
    return;
  gtk_list_box_select_row (self->rows, next);
  show_row (self, GTK_WIDGET (next));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsEntityLinker *self)
{
  switch (keyval)
    {
    case GDK_KEY_Escape:
      leave (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      walk (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      walk (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if ((state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      take_highlighted (self, TRUE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_entity_linker_dispose (GObject *object)
{
  GlsEntityLinker *self = GLS_ENTITY_LINKER (object);

  stop_asking (self);
  g_clear_object (&self->session);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (gls_entity_linker_parent_class)->dispose (object);
}

static void
gls_entity_linker_finalize (GObject *object)
{
  GlsEntityLinker *self = GLS_ENTITY_LINKER (object);

  g_array_unref (self->ids);
  g_free (self->words);
  g_free (self->kind);
  G_OBJECT_CLASS (gls_entity_linker_parent_class)->finalize (object);
}

static void
gls_entity_linker_class_init (GlsEntityLinkerClass *klass)
{
  static const char * const names[] = { "linked", "left" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_entity_linker_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_entity_linker_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-entity-linker.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsEntityLinker, heading);
  gtk_widget_class_bind_template_child (widget_class, GlsEntityLinker, filter);
  gtk_widget_class_bind_template_child (widget_class, GlsEntityLinker, rows);
  gtk_widget_class_bind_template_child (widget_class, GlsEntityLinker, scroller);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_entity_linker_init (GlsEntityLinker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->filter), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find an entity"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Entities"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Link to an entity"), -1);
}

GtkWidget *
gls_entity_linker_new (void)
{
  return g_object_new (GLS_TYPE_ENTITY_LINKER, NULL);
}

void
gls_entity_linker_open (GlsEntityLinker *self, GlsSession *session, GlsOpenDocument *document, const GlsId *ids, guint n,
                        const GdkRectangle *where)
{
  const GlsSpan *span = gls_open_document_find (document, ids);
  const GlsAnnotation *details = gls_open_document_get_details (document, ids);
  g_autofree char *heading = NULL;

  if (span == NULL)
    return;
  g_set_object (&self->session, session);
  g_set_object (&self->document, document);
  self->catalog = gls_entity_catalog_get (session);
  g_array_set_size (self->ids, 0);
  g_array_append_vals (self->ids, ids, n);
  g_free (self->words);
  g_free (self->kind);
  self->words = gls_open_document_dup_words (document, span, MOST_CHARACTERS);
  self->kind = g_strdup (gls_open_document_get_type_name (document, span));
  self->linked = details != NULL && details->has_entity ? details->entity : (GlsId){ 0 };
  heading = n == 1 ? g_strdup_printf (_ ("Who or what is “%s”?"), self->words)
                   : g_strdup_printf (ngettext ("Who or what are this %u mention?", "Who or what are these %u mentions?", n), n);
  gtk_label_set_text (self->heading, heading);
  gtk_editable_set_text (self->filter, "");
  gtk_popover_set_pointing_to (GTK_POPOVER (self), where);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
  filter_changed (self);
}

void
gls_entity_linker_hide (GlsEntityLinker *self)
{
  stop_asking (self);
  gtk_popover_popdown (GTK_POPOVER (self));
}

const GlsId *
gls_entity_linker_get_entity (GlsEntityLinker *self)
{
  return gls_id_is_null (&self->entity) ? NULL : &self->entity;
}
