/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists the other places of the same words and does to the ticked ones what was done to the first, as one step.
 * It must not know the article view, nor how the places are found. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-value.h>
#include "common/gls-compat.h"
#include "common/gls-entity-catalog.h"
#include "common/gls-keys.h"
#include "common/gls-type-style.h"
#include "gls-alike-model.h"
#include "gls-alike-panel.h"

/* More rows than anybody looks through; what is beyond can be done in a second go. */
#define MOST_OTHERS 5000

struct _GlsAlikePanel {
  AdwBin              parent_instance;
  GtkRevealer        *revealer;
  GtkLabel           *heading;
  GtkCheckButton     *everywhere;
  GtkButton          *show, *apply;
  GtkWidget          *scroller;
  GtkListView        *view;
  GlsAlikeModel      *model;
  GtkSingleSelection *cursor;
  GlsSession         *session;
  GlsOpenDocument    *document;
  GlsAlikeOffer      *offer;     /* NULL: none */
  GCancellable       *searching; /* NULL: the other documents are not being searched */
  gboolean            previewing, more, setting;
};

G_DEFINE_FINAL_TYPE (GlsAlikePanel, gls_alike_panel, ADW_TYPE_BIN)

static guint left_signal;

/* --- Texts ------------------------------------------------------------------------------------------------------- */

static char *
dup_heading (GlsAlikePanel *self, guint n)
{
  const GlsAlikeOffer *offer = self->offer;
  const char *type = gls_type_get_label (offer->type);
  const GlsEntity *entity;

  switch (offer->deed)
    {
    case GLS_ALIKE_LABEL:
      return g_strdup_printf (ngettext ("Label %u other “%s” as %s too", "Label the %u other “%s” as %s too", n), n, offer->words, type);
    case GLS_ALIKE_RETYPE:
      return g_strdup_printf (ngettext ("Change %u other “%s” to %s too", "Change the %u other “%s” to %s too", n), n, offer->words,
                              gls_type_get_label (offer->to_type));
    case GLS_ALIKE_REMOVE:
      return g_strdup_printf (ngettext ("Remove %u other %s “%s” too", "Remove the %u other %s “%s” too", n), n, type, offer->words);
    case GLS_ALIKE_LINK:
    default:
      entity = gls_entity_catalog_find (gls_entity_catalog_get (self->session), &offer->entity);
      return g_strdup_printf (ngettext ("Link %u other mention “%s” to %s too", "Link the %u other mentions “%s” to %s too", n), n,
                              offer->words, entity != NULL ? entity->name : "");
    }
}

static void
show_state (GlsAlikePanel *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model)), ticked = gls_alike_model_count_ticked (self->model);
  g_autofree char *heading = NULL, *apply = NULL;

  if (self->offer == NULL)
    return;
  heading = self->searching != NULL ? g_strdup (_ ("Looking through the other documents …")) : dup_heading (self, n);
  if (self->more)
    {
      g_autofree char *first = g_steal_pointer (&heading);

      heading = g_strdup_printf (_ ("%s (there are more)"), first);
    }
  apply = g_strdup_printf (ngettext ("Apply to %u", "Apply to %u", ticked), ticked);
  gtk_label_set_text (self->heading, heading);
  gtk_button_set_label (self->apply, apply);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), ticked > 0 && self->searching == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->apply), self->previewing);
  gtk_widget_set_visible (GTK_WIDGET (self->everywhere), self->previewing);
  gtk_widget_set_visible (GTK_WIDGET (self->show), !self->previewing);
  gtk_widget_set_visible (self->scroller, self->previewing);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static void
row_toggled (GtkCheckButton *check, GlsAlikePanel *self)
{
  if (self->setting)
    return;
  gls_alike_model_tick (self->model, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "position")),
                        gtk_check_button_get_active (check));
  show_state (self);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsAlikePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *check = gtk_check_button_new ();
  GtkWidget *words = gtk_label_new (NULL), *document = gtk_label_new (NULL);

  /* Space ticks from the list itself. */
  gtk_widget_set_focusable (check, FALSE);
  g_signal_connect (check, "toggled", G_CALLBACK (row_toggled), self);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (document, "count");
  gtk_label_set_ellipsize (GTK_LABEL (document), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (document), 24);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), document);
  gtk_list_item_set_child (item, box);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsAlikePanel *self)
{
  guint position = gls_alike_item_get_position (gtk_list_item_get_item (item));
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item)), *words = gtk_widget_get_next_sibling (check);
  g_autofree char *before = NULL, *middle = NULL, *after = NULL, *document = NULL, *markup = NULL, *name = NULL;

  gls_alike_model_dup_row (self->model, position, &before, &middle, &after, &document);
  markup = g_markup_printf_escaped ("%s<b>%s</b>%s", before, middle, after);
  name = g_strdup_printf ("%s%s%s%s%s", before, middle, after, document != NULL ? ", " : "", document != NULL ? document : "");
  self->setting = TRUE;
  g_object_set_data (G_OBJECT (check), "position", GUINT_TO_POINTER (position));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), gls_alike_model_is_ticked (self->model, position));
  self->setting = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_markup (GTK_LABEL (words), markup);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (words)), document != NULL ? document : "");
  gls_list_item_set_name (item, name);
}

