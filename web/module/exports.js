/** What both entry points of the package export. */
export { InklingError } from '../inkling/errors.js';
export { Evaluator } from '../inkling/evaluator.js';
export { PictureReader } from '../inkling/pictures.js';
export { defaultThreads } from '../inkling/threads.js';
export { Trainer } from '../inkling/trainer.js';
export * from '../inkling/types.js';
export { Dataset } from './dataset.js';
export { Inkling } from './inkling.js';
export { Low } from './low.js';
export { Network } from './network.js';
export * from './types.js';
