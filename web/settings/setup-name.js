/** What settings are called. */
import { t } from '../text/index.js';
import { presetOf } from './schema.js';

/** The preset's name, or the layers. @param {import('./schema.js').Settings} settings */
export function setupName(settings) {
  const preset = presetOf(settings);
  return preset ? t(`presets.${preset.id}`) : settings.layers;
}
