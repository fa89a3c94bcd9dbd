/** The module that the build left in build/site, as the page has it. */

// Not a bundle of the benchmark's own.
const MODULE = '/build/site/inkling.js';

/** @returns {Promise<typeof import('../../../web/inkling/index.js')>} */
export const siteModule = () => import(MODULE);

/**
 * Loads the fastest build of the core that is here, and waits for the helping threads.
 * @param {{reproducible?: boolean, threads: number}} options
 */
export async function startInkling({ reproducible = false, threads }) {
  const { loadInkling } = await siteModule();
  const inkling = await loadInkling({ reproducible, threads });
  const patience = performance.now() + 5000;
  while (inkling.threads < threads && performance.now() < patience) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (inkling.threads !== threads) {
    throw new Error(`runs ${inkling.threads} threads instead of ${threads}`);
  }
  return inkling;
}
