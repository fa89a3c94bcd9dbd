/**
 * The headers that the page is served with, wherever a host can send headers: the development
 * server, the file _headers of dist/, and the service worker for hosts that can't.
 */

/** What the page may do: nothing but run its own code and read its own files. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:", // a camera's picture, which stays here
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** As it stands in index.html: some of it can only be said by a header. */
export const META_POLICY = POLICY.join('; ');

/** Shared memory, which threads need, is only for pages that are cross-origin isolated. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export const HEADERS = {
  ...ISOLATION,
  'Content-Security-Policy': `${META_POLICY}; frame-ancestors 'self'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // Asked anew each time, answered "not changed": a version is never mixed with the one before.
  'Cache-Control': 'no-cache',
};
