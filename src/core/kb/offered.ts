import type { Sha256 } from '../ids.js';
import type { KbInfo } from './knowledge-base.js';

/** A knowledge base that can be installed from a server: what its list says of it before anything is fetched. */
export interface OfferedKb extends Omit<KbInfo, 'attribution' | 'linkTemplate'> {
  /** Of its file, absolute. */
  readonly url: string;
  /** Of its file: what decisions will record. */
  readonly hash: Sha256;
  /** Of its file. */
  readonly bytes: number;
  /** Semantic groups with how many concepts each has, obsolete ones left out. */
  readonly groups: Readonly<Record<string, number>>;
}
