import type { ByteList } from '../../bytes/byte-list.js';
import type { GrowingIndex } from '../../bytes/growing-index.js';
import type { NumberList } from '../../bytes/number-list.js';

/** Pairs of a name and a concept that has it. */
interface Owned {
  readonly names: NumberList;
  readonly owners: NumberList;
  /** As the image's `roles`. */
  readonly roles: NumberList;
}

/** What is known when all concepts have come; moved into the image by `packImage`. */
export interface ImageParts {
  readonly names: { readonly bytes: ByteList; readonly starts: NumberList; readonly index: GrowingIndex };
  readonly preferred: Owned;
  readonly others: Owned;
  readonly records: { readonly bytes: ByteList; readonly starts: NumberList; readonly ids: GrowingIndex };
  readonly aliases: { readonly hashes: NumberList; readonly owners: NumberList };
  readonly groupOf: NumberList;
  readonly groups: Map<string, number>;
  readonly obsolete: NumberList;
}
