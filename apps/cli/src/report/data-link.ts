import { markup, type Markup } from './markup.ts';

/** Chromium follows no address longer than 2 MiB; base64 makes four characters of three bytes. */
const LARGEST_EMBEDDED = 1.5 * 1024 * 1024;

export interface DataFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
}

/** A link that saves a file that the page itself holds, with its size; the name and size alone where it is too large. */
export function dataLink({ name, type, content }: DataFile): Markup {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content);
  const size = fileSize(bytes.length);
  if (bytes.length > LARGEST_EMBEDDED)
    return markup`<span>${name} (${size}, in the folder of the experiment)</span>`;
  return markup`<a download="${name}" href="data:${type};base64,${bytes.toString('base64')}">${name}</a> (${size})`;
}

/** A size as people say it: `512 bytes`, `12 kB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 999_500) return `${Number((bytes / 1000).toPrecision(bytes < 9950 ? 2 : 3))} kB`;
  return `${Number((bytes / 1e6).toPrecision(3))} MB`;
}
