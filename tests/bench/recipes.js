/**
 * The recipes of W5: presets of the page.
 *
 * @typedef {object} Recipe
 * @property {string} id
 * @property {string} label
 * @property {{layers: string, epochs: number} & import('../../web/inkling/index.js').TrainerSettings} settings
 */

import { PRESETS } from '../../web/settings/presets.js';
import { defaultSettings, withPreset } from '../../web/settings/schema.js';
import { t } from '../../web/text/index.js';
import { trainerSettings } from '../../web/train/worker/run.js';
import '../../web/settings/words.js';

/** The ids of presets. */
const WANTED = ['quick', 'small', 'better'];

/** @type {Recipe[]} */
export const RECIPES = WANTED.flatMap((wanted) =>
  PRESETS.filter(({ id }) => id === wanted).map((preset) => {
    const settings = withPreset(preset, defaultSettings());
    const { layers, epochs } = settings;
    return {
      id: `${preset.id}-${epochs}`,
      label: `${t(`presets.${preset.id}`)}, ${epochs} epochs`,
      settings: { ...trainerSettings(settings), layers, epochs },
    };
  }),
);
