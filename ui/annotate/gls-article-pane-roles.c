/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills roles from the text: one role is armed, a click, a drag or a key fills it and arms the next.
 * It must not know how edits reach the file, nor the inspector that shows the same. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-roles.h>
#include <gls-segment.h>

#include "common/gls-keys.h"
#include "gls-article-pane-private.h"

/* Words of a guess in a hint. */
#define MOST_GUESSED 40
/* How long after a click that filled a role its second press is still a part of it. */
#define DOUBLE_CLICK_US (900 * 1000)

/* --- What is armed ----------------------------------------------------------------------------------------------- */

static const GlsTypeDef *
get_type (GlsArticlePane *self, const GlsId *id)
{
  const GlsSpan *span = self->document != NULL ? gls_open_document_find (self->document, id) : NULL;

  return span != NULL && gls_open_document_is_own (self->document, span)
         ? gls_codebook_find_type (gls_session_get_codebook (self->session), gls_open_document_get_type_name (self->document, span))
         : NULL;
}

const GlsRoleDef *
gls_article_pane_get_role (GlsArticlePane *self, GlsId *owner)
{
  const GlsTypeDef *type = self->roles.name != NULL ? get_type (self, &self->roles.owner) : NULL;

  if (owner != NULL)
    *owner = self->roles.owner;
  return type != NULL ? gls_type_def_find_role (type, self->roles.name) : NULL;
}

static const GArray *
get_links (GlsArticlePane *self, const GlsId *id)
{
  const GlsAnnotation *details = gls_open_document_get_details (self->document, id);

  return details != NULL ? details->links : NULL;
}

void
gls_article_pane_show_tag (GlsArticlePane *self)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  const char *type = self->roles.type;
  g_autofree char *text = NULL;

  if (role != NULL)
    text = type != NULL ? g_strdup_printf ("%s: %s", gls_role_get_label (role->name), gls_type_get_label (type))
                        : g_strdup (gls_role_get_label (role->name));
  else if (self->relating != GLS_RELATING_NOT)
    text = g_strdup (_ ("relation"));
  gls_article_view_set_fixed (self->view, text != NULL || self->roles.settled);
  gtk_label_set_text (GTK_LABEL (self->tag), text != NULL ? text : "");
  gtk_widget_set_visible (self->tag, text != NULL && self->roles.over);
}

static void
arm (GlsArticlePane *self, const GlsId *owner, const GlsRoleDef *role)
{
  self->roles.replaces = FALSE;
  g_free (self->roles.name);
  self->roles.name = role != NULL ? g_strdup (role->name) : NULL;
  self->roles.type = NULL;
  if (role != NULL && owner != NULL)
    self->roles.owner = *owner;
  gls_article_pane_show_tag (self);
  gls_article_pane_state_changed (self);
}

void
gls_article_pane_disarm_role (GlsArticlePane *self)
{
  self->roles.has_made = self->roles.settled = FALSE;
  g_clear_pointer (&self->roles.resume, g_free);
  if (self->roles.name != NULL)
    arm (self, NULL, NULL);
}

void
gls_article_pane_arm_role (GlsArticlePane *self, const char *name)
{
  const GlsId *owner = self->selected->len == 1 ? (const GlsId *) (gpointer) self->selected->data : NULL;
  const GlsTypeDef *type = owner != NULL ? get_type (self, owner) : NULL;
  const GlsRoleDef *role = type != NULL && name != NULL ? gls_type_def_find_role (type, name) : NULL;
  const GlsRoleDef *now = gls_article_pane_get_role (self, NULL);

  if (role == NULL || role->retired)
    {
      gls_article_pane_disarm_role (self);
      return;
    }
  /* The chain goes on where it was left. */
  if (now != NULL && now->chain && !role->chain)
    {
      g_free (self->roles.resume);
      self->roles.resume = g_strdup (now->name);
    }
  self->roles.has_made = FALSE;
  g_clear_pointer (&self->armed, g_free);
  gls_label_chooser_hide (self->chooser);
  arm (self, owner, role);
}

void
gls_article_pane_arm_chain (GlsArticlePane *self, const GlsId *id)
{
  const GlsTypeDef *type = get_type (self, id);
  const GlsRoleDef *role = type != NULL ? gls_type_def_first_chain_role (type, get_links (self, id)) : NULL;

  gls_article_pane_disarm_role (self);
  if (role == NULL)
    return;
  g_clear_pointer (&self->armed, g_free);
  arm (self, id, role);
}

