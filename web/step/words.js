/** English messages of “One training step in slow motion”. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  onestep: {
    intro:
      'What one training step does with one digit. It happens in a copy: your network is unchanged.',
    inPicture: 'Walk through it in the picture',
    nothing: 'Draw a digit first: the test digits haven’t loaded yet.',
    label: 'The correct answer is',
    path: 'Stages of the step',
    back: 'Back',
    next: 'Next',
    where: '{number} of {count}: {title}',
    digit: 'Class',
    sumOf: 'How {name} is computed: the largest terms',
    forward: 'Forward: {layer}',
    backward: 'Backward: {layer}',
    input:
      'The image is a list of 784 numbers, from 0 for paper to 1 for ink; {some} of them are not 0. The correct answer is {label}.',
    oneOf: 'One of {count|{count} value|{count} values}, the one that matters most to the loss:',
    softmax: 'Softmax',
    softmaxWords: 'The scores z become probabilities, which add up to 1.',
    softmaxTable: 'From scores to probabilities',
    loss: 'Loss',
    lossWords: 'How surprised the network is by the correct answer: 0 if it was certain of it.',
    error: 'Error at the output',
    errorWords:
      'How the loss changes with each score: {label} should have probability 1, all others 0. Scores with a negative gradient should rise.',
    errorTable: 'The gradient of the loss with respect to the scores',
    weightGradient:
      'Each weight multiplied an input and added to an output. Of {count|{count} weight|{count} weights}, the one with the largest gradient:',
    inputGradient:
      'Each input affected every output it is connected to. Its gradient is passed back to the previous layer:',
    update: 'Update',
    updateWords:
      'Every weight moves a little against its gradient (plain SGD, learning rate {rate}). The weight with the largest gradient, in {layer}:',
    before: 'Loss before',
    after: 'Loss after',
    share: '{label}: {share}',
    better: 'The loss is lower: the correct answer has become more probable.',
    worse:
      'The loss is not lower: the step was too large, or there was nothing left to learn. Try another learning rate.',
    copy: 'This was a copy. Your network hasn’t changed.',
  },
});

addWords(WORDS);
