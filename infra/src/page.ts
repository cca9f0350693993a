import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { MissingBundle } from './bundle.ts';

/** The folder where the `build` script of the page leaves it. */
export const builtPage = join(import.meta.dirname, '..', '..', 'apps', 'web', 'dist');

/** One file of the page, with what a browser is told about it. */
export type PageFile = {
  /** Path below the origin, without a leading slash. */
  readonly key: string;
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** What S3 reports as the ETag of an object that is encrypted with its own keys and uploaded in one part. */
  readonly md5: string;
};

/** Answered again only when it has changed. */
export const revalidated = 'no-cache';
const keptForAYear = 'public, max-age=31536000, immutable';

/**
 * The files of the built page, in an order that depends on nothing but their names.
 *
 * @throws MissingBundle where nothing is built.
 * @throws Error for a file of a kind that has no content type here: browsers are told not to guess.
 */
export const pageFiles = (folder: string): readonly PageFile[] => {
  if (!existsSync(join(folder, 'index.html'))) throw new MissingBundle('web');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, key: relative(folder, path).replaceAll(sep, '/') }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ path, key }) => ({
      key,
      path,
      contentType: contentTypeOf(key),
      // Vite puts a hash of the content into every name below assets/, and into no other.
      cacheControl: key.startsWith('assets/') ? keptForAYear : revalidated,
      md5: createHash('md5').update(readFileSync(path)).digest('hex'),
    }));
};

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const contentTypeOf = (key: string): string => {
  const contentType = contentTypes[extname(key)];
  if (contentType === undefined) throw new Error(`${key} of the page has no content type: add its ending to page.ts`);
  return contentType;
};
