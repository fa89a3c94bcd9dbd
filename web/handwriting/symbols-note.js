/** Whether the visitor has symbols of their own: their code then loads with the page. */
import { browserNote } from '../storage/notes.js';

export const symbolsNote = browserNote('inkling symbols', (text) => text === 'yes');
