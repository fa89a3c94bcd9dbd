/** The words of the interface in Simplified Chinese. */
import { PAGE } from './zh/page.js';
import { PANELS } from './zh/panels.js';
import { SETTINGS } from './zh/settings.js';

/** @type {import('../text.js').Messages} */
export const MESSAGES = { ...PAGE, ...SETTINGS, ...PANELS };
