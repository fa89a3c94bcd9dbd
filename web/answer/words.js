/** The words of answers and of who gives them, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  source: {
    group: 'Which network answers',
    pretrained: 'Pretrained',
    pretrainedTitle:
      'A small convolutional network, trained beforehand: {accuracy} of the MNIST test digits are right',
    missing: 'The pretrained network could not be loaded. Reload the page to try again.',
    own: 'Your own',
    ownTitle: 'The network that you train here',
    answersPretrained: 'Answers now: the pretrained one ({layers})',
    answersOwn: 'Answers now: your own ({layers})',
    answersOwnOn: 'Answers now: your own ({layers}), trained on {dataset}',
    handwriting: 'Your hand',
    handwritingTitle: 'The network that has been taught your own drawings',
    answersHandwriting: 'Answers now: the one that knows your hand ({layers})',
  },
  answer: {
    nothing: 'Nothing drawn yet',
    none: 'No answer',
    guessing: 'Only guessing yet',
    notSure: 'Not sure: a {best}, a {second}, or no digit?',
    notSureOther: 'Not sure: {best}, {second}, or neither?',
    sure: '{share} sure',
    verySure: 'Over {share} sure',
    preview: 'Your drawing as the network sees it, 28 by 28 pixels',
    sees: 'What it sees',
    says: 'Inkling says',
  },
});

addWords(WORDS);