/* --- Finding ----------------------------------------------------------------------------------------------------- */

static gboolean
wants_places (const GlsAlikeOffer *offer)
{
  return offer->deed == GLS_ALIKE_LABEL;
}

static GArray *
find_here (GlsAlikePanel *self)
{
  GlsDocument *document = gls_open_document_get (self->document);
  GlsSpanTable *spans = gls_open_document_get_spans (self->document);
  const char *person = gls_session_get_person (self->session);
  g_autoptr (GArray) found = NULL;
  GArray *places = g_array_new (FALSE, TRUE, sizeof (GlsAlikePlace));

  if (wants_places (self->offer))
    {
      found = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
      gls_alike_list_places (document, spans, self->offer->words, self->offer->type, person, 0, found);
    }
  else
    {
      found = g_array_new (FALSE, FALSE, sizeof (guint));
      gls_alike_list_spans (document, spans, self->offer->words, self->offer->type, person, self->offer->deed == GLS_ALIKE_LINK, 0,
                            found);
    }
  for (guint i = 0; i < found->len; i++)
    {
      GlsAlikePlace place = { 0 };

      if (wants_places (self->offer))
        {
          place.start = g_array_index (found, GlsFragment, i).start;
          place.end = g_array_index (found, GlsFragment, i).end;
        }
      else
        {
          const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, g_array_index (found, guint, i));

          place = (GlsAlikePlace){ span->id, span->start, span->end };
        }
      g_array_append_val (places, place);
    }
  return places;
}

typedef struct {
  GlsAlikeKind kind;
  char        *words, *type, *set;
  GlsId        except;
} Search;

typedef struct {
  GPtrArray *mentions;
  gboolean   more;
} Found;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->words);
  g_free (search->type);
  g_free (search->set);
  g_free (search);
}

static void
found_free (gpointer data)
{
  g_ptr_array_unref (((Found *) data)->mentions);
  g_free (data);
}

static gpointer
find_others (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  gboolean more = FALSE;
  GPtrArray *mentions = gls_project_find_alike (project, search->kind, search->words, search->type, search->set, &search->except,
                                                MOST_OTHERS, &more, cancellable, error);
  Found *found = mentions != NULL ? g_new0 (Found, 1) : NULL;

  if (found != NULL)
    *found = (Found){ mentions, more };
  return found;
}

static void
others_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsAlikePanel *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  Found *found = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (self->searching != NULL && g_task_get_cancellable (task) == self->searching)
    {
      g_clear_object (&self->searching);
      if (found != NULL)
        gls_alike_model_set_others (self->model, found->mentions);
      else
        gls_session_fail (self->session, _ ("The other documents cannot be searched"), error->message);
      self->more = found != NULL && found->more;
      show_state (self);
    }
  g_clear_pointer (&found, found_free);
}

static void
stop_searching (GlsAlikePanel *self)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->more = FALSE;
}

static void
everywhere_toggled (GlsAlikePanel *self)
{
  Search *search;

  stop_searching (self);
  if (self->setting || self->offer == NULL)
    return;
  gls_alike_model_set_others (self->model, NULL);
  if (gtk_check_button_get_active (self->everywhere))
    {
      search = g_new0 (Search, 1);
      search->kind = wants_places (self->offer) ? GLS_ALIKE_PLACES
                     : self->offer->deed == GLS_ALIKE_LINK ? GLS_ALIKE_UNLINKED : GLS_ALIKE_ANNOTATIONS;
      search->words = g_strdup (self->offer->words);
      search->type = g_strdup (self->offer->type);
      search->set = g_strdup (gls_session_get_person (self->session));
      search->except = gls_open_document_get (self->document)->id;
      self->searching = g_cancellable_new ();
      gls_store_read_async (gls_session_get_store (self->session), find_others, search, search_free, found_free, self->searching,
                            others_found, g_task_new (self, self->searching, NULL, NULL));
    }
  show_state (self);
}

