/**
 * Types for messages: all keys, and the values that each message needs, derived from the English
 * words.js files.
 */

export type English = typeof import('../answer/number-words.js').WORDS &
  typeof import('../answer/words.js').WORDS &
  typeof import('../app/words.js').WORDS &
  typeof import('../data/words.js').WORDS &
  typeof import('../draw/words.js').WORDS &
  typeof import('../handwriting/correction-words.js').WORDS &
  typeof import('../handwriting/outcome-words.js').WORDS &
  typeof import('../handwriting/symbols/words.js').WORDS &
  typeof import('../handwriting/words.js').WORDS &
  typeof import('../import/words.js').WORDS &
  typeof import('../inside/words.js').WORDS &
  typeof import('../lens/words.js').WORDS &
  typeof import('../lessons/words.js').WORDS &
  typeof import('../mistakes/words.js').WORDS &
  typeof import('../models/elsewhere-words.js').WORDS &
  typeof import('../models/words.js').WORDS &
  typeof import('../photo/words.js').WORDS &
  typeof import('../places/words.js').WORDS &
  typeof import('../runs/words.js').WORDS &
  typeof import('../settings/words.js').WORDS &
  typeof import('../stage/details-words.js').WORDS &
  typeof import('../stage/editor-words.js').WORDS &
  typeof import('../stage/scrubber-words.js').WORDS &
  typeof import('../stage/words.js').WORDS &
  typeof import('../step/words.js').WORDS &
  typeof import('../storage/words.js').WORDS &
  typeof import('../train/late-words.js').WORDS &
  typeof import('../train/words.js').WORDS &
  typeof import('./words.js').WORDS;

type Section = keyof English;

/** A complete translation: every key that English has. */
export type Words = { [S in Section]: { [N in keyof English[S]]: string } };

/** Sections of messages, perhaps not all. */
export type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Every key: 'section.name'. */
export type Key = { [S in Section]: `${S}.${keyof English[S] & string}` }[Section];

type Message<K> = K extends `${infer S extends Section}.${infer N}`
  ? English[S][N & keyof English[S]]
  : never;

/** The text after '{', up to '}' or '|'. */
type Name<Text> = Text extends `${infer Inside}}${string}`
  ? Inside extends `${infer Before}|${string}`
    ? Before
    : Inside
  : never;

/** The names of the values in a message: {name}, and {count|one|{count} many}. */
type Names<Text, Found = never> = Text extends `${string}{${infer Rest}`
  ? Names<Rest, Found | Name<Rest>>
  : Found;

/** Those that select a plural form. */
type Counts<Text> = Text extends `${string}{${infer Rest}`
  ? (Rest extends `${infer Before}|${string}` ? (Before extends `${string}}${string}` ? never : Before) : never) | Counts<Rest>
  : never;

type Values<Text> = { [N in Names<Text>]: N extends Counts<Text> ? number : string | number };

/**
 * The arguments of `t` after the key: the values of its message, if it has any. An unknown key infers
 * as the union of all keys; allowing any values then makes the compiler report the key itself.
 */
export type Given<K extends Key> = [Key] extends [K]
  ? [values?: Record<string, string | number>]
  : [Names<Message<K>>] extends [never]
  ? []
  : [values: Values<Message<K>>];

/** Keys of messages without values. */
export type PlainKey = { [K in Key]: [Names<Message<K>>] extends [never] ? K : never }[Key];

/** The names in a section that have this suffix, without it. */
export type Ending<S extends Section, End extends string> = {
  [N in keyof English[S]]: N extends `${infer Begin}${End}` ? Begin : never;
}[keyof English[S]];
