/** English messages about the visitor’s own symbols. */
import { addWords } from '../../text/index.js';

export const WORDS = /** @type {const} */ ({
  symbols: {
    source: 'Your symbols',
    sourceTitle: 'The network trained on your symbols',
    answers: 'Answering: the network that knows your symbols ({layers})',
    title: 'Your symbols',
    instead: 'Letters, shapes, or notes instead of digits?',
    help: 'Letters, shapes, musical notes, anything: name 2 to {most} symbols and draw each a few times. The network learns as you draw and starts answering after the third drawing.',
    names: 'Names',
    namesHelp:
      'Separate names with spaces, or with commas if a name contains spaces. Or pick a set:',
    add: 'Add',
    ready: 'Ready-made sets',
    tooMany: 'Only the first {most} symbols fit in the network.',
    list: 'Your symbols, with the number of drawings of each',
    draw: 'Draw {name}',
    tryIt: 'Try it',
    trying: 'Draw any of your symbols to try it',
    pad: 'Pad for your symbols',
    auto: 'Save each drawing after a short pause',
    rename: 'Name',
    removeClass: 'Delete {name}',
    removedClass: '{name} deleted.',
    says: 'Looks like {name} ({share})',
    unsure: 'Not sure what this is',
    needMore: 'Three drawings in all, of at least two symbols, are enough to start.',
    learning: 'Learning your symbols…',
    answersNow: 'It now answers on the main pad, too.',
    measuring: 'Testing it on drawings it hasn’t seen…',
    digits: 'Also read digits',
    table: 'Tested on unseen drawings',
    symbol: 'Symbol',
    read: 'Read correctly',
    readOf: '{read} of {count}',
    total: 'All',
    mistaken: '{name} is often read as {other}.',
    leftOut:
      'Each drawing was held out once: the network trained on the others, then read it. “Not sure” counts as wrong.',
    collection: 'Your drawings',
    none: 'None yet. Name some symbols and draw them.',
    nothing: 'None of these',
    useHelp: 'Add them as a dataset to train a network from scratch on them.',
  },
});

addWords(WORDS);