/* --- Doing ------------------------------------------------------------------------------------------------------- */

static void
do_here (GlsAlikePanel *self, GArray *places)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GlsId));

  for (guint i = 0; i < places->len; i++)
    {
      const GlsAlikePlace *place = &g_array_index (places, GlsAlikePlace, i);
      GlsFragment fragment = { place->start, place->end };
      GlsId id;

      if (wants_places (self->offer))
        gls_open_document_add (self->document, self->offer->type, &fragment, 1, &id);
      else
        g_array_append_val (ids, place->id);
    }
  if (self->offer->deed == GLS_ALIKE_RETYPE)
    gls_open_document_retype (self->document, (const GlsId *) (gpointer) ids->data, ids->len, self->offer->to_type);
  else if (self->offer->deed == GLS_ALIKE_REMOVE)
    gls_open_document_remove (self->document, (const GlsId *) (gpointer) ids->data, ids->len);
  else if (self->offer->deed == GLS_ALIKE_LINK)
    gls_open_document_link_entity (self->document, (const GlsId *) (gpointer) ids->data, ids->len, &self->offer->entity);
}

/* What the words say by themselves, as for one that is labelled by hand. */
static void
put_label (GlsAlikePanel *self, GlsChange *change, const GlsMention *mention)
{
  GlsCodebook *codebook = gls_session_get_codebook (self->session);
  const GlsTypeDef *type = gls_codebook_find_type (codebook, self->offer->type);
  const GlsDocumentRow *row = gls_catalog_find (gls_session_get_catalog (self->session), &mention->document);
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  GlsFragment fragment = { mention->start, mention->end };

  gls_id_generate (&annotation->id);
  annotation->type = g_strdup (self->offer->type);
  annotation->by = g_strdup (gls_session_get_person (self->session));
  gls_annotation_set_fragments (annotation, &fragment, 1);
  for (guint i = 0; type != NULL && i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);
      g_autofree char *json = def->retired ? NULL : gls_value_propose (def, mention->words, row != NULL ? row->published : NULL);

      if (json != NULL)
        gls_annotation_add_attribute (annotation, def->name, json);
    }
  gls_change_put_annotation (change, &mention->document, annotation, codebook);
}

static void
do_to_other (GlsAlikePanel *self, GlsChange *change, const GlsMention *mention)
{
  const GlsTypeDef *type;

  switch (self->offer->deed)
    {
    case GLS_ALIKE_LABEL:
      put_label (self, change, mention);
      break;
    case GLS_ALIKE_RETYPE:
      type = gls_codebook_find_type (gls_session_get_codebook (self->session), self->offer->to_type);
      if (type != NULL)
        gls_change_set_type (change, &mention->annotation, type);
      break;
    case GLS_ALIKE_REMOVE:
      gls_change_delete (change, &mention->annotation);
      break;
    case GLS_ALIKE_LINK:
    default:
      gls_change_set_ref (change, &mention->annotation, "&entity", &self->offer->entity);
      break;
    }
}

static void
say_done (GlsAlikePanel *self, guint n)
{
  g_autofree char *text = NULL;

  switch (self->offer->deed)
    {
    case GLS_ALIKE_LABEL:
      text = g_strdup_printf (ngettext ("%u place labelled", "%u places labelled", n), n);
      break;
    case GLS_ALIKE_RETYPE:
      text = g_strdup_printf (ngettext ("%u annotation changed", "%u annotations changed", n), n);
      break;
    case GLS_ALIKE_REMOVE:
      text = g_strdup_printf (ngettext ("%u annotation removed", "%u annotations removed", n), n);
      break;
    case GLS_ALIKE_LINK:
    default:
      text = g_strdup_printf (ngettext ("%u mention linked", "%u mentions linked", n), n);
      break;
    }
  gls_session_say (self->session, text, TRUE);
}

static void
apply (GlsAlikePanel *self)
{
  static const char * const whats[] = { "label", "type", "delete", "entity" };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model)), done = gls_alike_model_count_ticked (self->model);
  g_autoptr (GlsChange) change = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (GlsAlikePlace));
  GlsId group;

  if (self->offer == NULL || self->searching != NULL || done == 0)
    return;
  gls_id_generate (&group);
  change = gls_session_new_change (self->session, whats[self->offer->deed]);
  gls_change_join (change, &group);
  for (guint i = 0; i < n; i++)
    {
      const GlsAlikePlace *place;
      const GlsMention *mention;

      if (!gls_alike_model_is_ticked (self->model, i) || !gls_alike_model_get (self->model, i, &place, &mention))
        continue;
      if (place != NULL)
        g_array_append_val (places, *place);
      else
        do_to_other (self, change, mention);
    }
  gls_open_document_begin (self->document, whats[self->offer->deed]);
  gls_open_document_join (self->document, &group);
  do_here (self, places);
  gls_open_document_end (self->document);
  if (!gls_change_is_empty (change))
    gls_session_commit (self->session, g_steal_pointer (&change));
  say_done (self, done);
  gls_alike_panel_close (self);
  g_signal_emit (self, left_signal, 0);
}

