// No imports: the page uses these at run time.

/** The languages that everything is said in, the first one where none is asked for. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

const KNOWN_MAX = 100;
/** Headers repeat with every request, and are few. */
const known = new Map<string, Language>();

/** The best of our languages for an Accept-Language header (RFC 9110, 12.5.4): highest q first, then in the order given; English where none fits. */
export function languageFrom(header: string | undefined): Language {
  if (header === undefined) return 'en';
  let language = known.get(header);
  if (language === undefined) {
    language = bestOf(header);
    if (known.size < KNOWN_MAX) known.set(header, language);
  }
  return language;
}

function bestOf(header: string): Language {
  const wishes = header.toLowerCase().split(',').slice(0, 50).map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = /^q=([01](?:\.\d{0,3})?)$/.exec(parameters[0] ?? '')?.[1];
    return { language: languageOfTag(tag), q: weight === undefined ? 1 : Number(weight) };
  });
  const wanted = wishes.filter(({ language, q }) => language !== undefined && q > 0).sort((a, b) => b.q - a.q);
  return wanted[0]?.language ?? 'en';
}

/** Ours for a tag such as `es-MX`, or `*`. */
const languageOfTag = (tag: string): Language | undefined => (tag === '*' ? 'en' : LANGUAGES.find((language) => tag === language || tag.startsWith(`${language}-`)));
