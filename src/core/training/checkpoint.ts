/** How far a run of training came: all that is needed to take the next step as if nothing had happened. */
import type { Adapter } from '../adapter/adapter.js';
import type { CurvePoint } from './job.js';

export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  readonly adapter: Adapter;
  /** AdamW's running means, the adapter's matrices one after the other. */
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** The weights with the lowest held-out loss so far. */
  readonly best: { readonly step: number; readonly loss: number; readonly adapter: Adapter };
  readonly curve: readonly CurvePoint[];
  /** Seconds of training so far. */
  readonly seconds: number;
  /** Looks at the held-out pairs since the best. */
  readonly looksWithoutGain: number;
}
