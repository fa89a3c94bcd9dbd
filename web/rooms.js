/**
 * Who may import whom in web/. This table is the rule; tests/layering/web.test.mjs holds the
 * code to it.
 */

/**
 * The rooms, floor by floor, from the ground up. A room imports from floors below its own, never
 * from its own or from above: what two features need moves down to where both can reach it.
 */
export const FLOORS = [
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
  ],
  ['app', 'module'],
];

/**
 * A room's worker/ runs in a worker, and is code for nobody but other workers' sides: through
 * these modules alone, where one worker does the work of several features.
 */
export const WORKER_DOORS = ['train/worker/questions.js'];

/** What needs a document, and must not be reached from a worker. */
export const PAGE_ONLY = ['ui', 'text', 'draw', 'lens', 'answer', 'stage', 'app'];

/**
 * Types carry no code, but they are knowledge. They follow the floors as well, except for those of
 * these modules, which describe what goes from room to room: any room may name them.
 */
export const CONTRACTS = {
  'app/page.js': 'what a panel is given',
  'app/panels.js': 'what a panel is',
  'train/training.js': 'training, as the page sees it',
  'train/protocol.js': 'runs and their curves',
  'train/past-runs.js': 'runs that ended',
  'import/worker/collector.js': 'an imported dataset',
  'handwriting/samples.js': 'labelled drawings',
  'handwriting/worker/teach.js': 'a lesson, as the training worker is given it',
  'handwriting/teaching.js': "the network that knows the visitor's handwriting",
  'answer/reader.js': 'which network answers',
  'data/bundled-files.js': 'why digits could not be loaded',
};
