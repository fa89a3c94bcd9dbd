/** The words of “See inside”, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  inside: {
    samplesTitle: 'Digits to look at without drawing',
    noSubject: 'Draw a digit or choose one above, and its way through the layers appears here.',
    activationsTitle: 'What each layer makes of it',
    range: 'from {least} to {most}',
    layerPicture: 'Outputs of {layer}, {shape}: blue above zero, orange below',
    moreMaps: '{count|and {count} more|and {count} more}',
    weightsTitle: 'What the first layer looks for',
    weights: 'First layer, one picture a neuron',
    weightsHint:
      '{layer}: the weights of each neuron, laid out as the image. Ink on blue raises its output, ink on orange lowers it. Press one to see its sum.',
    filtersHint:
      '{layer}: each filter slides over the image. Ink on blue raises its output, ink on orange lowers it. Press one to see its sum where it answers most.',
    neuron: 'Neuron {number}',
    filterAt: 'Filter {number}, at row {row}, column {column} of its picture',
    moreNeurons: 'Show all',
    itsWeights: 'Its weights',
    itsInput: 'Its input',
    itsProducts: 'Weights times input',
    sum: 'Sum',
    bias: 'Bias',
    activation: 'Activation',
    where: 'Where',
    weight: 'Weight',
    product: 'Product',
    pixel: 'row {row}, column {column}',
    frame: 'outside the image',
    numbers: 'The strongest products, and what they add up to',
    saliencyTitle: 'What speaks for the answer',
    saliencyHint:
      'How much each pixel counts: how steeply the answer’s score rises with it (its gradient), times its ink.',
    saliencyFor: 'For the answer',
    bestAnswer: 'the best: {digit}',
    saliencyPicture: 'Gradient times ink',
    saliencyName: 'Pixels that speak for and against a {digit}',
    saliencySum: 'Pixels that speak for a {digit}: {for} in all; against it: {against}.',
    for: 'for',
    against: 'against',
    embeddingTitle: 'Where it stands among other digits',
    embeddingHint:
      'What the last layer sees of 500 test digits, flattened to two dimensions in which they differ most (PCA). Digits that look alike to the network stand close. Press one to look at it.',
    embeddingName: 'Map of {count} test digits as the last hidden layer sees them',
    embeddingMark: 'The ring is the image that is looked at.',
    embeddingNoMark: 'Draw a digit to see where it stands.',
    neighbours: 'Most like it, to the network',
  },
});

addWords(WORDS);
