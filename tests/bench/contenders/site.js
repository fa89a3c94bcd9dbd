/** The module built into build/site, as the page loads it. */

// A variable keeps esbuild from bundling it.
const MODULE = '/build/site/inkling.js';

/** @returns {Promise<typeof import('../../../web/inkling/index.js')>} */
export const siteModule = () => import(MODULE);

/**
 * Loads the fastest available build of the core and waits for its helper threads.
 * @param {{reproducible?: boolean, threads: number}} options
 */
export async function startInkling({ reproducible = false, threads }) {
  const { loadInkling } = await siteModule();
  const inkling = await loadInkling({ reproducible, threads });
  const deadline = performance.now() + 5000;
  while (inkling.threads < threads && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (inkling.threads !== threads) {
    throw new Error(`running ${inkling.threads} threads instead of ${threads}`);
  }
  return inkling;
}
