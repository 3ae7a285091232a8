import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tablesOf } from '../core/kb/array-tables.js';
import { parseBiosyn } from './biosyn.js';

const MEDIC = '../shared/data/kb/medic-2012-07-06.txt';

describe('BioSyn dictionary', () => {
  it('reads ids, aliases and names', () => {
    const { concepts, failed } = parseBiosyn('A1||Big pox|pox|Big pox\r\nA2|O:7|B9||Cold\n\n', 'Disease');
    expect(failed).toEqual([]);
    expect(concepts).toMatchObject([
      {
        id: 'A1',
        name: 'Big pox',
        synonyms: [{ name: 'pox', scope: 'exact' }],
        group: 'Disease',
        aliases: [],
      },
      { id: 'A2', name: 'Cold', synonyms: [], group: 'Disease', aliases: ['O:7', 'B9'] },
    ]);
  });

  it('names the lines it cannot read and keeps the others', () => {
    const { concepts, failed } = parseBiosyn('A1|pox\n||pox\nA2||\nA3||ok\nA3||again', 'Disease');
    expect(concepts.map((concept) => concept.id)).toEqual(['A3']);
    expect(failed.map(({ line }) => line)).toEqual([1, 2, 3, 5]);
    expect(failed[3]?.reason).toBe('The id A3 came before.');
  });

  it.skipIf(!existsSync(MEDIC))(`reads all of MEDIC (skipped without ${MEDIC})`, () => {
    const { concepts, failed } = parseBiosyn(readFileSync(MEDIC, 'utf8'), 'Disease');
    expect(failed).toEqual([]);
    expect(concepts).toHaveLength(11_915);
    expect(tablesOf(concepts).names.nameCount).toBe(74_978);
  });
});
