/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits a text into paragraphs and words and finds what stands in it twice.
 * Knows neither word lists nor zones. */
#include "config.h"

#include "gls-propose.h"

#include <string.h>

/* A repeat is hidden, so it must be long enough to be one by its words alone. */
#define REPEAT_MIN_WORDS 6
#define REPEAT_MIN_LETTERS 28
#define SENTENCE_MIN_WORDS 10
#define DOUBLED_MIN_WORDS 2
#define DOUBLED_MIN_LETTERS 8
#define PULL_QUOTE_MAX_WORDS 80
#define MAX_CANDIDATES 4

static gboolean
is_stop (gunichar c)
{
  switch (c)
    {
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xff01:
    case 0xff1f:
    case 0x061f:
    case 0x06d4:
    case 0x0964:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_closing (gunichar c)
{
  switch (c)
    {
    case '"':
    case '\'':
    case ')':
    case ']':
    case 0x00bb:
    case 0x00ab:
    case 0x2019:
    case 0x201c:
    case 0x201d:
    case 0x203a:
    case 0x300d: case 0x300f: case 0x200e: case 0x200f:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)
         || (c >= 0x20000 && c <= 0x3ffff);
}

/* Signs that change a figure belong to its word: "$20" is not "20%". */
static gboolean
is_word_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) || c == '$' || c == '%';
  switch (g_unichar_type (c))
    {
    case G_UNICODE_LOWERCASE_LETTER: case G_UNICODE_UPPERCASE_LETTER: case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_OTHER_LETTER: case G_UNICODE_MODIFIER_LETTER: case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_SPACING_MARK: case G_UNICODE_DECIMAL_NUMBER: case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER: case G_UNICODE_CURRENCY_SYMBOL:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_space (gunichar c)
{
  return c < 0x80 ? g_ascii_isspace (c) : g_unichar_isspace (c);
}

static gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha (c) : g_unichar_isalpha (c);
}

static gunichar
lower (gunichar c)
{
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return g_unichar_tolower (c);
}

typedef struct {
  GArray  *paras, *words;
  guint32  open_lines, lines;   /* lines that go on in the next one */
} Splitter;

typedef struct {
  gsize    byte;
  guint32  offset;
  gunichar c;
} Place;

/* Adds the words of one trimmed line and what they say of it. */
static void
read_line (Splitter *self, const char *text, Place from, gsize byte_end, guint32 end, gboolean blank_before)
{
  GlsProposePara para = { .byte = from.byte, .byte_end = byte_end, .start = from.offset, .end = end,
                          .word = self->words->len, .blank_before = blank_before, .kind = GLS_ZONE_BODY };
  const char *p = text + from.byte;
  const char *stop = text + byte_end;
  guint32 offset = from.offset;
  GlsProposeWord word = { 0 };
  gboolean in_word = FALSE;
  gunichar previous = 0, last_mark = 0;

  while (p < stop)
    {
      gunichar c = (guchar) *p < 0x80 ? (gunichar) *p : g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      gboolean joins = in_word && next < stop
                       && (((c == '\'' || c == 0x2019) && is_letter (previous) && is_letter (g_utf8_get_char (next)))
                           || ((c == ',' || c == '.') && g_unichar_isdigit (previous)
                               && g_unichar_isdigit (g_utf8_get_char (next))));

      if (is_word_char (c) || joins)
        {
          if (!in_word || is_ideograph (c))
            {
              if (in_word)
                g_array_append_val (self->words, word);
              word = (GlsProposeWord) { .hash = 2166136261u, .start = offset };
              in_word = TRUE;
              if (para.first == 0)
                para.first = c;
            }
          if (c != '\'' && c != 0x2019)
            word.hash = (word.hash ^ lower (c)) * 16777619u;
          word.end = offset + 1;
          para.n_letters += is_letter (c);
          last_mark = 0;
        }
      else
        {
          if (in_word)
            g_array_append_val (self->words, word);
          in_word = FALSE;
          if (is_stop (c) && self->words->len > para.word)
            last_mark = c;
          else if (last_mark != 0 && !is_closing (c) && !is_space (c))
            last_mark = 0;
          /* A full stop, a space and no small letter: "Sept. 4" and "U.S. forces" cut too, which only makes sentences
           * shorter. */
          if (last_mark != 0 && is_space (c) && next < stop && !g_unichar_islower (g_utf8_get_char (next)))
            g_array_index (self->words, GlsProposeWord, self->words->len - 1).stops = 1;
        }
      previous = c;
      p = next;
      offset++;
    }
  if (in_word)
    g_array_append_val (self->words, word);
  para.n_words = self->words->len - para.word;
  para.stops = last_mark != 0;
  if (para.n_words > 0)
    g_array_index (self->words, GlsProposeWord, self->words->len - 1).stops = 1;
  self->lines++;
  if (!blank_before && self->paras->len > 0)
    {
      GlsProposePara *above = &g_array_index (self->paras, GlsProposePara, self->paras->len - 1);
      guint32 length = above->end - above->start;

      if (length >= 45 && length <= 120 && !above->stops && !g_unichar_isupper (para.first)
          && g_unichar_isalpha (para.first))
        self->open_lines++;
    }
  g_array_append_val (self->paras, para);
}

static void
split_lines (Splitter *self, const char *text, gsize n_bytes)
{
  Place first = { 0 };
  gsize byte_end = 0;
  guint32 end = 0, offset = 0;
  gboolean any = FALSE, blank = TRUE, line_empty = TRUE;
  gunichar before = 0;

  for (gsize i = 0; i < n_bytes;)
    {
      gunichar c = (guchar) text[i] < 0x80 ? (gunichar) text[i] : g_utf8_get_char (text + i);
      gsize next = i + (gsize) g_utf8_skip[(guchar) text[i]];

      if (is_line_end (c))
        {
          if (any)
            {
              read_line (self, text, first, byte_end, end, blank);
              blank = FALSE;
            }
          else if (line_empty && !(c == '\n' && before == '\r'))
            blank = TRUE;
          any = FALSE;
          line_empty = TRUE;
        }
      else if (!is_space (c) && c != 0x200b && c != 0xfeff)
        {
          if (!any)
            first = (Place) { .byte = i, .offset = offset };
          any = TRUE;
          byte_end = next;
          end = offset + 1;
        }
      before = c;
      i = next;
      offset++;
    }
  if (any)
    read_line (self, text, first, byte_end, end, blank);
}

/* Lines that were cut at a column are one paragraph again. */
static void
join_lines (Splitter *self)
{
  gboolean wrapped = self->open_lines >= 4 && self->open_lines * 3 >= self->lines;
  GlsProposePara *paras = (GlsProposePara *) (gpointer) self->paras->data;
  guint32 last_length = 0;
  guint n = 0;

  for (guint i = 0; i < self->paras->len; i++)
    {
      GlsProposePara *para = &paras[i];
      GlsProposePara *above = n > 0 ? &paras[n - 1] : NULL;
      guint32 length = para->end - para->start;
      gboolean joins = above != NULL && !para->blank_before && last_length >= 45 && para->n_words > 0;

      if (joins && (wrapped ? last_length <= 140 : !above->stops && g_unichar_islower (para->first)))
        {
          above->byte_end = para->byte_end;
          above->end = para->end;
          if (above->n_words > 0 && !above->stops)
            g_array_index (self->words, GlsProposeWord, above->word + above->n_words - 1).stops = 0;
          above->n_words += para->n_words;
          above->n_letters += para->n_letters;
          above->stops = para->stops;
        }
      else
        paras[n++] = *para;
      last_length = length;
    }
  g_array_set_size (self->paras, n);
  for (guint i = 0; i < n; i++)
    for (guint32 w = 0; w < paras[i].n_words; w++)
      paras[i].n_sentences += g_array_index (self->words, GlsProposeWord, paras[i].word + w).stops;
}

GlsProposeText *
gls_propose_text_new (const char *text, gsize n_bytes)
{
  GlsProposeText *self = g_new0 (GlsProposeText, 1);
  Splitter splitter = { .paras = g_array_new (FALSE, FALSE, sizeof (GlsProposePara)),
                        .words = g_array_new (FALSE, FALSE, sizeof (GlsProposeWord)) };

  split_lines (&splitter, text, n_bytes);
  join_lines (&splitter);
  self->text = text;
  self->n_bytes = n_bytes;
  self->n_paras = splitter.paras->len;
  self->n_words = splitter.words->len;
  self->paras = (GlsProposePara *) (gpointer) g_array_free (splitter.paras, FALSE);
  self->words = (GlsProposeWord *) (gpointer) g_array_free (splitter.words, FALSE);
  return self;
}

void
gls_propose_text_free (GlsProposeText *self)
{
  if (self == NULL)
    return;
  g_free (self->paras);
  g_free (self->words);
  g_free (self);
}

char *
gls_propose_normalise (const char *string, gsize n_bytes)
{
  GString *out = g_string_sized_new (n_bytes);
  gboolean gap = FALSE;

  for (const char *p = string; p < string + n_bytes; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x80 ? (gunichar) *p : g_utf8_get_char (p);

      if (c == '\'' || c == 0x2019)
        continue;
      if (!is_word_char (c))
        {
          gap = TRUE;
          continue;
        }
      if (gap && out->len > 0)
        g_string_append_c (out, ' ');
      gap = FALSE;
      c = lower (c);
      if (c < 0x80)
        g_string_append_c (out, (char) c);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

gboolean
gls_propose_same_words (const GlsProposeText *self, guint32 a, guint32 b, guint32 n)
{
  if (a + n > self->n_words || b + n > self->n_words)
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    if (self->words[a + i].hash != self->words[b + i].hash)
      return FALSE;
  return TRUE;
}

static guint32
hash_words (const GlsProposeText *self, guint32 from, guint32 n)
{
  guint32 hash = 5381;

  for (guint32 i = 0; i < n; i++)
    hash = (hash ^ self->words[from + i].hash) * 2654435761u + 0x9e3779b9u;
  return hash;
}

static gboolean
is_readable (const GlsProposePara *para)
{
  return para->kind != GLS_ZONE_BOILERPLATE && para->kind != GLS_ZONE_REPEAT;
}

static gboolean
may_repeat (const GlsProposePara *para)
{
  return !para->fixed && (para->kind == GLS_ZONE_BODY || para->kind == GLS_ZONE_CAPTION);
}

/* A caption, and below or above it the same one without "(file photo)": the longer one is read. */
static void
repeat_captions (GlsProposeText *self)
{
  for (guint i = 1; i < self->n_paras; i++)
    {
      GlsProposePara *a = &self->paras[i - 1], *b = &self->paras[i];
      GlsProposePara *shorter = a->n_words < b->n_words ? a : b;

      if (a->kind == GLS_ZONE_CAPTION && b->kind == GLS_ZONE_CAPTION && !shorter->fixed && shorter->n_words >= 3
          && a->n_words != b->n_words && shorter->n_letters >= DOUBLED_MIN_LETTERS
          && gls_propose_same_words (self, a->word, b->word, shorter->n_words))
        shorter->kind = GLS_ZONE_REPEAT;
    }
}

/* Whole paragraphs: the first one is read, the later ones are repeats. */
static void
repeat_paragraphs (GlsProposeText *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->n_paras; i++)
    {
      GlsProposePara *para = &self->paras[i];
      guint32 key;
      gpointer value;

      if (para->n_words < DOUBLED_MIN_WORDS || !is_readable (para))
        continue;
      if (may_repeat (para) && i > 0 && is_readable (&self->paras[i - 1]) && para->n_letters >= DOUBLED_MIN_LETTERS
          && (!para->stops || para->n_words >= REPEAT_MIN_WORDS) && self->paras[i - 1].n_words == para->n_words
          && gls_propose_same_words (self, self->paras[i - 1].word, para->word, para->n_words))
        {
          para->kind = GLS_ZONE_REPEAT;
          continue;
        }
      if (para->n_words < REPEAT_MIN_WORDS || para->n_letters < REPEAT_MIN_LETTERS)
        continue;
      key = hash_words (self, para->word, para->n_words) | 1;
      value = g_hash_table_lookup (seen, GUINT_TO_POINTER (key));
      if (value == NULL)
        g_hash_table_insert (seen, GUINT_TO_POINTER (key), GUINT_TO_POINTER (i + 1));
      else if (may_repeat (para))
        {
          const GlsProposePara *other = &self->paras[GPOINTER_TO_UINT (value) - 1];

          if (other->n_words == para->n_words && gls_propose_same_words (self, other->word, para->word, para->n_words))
            para->kind = GLS_ZONE_REPEAT;
        }
    }
}

typedef struct {
  guint32 word, n_words;
  guint   para;
  gint32  next;     /* the candidate with the same first words, or -1 */
  guint   chain;
} Candidate;

/* What is not in here is not in the table; nearly every lookup ends so. */
typedef struct {
  guint64 bits[256];
} Filter;

static void
filter_add (Filter *self, guint32 key)
{
  self->bits[(key >> 6) & 255] |= G_GUINT64_CONSTANT (1) << (key & 63);
}

static gboolean
filter_has (const Filter *self, guint32 key)
{
  return (self->bits[(key >> 6) & 255] >> (key & 63)) & 1;
}

/* Paragraphs of a few sentences that may be pulled out of a longer one. */
static GHashTable *
find_candidates (GlsProposeText *self, GArray *candidates, Filter *filter)
{
  GHashTable *by_start = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->n_paras; i++)
    {
      const GlsProposePara *para = &self->paras[i];
      Candidate candidate = { .word = para->word, .n_words = para->n_words, .para = i, .next = -1 };
      guint32 key;
      gpointer value;

      if (!may_repeat (para) || para->kind == GLS_ZONE_CAPTION || para->n_words < REPEAT_MIN_WORDS
          || para->n_words > PULL_QUOTE_MAX_WORDS || para->n_letters < REPEAT_MIN_LETTERS)
        continue;
      key = hash_words (self, para->word, REPEAT_MIN_WORDS) | 1;
      filter_add (filter, key);
      value = g_hash_table_lookup (by_start, GUINT_TO_POINTER (key));
      if (value != NULL)
        {
          const Candidate *head = &g_array_index (candidates, Candidate, GPOINTER_TO_UINT (value) - 1);

          if (head->chain + 1 >= MAX_CANDIDATES)
            continue;
          candidate.chain = head->chain + 1;
          candidate.next = (gint32) (GPOINTER_TO_UINT (value) - 1);
        }
      g_array_append_val (candidates, candidate);
      g_hash_table_insert (by_start, GUINT_TO_POINTER (key), GUINT_TO_POINTER (candidates->len));
    }
  return by_start;
}

/* Pull quotes: a short paragraph all of which stands inside a longer one, before or after. */
static void
repeat_pull_quotes (GlsProposeText *self)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  Filter filter = { 0 };
  g_autoptr (GHashTable) by_start = find_candidates (self, candidates, &filter);

  for (guint i = 0; candidates->len > 0 && i < self->n_paras; i++)
    {
      const GlsProposePara *para = &self->paras[i];

      if (!is_readable (para) || para->kind == GLS_ZONE_HEADLINE || para->n_words <= REPEAT_MIN_WORDS)
        continue;
      for (guint32 w = para->word; w + REPEAT_MIN_WORDS <= para->word + para->n_words; w++)
        {
          guint32 key = hash_words (self, w, REPEAT_MIN_WORDS) | 1;
          gpointer value = filter_has (&filter, key) ? g_hash_table_lookup (by_start, GUINT_TO_POINTER (key)) : NULL;

          for (gint32 c = value == NULL ? -1 : (gint32) GPOINTER_TO_UINT (value) - 1; c >= 0;
               c = g_array_index (candidates, Candidate, c).next)
            {
              const Candidate *candidate = &g_array_index (candidates, Candidate, c);

              if (candidate->para != i && candidate->n_words < para->n_words
                  && w + candidate->n_words <= para->word + para->n_words
                  && self->paras[candidate->para].kind == GLS_ZONE_BODY
                  && gls_propose_same_words (self, candidate->word, w, candidate->n_words))
                self->paras[candidate->para].kind = GLS_ZONE_REPEAT;
            }
        }
    }
}

