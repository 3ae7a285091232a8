import * as v from 'valibot';
import { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';

/** A KB file that Seraph offers, as `index.json` beside it lists it. */
export interface KbIndexEntry {
  /** Relative to the index. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: Sha256;
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  /** Semantic groups with how many concepts each has, obsolete ones left out. */
  readonly groups: Readonly<Record<string, number>>;
  readonly conceptCount: number;
  readonly nameCount: number;
}

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const INDEX = v.object({
  knowledgeBases: v.array(
    v.object({
      file: v.string(),
      bytes: COUNT,
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      id: v.string(),
      title: v.string(),
      version: v.string(),
      source: v.string(),
      licence: v.string(),
      groups: v.record(v.string(), COUNT),
      conceptCount: COUNT,
      nameCount: COUNT,
    }),
  ),
});

export function serialiseKbIndex(entries: readonly KbIndexEntry[]): string {
  return `${JSON.stringify({ knowledgeBases: entries }, null, 2)}\n`;
}

/** @throws {SeraphError} `bad-format` */
export function parseKbIndex(text: string): readonly KbIndexEntry[] {
  const index = v.safeParse(v.pipe(v.string(), v.parseJson(), INDEX), text);
  if (!index.success) {
    throw new SeraphError(
      'bad-format',
      'The list of knowledge bases cannot be read. What you saved is safe. Reload the page; if this stays, install Seraph again.',
      { got: index.issues[0].message },
    );
  }
  return index.output.knowledgeBases.map((entry) => ({ ...entry, sha256: entry.sha256 as Sha256 }));
}