/* A key has armed a role of what came from the suggestion @of: what is pointed at now is what it should have been. */
void
gls_article_pane_replace_role (GlsArticlePane *self, const GlsId *of)
{
  if (self->roles.name == NULL)
    return;
  self->roles.replaces = TRUE;
  self->roles.replaces_of = *of;
}

/* After @role was filled or closed. */
static void
advance (GlsArticlePane *self, const GlsRoleDef *role)
{
  const GlsTypeDef *type = get_type (self, &self->roles.owner);
  const GArray *links = get_links (self, &self->roles.owner);
  const GlsRoleDef *next = NULL;

  if (type == NULL)
    return;
  if (role->chain)
    next = gls_type_def_next_chain_role (type, role, links);
  else if (role->many && gls_role_def_get_state (role, links) != GLS_ROLE_NOT_SAID)
    next = role;
  else if (self->roles.resume != NULL)
    next = gls_type_def_find_role (type, self->roles.resume);
  if (next != NULL && next->chain)
    g_clear_pointer (&self->roles.resume, g_free);
  self->roles.settled = next == NULL;
  arm (self, &self->roles.owner, next);
}

/* --- Filling ----------------------------------------------------------------------------------------------------- */

gboolean
gls_article_pane_fill_role (GlsArticlePane *self, const GlsLink *filler)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  g_autoptr (GError) error = NULL;
  GlsId owner = self->roles.owner, of = self->roles.replaces_of;
  gboolean replaces = self->roles.replaces;

  if (role == NULL)
    return FALSE;
  if (replaces ? !gls_open_document_replace (self->document, &owner, role->name, filler, &of, &error)
               : !gls_open_document_fill (self->document, &owner, role->name, filler, &error))
    {
      gls_session_say (self->session, error->message, FALSE);
      return FALSE;
    }
  gls_article_view_set_selected (self->view, &owner);
  if (replaces)
    arm (self, &owner, NULL);
  else
    advance (self, role);
  return TRUE;
}

static gboolean
fill_with_annotation (GlsArticlePane *self, const GlsId *id)
{
  GlsLink filler = { .kind = GLS_LINK_TO, .target = *id };

  self->roles.has_made = FALSE;
  return gls_article_pane_fill_role (self, &filler);
}

/* One's own annotation of exactly these words that may fill @role. */
static const GlsSpan *
find_fitting (GlsArticlePane *self, const GlsRoleDef *role, guint32 start, guint32 end)
{
  const GlsSpanTable *spans = gls_open_document_get_spans (self->document);

  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);

      if (span->start > start)
        break;
      if (span->start == start && span->end == end && span->n_fragments <= 1 &&
          gls_open_document_is_own (self->document, span) && !gls_id_equal (&span->id, &self->roles.owner) &&
          gls_role_def_allows (role, gls_open_document_get_type_name (self->document, span)))
        return span;
    }
  return NULL;
}

/* @type NULL: as the words look. */
static gboolean
fill_with_words (GlsArticlePane *self, guint32 start, guint32 end, const char *type)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  const GlsSpan *span = role != NULL && type == NULL ? find_fitting (self, role, start, end) : NULL;
  GlsFragment fragment = { start, end };
  GlsLink filler = { .kind = GLS_LINK_TO };
  g_autofree char *name = NULL;
  gboolean done;

  if (role == NULL)
    return FALSE;
  gls_article_view_select_range (self->view, end, end);
  if (span != NULL)
    return fill_with_annotation (self, &span->id);
  if (type == NULL)
    type = gls_open_document_guess_type (self->document, role, start, end);
  if (type == NULL)
    return FALSE;
  name = g_strdup (role->name);
  gls_open_document_begin (self->document, "role");
  gls_open_document_add (self->document, type, &fragment, 1, &filler.target);
  done = gls_article_pane_fill_role (self, &filler);
  gls_open_document_end (self->document);
  self->roles.has_made = done;
  self->roles.made = filler.target;
  g_free (self->roles.made_role);
  self->roles.made_role = g_steal_pointer (&name);
  gls_article_pane_state_changed (self);
  return done;
}

