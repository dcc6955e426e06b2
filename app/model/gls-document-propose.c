/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes what a text itself tells of the article: headline, captions, byline, date, language, and what is page
 * furniture or repeated. Knows no store and no format; rather hides too little than a line of the article. */
#include "config.h"

#include "gls-propose.h"

#include <string.h>

#define NONE G_MAXUINT
/* More than any article: such a text is a dump, and only its language is worth telling. */
#define MAX_BYTES (64u << 20)
#define HEADLINE_MAX_WORDS 30
#define CAPTION_MAX_WORDS 45

typedef struct {
  GlsDocument    *document;
  GlsProposeText *text;
  guint           headline;
  guint           first_body, last_body;  /* paragraphs of prose */
  guint           tail;                   /* from here on nothing belongs to the article */
  guint           date_rank;
  gboolean        blog;                   /* it has a blog's comment lines: a date stands above its headline */
  char           *title, *byline, *published, *publisher;
} Proposal;

static const char *
para_text (const Proposal *self, guint i, gsize *n_bytes)
{
  const GlsProposePara *para = &self->text->paras[i];

  *n_bytes = para->byte_end - para->byte;
  return self->text->text + para->byte;
}

static gboolean
is_prose (const GlsProposePara *para)
{
  if (para->furniture != 0 || para->kind == GLS_ZONE_BOILERPLATE)
    return FALSE;
  return (para->stops && para->n_words >= 12) || para->n_words >= 35
         || (para->stops && para->n_sentences >= 2 && para->n_words >= 8);
}

static guint
next_with_words (const Proposal *self, guint i)
{
  while (i < self->text->n_paras
         && (self->text->paras[i].n_words == 0 || self->text->paras[i].kind == GLS_ZONE_BOILERPLATE))
    i++;
  return i < self->text->n_paras ? i : NONE;
}

static void
find_furniture (Proposal *self)
{
  for (guint i = 0; i < self->text->n_paras; i++)
    {
      GlsProposePara *para = &self->text->paras[i];
      gsize n_bytes;
      const char *string = para_text (self, i, &n_bytes);

      if (para->n_words == 0 || para->fixed)
        continue;
      para->furniture = gls_propose_furniture (string, n_bytes, para->n_words);
      if (para->furniture & GLS_FURNITURE_LINE)
        para->kind = GLS_ZONE_BOILERPLATE;
      if (para->furniture & GLS_FURNITURE_COMMENTS)
        self->blog = TRUE;
    }
}

/* Lists of links: hides from the first to the last line of a run that a menu would have, when most is a menu's. */
static void
hide_menus (Proposal *self, guint from, guint to)
{
  GlsProposePara *paras = self->text->paras;

  for (guint i = from; i < to;)
    {
      guint run = i, known = 0, first = NONE, last = NONE, between = 0, total = 0;

      for (; run < to && !paras[run].stops && paras[run].n_words <= 4 && paras[run].kind != GLS_ZONE_HEADLINE; run++)
        {
          total += paras[run].n_words > 0;
          if (paras[run].furniture == 0 && paras[run].kind != GLS_ZONE_BOILERPLATE)
            continue;
          known++;
          between = total;
          last = run;
          if (first == NONE)
            {
              first = run;
              total = 1;
            }
        }
      if (known >= 3 && known * 2 >= between)
        for (guint k = first; k <= last; k++)
          if (!paras[k].fixed)
            paras[k].kind = GLS_ZONE_BOILERPLATE;
      i = MAX (run, i + 1);
    }
}

static guint
find_prose (const Proposal *self, guint from)
{
  for (guint i = from; i < self->text->n_paras; i++)
    if (is_prose (&self->text->paras[i]) && self->text->paras[i].kind != GLS_ZONE_HEADLINE)
      return i;
  return NONE;
}

static gboolean
is_date (const Proposal *self, guint i)
{
  gsize n_bytes;
  const char *string = para_text (self, i, &n_bytes);
  g_autofree char *date = self->text->paras[i].n_words <= 16 ? gls_propose_date (string, n_bytes, NULL) : NULL;

  return date != NULL;
}

