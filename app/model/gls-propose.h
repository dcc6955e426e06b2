/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What proposing is made of: a text as paragraphs and words, and what words alone tell of one. For the library itself and for readers of
 * rich files, which read dates and bylines alike and know some zones themselves. */
#pragma once

#include "gls-document.h"

G_BEGIN_DECLS

/* A number, or a word without its case and apostrophes; what lies between words does not count. */
typedef struct {
  guint32 hash;
  guint32 start;       /* code points */
  guint32 end : 31;
  guint32 stops : 1;   /* a sentence ends here */
} GlsProposeWord;

/* A line, or the lines of one hard-wrapped paragraph. Trimmed of white space. */
typedef struct {
  gsize       byte, byte_end;
  guint32     start, end;        /* code points */
  guint32     word, n_words;     /* in the array of words */
  guint32     n_letters;
  guint32     n_sentences;
  gunichar    first;             /* first letter or digit */
  gboolean    stops;             /* ends as a sentence ends */
  gboolean    blank_before;
  guint       furniture;         /* GlsFurniture */
  GlsZoneKind kind;
  gboolean    fixed;             /* in a zone that was there before */
} GlsProposePara;

typedef struct {
  const char     *text;
  gsize           n_bytes;
  GlsProposePara *paras;
  guint           n_paras;
  GlsProposeWord *words;
  guint           n_words;
} GlsProposeText;

/* What a line's words alone make it. */
typedef enum {
  GLS_FURNITURE_LINE = 1 << 0,          /* wherever it stands */
  GLS_FURNITURE_EDGE = 1 << 1,          /* before the first or after the last paragraph */
  GLS_FURNITURE_NAV = 1 << 2,           /* among others of its kind, at an edge */
  GLS_FURNITURE_ABOUT = 1 << 3,         /* begins the end, with a paragraph of its own */
  GLS_FURNITURE_LIST = 1 << 4,          /* begins the end: other articles */
  GLS_FURNITURE_COMMENTS = 1 << 5,      /* begins the end: readers' comments */
} GlsFurniture;

GlsProposeText *gls_propose_text_new  (const char *text, gsize n_bytes);
void            gls_propose_text_free (GlsProposeText *text);
/* Lower case, one space between words, no punctuation: what word lists are written in. */
char           *gls_propose_normalise (const char *string, gsize n_bytes);
gboolean        gls_propose_same_words (const GlsProposeText *text, guint32 a, guint32 b, guint32 n);
/* Marks what stands elsewhere too as repeat, and appends repeated sentences (GlsZone) to @sentences. */
void            gls_propose_repeats   (GlsProposeText *text, GArray *sentences);
/* How much (0 to 1) of paragraph @index stands, four words in a row, in one paragraph of the few hundred after it. */
double          gls_propose_echo      (const GlsProposeText *text, guint index);

/* Paragraphs that a zone touches already are not judged again. */
void            gls_propose_take_zones (GlsProposeText *text, GlsDocument *document);
/* Adds a zone for every other paragraph that is not body, and for repeated sentences; sorts all. */
void            gls_propose_add_zones (GlsProposeText *text, GlsDocument *document);

guint           gls_propose_furniture (const char *string, gsize n_bytes, guint n_words);
gboolean        gls_propose_is_caption (const char *string, gsize n_bytes, guint n_words);
/* BCP 47, or NULL when unsure. */
char           *gls_propose_language  (const char *text, gsize n_bytes);
/* The date of a line that holds a date and nothing else but a weekday, a time and words such as "Published"; NULL otherwise.
 * @rank: 3 said to be published, 2 bare, 1 said to be updated. */
char           *gls_propose_date      (const char *string, gsize n_bytes, guint *rank);
/* The date of "BISHKEK, April 21, 2015 (Agency) -- …". */
char           *gls_propose_dateline  (const char *string, gsize n_bytes);
/* The names in a byline, or NULL when it is none. */
char           *gls_propose_byline    (const char *string, gsize n_bytes, gboolean *dashed);
/* Whom a line of copyright, or the agency's name in brackets that begins an article, names. */
char           *gls_propose_publisher (const char *string, gsize n_bytes);

/* As gls_document_propose, but zones are also added around those that are there. */
void            gls_propose_around    (GlsDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsProposeText, gls_propose_text_free)

G_END_DECLS
