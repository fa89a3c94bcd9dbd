import { t } from '../../text/index.js';
import { csvOf, pointsOf } from '../curve-csv.js';

/** The curves of its run, for spreadsheets. @type {import('./index.js').Exporter} */
export const csv = {
  ending: '.csv',
  type: 'text/csv',
  write(inkling, file) {
    const points = pointsOf(inkling.readModel(file).notes.curve ?? '');
    return points.length ? csvOf(points) : null;
  },
  nothing: () => t('models.noCurve'),
};