/* Single sentences inside paragraphs that stay: the later one is the repeat. */
static void
repeat_sentences (GlsProposeText *self, GArray *sentences)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->n_paras; i++)
    {
      const GlsProposePara *para = &self->paras[i];
      guint32 from = para->word;

      if (!is_readable (para) || para->kind == GLS_ZONE_HEADLINE)
        continue;
      for (guint32 w = para->word; w < para->word + para->n_words; w++)
        {
          guint32 first = from, n = w + 1 - from, key;
          gpointer value;

          if (!self->words[w].stops)
            continue;
          from = w + 1;
          if (n < SENTENCE_MIN_WORDS)
            continue;
          key = hash_words (self, first, n) | 1;
          value = g_hash_table_lookup (seen, GUINT_TO_POINTER (key));
          if (value == NULL)
            g_hash_table_insert (seen, GUINT_TO_POINTER (key), GUINT_TO_POINTER (first + 1));
          else if (may_repeat (para) && para->kind == GLS_ZONE_BODY
                   && gls_propose_same_words (self, GPOINTER_TO_UINT (value) - 1, first, n))
            {
              GlsZone zone = { GLS_ZONE_REPEAT, self->words[first].start, self->words[w].end };

              g_array_append_val (sentences, zone);
            }
        }
    }
}

