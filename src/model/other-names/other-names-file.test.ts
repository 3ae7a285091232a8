import { gzipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { SeraphError } from '../../core/errors.js';
import { readOtherNames } from './other-names-file.js';

const HEADER = { format: 'seraph-other-names', formatVersion: 1, title: 'Invented', concepts: 2, names: 3 };
const LINES = ['D900001\tcold ill|winter ill', '900002\twinter ill'];

function packed(lines: readonly string[], header: object = HEADER): Uint8Array {
  return gzipSync(strToU8([JSON.stringify(header), ...lines, ''].join('\n')));
}

async function failure(bytes: Uint8Array): Promise<SeraphError> {
  const error: unknown = await readOtherNames(bytes).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SeraphError);
  return error as SeraphError;
}

describe('readOtherNames', () => {
  it('reads names once each, with all concepts that are called so', async () => {
    const others = await readOtherNames(packed(LINES));
    expect(others.texts).toEqual(['cold ill', 'winter ill']);
    expect(others.texts.map((_, index) => others.idsAt(index))).toEqual([['D900001'], ['D900001', '900002']]);
  });

  it('names the line that is wrong', async () => {
    for (const wrong of ['D900003', 'D900003\t', '\tcold', 'D900003\tcold\tmore']) {
      const error = await failure(packed([...LINES, wrong]));
      expect(error.kind).toBe('bad-format');
      expect(error.message).toContain('line 4');
    }
  });

  it('refuses a file that is cut off, of another kind, of another version, or lacks concepts', async () => {
    const whole = packed(LINES);
    expect((await failure(whole.subarray(0, whole.length - 12))).kind).toBe('bad-format');
    expect((await failure(strToU8('<html>'))).kind).toBe('bad-format');
    expect((await failure(packed(LINES, { ...HEADER, format: 'seraph-kb' }))).kind).toBe('bad-format');
    expect((await failure(packed(LINES, { ...HEADER, formatVersion: 2 }))).data).toEqual({
      expected: 1,
      got: 2,
    });
    expect((await failure(packed(LINES.slice(0, 1)))).message).toContain('concepts');
  });
});
