/** English messages about answers and the networks that give them. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  source: {
    group: 'Answering network',
    pretrained: 'Pretrained',
    pretrainedTitle: 'A small pretrained CNN. Reads {accuracy} of the MNIST test digits correctly.',
    missing: 'The pretrained network could not be loaded. Reload the page to try again.',
    own: 'Your network',
    ownTitle: 'The network you train here',
    answersPretrained: 'Answering: pretrained ({layers})',
    answersOwn: 'Answering: your network ({layers})',
    answersOwnOn: 'Answering: your network ({layers}), trained on {dataset}',
    handwriting: 'Your handwriting',
    handwritingTitle: 'The network trained on your drawings',
    answersHandwriting: 'Answering: the network that knows your handwriting ({layers})',
  },
  answer: {
    nothing: 'Nothing drawn yet',
    none: 'No answer',
    guessing: 'Just guessing so far',
    notSure: 'Not sure: {best}, {second}, or not a digit?',
    notSureOther: 'Not sure: {best}, {second}, or neither?',
    anything: 'Not sure: it could be anything',
    notSureNumber: 'Not sure: {text}, or not a number?',
    sure: '{share} sure',
    verySure: 'More than {share} sure',
    preview: 'Your drawing as the network sees it, {size} pixels',
    sees: 'What it sees',
    says: 'Inkling says',
  },
});

addWords(WORDS);