void
gls_propose_repeats (GlsProposeText *self, GArray *sentences)
{
  repeat_captions (self);
  repeat_paragraphs (self);
  repeat_pull_quotes (self);
  repeat_sentences (self, sentences);
}

double
gls_propose_echo (const GlsProposeText *self, guint index)
{
  const GlsProposePara *para = &self->paras[index];
  g_autoptr (GHashTable) grams = g_hash_table_new (NULL, NULL);
  Filter filter = { 0 };
  guint best = 0;

  if (para->n_words < 8 || para->n_words > PULL_QUOTE_MAX_WORDS)
    return 0;
  for (guint32 w = 0; w + 4 <= para->n_words; w++)
    {
      guint32 key = hash_words (self, para->word + w, 4);

      filter_add (&filter, key);
      g_hash_table_add (grams, GUINT_TO_POINTER (key));
    }
  for (guint i = index + 1; i < MIN (self->n_paras, index + 400); i++)
    {
      const GlsProposePara *other = &self->paras[i];
      guint found = 0;

      for (guint32 w = 0; w + 4 <= MIN (other->n_words, 1000); w++)
        {
          guint32 key = hash_words (self, other->word + w, 4);

          found += filter_has (&filter, key) && g_hash_table_contains (grams, GUINT_TO_POINTER (key));
        }
      best = MAX (best, found);
    }
  return MIN (1.0, (double) best / (para->n_words - 3));
}
