/** How many of the first hints a visitor is done with. */
import { browserNote } from '../storage/notes.js';

export const STEPS = /** @type {const} */ (['draw', 'train', 'look']);

export const hintsDone = browserNote('inkling hints done');
