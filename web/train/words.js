/** English messages about training. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  train: {
    train: 'Train',
    more: 'Keep training',
    goOn: 'Resume',
    pause: 'Pause',
    step: 'One batch',
    stepTitle: 'Train on one minibatch',
    reset: 'Reset',
    resetTitle: 'Start over with a new network',
    speed: 'Speed',
    fullSpeed: 'full',
    pace: '{rate|{rate} batch/sec|{rate} batches/sec}',
    progress: 'Training',
    left: '{time} left',
    epoch: 'Epoch',
    trainLoss: 'Training loss',
    trainAccuracy: 'Training accuracy',
    testAccuracy: 'Test accuracy',
    testSample: 'Test sample',
    rate: 'Digits per second',
    noCurve: 'The learning curve appears here during training.',
    loss: 'Loss',
    accuracy: 'Accuracy',
    training: 'Training',
    test: 'Test',
  },
  curves: {
    smoothing: 'Smoothing',
    log: 'Log scale for loss',
    save: 'Save image',
    table: 'Show as a table',
    testLoss: 'Test loss',
  },
  status: {
    engine: '{build}, {threads|{threads} thread|{threads} threads}',
    impossible: 'Training isn’t available here.',
    noDigits: 'No digits to train on.',
    loadingDigits: 'Loading digits…',
    pausing: 'Pausing…',
    running: 'Training: epoch {epoch} of {target}',
    waiting: 'Waiting for digits ({loaded} of {total} loaded)',
    finished: 'Finished after {epochs|{epochs} epoch|{epochs} epochs}. Now draw a digit.',
    diverged: 'Training diverged.',
    paused: 'Paused at epoch {epoch}, batch {batch} of {batches}',
    readySome: 'Ready to train ({loaded} of {total} loaded)',
    ready: 'Ready to train on {count|{count} digit|{count} digits}',
    otherClasses:
      'This network’s classes don’t match the selected dataset. Select its dataset under “Import a dataset”, or start over.',
  },
});

addWords(WORDS);
