/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of this plugin share: the document under check, and how a problem is said. */
#pragma once

#include "phrases.h"

/* The rules; each has a setting of its name. */
typedef enum {
  RULE_FIGURE,
  RULE_PART,
  RULE_SAID_ON,
  RULE_AS_OF,
  RULE_CUE,
  RULE_OVERLAP,
  N_RULES,
} Rule;

/* What a run keeps of a type of the codebook. */
typedef struct {
  char *name;
  char *quantity;        /* its attribute of that kind, or NULL */
  char *date;
  bool  claim;
  bool  source, cue;     /* it has a role of that name ... */
  bool  source_required; /* ... and another check asks for it */
} Type;

typedef struct {
  bool     rules[N_RULES];
  Type    *types;
  size_t   n_types;
  Phrases *phrases;
} State;

/* An annotation of the document with what is known of its type. */
typedef struct {
  const GlsPluginAnnotation *given;
  const Type                *type;   /* NULL: the codebook has it no more */
} Mark;

typedef struct {
  const State             *state;
  const GlsPluginHost     *host;
  const GlsPluginDocument *document;
  Mark                    *marks;    /* as given: by (start, end) */
  size_t                   n_marks;
  const Mark             **by_key;
  const char             **cued;     /* sorted: what fills the role source of claims that have a cue */
  size_t                   n_cued;
} Check;

/* The mark with this id, or NULL. */
const Mark *check_find       (const Check *check, const char *key);
/* Has another claim of the same source a cue, which may stand for both? */
bool        check_is_cued    (const Check *check, const char *source);
const char *mark_attribute   (const Mark *mark, const char *name);
/* Its words on one line, for a sentence. Free it. */
char       *mark_words       (const Check *check, const Mark *mark);
uint32_t    mark_start       (const Mark *mark);
uint32_t    mark_end         (const Mark *mark);
/* The first filler of a role, or NULL. */
const GlsPluginLink *mark_role (const Mark *mark, const char *role);
/* Takes @message. @other may be NULL; so may @edits. */
int         check_report     (const Check *check, const char *rule, GlsPluginSeverity severity, char *message, const Mark *mark,
                              const Mark *other, const char *label, const GlsPluginEdit *edits, size_t n_edits);

int check_figure  (const Check *check, const Mark *mark);
int check_parts   (const Check *check, const Mark *mark);
int check_dates   (const Check *check, const Mark *mark);
int check_cue     (const Check *check, const Mark *mark);
int check_overlap (const Check *check);
