/**
 * The HTTP headers of the page, used by the development server, by dist/_headers, and by the service
 * worker on hosts that can't send headers.
 */

/** The content security policy: the page may only run its own code and read its own files. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:", // the camera preview
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // Only fetch/trusted.js can turn text into code or markup.
  "require-trusted-types-for 'script'",
  'trusted-types inkling',
];

/** index.html repeats it. Any page may frame this one: it has no accounts to protect. */
export const META_POLICY = POLICY.join('; ');

/** Threads need shared memory, which requires cross-origin isolation. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  // Lets isolated pages frame this one.
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** What the page has no use for is off. The camera photographs pages. */
const PERMISSIONS = [
  'accelerometer=()',
  'camera=(self)',
  'display-capture=()',
  'geolocation=()',
  'gyroscope=()',
  'hid=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'serial=()',
  'usb=()',
];

export const HEADERS = {
  ...ISOLATION,
  'Content-Security-Policy': META_POLICY,
  'Permissions-Policy': PERMISSIONS.join(', '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // Revalidates every file on each visit, so that versions never mix.
  'Cache-Control': 'no-cache',
};
