/** The language that the visitor chose. */
import { browserNote } from '../storage/notes.js';

export const chosenLanguage = browserNote('inkling language');
