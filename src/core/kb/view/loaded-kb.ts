import type { Sha256 } from '../../ids.js';
import type { KbUse } from '../../project/project.js';
import type { KbInfo } from '../knowledge-base.js';
import type { KbTables } from '../tables.js';

/** A knowledge base as it was read; shared by all views that use it. */
export interface LoadedKb extends KbTables {
  readonly hash: Sha256;
  /** Its `id` says whose identifiers those without a prefix are. */
  readonly info: Pick<KbInfo, 'id'>;
}

/** A knowledge base as a view uses it. */
export interface ViewPart {
  readonly kb: LoadedKb;
  readonly use: KbUse;
}