/* --- Coming and going -------------------------------------------------------------------------------------------- */

void
gls_alike_panel_close (GlsAlikePanel *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (GlsAlikePlace));

  stop_searching (self);
  g_clear_pointer (&self->offer, gls_alike_offer_free);
  self->previewing = FALSE;
  self->setting = TRUE;
  gtk_check_button_set_active (self->everywhere, FALSE);
  self->setting = FALSE;
  gls_alike_model_set (self->model, NULL, none);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
}

static void
close_and_leave (GlsAlikePanel *self)
{
  gls_alike_panel_close (self);
  g_signal_emit (self, left_signal, 0);
}

void
gls_alike_panel_forget (GlsAlikePanel *self)
{
  if (!self->previewing)
    gls_alike_panel_close (self);
}

gboolean
gls_alike_panel_has_offer (GlsAlikePanel *self)
{
  return self->offer != NULL;
}

void
gls_alike_panel_offer (GlsAlikePanel *self, GlsSession *session, GlsOpenDocument *document, const GlsAlikeOffer *offer)
{
  g_autoptr (GArray) places = NULL;

  gls_alike_panel_close (self);
  g_set_object (&self->session, session);
  g_set_object (&self->document, document);
  self->offer = gls_alike_offer_copy (offer);
  places = find_here (self);
  gls_alike_model_set (self->model, gls_open_document_get (document), places);
  show_state (self);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), places->len > 0);
  gtk_revealer_set_reveal_child (self->revealer, places->len > 0);
}

void
gls_alike_panel_preview (GlsAlikePanel *self)
{
  if (self->offer == NULL)
    return;
  self->previewing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  show_state (self);
  if (gls_alike_model_count_places (self->model) == 0)
    gtk_check_button_set_active (self->everywhere, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Through the row's own check button: a row that is made anew would lose the focus. */
static void
toggle_row (GlsAlikePanel *self, guint position)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *box = gtk_widget_get_first_child (row), *check = box != NULL ? gtk_widget_get_first_child (box) : NULL;

      if (GTK_IS_CHECK_BUTTON (check) && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "position")) == position)
        {
          gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
          return;
        }
    }
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsAlikePanel *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  guint at = gtk_single_selection_get_selected (self->cursor);

  if (keyval == GDK_KEY_Escape)
    {
      close_and_leave (self);
      return GDK_EVENT_STOP;
    }
  if ((state & GDK_ALT_MASK) && gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode) == 'a')
    {
      gtk_check_button_set_active (self->everywhere, !gtk_check_button_get_active (self->everywhere));
      return GDK_EVENT_STOP;
    }
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)) || !self->previewing)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    apply (self);
  else if (keyval == GDK_KEY_space && at != GTK_INVALID_LIST_POSITION)
    toggle_row (self, at);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_alike_panel_dispose (GObject *object)
{
  GlsAlikePanel *self = GLS_ALIKE_PANEL (object);

  stop_searching (self);
  g_clear_pointer (&self->offer, gls_alike_offer_free);
  g_clear_object (&self->session);
  g_clear_object (&self->document);
  g_clear_object (&self->cursor);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (gls_alike_panel_parent_class)->dispose (object);
}

static void
gls_alike_panel_class_init (GlsAlikePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_alike_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-alike-panel.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsAlikePanel, name)
  BIND (revealer);
  BIND (heading);
  BIND (everywhere);
  BIND (show);
  BIND (apply);
  BIND (scroller);
  BIND (view);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, everywhere_toggled);
  gtk_widget_class_bind_template_callback (widget_class, gls_alike_panel_preview);
  gtk_widget_class_bind_template_callback (widget_class, apply);
  gtk_widget_class_bind_template_callback (widget_class, close_and_leave);
  left_signal = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_alike_panel_init (GlsAlikePanel *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = gls_alike_model_new ();
  self->cursor = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->cursor));
  gtk_list_view_set_factory (self->view, factory);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gls_keys_set_tooltip (GTK_WIDGET (self->show), _ ("Look at the other places before anything is changed"), "win.apply-alike");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Other places"), -1);
}
