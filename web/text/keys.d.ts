/**
 * The types of the words: all keys there are, and the values that each message wants. They are read
 * off the English words, which stand with the parts of the page.
 */

export type English = typeof import('../answer/words.js').WORDS &
  typeof import('../app/words.js').WORDS &
  typeof import('../data/words.js').WORDS &
  typeof import('../draw/words.js').WORDS &
  typeof import('../handwriting/correction-words.js').WORDS &
  typeof import('../handwriting/words.js').WORDS &
  typeof import('../import/words.js').WORDS &
  typeof import('../inside/words.js').WORDS &
  typeof import('../lens/words.js').WORDS &
  typeof import('../mistakes/words.js').WORDS &
  typeof import('../models/words.js').WORDS &
  typeof import('../photo/words.js').WORDS &
  typeof import('../runs/words.js').WORDS &
  typeof import('../settings/words.js').WORDS &
  typeof import('../stage/words.js').WORDS &
  typeof import('../step/words.js').WORDS &
  typeof import('../storage/words.js').WORDS &
  typeof import('../train/words.js').WORDS &
  typeof import('./words.js').WORDS;

type Section = keyof English;

/** The words of a language: all that English has. */
export type Words = { [S in Section]: { [N in keyof English[S]]: string } };

/** Sections of messages, as far as they are here. */
export type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** 'section.name' of every message. */
export type Key = { [S in Section]: `${S}.${keyof English[S] & string}` }[Section];

type Message<K> = K extends `${infer S extends Section}.${infer N}`
  ? English[S][N & keyof English[S]]
  : never;

/** What follows '{', up to '}' or '|'. */
type Name<Text> = Text extends `${infer Inside}}${string}`
  ? Inside extends `${infer Before}|${string}`
    ? Before
    : Inside
  : never;

/** The values in a message: {name}, and {count|one|{count} many}. */
type Names<Text, Found = never> = Text extends `${string}{${infer Rest}`
  ? Names<Rest, Found | Name<Rest>>
  : Found;

/** Those that a form of the message is chosen by. */
type Counts<Text> = Text extends `${string}{${infer Rest}`
  ? (Rest extends `${infer Before}|${string}` ? (Before extends `${string}}${string}` ? never : Before) : never) | Counts<Rest>
  : never;

type Values<Text> = { [N in Names<Text>]: N extends Counts<Text> ? number : string | number };

/**
 * What `t` takes beside a key: the values of its message, if it has any. A key that does not exist
 * counts as all of them, and is then what the compiler complains of.
 */
export type Given<K extends Key> = [Key] extends [K]
  ? [values?: Record<string, string | number>]
  : [Names<Message<K>>] extends [never]
  ? []
  : [values: Values<Message<K>>];

/** Keys of messages without values. */
export type PlainKey = { [K in Key]: [Names<Message<K>>] extends [never] ? K : never }[Key];

/** The names of a section that end so, without their end. */
export type Ending<S extends Section, End extends string> = {
  [N in keyof English[S]]: N extends `${infer Begin}${End}` ? Begin : never;
}[keyof English[S]];
