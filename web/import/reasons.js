/** Why a file or row is skipped, in words. */
import { MAX_IMAGES } from '../data/limits.js';
import { formatLimit, formatShape, t } from '../text/index.js';
import { MIN_SIDE } from './formats/numbers.js';
import {
  MAX_DATASET_CLASSES,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_PIXELS,
  MAX_TABLE_BYTES,
} from './limits.js';
import './words.js';

/**
 * The text for a reason.
 * @param {import('./errors.js').ImportError['reason']} reason
 * @param {string} [detail] such as the format of a file
 */
export const reasonWords = (reason, detail = '') =>
  t(`import.${reason}`, {
    format: detail,
    panel: t('panels.models'),
    size: formatShape({ height: MIN_SIDE, width: MIN_SIDE }),
    most: reason === 'limit' ? MAX_IMAGES : MAX_DATASET_CLASSES,
    pixels: MAX_IMAGE_PIXELS,
    image: formatLimit(MAX_IMAGE_BYTES),
    table: formatLimit(MAX_TABLE_BYTES),
  });
