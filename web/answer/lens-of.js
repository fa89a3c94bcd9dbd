/** Looks into the answering network: on the page, or in the worker that answers for heavy ones. */
import { Lens } from '../lens/lens.js';
import { isHeavy } from './reader.js';

const load = () => import('./remote.js').then(({ remote }) => remote());

/** @param {import('../app/page.js').Page} page */
export const lensOf = (page) => new Lens(page, { isHeavy, load });