static gboolean
take_guess (GlsArticlePane *self)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  GlsGuess guess;

  if (role == NULL || !gls_open_document_guess (self->document, &self->roles.owner, role, &guess))
    {
      gls_session_say (self->session, _ ("There is no guess for this role"), FALSE);
      return FALSE;
    }
  return guess.is_mark ? fill_with_annotation (self, &guess.mark) : fill_with_words (self, guess.start, guess.end, guess.type);
}

void
gls_article_pane_take_guess (GlsArticlePane *self, const char *name)
{
  gls_article_pane_arm_role (self, name);
  if (self->roles.name != NULL)
    take_guess (self);
}

/* The innermost own annotation at @offset that may fill @role. */
static gboolean
find_at (GlsArticlePane *self, const GlsRoleDef *role, guint32 offset, GlsId *id)
{
  g_autoptr (GArray) ids = gls_article_view_list_at (self->view, offset);

  for (guint i = 0; i < ids->len; i++)
    {
      const GlsSpan *span = gls_open_document_find (self->document, &g_array_index (ids, GlsId, i));

      if (span == NULL || gls_id_equal (&span->id, &self->roles.owner) || !gls_open_document_is_own (self->document, span) ||
          !gls_role_def_allows (role, gls_open_document_get_type_name (self->document, span)))
        continue;
      *id = span->id;
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_word (GlsArticlePane *self, guint32 offset, guint32 *start, guint32 *end)
{
  GlsText *text = gls_open_document_get (self->document)->text;

  if (offset >= gls_text_get_length (text) || !g_unichar_isalnum (gls_text_get_char (text, offset)))
    return FALSE;
  gls_segment_word_at (text, offset, start, end);
  return *start < *end;
}

/* --- The pointer ------------------------------------------------------------------------------------------------- */

/* The caret lies at the gap that is nearest to the pointer. */
gboolean
gls_article_pane_get_pointed (GlsArticlePane *self, guint32 *offset)
{
  guint32 caret = gls_article_view_get_caret (self->view);
  graphene_point_t at;

  if (!gtk_widget_compute_point (self->scroller, GTK_WIDGET (self->view), &GRAPHENE_POINT_INIT (self->roles.x, self->roles.y), &at))
    return FALSE;
  for (guint32 i = caret > 0 ? caret - 1 : 0; i <= caret; i++)
    {
      GdkRectangle box;

      if (gls_article_view_get_rectangle (self->view, i, i + 1, &box) && at.x >= box.x && at.x < box.x + box.width &&
          at.y >= box.y - box.height && at.y < box.y + 2 * box.height)
        {
          *offset = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
was_pressed (GlsArticlePane *self)
{
  gboolean pressed = self->roles.pressed;

  self->roles.pressed = FALSE;
  return pressed;
}

gboolean
gls_article_pane_click_role (GlsArticlePane *self, const GlsId *id)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  gboolean by_pointer = was_pressed (self);
  guint32 offset, start, end;
  GlsId found;

  if (role == NULL)
    return FALSE;
  if (!by_pointer)
    return TRUE;
  self->roles.taken = (GlsFragment){ 0, 0 };
  self->roles.taken_at = g_get_monotonic_time ();
  if (gls_article_pane_get_pointed (self, &offset))
    {
      if (find_word (self, offset, &start, &end))
        self->roles.taken = (GlsFragment){ start, end };
      if (find_at (self, role, offset, &found))
        return fill_with_annotation (self, &found) || TRUE;
      if (self->roles.taken.end > 0)
        return fill_with_words (self, start, end, self->roles.type) || TRUE;
    }
  /* On the bar of an annotation, beside its words. */
  if (id != NULL && !gls_id_equal (id, &self->roles.owner))
    return fill_with_annotation (self, id) || TRUE;
  gls_article_pane_disarm_role (self);
  return FALSE;
}

gboolean
gls_article_pane_drag_role (GlsArticlePane *self, guint32 start, guint32 end)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  gboolean by_pointer = was_pressed (self);
  gboolean double_click = g_get_monotonic_time () - self->roles.taken_at < DOUBLE_CLICK_US && start <= self->roles.taken.start &&
                          end >= self->roles.taken.end && self->roles.taken.end > 0;

  if (by_pointer && double_click)
    {
      /* The first press has filled a role with this word already. */
      gls_article_view_select_range (self->view, end, end);
      gls_article_view_set_selected (self->view, &self->roles.owner);
      return TRUE;
    }
  if (role == NULL)
    return FALSE;
  /* What keys select is taken by Return. */
  if (by_pointer)
    fill_with_words (self, start, end, self->roles.type);
  else
    gls_article_pane_state_changed (self);
  return TRUE;
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, GlsArticlePane *self)
{
  self->roles.tag_x = x;
  self->roles.tag_y = y;
  self->roles.over = TRUE;
  if (self->roles.name == NULL && self->relating == GLS_RELATING_NOT)
    return;
  if (!gtk_widget_get_visible (self->tag))
    gls_article_pane_show_tag (self);
  gtk_widget_queue_allocate (gtk_widget_get_parent (self->tag));
}

static void
left (GtkEventControllerMotion *controller, GlsArticlePane *self)
{
  self->roles.over = FALSE;
  gtk_widget_set_visible (self->tag, FALSE);
}

/* Below the pointer, at its other side where the pane ends. */
static gboolean
place_tag (GtkOverlay *overlay, GtkWidget *widget, GdkRectangle *place, GlsArticlePane *self)
{
  int width, height, all = gtk_widget_get_width (GTK_WIDGET (overlay)), tall = gtk_widget_get_height (GTK_WIDGET (overlay));

  if (widget != self->tag)
    return FALSE;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  place->width = width;
  place->height = height;
  place->x = self->roles.tag_x + 16 + width <= all ? self->roles.tag_x + 16 : MAX (self->roles.tag_x - 8 - width, 0);
  place->y = self->roles.tag_y + 20 + height <= tall ? self->roles.tag_y + 20 : MAX (self->roles.tag_y - 8 - height, 0);
  return TRUE;
}

static void
pressed (GtkGestureClick *gesture, int n_press, double x, double y, GlsArticlePane *self)
{
  self->roles.pressed = TRUE;
  self->roles.x = x;
  self->roles.y = y;
}

void
gls_article_pane_init_roles (GlsArticlePane *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left), self);
  gtk_widget_add_controller (self->scroller, motion);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed), self);
  gtk_widget_add_controller (self->scroller, GTK_EVENT_CONTROLLER (press));
  g_signal_connect (gtk_widget_get_parent (self->tag), "get-child-position", G_CALLBACK (place_tag), self);
}