/* "Posted by", the name on the next line. */
static gboolean
is_below_by (const Proposal *self, guint i)
{
  static const char by[] = "|by|posted by|written by|author|von|autor|autorin|автор|";
  const GlsProposePara *para = &self->text->paras[i];
  g_autofree char *above = NULL;
  g_autofree char *framed = NULL;
  gsize n_bytes;
  const char *string;

  if (i == 0 || para->stops || para->n_words < 2 || para->n_words > 5 || para[-1].n_words == 0 || para[-1].n_words > 2)
    return FALSE;
  string = para_text (self, i - 1, &n_bytes);
  above = gls_propose_normalise (string, n_bytes);
  framed = g_strdup_printf ("|%s|", above);
  return strstr (by, framed) != NULL;
}

static char *
byline_of (const Proposal *self, guint i, gboolean *dashed)
{
  gsize n_bytes;
  const char *string = para_text (self, i, &n_bytes);

  *dashed = FALSE;
  if (self->text->paras[i].n_words > 24)
    return NULL;
  if (is_below_by (self, i))
    {
      g_autofree char *joined = g_strdup_printf ("by %.*s", (int) n_bytes, string);

      return gls_propose_byline (joined, strlen (joined), dashed);
    }
  return self->text->paras[i].kind == GLS_ZONE_BODY ? gls_propose_byline (string, n_bytes, dashed) : NULL;
}

/* "A spokesman said:" belongs to what follows. */
static gboolean
introduces (const Proposal *self, guint i)
{
  const GlsProposePara *para = &self->text->paras[i];

  return para->byte_end > para->byte && self->text->text[para->byte_end - 1] == ':';
}

static gboolean
could_be_headline (const Proposal *self, guint i)
{
  const GlsProposePara *para = &self->text->paras[i];
  guint next = next_with_words (self, i + 1);

  if (next == NONE || introduces (self, i) || para->n_letters == 0 || para->n_words > HEADLINE_MAX_WORDS
      || para->end - para->start > 250)
    return FALSE;
  if (!para->stops)
    return TRUE;
  /* Some archives end headlines with a full stop. */
  return para->n_words <= 16 && para->n_sentences <= 2;
}

/* The line that the title, known from elsewhere, stands in. */
static guint
find_title (const Proposal *self)
{
  g_autofree char *title = gls_propose_normalise (self->document->title, strlen (self->document->title));

  for (guint i = 0, seen = 0; i < self->text->n_paras && seen < 200; i++)
    {
      gsize n_bytes;
      const char *string = para_text (self, i, &n_bytes);
      g_autofree char *line = NULL;

      if (self->text->paras[i].n_words == 0 || self->text->paras[i].kind == GLS_ZONE_BOILERPLATE || n_bytes > 2000)
        continue;
      seen++;
      line = gls_propose_normalise (string, n_bytes);
      if (strcmp (line, title) == 0)
        return i;
    }
  return NONE;
}

static guint
find_first_fitting (const Proposal *self, guint from)
{
  for (guint i = next_with_words (self, from); i != NONE; i = next_with_words (self, i + 1))
    {
      const GlsProposePara *para = &self->text->paras[i];
      gsize n_bytes;
      const char *string = para_text (self, i, &n_bytes);
      g_autofree char *byline = NULL;
      gboolean dashed;

      if (para->furniture != 0 || para->kind == GLS_ZONE_CAPTION || is_date (self, i)
          || gls_propose_is_caption (string, n_bytes, para->n_words))
        continue;
      /* A byline may stand above the headline; "By Any Means" is one itself when prose follows. */
      byline = byline_of (self, i, &dashed);
      if (byline != NULL && next_with_words (self, i + 1) != NONE
          && !is_prose (&self->text->paras[next_with_words (self, i + 1)]))
        continue;
      return could_be_headline (self, i) ? i : NONE;
    }
  return NONE;
}

