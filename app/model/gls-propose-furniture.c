/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words by which page furniture, captions and copyright lines are known, in English, German and Russian.
 * Judges one line by itself; knows nothing of where it stands. */
#include "config.h"

#include "gls-propose.h"

#include <string.h>

#define LINE GLS_FURNITURE_LINE
#define EDGE GLS_FURNITURE_EDGE
#define NAV GLS_FURNITURE_NAV
#define ABOUT GLS_FURNITURE_ABOUT
#define LIST GLS_FURNITURE_LIST
#define COMMENTS GLS_FURNITURE_COMMENTS

typedef struct {
  guint       furniture;
  const char *phrases;   /* normalised, "|" between them; "*" at the end: goes on; "#" is a number */
} Phrases;

/* A phrase that could as well be a subheading is EDGE or NAV, not LINE. */
static const Phrases phrase_lists[] = {
  { LINE,
    "accessibility links|skip to main content|skip to main navigation|skip to search|skip to content|"
    "skip to navigation|skip to footer|jump to navigation|jump to content|print this page|print this article|"
    "email this article|email this|blogthis|share to twitter|share to x|share to facebook|share to pinterest|"
    "share this article|share this story|share this page|share this post|share this|share on*|share via*|"
    "tweet this|email thisblogthis*|email this blogthis*|story continues below*|article continues below*|"
    "article continues after*|continue reading the main story|read more|show more|load more|see more|"
    "click here to subscribe*|sign up for our newsletter*|subscribe to our newsletter*|"
    "subscribe to our mailing list*|follow us on*|follow us|like us on facebook*|find us on facebook*|join us on*|"
    "newer post|older post|newer posts|older posts|newer post older post*|newer post home*|home older post*|"
    "subscribe to post comments*|subscribe to posts atom|post a comment|no comments|no comments yet|add a comment|"
    "leave a comment|leave a reply|be the first to comment|your browser does not support*|"
    "please enable javascript*|enable javascript*|javascript is disabled*|"
    "your email address will not be published*|media playback is unsupported*|video player is loading|"
    "no media source currently available|this is a modal window|embed share|"
    "the code has been copied to your clipboard|the url has been copied to your clipboard|scroll to top|"
    "back to top|powered by blogger|powered by wordpress|auto edition*|direct link|pop out player" },
  { LINE,
    "barrierefreie links|zum inhalt springen|zum hauptinhalt springen|direkt zum inhalt|zur navigation springen|"
    "zur hauptnavigation springen|artikel drucken|artikel teilen|diesen artikel teilen|diesen beitrag teilen|"
    "seite drucken|auf facebook teilen|auf twitter teilen|teilen auf*|per e mail teilen|per mail versenden|"
    "folgen sie uns*|folgen sie uns auf*|mehr anzeigen|weitere anzeigen|newsletter abonnieren|"
    "jetzt newsletter abonnieren|zum newsletter anmelden*|abonnieren sie unseren newsletter*|keine kommentare|"
    "kommentar veröffentlichen|kommentar schreiben|kommentar hinterlassen|schreiben sie einen kommentar|"
    "neuerer post|älterer post|neuerer post älterer post*|kommentare zum post atom|"
    "bitte aktivieren sie javascript*|nach oben|zum seitenanfang" },
  { LINE,
    "ссылки для упрощенного доступа|ссылки доступа|вернуться к основному содержанию|вернутся к главной навигации|"
    "вернуться к главной навигации|вернутся к поиску|перейти к основному содержанию|перейти к содержанию|"
    "поделиться в*|поделиться на*|поделиться|поделиться с друзьями|распечатать|версия для печати|"
    "подписаться на рассылку*|подпишитесь на нашу рассылку*|подпишитесь на наш*|подписывайтесь на нас*|"
    "подписывайтесь на наш*|следите за нами*|присоединяйтесь к нам*|мы в соцсетях|мы в социальных сетях|"
    "нет комментариев|комментариев нет|отправить комментарий|добавить комментарий|оставить комментарий|"
    "написать комментарий|оставьте комментарий|показать больше|показать еще|загрузить еще|читать далее|"
    "следующее предыдущее*|следующее|предыдущее|подписаться на комментарии*|включите javascript*|наверх|"
    "код скопирован*" },
  { LINE,
    "поделиться статьей|advertisement|recommended stories|sponsored content" },
  { EDGE,
    "print|advertising|реклама|anzeige|werbung|publicité|publicidad" },
  { COMMENTS,
    "no comments|no comments yet|post a comment|# comment|# comments|comments #|leave a comment|leave a reply|"
    "add a comment|view comments|show comments|join the conversation|join the discussion|be the first to comment|"
    "comments on this article|this forum has been closed|keine kommentare|# kommentar|# kommentare|kommentare #|"
    "kommentar veröffentlichen|kommentar schreiben|нет комментариев|комментариев нет|# комментарий|# комментария|"
    "# комментариев|комментарии #|отправить комментарий|добавить комментарий|оставить комментарий" },
  { ABOUT,
    "about this blog|about the blog|about this site|about the author|about the authors|about this author|about us|"
    "about the writer|über diesen blog|über dieses blog|über den autor|über die autorin|über die autoren|über uns|"
    "zur person des autors|об этом блоге|о блоге|об авторе|об авторах|о сайте|о проекте" },
  { LIST,
    "latest posts|recent posts|latest stories|latest articles|recent articles|related articles|related stories|"
    "related posts|related news|related content|related coverage|related topics|related links|more on this story|"
    "more stories|more news|most popular|most read|most viewed|most shared|most commented|trending now|"
    "trending stories|top stories|you may also like|you might also like|you may also be interested in|"
    "editors picks|editors choice|recommended for you|recommended|read next|up next|popular posts|blog archive|"
    "blogroll|my blog list|followers|more in this section|elsewhere on the web|from around the web|around the web|"
    "sponsored links|neueste beiträge|letzte beiträge|neueste artikel|aktuelle beiträge|ähnliche artikel|"
    "ähnliche beiträge|verwandte artikel|verwandte themen|mehr zum thema|weitere artikel|weitere meldungen|"
    "weitere nachrichten|meistgelesen|meistgelesene artikel|das könnte sie auch interessieren|auch interessant|"
    "beliebte beiträge|последние записи|последние новости|последние публикации|недавние записи|похожие статьи|"
    "похожие материалы|похожие записи|статьи по теме|материалы по теме|читайте также|смотрите также|другие новости|"
    "другие материалы|еще по теме|самое читаемое|самое популярное|популярное|популярные материалы|рекомендуем|"
    "вам может быть интересно|по теме|новости по теме|архив блога" },
  { EDGE,
    "breaking news|breaking|live|more from*|latest news|latest|top news|related|see also|read also|also read|"
    "also on*|tags|tags *|labels|labels *|topics|filed under*|categories|category|categories *|share|tweet|email|"
    "e mail|comment|comments|facebook|twitter|linkedin|whatsapp|telegram|pinterest|reddit|instagram|youtube|rss|"
    "embed|download|listen|watch|gallery|copy link|link copied|save|bookmark|subscribe|subscribe *|sign up|"
    "sign up *|sign in|sign out|log in|login|register|my account|read more*|more|in pictures|in english|previous|"
    "next|previous article|next article|previous post|next post|home|site index|menu|search|close|open menu|"
    "close menu|main menu|navigation|all rights reserved*|copyright|copyright #*|copyright c #*|"
    "reprinted with the permission of*|terms of use*|terms of service*|privacy policy*|privacy|cookie policy*|"
    "cookie settings|cookies|accept|accept all|accept cookies|accept all cookies|reject all|manage cookies|"
    "manage preferences|i agree|got it|learn more|find out more|contact us|contact|contacts|about|"
    "advertise with us|work with us|careers|sitemap|site map|faq|help|newsletter|newsletters|we use cookies*|"
    "this website uses cookies*|this site uses cookies*|our website uses cookies*|our site uses cookies*|"
    "we and our partners*|by continuing to use this*|by using this site*|by clicking accept*|share post|reply|"
    "report abuse|follow|followers|donate|support us|posted in*|posted under*|the views expressed in this*|"
    "view my complete profile|posted by|subscribe to|post comments atom|pages|simple theme powered*|unknown|"
    "anonymous" },
  { EDGE,
    "eilmeldung|aktuell|aktuelle nachrichten|teilen|drucken|kommentare|kommentieren|schlagwörter*|schlagworte*|"
    "stichworte*|themen|themen *|kategorien|kategorien *|merken|startseite|suche|suchen|menü|anmelden|registrieren|"
    "abmelden|impressum|datenschutz|datenschutzerklärung|agb|nutzungsbedingungen|kontakt|über uns|"
    "alle rechte vorbehalten*|mehr|mehr lesen*|weiterlesen*|lesen sie auch*|lesen sie mehr*|siehe auch|zurück|"
    "weiter|vorheriger artikel|nächster artikel|cookie einstellungen|alle akzeptieren|akzeptieren|ablehnen|"
    "wir verwenden cookies*|diese website verwendet cookies*|diese webseite verwendet cookies*|abonnieren|"
    "newsletter" },
  { EDGE,
    "срочно|срочные новости|новости|главные новости|главное|эфир|прямой эфир|теги|теги *|метки|метки *|ярлыки|"
    "ярлыки *|рубрики|рубрики *|комментарии|комментировать|печать|печатать|поиск|меню|войти|вход|выйти|регистрация|"
    "подписаться|подписаться *|подписка|контакты|о нас|реклама на сайте|все права защищены*|"
    "пользовательское соглашение|политика конфиденциальности*|вконтакте|одноклассники|фейсбук|твиттер|телеграм|"
    "далее|назад|ещё|еще|подробнее|предыдущая статья|следующая статья|мы используем файлы cookie*|"
    "мы используем cookie*|этот сайт использует*|наш сайт использует*|принять|согласен|главная|скопировать ссылку" },
  { NAV,
    "home|homepage|news|world|world news|us|uk|us news|uk news|europe|asia|africa|americas|middle east|"
    "central asia|russia|ukraine|local|national|regional|international|politics|business|economy|money|markets|"
    "finance|tech|technology|science|health|environment|climate|sport|sports|football|culture|arts|entertainment|"
    "lifestyle|life|style|travel|food|fashion|opinion|opinions|editorials|columns|letters|blogs|blog|analysis|"
    "features|feature|investigations|photos|photo|video|videos|audio|podcast|podcasts|radio|tv|weather|education|"
    "magazine|archive|archives|events|jobs|shop|store|games|crosswords|obituaries|real estate|cars|"
    "special projects|programs|languages|fact check|nachrichten|politik|wirtschaft|kultur|wissen|wissenschaft|"
    "panorama|meinung|gesellschaft|reise|regional|ausland|inland|deutschland|welt|wetter|digital|technik|"
    "gesundheit|mediathek|политика|экономика|общество|культура|спорт|мир|в мире|в россии|россия|бизнес|наука|"
    "технологии|происшествия|мнения|мнение|интервью|фото|видео|блоги|аналитика|расследования|спецпроекты|подкасты|"
    "программы|архив|погода|афиша|авто|недвижимость|здоровье|образование|регионы" },
};

