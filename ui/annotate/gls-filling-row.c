/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what fills a role and lets it be taken away or moved; a guess where it is open.
 * It must not know how a role is filled from the text. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-roles.h>
#include <gls-value.h>

#include "common/gls-keys.h"
#include "gls-filling-row.h"

#define MOST_WORDS 60

struct _GlsFillingRow {
  AdwBin           parent_instance;
  GlsOpenDocument *document;  /* borrowed from the inspector, which outlives the row */
  char            *name;
  gboolean         many;
  GtkWidget       *header;
  GtkLabel        *state;
  GtkBox          *fillers;
  GtkBox          *place;     /* of the field */
  char            *signature; /* what @fillers show */
};

G_DEFINE_FINAL_TYPE (GlsFillingRow, gls_filling_row, ADW_TYPE_BIN)

static guint go_to_signal;

/* --- Fillers ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
icon_button (const char *icon, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  return button;
}

GtkWidget *
gls_mark_button_new (GlsOpenDocument *document, const GlsSpan *span)
{
  const char *type = gls_open_document_get_type_name (document, span);
  g_autofree char *words = gls_open_document_dup_words (document, span, MOST_WORDS);
  g_autofree char *name = g_strdup_printf ("%s: %s", gls_type_get_label (type), words);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *chip = gtk_label_new (gls_type_get_label (type)), *label = gtk_label_new (words);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gls_type_style_apply (chip, gls_codebook_find_type (gls_session_get_codebook (gls_open_document_get_session (document)), type));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), chip);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "mark-button");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
free_link (gpointer data, GClosure *closure)
{
  gls_document_link_free (data);
}

static GlsDocumentLink *
copy_link (const GlsId *from, const GlsLink *link)
{
  GlsDocumentLink *copy = g_new0 (GlsDocumentLink, 1);

  copy->from = *from;
  copy->link = *link;
  copy->link.name = g_strdup (link->name);
  copy->link.value = g_strdup (link->value);
  return copy;
}

static GlsFillingRow *
get_row (GtkWidget *widget)
{
  return GLS_FILLING_ROW (gtk_widget_get_ancestor (widget, GLS_TYPE_FILLING_ROW));
}

static void
chosen (GtkWidget *button, GlsDocumentLink *link)
{
  g_signal_emit (get_row (button), go_to_signal, 0, &link->link.target);
}

static void
removed (GtkWidget *button, GlsDocumentLink *link)
{
  GlsFillingRow *self = get_row (button);

  /* The button goes with its filler. */
  gtk_widget_grab_focus (self->header);
  gls_open_document_unlink (self->document, &link->from, &link->link);
}

static void
move (GtkWidget *button, GlsDocumentLink *link, int step)
{
  GlsFillingRow *self = get_row (button);

  gtk_widget_grab_focus (self->header);
  gls_open_document_move_filler (self->document, &link->from, &link->link, step);
}

static void
moved_up (GtkWidget *button, GlsDocumentLink *link)
{
  move (button, link, -1);
}

static void
moved_down (GtkWidget *button, GlsDocumentLink *link)
{
  move (button, link, 1);
}

static GtkWidget *
connect_link (GtkWidget *button, GCallback callback, const GlsId *from, const GlsLink *link)
{
  g_signal_connect_data (button, "clicked", callback, copy_link (from, link), free_link, 0);
  return button;
}

static GtkWidget *
make_words (const char *sign, const char *text)
{
  g_autofree char *both = g_strdup_printf ("%s %s", sign, text);
  GtkWidget *label = gtk_label_new (both);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (label, 8);
  gtk_widget_set_tooltip_text (label, text);
  return label;
}