static void
find_headline (Proposal *self)
{
  guint found = NONE;

  for (guint i = 0; i < self->text->n_paras && found == NONE; i++)
    if (self->text->paras[i].fixed && self->text->paras[i].kind == GLS_ZONE_HEADLINE)
      found = i;
  if (found == NONE && self->document->title != NULL)
    found = find_title (self);
  else if (found == NONE)
    {
      guint prose;

      found = find_first_fitting (self, 0);
      /* A blog's own name stands first, then the day, then the headline. */
      prose = found == NONE ? NONE : find_prose (self, found + 1);
      for (guint i = found; self->blog && prose != NONE && i < prose; i++)
        if (is_date (self, i))
          {
            guint next = next_with_words (self, i + 1);

            if (next < prose && could_be_headline (self, next))
              found = next;
            break;
          }
    }
  self->headline = found;
  if (found == NONE)
    return;
  if (!self->text->paras[found].fixed)
    self->text->paras[found].kind = GLS_ZONE_HEADLINE;
  if (self->document->title == NULL)
    {
      gsize n_bytes;
      const char *string = para_text (self, found, &n_bytes);
      g_autofree char *line = g_strndup (string, n_bytes);
      g_auto (GStrv) words = g_strsplit_set (line, " \t\r\n", -1);
      GString *title = g_string_new (NULL);

      for (char **w = words; *w != NULL; w++)
        if (**w != '\0')
          g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", *w);
      self->title = g_string_free (title, FALSE);
    }
}

/* The line after which nothing belongs to the article. What follows it must be little against what came before it. */
static void
find_tail (Proposal *self)
{
  const GlsProposePara *paras = self->text->paras;
  guint64 before = 0, after = 0;
  guint prose_after = 0, marks_after = 0;
  guint marks = GLS_FURNITURE_ABOUT | GLS_FURNITURE_LIST | GLS_FURNITURE_COMMENTS;

  self->tail = self->text->n_paras;
  if (self->first_body == NONE)
    return;
  for (guint i = self->first_body; i < self->text->n_paras; i++)
    if (is_prose (&paras[i]))
      before += paras[i].n_words;
  for (guint i = self->text->n_paras; i-- > self->first_body;)
    {
      guint furniture = paras[i].furniture;
      gboolean ends = FALSE;

      if (is_prose (&paras[i]))
        {
          prose_after++;
          after += paras[i].n_words;
          before -= paras[i].n_words;
        }
      if (furniture & GLS_FURNITURE_COMMENTS)
        ends |= before >= 40 && (before * 3 >= after * 2 || prose_after <= 2);
      if (furniture & GLS_FURNITURE_ABOUT)
        ends |= before >= 30 && before >= after && (prose_after <= 1 || (marks_after > 0 && prose_after <= 3));
      if (furniture & GLS_FURNITURE_LIST)
        ends |= before >= 30 && before >= after && (prose_after == 0 || (marks_after > 1 && prose_after <= 3));
      if (ends && paras[i].kind != GLS_ZONE_HEADLINE)
        self->tail = i;
      marks_after += (furniture & marks) != 0;
    }
  for (guint i = self->tail; i < self->text->n_paras; i++)
    if (!self->text->paras[i].fixed)
      self->text->paras[i].kind = GLS_ZONE_BOILERPLATE;
}

static void
hide_edges (Proposal *self)
{
  GlsProposePara *paras = self->text->paras;

  self->last_body = NONE;
  for (guint i = self->tail; self->first_body != NONE && i-- > self->first_body && self->last_body == NONE;)
    if (is_prose (&paras[i]))
      self->last_body = i;
  for (guint i = 0; i < self->text->n_paras; i++)
    {
      gboolean edge = self->first_body != NONE && (i < self->first_body || i > self->last_body);
      gboolean list = (paras[i].furniture & GLS_FURNITURE_LIST) && paras[i].n_words > 1;

      if (paras[i].fixed || paras[i].kind != GLS_ZONE_BODY)
        continue;
      if (list || (edge && (paras[i].furniture & GLS_FURNITURE_EDGE)))
        paras[i].kind = GLS_ZONE_BOILERPLATE;
      /* "About This Blog" with its paragraph, when other furniture follows but more of the article too. */
      if ((paras[i].furniture & GLS_FURNITURE_ABOUT) && i + 2 < self->text->n_paras && is_prose (&paras[i + 1])
          && paras[i + 2].furniture != 0 && self->first_body != NONE && i > self->first_body && !paras[i + 1].fixed)
        paras[i].kind = paras[i + 1].kind = GLS_ZONE_BOILERPLATE;
    }
  if (self->last_body != NONE)
    hide_menus (self, self->last_body + 1, self->tail);
}

