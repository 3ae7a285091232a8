import type { NumberList } from '../../bytes/number-list.js';
import { moveInto, release } from '../../bytes/release.js';
import { SectionWriter } from '../../bytes/sections.js';
import { placeOf, textHash } from '../../hash/text-hash.js';
import { spellingOf } from '../../mention/name-index.js';
import type { Progress } from '../../progress.js';
import type { Steps } from '../../steps.js';
import { hierarchyOf, type Hierarchy } from '../hierarchy.js';
import { looseKey } from '../loose-key.js';
import { fillSlices, sliceAt, type Slices } from '../slices.js';
import { conceptWithId, fillHashLists } from './hash-lists.js';
import {
  IMAGE_FORMAT,
  imageSections,
  listCount,
  type ImageAbout,
  type ImageSection,
} from './image-format.js';
import type { ImageParts } from './image-parts.js';
import { decodeText, positionOfRecord } from './record.js';

/** Names between two looks at the event loop. */
const BATCH = 4096;

/** Arranges what a builder has gathered, and empties it on the way. */
export function* packImage(parts: ImageParts, about: ImageAbout): Steps<Uint8Array<ArrayBuffer>> {
  const { names, records } = parts;
  const conceptCount = parts.groupOf.length;
  const nameCount = names.starts.length;
  names.index.freeze();
  records.ids.freeze();
  const ids = yield* indexIds(parts);
  const hierarchy = yield* readHierarchy(parts, ids);
  const obsolete = bitsAt(parts.obsolete, conceptCount);
  const owners = yield* gatherOwners(parts, nameCount);
  for (const { names: of, owners: by, roles } of [parts.preferred, parts.others]) {
    for (const list of [of, by, roles]) list.clear();
  }
  yield null;
  const keys = yield* keysOfNames(parts, owners, obsolete);

  const writer = new SectionWriter(
    IMAGE_FORMAT,
    about,
    imageSections({
      names: nameCount,
      nameBytes: names.bytes.length,
      owners: owners.values.length,
      concepts: conceptCount,
      recordBytes: records.bytes.length,
      ids: ids.values.length,
      parents: hierarchy.parents.values.length,
      findable: keys.findable,
    }),
  );
  const u8 = (name: ImageSection) => writer.bytesOf(name);
  const u32 = (name: ImageSection) => writer.u32(name);
  records.starts.push(records.bytes.length);
  records.starts.moveInto(u32('recordStarts'));
  records.bytes.moveInto(u8('records'));
  yield null;
  names.starts.push(names.bytes.length);
  names.starts.moveInto(u32('nameStarts'));
  names.bytes.moveInto(u8('nameBytes'));
  yield null;
  const own = (k: number) => k;
  yield* fillHashLists(
    { starts: u32('nameListStarts'), values: u32('nameListEntries') },
    nameCount,
    (name) => names.index.hashes.at(name),
    own,
  );
  yield* fillHashLists(
    { starts: u32('looseListStarts'), values: u32('looseListEntries') },
    nameCount,
    (name) => keys.loose[name] ?? 0,
    own,
  );
  release(keys.loose);
  yield* fillFindable({ starts: u32('findableListStarts'), values: u32('findableListEntries') }, keys);
  release(keys.spelled);
  yield null;
  moveInto(u8('longest'), keys.longest);
  moveInto(u32('ownerStarts'), owners.starts);
  moveInto(u32('owners'), owners.values);
  moveInto(u8('roles'), owners.roles);
  moveInto(u32('idListStarts'), ids.starts);
  moveInto(u32('idListEntries'), ids.values);
  parts.groupOf.moveInto(u32('groups'));
  moveInto(u32('obsolete'), obsolete);
  moveInto(u32('parentStarts'), hierarchy.parents.starts);
  moveInto(u32('parents'), hierarchy.parents.values);
  moveInto(u32('childStarts'), hierarchy.children.starts);
  moveInto(u32('children'), hierarchy.children.values);
  yield null;
  return yield* writer.finishInSteps();
}

function recordOf({ records: { bytes, starts } }: ImageParts, concept: number): Uint8Array {
  return bytes.slice(starts.at(concept), concept + 1 < starts.length ? starts.at(concept + 1) : bytes.length);
}

