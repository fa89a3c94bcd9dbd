/** The words of “One step, slowly”, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  onestep: {
    intro:
      'What one step of training does with one digit. It happens in a copy: your network stays as it is.',
    nothing: 'Draw a digit first; the test digits are not here yet.',
    label: 'The right answer is',
    path: 'The stages of the step',
    back: 'Back',
    next: 'Next',
    where: '{number} of {count}: {title}',
    digit: 'Digit',
    sumOf: 'How {name} comes about: the largest terms',
    forward: 'Forward: {layer}',
    backward: 'Back: {layer}',
    input:
      'The image is a list of 784 numbers, 0 for paper and 1 for ink; {some} of them are not 0. The right answer is {label}.',
    oneOf: 'One of {count|{count} value|{count} values}, the one that matters most to the loss:',
    softmax: 'Softmax',
    softmaxWords: 'The ten scores z become probabilities, which add up to 1.',
    softmaxTable: 'From scores to probabilities',
    loss: 'Loss',
    lossWords: 'How surprised the network is by the right answer: 0 if it was certain of it.',
    error: 'Error at the output',
    errorWords:
      'How the loss changes with each score: the {label} should be 1, all others 0. What is below zero should rise.',
    errorTable: 'The gradient of the loss with respect to the scores',
    weightGradient:
      'Each weight met an input and moved an output. Of {count|{count} weight|{count} weights}, the one with the largest gradient:',
    inputGradient:
      'Each input moved every output it has a weight to. This is handed back to the layer before:',
    update: 'Update',
    updateWords:
      'Every weight moves a little against its gradient (plain SGD, learning rate {rate}). The weight with the largest gradient, in {layer}:',
    before: 'Loss before',
    after: 'Loss after',
    share: '{label} with {share}',
    better: 'The loss is lower: the right answer has become more probable.',
    worse:
      'The loss is not lower: the step was too far, or there was nothing left to learn. Try another learning rate.',
    copy: 'This was a copy. Your network has not changed.',
  },
});

addWords(WORDS);