static void
find_captions (Proposal *self)
{
  GlsProposePara *paras = self->text->paras;
  guint short_lines = 0;

  for (guint i = 0; i < self->text->n_paras; i++)
    {
      gsize n_bytes;
      const char *string = para_text (self, i, &n_bytes);

      if (paras[i].kind == GLS_ZONE_BODY && paras[i].n_words > 0
          && gls_propose_is_caption (string, n_bytes, paras[i].n_words))
        paras[i].kind = GLS_ZONE_CAPTION;
      /* A line that stands twice, one below the other, is how pages print a caption and its alternative text. */
      if (paras[i].kind == GLS_ZONE_BODY && i + 1 < self->text->n_paras && !paras[i].stops && paras[i].n_letters >= 8
          && paras[i].n_words >= 2 && paras[i].n_words <= CAPTION_MAX_WORDS && paras[i + 1].n_words == paras[i].n_words
          && gls_propose_same_words (self->text, paras[i].word, paras[i + 1].word, paras[i].n_words))
        paras[i].kind = GLS_ZONE_CAPTION;
    }
  if (self->headline == NONE || self->first_body == NONE || self->headline > self->first_body)
    return;
  for (guint i = self->headline + 1; i < self->first_body; i++)
    short_lines += paras[i].kind == GLS_ZONE_BODY && paras[i].n_words > 0 && !paras[i].stops;
  for (guint i = self->headline + 1; i < self->first_body && short_lines <= 3; i++)
    if (paras[i].kind == GLS_ZONE_BODY && paras[i].n_words > 0 && !paras[i].stops
        && paras[i].n_words <= CAPTION_MAX_WORDS && !introduces (self, i))
      paras[i].kind = GLS_ZONE_CAPTION;
  /* A caption that is a sentence says again what a later paragraph says. */
  if (paras[self->first_body].kind == GLS_ZONE_BODY && paras[self->first_body].n_words <= CAPTION_MAX_WORDS
      && self->last_body > self->first_body + 1 && gls_propose_echo (self->text, self->first_body) >= 0.5)
    paras[self->first_body].kind = GLS_ZONE_CAPTION;
}

static void
take_date (Proposal *self, char *date, guint rank)
{
  /* Two bare dates that differ say nothing. */
  if (date != NULL && self->published != NULL && rank == self->date_rank && rank == 2
      && strcmp (date, self->published) != 0)
    {
      g_clear_pointer (&self->published, g_free);
      self->date_rank = 2;
    }
  else if (date != NULL && rank > self->date_rank)
    {
      g_free (self->published);
      self->published = g_steal_pointer (&date);
      self->date_rank = rank;
    }
  g_free (date);
}

/* "By X | April 21, 2015" */
static void
take_date_of_byline (Proposal *self, const char *string, gsize n_bytes)
{
  for (gsize i = 1; i < n_bytes; i++)
    if (string[i - 1] == ' ' || string[i - 1] == ',')
      {
        guint rank;
        char *date = gls_propose_date (string + i, n_bytes - i, &rank);

        if (date != NULL)
          {
            take_date (self, date, rank);
            return;
          }
      }
}

