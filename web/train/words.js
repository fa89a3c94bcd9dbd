/** The words of training, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  train: {
    train: 'Train',
    more: 'Train more',
    goOn: 'Go on',
    pause: 'Pause',
    step: 'Step',
    stepTitle: 'Train on one minibatch',
    reset: 'Reset',
    resetTitle: 'Start again with a new network',
    progress: 'Training',
    epoch: 'Epoch',
    trainLoss: 'Train loss',
    trainAccuracy: 'Train accuracy',
    testAccuracy: 'Test accuracy',
    rate: 'Digits a second',
    noCurve: 'The curve is drawn here as the network learns.',
    loss: 'Loss',
    accuracy: 'Accuracy',
    training: 'Training',
    test: 'Test',
  },
  curves: {
    smoothing: 'Smoothing',
    log: 'Log scale of the loss',
    save: 'Save picture',
    table: 'As a table',
    testLoss: 'Test loss',
  },
  status: {
    engine: '{build}, {threads|{threads} thread|{threads} threads}',
    impossible: 'Training is not possible here.',
    noDigits: 'No digits to train on.',
    loadingDigits: 'Loading digits …',
    pausing: 'Pausing …',
    running: 'Training: epoch {epoch} of {target}',
    waiting: 'Waiting for digits ({loaded} of {total} here)',
    finished: 'Finished {epochs|{epochs} epoch|{epochs} epochs}. Now draw a digit.',
    diverged: 'The loss ran away.',
    paused: 'Paused in epoch {epoch}',
    readySome: 'Ready to train ({loaded} of {total} here)',
    ready: 'Ready to train on {count|{count} digit|{count} digits}',
    otherClasses:
      'This network tells other classes apart than what is trained on has. Choose its dataset under “Bring a dataset”, or start over.',
  },
});

addWords(WORDS);
