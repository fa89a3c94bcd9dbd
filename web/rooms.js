/**
 * Which folder of web/ may import which. tests/layering/web.test.mjs enforces it.
 */

/**
 * The rooms, floor by floor, from the bottom up. A room imports only from floors below its own. Code
 * that two features share moves down to a floor that both can reach.
 */
export const FLOORS = [
  ['fetch'],
  ['inkling', 'messenger', 'hosting'],
  ['text', 'offline'],
  ['ui'],
  ['storage'],
  ['draw', 'lens'],
  ['data'],
  ['settings'],
  ['answer'],
  [
    'stage',
    'train',
    'import',
    'handwriting',
    'photo',
    'models',
    'inside',
    'step',
    'mistakes',
    'runs',
    'lessons',
    'embed',
  ],
  ['places'],
  ['app', 'module'],
];

/**
 * Only code that runs in a worker may import a room's worker/, and across rooms only from these
 * modules, where one worker serves several features.
 */
export const WORKER_DOORS = ['train/worker/questions.js'];

/** This runs in Node, where there is no page to keep responsive. */
export const IN_NODE = ['module/datasets.js'];

/** Rooms that need a document; worker code must not import them. */
export const PAGE_ONLY = ['ui', 'text', 'draw', 'lens', 'answer', 'stage', 'places', 'app'];

/**
 * Type imports follow the floors too, except from these modules: their types describe what passes
 * between rooms, so any room may use them.
 */
export const CONTRACTS = {
  'app/page.js': 'the interface that panels get',
  'app/panels.js': 'the interface of a panel',
  'train/training.js': 'training, as the page sees it',
  'train/protocol.js': 'runs and their curves',
  'train/past-runs.js': 'the run history',
  'import/worker/collector.js': 'an imported dataset',
  'handwriting/samples.js': 'labeled drawings',
  'handwriting/worker/teach.js': 'a lesson for the training worker',
  'handwriting/worker/teach-symbols.js': 'a lesson in symbols',
  'handwriting/teaching.js': "the network trained on the visitor's handwriting",
  'answer/reader.js': 'which network answers',
  'data/bundled-files.js': 'why digits could not be loaded',
};
