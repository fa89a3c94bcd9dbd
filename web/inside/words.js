/** English messages of “Inside the network”. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  inside: {
    samplesTitle: 'Select a test digit',
    noSubject: 'Draw a digit or select one above to see what each layer makes of it.',
    activationsTitle: 'What each layer makes of it',
    range: 'from {least} to {most}',
    layerPicture: 'Outputs of {layer}, {shape}: positive in blue, negative in orange',
    moreMaps: '{count|and {count} more|and {count} more}',
    weightsTitle: 'What the first layer looks for',
    weights: 'First layer, one picture per neuron',
    weightsHint:
      '{layer}: the weights of each neuron, laid out like the image. Ink on blue raises its output, ink on orange lowers it. Select one to see its sum.',
    filtersHint:
      '{layer}: each filter slides over the image. Ink on blue raises its output, ink on orange lowers it. Select one to see its sum where it responds most.',
    neuron: 'Neuron {number}',
    filterAt: 'Filter {number}, at row {row}, column {column} of its output',
    moreNeurons: 'Show all',
    itsWeights: 'Weights',
    itsInput: 'Input',
    itsProducts: 'Weights × input',
    sum: 'Sum',
    bias: 'Bias',
    activation: 'Output',
    where: 'Position',
    weight: 'Weight',
    product: 'Product',
    pixel: 'row {row}, column {column}',
    frame: 'outside the image',
    numbers: 'The largest products, and their sum',
    saliencyTitle: 'Which pixels matter',
    saliencyHint:
      'How much each pixel counts: how steeply the score rises with it (its gradient), times its ink.',
    saliencyFor: 'Evidence for',
    bestAnswer: 'the answer, {digit}',
    saliencyPicture: 'Gradient × ink',
    saliencyName: 'Pixels for and against {digit}',
    saliencySum: 'Pixels for {digit} add up to {for}, pixels against it to {against}.',
    for: 'for',
    against: 'against',
    embeddingTitle: 'Where it lies among other digits',
    embeddingHint:
      'What the last hidden layer makes of {count} test digits, flattened to the two dimensions in which they differ most (PCA). Digits that look alike to the network lie close together. Select one to look at it.',
    embeddingName: 'Map of {count} test digits as the last hidden layer sees them',
    embeddingMark: 'The ring marks the current image.',
    embeddingNoMark: 'Draw a digit to see where it lies.',
    neighbors: 'Most similar, according to the network',
  },
});

addWords(WORDS);