/* --- Keys -------------------------------------------------------------------------------------------------------- */

char *
gls_article_pane_dup_role_hint (GlsArticlePane *self)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  g_autofree char *words = NULL, *name = NULL;
  guint32 start, end;
  GlsGuess guess;

  if (role == NULL)
    return NULL;
  name = g_markup_printf_escaped ("<b>%s</b>", gls_role_get_label (role->name));
  if (gls_article_pane_get_words (self, &start, &end))
    return g_strdup_printf (_ ("%s: ⏎ takes the selected words · a letter as another type · Esc lets go"), name);
  if (!gls_open_document_guess (self->document, &self->roles.owner, role, &guess))
    return g_strdup_printf (_ ("%s: click or drag fills it · 0 not said · Tab next · / finds · Esc lets go"), name);
  words = gls_open_document_dup_fragments (self->document, &(GlsFragment){ guess.start, guess.end }, 1, MOST_GUESSED);
  {
    g_autofree char *escaped = g_markup_escape_text (words, -1);

    return g_strdup_printf (_ ("%s: Space takes “%s” · click or drag fills it · 0 not said · Tab next · / finds · Esc lets go"), name,
                            escaped);
  }
}

static void
step (GlsArticlePane *self, const GlsRoleDef *role, int by)
{
  const GlsTypeDef *type = get_type (self, &self->roles.owner);
  g_autoptr (GPtrArray) roles = gls_type_def_list_roles (type);
  guint at = 0;

  if (g_ptr_array_find (roles, role, &at))
    arm (self, &self->roles.owner, g_ptr_array_index (roles, (at + roles->len + by) % roles->len));
}

static void
take_selection (GlsArticlePane *self, const GlsRoleDef *role)
{
  guint32 start, end, caret = gls_article_view_get_caret (self->view);
  GlsId id;

  if (gls_article_pane_get_words (self, &start, &end))
    fill_with_words (self, start, end, self->roles.type);
  else if (find_at (self, role, caret, &id) || (caret > 0 && find_at (self, role, caret - 1, &id)))
    fill_with_annotation (self, &id);
  else if (find_word (self, caret, &start, &end) || (caret > 0 && find_word (self, caret - 1, &start, &end)))
    fill_with_words (self, start, end, self->roles.type);
}

