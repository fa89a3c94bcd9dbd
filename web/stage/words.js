/** English messages of the stage. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  stage: {
    title: 'The network at work',
    keys: 'Arrow keys move between layers and units. Escape clears the selection.',
    hint: 'Point at any part of the network to see its numbers.',
    modes: 'What the picture shows',
    watch: 'Watch',
    oneStep: 'One step',
    for: 'for',
    against: 'against',
    oneView: 'One of seven views; the answer averages them.',
    example: 'This 5 is an example. Draw your own digit.',
    itSees: 'what it sees',
    edges: 'edges and strokes',
    parts: 'parts of digits',
    smaller: 'smaller',
    shapes: 'shapes',
    whichDigit: 'which digit',
    whichClass: 'which class',
    map: 'Map {number} of {count}',
    neuron: 'Neuron {number} of {count}',
    output: 'Output {name}',
    says: '{unit}, {layer}: {value}',
    strongest: 'strongest at row {row}, column {column}',
    share: '{share} in this view',
    weights: 'Weights',
    fromMap: 'map {number}',
    fromNeuron: 'neuron {number}',
    bias: 'bias',
    sum: 'sum',
    passesOn: 'Passes on {list}',
    toOutput: '{value} to {name}',
    summary: '{name}, {share}. Strongest contribution: {unit}, {value}.',
    summaryPlain: '{name}, {share}.',
  },
});

addWords(WORDS);