static void
find_bylines (Proposal *self)
{
  GlsProposePara *paras = self->text->paras;
  guint top = self->first_body == NONE ? MIN (self->text->n_paras, 6) : self->first_body + 2;

  for (guint i = 0; i < self->tail; i++)
    {
      gboolean bottom = self->last_body != NONE && i + 2 > self->last_body;
      gboolean dashed;
      g_autofree char *byline = NULL;
      gsize n_bytes;
      const char *string = para_text (self, i, &n_bytes);
      guint rank;

      if ((i >= top && !bottom) || paras[i].n_words == 0 || paras[i].n_words > 24 || paras[i].fixed
          || (paras[i].kind != GLS_ZONE_BODY && paras[i].kind != GLS_ZONE_BOILERPLATE))
        continue;
      byline = byline_of (self, i, &dashed);
      if (byline != NULL)
        {
          paras[i].kind = GLS_ZONE_BYLINE;
          take_date_of_byline (self, string, n_bytes);
          if (self->byline == NULL)
            self->byline = g_steal_pointer (&byline);
        }
      else if (is_date (self, i))
        {
          char *date = gls_propose_date (string, n_bytes, &rank);

          take_date (self, date, rank);
          if (paras[i].kind == GLS_ZONE_BODY)
            paras[i].kind = GLS_ZONE_BYLINE;
        }
    }
}

static void
find_publisher (Proposal *self)
{
  gsize n_bytes;
  const char *string;

  if (self->first_body != NONE)
    {
      string = para_text (self, self->first_body, &n_bytes);
      if (self->published == NULL)
        self->published = gls_propose_dateline (string, n_bytes);
      self->publisher = gls_propose_publisher (string, n_bytes);
    }
  for (guint i = 0; i < self->text->n_paras && self->publisher == NULL; i++)
    if (self->text->paras[i].kind == GLS_ZONE_BOILERPLATE && self->text->paras[i].n_words > 0)
      {
        string = para_text (self, i, &n_bytes);
        self->publisher = gls_propose_publisher (string, n_bytes);
      }
}

static void
take_member (char **member, char **found)
{
  if (*member == NULL)
    *member = g_steal_pointer (found);
  g_clear_pointer (found, g_free);
}

static void
propose (GlsDocument *document, gboolean zones)
{
  Proposal self = { .document = document };
  gsize n_bytes, from = 0, to;
  const char *text = gls_text_get_data (document->text, &n_bytes);
  g_autoptr (GlsProposeText) paras = gls_propose_text_new (text, n_bytes <= MAX_BYTES ? n_bytes : 0);

  self.text = paras;
  gls_propose_take_zones (paras, document);
  find_furniture (&self);
  self.first_body = find_prose (&self, 0);
  hide_menus (&self, 0, self.first_body == NONE ? 0 : self.first_body);
  find_headline (&self);
  self.first_body = find_prose (&self, self.headline == NONE ? 0 : self.headline + 1);
  find_tail (&self);
  hide_edges (&self);
  find_bylines (&self);
  find_captions (&self);
  find_publisher (&self);
  if (self.headline != NONE)
    from = paras->paras[self.headline].byte;
  to = self.tail < paras->n_paras ? paras->paras[self.tail].byte : n_bytes;
  if (document->language == NULL)
    document->language = gls_propose_language (text + from, to - from);
  take_member (&document->title, &self.title);
  take_member (&document->byline, &self.byline);
  take_member (&document->published, &self.published);
  take_member (&document->publisher, &self.publisher);
  if (zones)
    gls_propose_add_zones (paras, document);
}

/**
 * gls_document_propose:
 * @document: the document, its text set
 *
 * Fills title, byline, published, publisher and language where they are %NULL and the text tells them, and the zones
 * when there are none. Zones are sorted and apart from each other; offsets are code points. Takes time in proportion to
 * the text.
 */
void
gls_document_propose (GlsDocument *document)
{
  propose (document, document->zones->len == 0);
}

/**
 * gls_propose_around:
 * @document: the document, its text set
 *
 * As gls_document_propose(), for a reader that knows some zones from the file's own marks: the paragraphs they touch
 * are left alone, zones for the others are added.
 */
void
gls_propose_around (GlsDocument *document)
{
  propose (document, TRUE);
}
