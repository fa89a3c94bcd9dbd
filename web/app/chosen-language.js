/** The language the visitor chose in the menu. */
import { browserNote } from '../storage/notes.js';

export const chosenLanguage = browserNote('inkling language');
