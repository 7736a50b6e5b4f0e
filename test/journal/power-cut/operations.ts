/** What a program asked of the disk, in order. */
export type DiskOperation =
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly path: string }
  /** fsync or fdatasync of a file. */
  | { readonly kind: 'sync'; readonly path: string }
  /** fsync of a folder. */
  | { readonly kind: 'sync-folder'; readonly path: string };

/** An operation, or a line that the program told to whoever trusts it. */
export type TraceItem = DiskOperation | { readonly kind: 'told'; readonly line: string };
