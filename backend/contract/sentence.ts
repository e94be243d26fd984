import type { Language } from './language.ts';
import type { Places } from './sentence-keys.ts';

/** The texts of lang/en and lang/es whose keys start with `daemon_`, without that; whoever bundles or tests puts them here. */
declare const __SENTENCES__: Readonly<Record<Language, Readonly<Record<string, string>>>>;

export type SentenceKey = keyof Places;

/** What stands in a place: a text or a number as it is, a sentence in the reader's language, texts joined by commas, sentences by semicolons. */
export type Parameter = string | number | Sentence | readonly (string | number)[] | readonly Sentence[];

/**
 * A sentence that is not said yet: a key of the catalogue and what its places hold. It is thrown, stored and sent between threads
 * as it is, and becomes text in the language of whoever reads it.
 */
export type Sentence = { readonly key: string; readonly parameters?: Readonly<Record<string, Parameter>> };

/** One fault of a body that is not said yet: where, and a sentence that reads on after it. */
export type Flaw = { readonly pointer: string; readonly message: Sentence };

type Filled<Key extends SentenceKey> = [Places[Key]] extends [never] ? [] : [parameters: Readonly<Record<Places[Key], Parameter>>];

/** The sentence of a key, its places filled. */
export function say<Key extends SentenceKey>(key: Key, ...[parameters]: Filled<Key>): Sentence {
  return parameters === undefined ? { key } : { key, parameters };
}

/** Words that are nobody's to translate: what another program said, what a person wrote. */
export const plain = (text: string): Sentence => say('plain', { text });

/** A sentence as text. A key that is in no catalogue, as an older version may have stored it, shows itself. */
export function textOf({ key, parameters = {} }: Sentence, language: Language = 'en'): string {
  const text = __SENTENCES__[language][key] ?? __SENTENCES__.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = parameters[name];
    return value === undefined ? place : parameterText(value, language);
  });
}

function parameterText(value: Parameter, language: Language): string {
  if (typeof value !== 'object') return String(value);
  if (!isList(value)) return textOf(value, language);
  const isOfSentences = value.some((one) => typeof one === 'object');
  return value.map((one) => parameterText(one, language)).join(isOfSentences ? '; ' : ', ');
}

const isList = (value: object): value is readonly Parameter[] => Array.isArray(value);

/** Whether something that came from elsewhere is a sentence. */
export const isSentence = (value: unknown): value is Sentence => typeof value === 'object' && value !== null && typeof (value as { key?: unknown }).key === 'string';
