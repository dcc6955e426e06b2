/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a disagreement into words for people.
 * It must not know widgets. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "common/gls-type-label.h"
#include "common/gls-reason.h"
#include "gls-case-text.h"

/* How many characters around are shown with a version. */
#define AROUND 45

static const char *
get_kind_label (GlsCaseKind kind)
{
  switch (kind)
    {
    case GLS_CASE_FOUND:
      return _ ("found?");
    case GLS_CASE_BOUNDARY:
      return _ ("boundary");
    case GLS_CASE_TYPE:
      return _ ("type");
    case GLS_CASE_ENTITY:
      return _ ("entity");
    case GLS_CASE_ATTRIBUTE:
    case GLS_CASE_ROLE:
    case GLS_CASE_RELATION:
      break;
    }
  return "";
}

char *
gls_case_text_field (const GlsCase *item)
{
  return g_strdup (item->field != NULL ? gls_role_get_label (item->field) : get_kind_label (item->kind));
}

char *
gls_case_text_question (const GlsCase *item)
{
  const char *type = gls_type_get_label (item->type), *field = item->field != NULL ? gls_role_get_label (item->field) : "";

  switch (item->kind)
    {
    case GLS_CASE_FOUND:
      return g_strdup_printf (_ ("Is this to be marked as %s?"), type);
    case GLS_CASE_BOUNDARY:
      return g_strdup_printf (_ ("%s: where does it begin and end?"), type);
    case GLS_CASE_TYPE:
      return g_strdup (_ ("Which type is this?"));
    case GLS_CASE_ATTRIBUTE:
      return g_strdup_printf (_ ("%s: what is its “%s”?"), type, field);
    case GLS_CASE_ROLE:
      return g_strdup_printf (_ ("%s: what is its “%s”?"), type, field);
    case GLS_CASE_RELATION:
      return g_strdup_printf (_ ("%s: to what has it the relation “%s”?"), type, field);
    case GLS_CASE_ENTITY:
      return g_strdup_printf (_ ("%s: which entity is this?"), type);
    }
  return g_strdup ("");
}

static void
add_line (GString *text, char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

static char *
join_people (guint64 bits, char **people)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; people != NULL && people[i] != NULL; i++)
    if ((bits >> i & 1) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", people[i]);
  return g_string_free (names, FALSE);
}

char *
gls_case_text_remark (const GlsCase *item, char **people)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *halfway = join_people (item->halfway, people);

  if (item->state == GLS_CASE_SETTLED)
    add_line (text, g_strdup_printf (_ ("✔ Decided by %s (%s)"), item->by != NULL ? item->by : "–", gls_reason_get_label (item->reason)));
  else if (item->state == GLS_CASE_REOPENED)
    add_line (text, g_strdup_printf (_ ("↻ Decided before by %s; a version has changed since"), item->by != NULL ? item->by : "–"));
  if (item->state != GLS_CASE_OPEN && item->note != NULL && *item->note != '\0')
    add_line (text, g_strdup_printf ("“%s”", item->note));
  for (guint i = 0; item->state != GLS_CASE_OPEN && item->answers != NULL && item->answers[i] != NULL; i += 2)
    add_line (text, g_strdup_printf ("↳ %s: %s", item->answers[i], item->answers[i + 1]));
  if (item->unsure > 0)
    add_line (text, g_strdup_printf ("%s%s%s", _ ("? Unsure, asked the lead"), item->question != NULL ? ": " : "",
                                     item->question != NULL ? item->question : ""));
  if (*halfway != '\0')
    add_line (text, g_strdup_printf (_ ("… Still at work on this document: %s"), halfway));
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

char *
gls_case_text_said (const GlsCase *item, const GlsVersion *version)
{
  switch (item->kind)
    {
    case GLS_CASE_BOUNDARY:
      return NULL;
    case GLS_CASE_TYPE:
      return g_strdup (gls_type_get_label (version->shown));
    case GLS_CASE_ATTRIBUTE:
      return g_strdup (*version->shown != '\0' ? gls_role_get_label (version->shown) : _ ("no value"));
    case GLS_CASE_ROLE:
    case GLS_CASE_RELATION:
      return g_strdup (*version->shown != '\0' ? version->shown : _ ("left empty"));
    case GLS_CASE_FOUND:
    case GLS_CASE_ENTITY:
      break;
    }
  return g_strdup (version->shown);
}

static void
append_escaped (GString *markup, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  g_string_append (markup, escaped);
}

static void
append_words (GString *markup, GlsText *text, guint32 start, guint32 end)
{
  g_autofree char *words = start < end ? g_strdelimit (gls_text_slice (text, start, end), "\r\n\t", ' ') : NULL;

  if (words != NULL)
    append_escaped (markup, words);
}

/* Not cut within a word. */
static guint32
find_edge (GlsText *text, guint32 from, gboolean forward)
{
  guint32 at = from;

  for (guint i = 0; i < 12; i++)
    {
      if (at == 0 || at >= gls_text_get_length (text) || g_unichar_isspace (gls_text_get_char (text, forward ? at : at - 1)))
        return at;
      at += forward ? 1 : -1;
    }
  return from;
}

char *
gls_case_text_draw (const GlsCase *item, const GlsVersion *version, GlsDocument *document)
{
  GString *markup = g_string_new (NULL);
  GlsText *text = document != NULL ? document->text : NULL;
  guint32 length = text != NULL ? gls_text_get_length (text) : 0, at, end;

  if (text == NULL || item->end > length)
    {
      append_escaped (markup, item->words);
      return g_string_free (markup, FALSE);
    }
  at = find_edge (text, item->start > AROUND ? item->start - AROUND : 0, FALSE);
  end = find_edge (text, MIN (item->end + AROUND, length), TRUE);
  if (at > 0)
    g_string_append (markup, "… ");
  for (guint i = 0; version->fragments != NULL && i < version->fragments->len; i++)
    {
      const GlsFragment *fragment = &g_array_index (version->fragments, GlsFragment, i);

      /* A filler may be far away; what it is is said in words. */
      if (fragment->start < at || fragment->end > end)
        continue;
      append_words (markup, text, at, fragment->start);
      g_string_append (markup, "<b><u>");
      append_words (markup, text, fragment->start, fragment->end);
      g_string_append (markup, "</u></b>");
      at = fragment->end;
    }
  append_words (markup, text, at, end);
  if (end < length)
    g_string_append (markup, " …");
  return g_string_free (markup, FALSE);
}

char *
gls_case_text_holders (const GlsVersion *version, char **people, const guint *letters)
{
  GString *names = g_string_new (NULL);

  if (letters == NULL)
    {
      g_string_free (names, TRUE);
      return join_people (version->people, people);
    }
  for (guint letter = 0; letter < 64; letter++)
    for (guint i = 0; people != NULL && people[i] != NULL; i++)
      if (letters[i] == letter && (version->people >> i & 1) != 0)
        g_string_append_printf (names, "%s%c%s", names->len > 0 ? ", " : "", 'A' + (int) (letter % 26), letter >= 26 ? "'" : "");
  return g_string_free (names, FALSE);
}
