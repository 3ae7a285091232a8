import type { LoadedModel } from '../../src/rpc/protocol.js';

/** A call of the page to one of its workers; times in milliseconds since the navigation. */
export interface Call {
  readonly method: string;
  readonly start: number;
  /** Null while it is under way. */
  end: number | null;
  /** The message of its error. */
  failed?: string;
  /** `load` only. */
  value?: LoadedModel;
  /** `link` only: how many were asked for. */
  mentions?: number;
  /** `link` only: the first frame in which no mention is left without candidates. */
  shown?: number;
}

/** What `recorder.js` keeps in the page, as `seraphRecording`. */
export interface Recording {
  /** The first frame with a candidate for the mention under focus. */
  firstSuggestion: number | null;
  readonly calls: Call[];
}