/** Own ids first, then aliases, in each list; both by number. */
function* indexIds({ records: { ids }, aliases }: ImageParts): Steps<Slices> {
  const own = ids.hashes.length;
  const length = own + aliases.hashes.length;
  const index = { starts: new Uint32Array(listCount(length) + 1), values: new Uint32Array(length) };
  yield* fillHashLists(
    index,
    length,
    (k) => (k < own ? ids.hashes.at(k) : aliases.hashes.at(k - own)),
    (k) => (k < own ? k : aliases.owners.at(k - own)),
  );
  return index;
}

function readHierarchy(parts: ImageParts, ids: Slices): Steps<Hierarchy> {
  return hierarchyOf({
    conceptCount: parts.groupOf.length,
    at: (concept) => positionOfRecord(recordOf(parts, concept)),
    indexOf: (id) => conceptWithId(ids, (concept) => recordOf(parts, concept), id),
  });
}

function bitsAt(numbers: NumberList, length: number): Uint32Array {
  const bits = new Uint32Array((length + 31) >>> 5);
  for (let k = 0; k < numbers.length; k++) {
    const number = numbers.at(k);
    bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
  }
  return bits;
}

interface Owners extends Slices {
  readonly roles: Uint8Array;
}

/** Those that prefer a name come first, since they are given first. */
function* gatherOwners({ preferred, others }: ImageParts, nameCount: number): Steps<Owners> {
  const first = preferred.names.length;
  const length = first + others.names.length;
  const starts = new Uint32Array(nameCount + 1);
  const values = new Uint32Array(length);
  const roles = new Uint8Array(length);
  yield* fillSlices(
    starts,
    length,
    (k) => (k < first ? preferred.names.at(k) : others.names.at(k - first)),
    (place, k) => {
      values[place] = k < first ? preferred.owners.at(k) : others.owners.at(k - first);
      roles[place] = k < first ? 0 : others.roles.at(k - first);
    },
  );
  return { starts, values, roles };
}

interface NameKeys {
  readonly loose: Uint32Array;
  /** Hash of the key that texts spell. */
  readonly spelled: Uint32Array;
  /** 1 for each name that is looked for in texts. */
  readonly isFindable: Uint8Array;
  readonly findable: number;
  readonly longest: Uint8Array;
}

/** The one costly pass over all names. */
function* keysOfNames(
  { names: { bytes, starts } }: ImageParts,
  owners: Slices,
  obsolete: Uint32Array,
): Steps<NameKeys> {
  const nameCount = starts.length;
  const loose = new Uint32Array(nameCount);
  const spelled = new Uint32Array(nameCount);
  const isFindable = new Uint8Array(nameCount);
  const longest = new Uint8Array(listCount(nameCount));
  let findable = 0;
  const isInUse = (name: number) =>
    sliceAt(owners, name).some((concept) => (((obsolete[concept >>> 5] ?? 0) >>> (concept & 31)) & 1) === 0);
  for (let name = 0; name < nameCount; name++) {
    if (name % BATCH === 0) yield progress(name, nameCount);
    const end = name + 1 < nameCount ? starts.at(name + 1) : bytes.length;
    const text = decodeText(bytes.slice(starts.at(name), end));
    loose[name] = textHash(looseKey(text));
    const spelling = isInUse(name) ? spellingOf(text) : null;
    if (spelling === null) continue;
    isFindable[name] = 1;
    spelled[name] = textHash(spelling.key);
    findable++;
    for (const word of spelling.first) {
      const place = placeOf(textHash(word), longest.length);
      longest[place] = Math.max(longest[place] ?? 0, spelling.most);
    }
  }
  return { loose, spelled, isFindable, findable, longest };
}

function fillFindable(into: Slices, { spelled, isFindable, findable }: NameKeys): Steps<void> {
  const sought = new Uint32Array(findable);
  let next = 0;
  isFindable.forEach((is, name) => {
    if (is === 1) sought[next++] = name;
  });
  return fillHashLists(
    into,
    findable,
    (k) => spelled[sought[k] ?? 0] ?? 0,
    (k) => sought[k] ?? 0,
  );
}

function progress(done: number, total: number): Progress {
  return { task: 'Reading names', done, total, unit: 'names' };
}