gboolean
gls_article_pane_label_role (GlsArticlePane *self, const char *type)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL), *made = NULL;
  const GlsTypeDef *owner = get_type (self, &self->roles.owner);
  guint32 start, end;

  if (self->roles.has_made && owner != NULL)
    made = gls_type_def_find_role (owner, self->roles.made_role);
  if (role != NULL && gls_role_def_allows (role, type))
    {
      if (gls_article_pane_get_words (self, &start, &end))
        fill_with_words (self, start, end, type);
      else
        {
          self->roles.type = g_strcmp0 (self->roles.type, type) == 0 ? NULL : g_intern_string (type);
          gls_article_pane_show_tag (self);
          gls_article_pane_state_changed (self);
        }
      return TRUE;
    }
  /* The words that were taken just now, as another type. */
  if (made != NULL && gls_role_def_allows (made, type) && gls_open_document_find (self->document, &self->roles.made) != NULL)
    {
      gls_open_document_retype (self->document, &self->roles.made, 1, type);
      return TRUE;
    }
  if (role == NULL)
    return FALSE;
  {
    g_autofree char *text = g_strdup_printf (_ ("“%s” cannot fill the role “%s”; Esc lets it go"), gls_type_get_label (type),
                                             gls_role_get_label (role->name));

    gls_session_say (self->session, text, FALSE);
  }
  return TRUE;
}

static gboolean
press_digit (GlsArticlePane *self, gunichar digit)
{
  const char key[] = { (char) digit, '\0' };
  const GlsTypeDef *type = self->selected->len == 1 ? get_type (self, (const GlsId *) (gpointer) self->selected->data) : NULL;
  g_autoptr (GPtrArray) roles = type != NULL ? gls_type_def_list_roles (type) : NULL;

  if (digit == '0')
    return gls_article_pane_get_role (self, NULL) != NULL
           && (gls_article_pane_fill_role (self, &(GlsLink){ .kind = GLS_LINK_NONE }) || TRUE);
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    if (g_strcmp0 (gls_keys_get_role_key (i + 1), key) == 0)
      {
        gls_article_pane_arm_role (self, ((GlsRoleDef *) g_ptr_array_index (roles, i))->name);
        if (self->correcting || self->completed)
          gls_article_pane_replace_role (self, self->correcting ? &self->correction_of : &self->completion);
        return TRUE;
      }
  return FALSE;
}

static gboolean
arm_first_open (GlsArticlePane *self)
{
  const GlsId *id = self->selected->len == 1 ? (const GlsId *) (gpointer) self->selected->data : NULL;
  const GlsTypeDef *type = id != NULL ? get_type (self, id) : NULL;
  g_autoptr (GPtrArray) roles = type != NULL ? gls_type_def_list_roles (type) : NULL;
  const GlsRoleDef *first = type != NULL ? gls_type_def_first_chain_role (type, get_links (self, id)) : NULL;

  for (guint i = 0; first == NULL && roles != NULL && i < roles->len; i++)
    if (gls_role_def_get_state (g_ptr_array_index (roles, i), get_links (self, id)) == GLS_ROLE_OPEN)
      first = g_ptr_array_index (roles, i);
  if (first == NULL)
    return FALSE;
  arm (self, id, first);
  return TRUE;
}

gboolean
gls_article_pane_press_role_key (GlsArticlePane *self, guint keyval, guint keycode, gboolean in_text)
{
  const GlsRoleDef *role = gls_article_pane_get_role (self, NULL);
  gunichar letter = gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);

  if ((letter >= '0' && letter <= '9') || letter == '-')
    return press_digit (self, letter);
  if (role != NULL && letter == '/')
    return gtk_widget_activate_action (GTK_WIDGET (self), "win.find-filler", NULL) || TRUE;
  if (in_text && role == NULL && keyval == GDK_KEY_Tab)
    return arm_first_open (self);
  if (role != NULL && keyval == GDK_KEY_Escape)
    {
      gls_article_pane_disarm_role (self);
      return TRUE;
    }
  if (role == NULL || !in_text)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      take_guess (self);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      gls_open_document_empty_role (self->document, &self->roles.owner, role->name);
      gls_article_pane_state_changed (self);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      step (self, role, keyval == GDK_KEY_Tab ? 1 : -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      take_selection (self, role);
      return TRUE;
    default:
      return FALSE;
    }
}
