/** The words of the interface in Arabic. */
import { ANYWHERE } from './ar/anywhere.js';
import { BRING } from './ar/bring.js';
import { MODELS } from './ar/models.js';
import { OWN } from './ar/own.js';
import { PAGE } from './ar/page.js';
import { PANELS } from './ar/panels.js';
import { PHOTO } from './ar/photo.js';
import { SETTINGS } from './ar/settings.js';

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