static GtkWidget *
make_filler (GlsFillingRow *self, const GlsAnnotation *annotation, const GlsLink *link, GHashTable *entities)
{
  const GlsSpan *span;
  const char *name;
  g_autofree char *value = NULL;

  switch (link->kind)
    {
    case GLS_LINK_TO:
      span = gls_open_document_find (self->document, &link->target);
      return span != NULL ? connect_link (gls_mark_button_new (self->document, span), G_CALLBACK (chosen), &annotation->id, link)
                          : NULL;
    case GLS_LINK_ENTITY:
      name = g_hash_table_lookup (entities, &link->target);
      return make_words ("◆", name != NULL ? name : _ ("an entity without a mention"));
    case GLS_LINK_AUTHOR:
      return make_words ("✎", _ ("the author"));
    case GLS_LINK_VALUE:
      value = gls_value_to_display (NULL, link->value);
      return make_words ("=", value);
    case GLS_LINK_NONE:
    default:
      return make_words ("⊘", _ ("not said"));
    }
}

static void
add_filler (GlsFillingRow *self, const GlsAnnotation *annotation, const GlsLink *link, GHashTable *entities, guint at, guint n,
            gboolean editable)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = make_filler (self, annotation, link, entities);

  if (words == NULL)
    {
      g_object_ref_sink (box);
      g_object_unref (box);
      return;
    }
  gtk_box_append (GTK_BOX (box), words);
  if (editable && self->many && at > 0)
    gtk_box_append (GTK_BOX (box), connect_link (icon_button ("go-up-symbolic", _ ("Earlier in the list")), G_CALLBACK (moved_up),
                                                 &annotation->id, link));
  if (editable && self->many && at + 1 < n)
    gtk_box_append (GTK_BOX (box), connect_link (icon_button ("go-down-symbolic", _ ("Later in the list")), G_CALLBACK (moved_down),
                                                 &annotation->id, link));
  if (editable)
    gtk_box_append (GTK_BOX (box), connect_link (icon_button ("window-close-symbolic", _ ("Take away")), G_CALLBACK (removed),
                                                 &annotation->id, link));
  gtk_box_append (self->fillers, box);
}

/* --- The guess --------------------------------------------------------------------------------------------------- */

static void
add_guess (GlsFillingRow *self, const char *words)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s”?"), words);
  GtkWidget *button = gtk_button_new_with_label (text), *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "guess");
  gtk_widget_set_tooltip_text (button, _ ("Take this guess (Space while the role is armed)"));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", self->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.take-guess");
  gtk_box_append (self->fillers, button);
}

/* --- Showing ----------------------------------------------------------------------------------------------------- */

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
sign (GString *signature, const GlsLink *link, GlsOpenDocument *document)
{
  const GlsSpan *span = link->kind == GLS_LINK_TO ? gls_open_document_find (document, &link->target) : NULL;
  char id[GLS_ID_STRING_SIZE];

  gls_id_to_string (&link->target, id);
  g_string_append_printf (signature, "%d %s %s %s %u %u\n", link->kind, id, link->value != NULL ? link->value : "",
                          span != NULL ? gls_open_document_get_type_name (document, span) : "", span != NULL ? span->start : 0,
                          span != NULL ? span->end : 0);
}

static char *
dup_guess (GlsFillingRow *self, const GlsAnnotation *annotation)
{
  const GlsTypeDef *type = gls_codebook_find_type (gls_session_get_codebook (gls_open_document_get_session (self->document)),
                                                   annotation->type);
  const GlsRoleDef *role = type != NULL ? gls_type_def_find_role (type, self->name) : NULL;
  GlsGuess guess;

  if (role == NULL || !gls_open_document_guess (self->document, &annotation->id, role, &guess))
    return NULL;
  return gls_open_document_dup_fragments (self->document, &(GlsFragment){ guess.start, guess.end }, 1, MOST_WORDS);
}

