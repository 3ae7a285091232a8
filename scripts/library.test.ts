import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseKbFile } from '../src/formats/kb-file.js';
import { parseKbIndex } from '../src/formats/kb-index.js';

const FOLDER = 'public/kb';
const MEGABYTE = 1e6;

const entries = parseKbIndex(readFileSync(`${FOLDER}/index.json`, 'utf8'));
const notice = readFileSync('NOTICE', 'utf8').replace(/\s+/g, ' ');
const readme = readFileSync(`${FOLDER}/README.md`, 'utf8');

describe('library of vocabularies', () => {
  it('lists every file once, and stays under the share of the repository that it may take', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.gz'));
    expect(entries.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(entries.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(60 * MEGABYTE);
  });

  it.each(entries)('$file is the file that the index names', ({ file, bytes, sha256 }) => {
    const content = readFileSync(`${FOLDER}/${file}`);
    expect(content.length).toBe(bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  });

  it.each(entries.filter(({ bytes }) => bytes < MEGABYTE))(
    '$file holds what the index says, and no text of others',
    async ({ file, title, version, conceptCount, nameCount, groups }) => {
      const { info, concepts } = await parseKbFile(new Uint8Array(readFileSync(`${FOLDER}/${file}`)));
      expect(info).toMatchObject({ title, version, conceptCount, nameCount });
      const counted = new Map<string, number>();
      for (const { group, obsolete } of concepts) {
        if (obsolete === null) counted.set(group, (counted.get(group) ?? 0) + 1);
      }
      expect(Object.fromEntries(counted)).toEqual(groups);
      expect(concepts.filter(({ definition, notes }) => definition !== null || notes.length > 0)).toEqual([]);
    },
  );

  it.each(entries)('NOTICE and README name $title, its version and terms', ({ title, version, sha256 }) => {
    const missing = [title.replace(/,.*/, ''), version].filter((words) => !notice.includes(words));
    expect(missing).toEqual([]);
    expect([title, version, sha256].filter((words) => !readme.includes(words))).toEqual([]);
  });
});
