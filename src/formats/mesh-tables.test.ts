import { describe, expect, it } from 'vitest';
import { meshGroup, parseMeshDescriptors, parseMeshSupplementary } from './mesh-tables.js';

describe('MeSH tables', () => {
  const descriptors = parseMeshDescriptors(
    [
      'X1\tPox\tpox, big|Pox\tC01.2|D02\t',
      'X2\tSamplin\t\tD03|C04\t',
      'X3\tGrief reaction\t\tF03.1\t',
      'X4\tWalls\tWall\tJ01\t9606\n',
    ].join('\n'),
  );

  it('reads descriptors; the first tree with a group decides', () => {
    expect(descriptors.map(({ id, group }) => [id, group])).toEqual([
      ['X1', 'Disease'],
      ['X2', 'Chemical'],
      ['X3', 'Disease'],
      ['X4', 'Other'],
    ]);
    expect(descriptors[0]).toMatchObject({
      name: 'Pox',
      synonyms: [{ name: 'pox, big', scope: 'exact' }],
      trees: ['C01.2', 'D02'],
    });
    expect(meshGroup(['F02', 'J01', 'D1', 'C2'])).toBe('Chemical');
  });

  it('reads supplementary records; their headings give the group', () => {
    const records = parseMeshSupplementary(
      'S1\tnew pox\t\tX4,X1\nS2\todd\t"a ""b""\tc|d"\tX4\nS3\tfree\t\tgone\n',
      descriptors,
    );
    expect(records.map(({ id, group, synonyms }) => [id, group, synonyms.map(({ name }) => name)])).toEqual([
      ['S1', 'Disease', []],
      ['S2', 'Other', ['a "b"\tc', 'd']],
      ['S3', 'Other', []],
    ]);
  });

  it('names the line it cannot read', () => {
    expect(() => parseMeshDescriptors('X1\tPox\t\tC01\t\nX2\tonly a name')).toThrow(/^Line 2 /);
    expect(() => parseMeshDescriptors('X1\t\t\tC01\t')).toThrow(/^Line 1 /);
  });
});
