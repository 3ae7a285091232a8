import { describe, expect, it } from 'vitest';
import { groupOfId } from './group-of-prefix.js';

describe('groupOfId', () => {
  it.each([
    ['MONDO:0005015', '', 'Disease'],
    ['DOID:9351', '', 'Disease'],
    ['HP:0000118', 'human_phenotype', 'Phenotype'],
    ['CHEBI:15377', '', 'Chemical'],
    ['CL:0000540', '', 'Cell type'],
    ['UBERON:0000955', '', 'Anatomy'],
    ['hgnc:1100', '', 'Gene'],
    ['GO:0006915', 'biological_process', 'Biological process'],
    ['GO:0003674', 'molecular_function', 'Molecular function'],
    ['GO:0005575', 'cellular_component', 'Cellular component'],
  ])('%s in "%s" is %s', (id, namespace, group) => {
    expect(groupOfId(id, namespace)).toBe(group);
  });

  it.each(['GO:0006915', 'EFO:0000001', 'constructor:1', 'MONDO', ':1', '', 'https://example.org/MONDO:1'])(
    'says nothing of %s',
    (id) => {
      expect(groupOfId(id)).toBeNull();
    },
  );

  it('does not take what every object has for a namespace', () => {
    expect(groupOfId('GO:1', 'toString')).toBeNull();
  });
});
