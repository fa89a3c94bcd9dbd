/** What another app has shared with the installed page. Loaded only then. */

/**
 * Hands what the service worker has received from the device's share sheet to the page.
 * @param {import('./page.js').Page} page
 */
export async function takeShared(page) {
  const url = new URL(location.href);
  url.searchParams.delete('shared');
  history.replaceState(history.state, '', url);
  // Named in service-worker.js.
  const name = `inkling-shared ${new URL('.', document.baseURI).pathname}`;
  const cache = await globalThis.caches.open(name);
  const responses = await cache.matchAll();
  const files = await Promise.all(
    responses.map(async (response) => {
      const blob = await response.blob();
      const name = decodeURIComponent(response.headers.get('X-Inkling-Name') ?? '');
      return new File([blob], name, { type: blob.type });
    }),
  );
  await globalThis.caches.delete(name);
  if (files.length) page.bringFiles(files);
}