static void
show_state (GlsFillingRow *self, GlsRoleState state)
{
  static const char * const classes[] = { "open", "filled", "not-said" };
  const char *text = state == GLS_ROLE_OPEN ? _ ("○ open") : state == GLS_ROLE_NOT_SAID ? _ ("⊘ not said") : "●";
  g_autofree char *name = g_strdup_printf ("%s: %s", gls_role_get_label (self->name),
                                           state == GLS_ROLE_OPEN ? _ ("open") : state == GLS_ROLE_NOT_SAID ? _ ("not said") : _ ("filled"));

  gtk_label_set_text (self->state, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i == state)
      gtk_widget_add_css_class (GTK_WIDGET (self), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
}

void
gls_filling_row_show (GlsFillingRow *self, const GlsAnnotation *annotation, GHashTable *entities, gboolean armed, gboolean editable)
{
  g_autoptr (GArray) mine = g_array_new (FALSE, FALSE, sizeof (GlsLink));
  g_autoptr (GString) signature = g_string_new (editable ? "e" : "");
  g_autofree char *guess = NULL;
  GlsRoleState state = GLS_ROLE_OPEN;

  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      if (link->relation || !g_str_equal (link->name, self->name) ||
          (link->kind == GLS_LINK_TO && gls_open_document_find (self->document, &link->target) == NULL))
        continue;
      g_array_append_val (mine, *link);
      sign (signature, link, self->document);
      if (state != GLS_ROLE_FILLED)
        state = link->kind == GLS_LINK_NONE ? GLS_ROLE_NOT_SAID : GLS_ROLE_FILLED;
    }
  if (state == GLS_ROLE_OPEN && editable && (guess = dup_guess (self, annotation)) != NULL)
    g_string_append (signature, guess);
  show_state (self, state);
  if (armed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "armed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "armed");
  gtk_widget_set_sensitive (self->header, editable);
  if (g_strcmp0 (signature->str, self->signature) == 0)
    return;
  g_free (self->signature);
  self->signature = g_strdup (signature->str);
  clear (self->fillers);
  for (guint i = 0; i < mine->len && state != GLS_ROLE_NOT_SAID; i++)
    add_filler (self, annotation, &g_array_index (mine, GlsLink, i), entities, i, mine->len, editable);
  if (guess != NULL)
    add_guess (self, guess);
}

void
gls_filling_row_set_field (GlsFillingRow *self, GtkWidget *field)
{
  clear (self->place);
  if (field != NULL)
    gtk_box_append (self->place, field);
}

const char *
gls_filling_row_get_name (GlsFillingRow *self)
{
  return self->name;
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_filling_row_finalize (GObject *object)
{
  GlsFillingRow *self = GLS_FILLING_ROW (object);

  g_free (self->name);
  g_free (self->signature);
  G_OBJECT_CLASS (gls_filling_row_parent_class)->finalize (object);
}

static void
gls_filling_row_class_init (GlsFillingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_filling_row_finalize;
  go_to_signal = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_POINTER);
}

static void
gls_filling_row_init (GlsFillingRow *self)
{
  self->fillers = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->place = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->header = gtk_button_new ();
  self->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self), "role");
}

GtkWidget *
gls_filling_row_new (GlsOpenDocument *document, const GlsRoleDef *role, guint number)
{
  GlsFillingRow *self = g_object_new (GLS_TYPE_FILLING_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (gls_role_get_label (role->name));
  const char *digit = gls_keys_get_role_key (number);
  g_autofree char *tooltip = digit != NULL
                             ? g_strdup_printf (_ ("Fill “%s” from the text (%s)"), gls_role_get_label (role->name), digit)
                             : g_strdup_printf (_ ("Fill “%s” from the text"), gls_role_get_label (role->name));
  g_autofree char *whole = role->description != NULL ? g_strdup_printf ("%s\n%s", tooltip, role->description) : g_strdup (tooltip);
  GtkWidget *key = gtk_label_new (digit != NULL ? digit : "·");

  self->document = document;
  self->name = g_strdup (role->name);
  self->many = role->many;
  gtk_widget_add_css_class (key, "keycap");
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "state");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (line), key);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->state));
  gtk_button_set_child (GTK_BUTTON (self->header), line);
  gtk_widget_add_css_class (self->header, "flat");
  gtk_widget_set_tooltip_text (self->header, whole);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->header), "s", self->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->header), "win.arm-role");
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fillers));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->place));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
