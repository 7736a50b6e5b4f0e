/**
 * A disk that loses what was not synced. It keeps what is certainly there, and the operations since that may or may
 * not be; from these it makes the states a power cut could leave.
 *
 * Limits: syncing a file also keeps its own name (true of ext4); above `SUBSET_LIMIT` open operations not every subset
 * is tried; torn bytes are old data or zeros, never garbage; content follows the file through a rename.
 */
import type { DiskOperation } from './operations.ts';

/** File contents by path. */
export type DiskState = ReadonlyMap<string, Buffer>;

type FileId = number;

type Open =
  | { readonly kind: 'create'; readonly path: string; readonly file: FileId }
  | { readonly kind: 'write'; readonly file: FileId; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: FileId; readonly size: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string; readonly file: FileId }
  | { readonly kind: 'unlink'; readonly path: string };

/** Up to here every subset of the open operations is tried. */
const SUBSET_LIMIT = 5;

/** Bytes that reached the disk of a write that was torn; the last is all but one. */
const TEARS = [1, 512, 2048] as const;

function written(content: Buffer, offset: number, bytes: Buffer, size = offset + bytes.length): Buffer {
  const result = Buffer.alloc(Math.max(content.length, size));
  content.copy(result);
  bytes.copy(result, offset);
  return result;
}

class Disk {
  readonly names: Map<string, FileId>;
  readonly contents: Map<FileId, Buffer>;

  constructor(from?: Disk) {
    this.names = new Map(from?.names);
    this.contents = new Map(from?.contents);
  }

  apply(operation: Open): void {
    switch (operation.kind) {
      case 'create':
        this.names.set(operation.path, operation.file);
        return;
      case 'rename':
        this.names.set(operation.to, operation.file);
        if (this.names.get(operation.from) === operation.file) this.names.delete(operation.from);
        return;
      case 'unlink':
        this.names.delete(operation.path);
        return;
      case 'write':
        this.contents.set(
          operation.file,
          written(this.#content(operation.file), operation.offset, operation.bytes),
        );
        return;
      case 'truncate': {
        const resized = Buffer.alloc(operation.size);
        this.#content(operation.file).copy(resized);
        this.contents.set(operation.file, resized);
        return;
      }
    }
  }

  /** The file has grown to its full size, but only the first `kept` bytes of the write are in it. */
  tear(operation: Extract<Open, { kind: 'write' }>, kept: number): void {
    const size = operation.offset + operation.bytes.length;
    const part = operation.bytes.subarray(0, kept);
    this.contents.set(operation.file, written(this.#content(operation.file), operation.offset, part, size));
  }

  state(): DiskState {
    return new Map([...this.names].map(([path, file]) => [path, this.#content(file)]));
  }

  #content(file: FileId): Buffer {
    return this.contents.get(file) ?? Buffer.alloc(0);
  }
}

export class DiskModel {
  readonly #durable = new Disk();
  /** Names as the running program sees them. */
  readonly #live = new Map<string, FileId>();
  #open: Open[] = [];
  #files = 0;

  /** Operations that a power cut may still undo. */
  get openOperations(): number {
    return this.#open.length;
  }

  apply(operation: DiskOperation): void {
    switch (operation.kind) {
      case 'create': {
        if (this.#live.has(operation.path)) return;
        this.#files += 1;
        this.#live.set(operation.path, this.#files);
        this.#open.push({ ...operation, file: this.#files });
        return;
      }
      case 'write': {
        const { offset, bytes } = operation;
        this.#open.push({ kind: 'write', file: this.#file(operation.path), offset, bytes });
        return;
      }
      case 'truncate':
        this.#open.push({ kind: 'truncate', file: this.#file(operation.path), size: operation.size });
        return;
      case 'rename': {
        const file = this.#file(operation.from);
        this.#live.delete(operation.from);
        this.#live.set(operation.to, file);
        this.#open.push({ ...operation, file });
        return;
      }
      case 'unlink':
        this.#live.delete(operation.path);
        this.#open.push(operation);
        return;
      case 'sync': {
        const file = this.#file(operation.path);
        this.#settle((open) => 'file' in open && open.file === file && open.kind !== 'rename');
        return;
      }
      case 'sync-folder':
        this.#settle((open) => open.kind === 'create' || open.kind === 'rename' || open.kind === 'unlink');
        return;
    }
  }

  /** Every state a cut at this instant may leave, as far as the model goes; repeats are possible. */
  *crashStates(): Generator<{ readonly state: DiskState; readonly label: string }> {
    const open = this.#open;
    if (open.length <= SUBSET_LIMIT) yield* this.#subsets();
    else yield* this.#samples();
    for (const [index, operation] of open.entries()) {
      if (operation.kind !== 'write') continue;
      const tears = [...TEARS, operation.bytes.length - 1].filter((kept) => kept < operation.bytes.length);
      for (const kept of tears) {
        yield { state: this.#torn(open.slice(0, index + 1), index, kept), label: 'torn, nothing later' };
        yield { state: this.#torn(open, index, kept), label: 'torn among others' };
      }
    }
  }

  *#subsets(): Generator<{ readonly state: DiskState; readonly label: string }> {
    for (let mask = 0; mask < 2 ** this.#open.length; mask += 1) {
      const kept = this.#open.filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 1);
      yield { state: this.#with(kept), label: `${kept.length} of ${this.#open.length} kept` };
    }
  }

  *#samples(): Generator<{ readonly state: DiskState; readonly label: string }> {
    const open = this.#open;
    yield { state: this.#with([]), label: 'nothing kept' };
    yield { state: this.#with(open), label: 'all kept' };
    for (const [index, operation] of open.entries()) {
      yield { state: this.#with(open.slice(0, index)), label: 'first ones kept' };
      yield { state: this.#with(open.toSpliced(index, 1)), label: 'one lost' };
      yield { state: this.#with([operation]), label: 'one kept' };
    }
  }

  #with(kept: readonly Open[]): DiskState {
    const disk = new Disk(this.#durable);
    for (const operation of kept) disk.apply(operation);
    return disk.state();
  }

  #torn(kept: readonly Open[], tornIndex: number, bytes: number): DiskState {
    const disk = new Disk(this.#durable);
    for (const [index, operation] of kept.entries()) {
      if (index === tornIndex && operation.kind === 'write') disk.tear(operation, bytes);
      else disk.apply(operation);
    }
    return disk.state();
  }

  #settle(settled: (open: Open) => boolean): void {
    for (const operation of this.#open) if (settled(operation)) this.#durable.apply(operation);
    this.#open = this.#open.filter((operation) => !settled(operation));
  }

  #file(path: string): FileId {
    const file = this.#live.get(path);
    if (file === undefined) throw new Error(`operation on a file that was never created: ${path}`);
    return file;
  }
}
