import { t } from '../../text/index.js';
import { csvOf, pointsOf } from '../curve-csv.js';

/** The curves of the model's run, for spreadsheets. @type {import('./index.js').Exporter} */
export const csv = {
  extension: '.csv',
  type: 'text/csv',
  write(inkling, file) {
    const points = pointsOf(inkling.readModel(file).notes.curve ?? '');
    return points.length ? csvOf(points) : null;
  },
  emptyMessage: () => t('models.noCurve'),
};
