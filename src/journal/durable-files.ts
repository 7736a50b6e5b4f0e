/** File operations that survive a power cut once they have returned. Adapter: the world does not load it. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes names created, renamed or removed in the folder durable. Windows has no such call and journals names itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Replaces the file as a whole: after a cut at any instant the old content is there, or the new. Owner-only access. */
export function replaceFile(path: string, content: string): void {
  const draft = `${path}.draft`;
  const bytes = Buffer.from(content, 'utf8');
  const handle = openSync(draft, 'w', 0o600);
  try {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(handle, bytes, written, bytes.length - written, written);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}
