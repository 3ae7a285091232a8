/** The one shape of progress, from every long task to the screen. `total` is 0 while unknown. */
export interface Progress {
  /** In the curator's words: "Reading MeSH names". */
  readonly task: string;
  /** The same in a word, for where the thing stands beside it: "Reading". */
  readonly phase?: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'names' | 'mentions' | 'documents' | 'steps';
}

/** How every long operation is watched and stopped. */
export interface Watch {
  readonly signal?: AbortSignalLike;
  readonly onProgress?: (progress: Progress) => void;
}

/** The part of `AbortSignal` that core needs; the DOM's own satisfies it. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}
