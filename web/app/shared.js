/** Files from other apps: shared to the installed page, or opened with it. Loaded only then. */
import { formatSentences, t } from '../text/index.js';

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

/**
 * Hands files that were opened with the installed page to it.
 * @param {readonly Pick<FileSystemFileHandle, 'name' | 'getFile'>[]} handles
 * @param {Pick<import('./page.js').Page, 'bringFiles'>} page
 * @param {Pick<import('../ui/notices.js').Notices, 'show'>} notices
 */
export async function takeOpened(handles, page, notices) {
  const opened = await Promise.allSettled(handles.map((handle) => handle.getFile()));
  const files = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  // Moved or deleted since, or the visitor denied access.
  const unread = handles.filter((_, i) => opened[i].status === 'rejected');
  if (unread.length) {
    notices.show(
      'failed',
      formatSentences(unread.map(({ name }) => t('data.damaged', { file: name }))),
    );
  }
  if (files.length) page.bringFiles(files);
}
