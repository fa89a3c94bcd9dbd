/** The words of the interface in Spanish. */
import { ANYWHERE } from './es/anywhere.js';
import { BRING } from './es/bring.js';
import { MODELS } from './es/models.js';
import { OWN } from './es/own.js';
import { PAGE } from './es/page.js';
import { PANELS } from './es/panels.js';
import { PHOTO } from './es/photo.js';
import { SETTINGS } from './es/settings.js';

/** @type {import('./index.js').Messages} */
export const MESSAGES = {
  ...PAGE,
  ...SETTINGS,
  ...PANELS,
  ...OWN,
  ...PHOTO,
  ...BRING,
  ...MODELS,
  ...ANYWHERE,
};
