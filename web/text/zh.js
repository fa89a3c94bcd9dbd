/** The words of the interface in Simplified Chinese. */
import { ANYWHERE } from './zh/anywhere.js';
import { BRING } from './zh/bring.js';
import { MODELS } from './zh/models.js';
import { OWN } from './zh/own.js';
import { PAGE } from './zh/page.js';
import { PANELS } from './zh/panels.js';
import { PHOTO } from './zh/photo.js';
import { SETTINGS } from './zh/settings.js';

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
