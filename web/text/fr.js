/** The words of the interface in French. */
import { PAGE } from './fr/page.js';
import { PANELS } from './fr/panels.js';
import { SETTINGS } from './fr/settings.js';

/** @type {import('../text.js').Messages} */
export const MESSAGES = { ...PAGE, ...SETTINGS, ...PANELS };
