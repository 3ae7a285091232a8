import type { DocumentId } from '../../core/ids.js';
import type { ImportOptions } from '../import-result.js';

/** Numbers documents `d1`, `d2`, … */
export function countingIds(): ImportOptions {
  let count = 0;
  return { createId: () => `d${++count}` as DocumentId };
}