static GHashTable *exact, *prefixes;   /* char * → furniture */

static void
add_phrase (char *phrase, guint furniture)
{
  gsize length = strlen (phrase);
  GHashTable *table = exact;

  if (length > 0 && phrase[length - 1] == '*')
    {
      phrase[length - 1] = '\0';
      g_strchomp (phrase);
      table = prefixes;
    }
  furniture |= GPOINTER_TO_UINT (g_hash_table_lookup (table, phrase));
  g_hash_table_insert (table, g_strdup (phrase), GUINT_TO_POINTER (furniture));
}

static void
load_phrases (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  exact = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  prefixes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (phrase_lists); i++)
    {
      g_auto (GStrv) phrases = g_strsplit (phrase_lists[i].phrases, "|", -1);

      for (char **p = phrases; *p != NULL; p++)
        add_phrase (*p, phrase_lists[i].furniture);
    }
  g_once_init_leave (&once, 1);
}

/* Numbers become "#", so that "12 comments" is one phrase. */
static char *
blank_numbers (const char *phrase)
{
  GString *out = g_string_new (NULL);

  for (const char *p = phrase; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      g_string_append_c (out, *p);
    else if (out->len == 0 || out->str[out->len - 1] != '#')
      g_string_append_c (out, '#');
  return g_string_free (out, FALSE);
}

/* One word and what follows it needs its colon: "Tags: Syria, IS" is furniture, "Labels Matter In Syria" is not. */
static guint
look_up_prefixes (char *phrase, gboolean colon)
{
  guint furniture = 0;
  gboolean one_word = TRUE;
  guint n = 0;

  for (char *space = strchr (phrase, ' '); space != NULL && n < 8; space = strchr (space + 1, ' '), n++)
    {
      *space = '\0';
      if (!one_word || colon || g_str_has_prefix (phrase, "subscr") || g_str_has_prefix (phrase, "подпис"))
        furniture |= GPOINTER_TO_UINT (g_hash_table_lookup (prefixes, phrase));
      one_word = FALSE;
      *space = ' ';
    }
  return furniture;
}

/* "Read also: …": a link to another article, wherever it stands. */
static gboolean
is_link_line (const char *string, gsize n_bytes, guint n_words)
{
  static const char leads[]
      = "|read more|read also|also read|see also|related|related article|related story|related articles|more on this|"
        "lesen sie auch|lesen sie mehr|mehr zum thema|mehr dazu|siehe auch|читайте также|смотрите также|по теме|читать "
        "также|";
  const char *colon = memchr (string, ':', MIN (n_bytes, 40));
  g_autofree char *lead = colon != NULL ? gls_propose_normalise (string, (gsize) (colon - string)) : NULL;
  g_autofree char *framed = lead != NULL ? g_strdup_printf ("|%s|", lead) : NULL;

  return framed != NULL && *lead != '\0' && n_words <= 25 && strstr (leads, framed) != NULL;
}

/* A word or two that go on need more than their words: "Tags: Syria, IS", "Subscribe to …", not "Copyright law is old."
 */
static gboolean
goes_on (const char *string, gsize n_bytes, guint n_words)
{
  const char *colon = memchr (string, ':', MIN (n_bytes, 40));
  gunichar last = g_utf8_get_char (g_utf8_prev_char (string + n_bytes));

  return colon != NULL || (n_words <= 12 && last != '.' && last != '"' && last != 0x201d && last != '?');
}

guint
gls_propose_furniture (const char *string, gsize n_bytes, guint n_words)
{
  g_autofree char *phrase = NULL;
  g_autofree char *counted = NULL;
  guint furniture;
  gboolean sign;

  if (n_words > 60 || n_bytes > 2000 || n_bytes == 0)
    return 0;
  load_phrases ();
  sign = g_str_has_prefix (string, "©") || g_str_has_prefix (string, "(c) ") || g_str_has_prefix (string, "(C) ");
  /* A long line is known by its beginning alone. */
  phrase = gls_propose_normalise (
      string, n_words > 30 && n_bytes > 200 ? (gsize)(g_utf8_find_next_char (string + 200, NULL) - string) : n_bytes);
  if (*phrase == '\0')
    return 0;
  counted = blank_numbers (phrase);
  furniture = GPOINTER_TO_UINT (g_hash_table_lookup (exact, counted))
              | GPOINTER_TO_UINT (g_hash_table_lookup (prefixes, counted));
  if (furniture != 0)
    {
      gunichar last = g_utf8_get_char (g_utf8_prev_char (string + n_bytes));

      /* "Comments?" and "Breaking news." are somebody's words. */
      return last == '?' || (last == '.' && n_words < 4) ? 0 : furniture;
    }
  if (is_link_line (string, n_bytes, n_words))
    return LINE;
  if (sign && n_words <= 30)
    return EDGE;
  if (strstr (phrase, "all rights reserved") != NULL || strstr (phrase, "alle rechte vorbehalten") != NULL
      || strstr (phrase, "все права защищены") != NULL)
    return n_words <= 30 ? EDGE : 0;
  furniture = look_up_prefixes (counted, memchr (string, ':', MIN (n_bytes, 30)) != NULL);
  if (furniture == 0)
    return 0;
  if (n_words > 12 && !(furniture & EDGE))
    return 0;
  /* Long ones must begin with three words that nothing else begins with, such as "we use cookies". */
  if (strstr (phrase, "cookie") != NULL)
    return furniture & EDGE;
  return n_words <= 30 && goes_on (string, n_bytes, n_words) ? furniture : 0;
}

gboolean
gls_propose_is_caption (const char *string, gsize n_bytes, guint n_words)
{
  static const char *const starts[] = { "photo ",
                                        "photos ",
                                        "photo by ",
                                        "file photo ",
                                        "file picture ",
                                        "image ",
                                        "image credit ",
                                        "picture ",
                                        "photograph by ",
                                        "illustration ",
                                        "illustrative photo ",
                                        "illustrative image ",
                                        "map ",
                                        "a screenshot ",
                                        "foto ",
                                        "bild ",
                                        "bildunterschrift ",
                                        "archivfoto ",
                                        "symbolbild ",
                                        "фото ",
                                        "иллюстрация ",
                                        "иллюстративное фото ",
                                        "архивное фото ",
                                        "скриншот ",
                                        NULL };
  static const char *const ends[] = { " file photo",
                                      " archive photo",
                                      " undated photo",
                                      " ap photo",
                                      " reuters photo",
                                      " photo ap",
                                      " photo reuters",
                                      " photo afp",
                                      " getty images",
                                      " illustrative photo",
                                      " архивное фото",
                                      " архивфото",
                                      NULL };
  static const char *const inside[]
      = { " Image: ", " Photo: ", " Foto: ", " Фото: ", "AP Photo", "Photo by ", "Photo courtesy ", NULL };
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
  const char *from, *colon;

  if (n_words > 60 || n_bytes > 2000)
    return FALSE;
  from = n_bytes > 60 ? g_utf8_find_next_char (string + n_bytes - 60, NULL) : string;
  tail = gls_propose_normalise (from, n_bytes - (gsize) (from - string));
  for (gsize i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (tail, ends[i]))
      return TRUE;
  colon = memchr (string, ':', MIN (n_bytes, 30));
  head = gls_propose_normalise (string,
                                n_bytes > 60 ? (gsize)(g_utf8_find_next_char (string + 60, NULL) - string) : n_bytes);
  for (gsize i = 0; starts[i] != NULL; i++)
    if (g_str_has_prefix (head, starts[i]) && (colon != NULL || strstr (starts[i], " by ") != NULL))
      return TRUE;
  for (gsize i = 0; inside[i] != NULL; i++)
    if (g_strstr_len (string, (gssize) n_bytes, inside[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* "© 2015 NAME. All rights reserved", "Copyright (c) 2015. NAME, Inc. Reprinted …" */
static char *
copyright_holder (const char *string, gsize n_bytes)
{
  static GRegex *regex;
  static gsize once;
  g_autofree char *line = g_strndup (string, n_bytes);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *name = NULL;

  if (g_once_init_enter (&once))
    {
      regex = g_regex_new (
          "^(?:copyright|©|\\(c\\)|copyright ©|copyright "
          "\\(c\\))[\\s,.]*(?:\\(c\\)|©)?\\s*(?:\\d{4}(?:\\s*[-–]\\s*\\d{4})?)[\\s,.]+"
          "(?:by )?([\\p{L}][\\p{L}\\p{N} &/'’.-]{1,60}?)(?:,? (?:inc|llc|ltd|gmbh)\\b.*|[.,;|].*|\\s*)$",
          G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  if (n_bytes > 400 || regex == NULL || !g_regex_match (regex, line, 0, &match))
    return NULL;
  name = g_strstrip (g_match_info_fetch (match, 1));
  if (g_ascii_strncasecmp (name, "all rights", 10) == 0 || *name == '\0')
    return NULL;
  return g_steal_pointer (&name);
}

char *
gls_propose_publisher (const char *string, gsize n_bytes)
{
  static const char *const agencies[]
      = { "Reuters",     "AP",      "AFP", "dpa",    "UPI",  "Xinhua",   "Interfax", "TASS", "ITAR-TASS",
          "RIA Novosti", "Anadolu", "AA",  "EFE",    "ANSA", "PTI",      "IRNA",     "SANA", "Ukrinform",
          "IANS",        "APA",     "CNN", "RFE/RL", "VOA",  "AKIpress", "24.kg",    NULL };
  const char *open;

  if (n_bytes > 400)
    n_bytes = 400;
  open = memchr (string, '(', MIN (n_bytes, 80));
  for (gsize i = 0; open != NULL && agencies[i] != NULL; i++)
    {
      gsize length = strlen (agencies[i]);
      const char *after = open + 1 + length + 1;

      if (after + 2 >= string + n_bytes || strncmp (open + 1, agencies[i], length) != 0 || after[-1] != ')')
        continue;
      while (*after == ' ' && after < string + n_bytes)
        after++;
      if (*after == '-' || g_str_has_prefix (after, "–") || g_str_has_prefix (after, "—"))
        return g_strdup (agencies[i]);
    }
  return copyright_holder (string, n_bytes);
}
