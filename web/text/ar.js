/** The words of the interface in Arabic. */
import { PAGE } from './ar/page.js';
import { PANELS } from './ar/panels.js';
import { SETTINGS } from './ar/settings.js';

/** @type {import('../text.js').Messages} */
export const MESSAGES = { ...PAGE, ...SETTINGS, ...PANELS };
