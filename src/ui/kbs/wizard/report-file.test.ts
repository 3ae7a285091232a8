import { describe, expect, it } from 'vitest';
import { reportFile } from './report-file.js';

describe('the report of an import', () => {
  it('has a row for each kept line and one for those that were only counted', () => {
    const { name, content } = reportFile('Mein Wörterbuch, 2', [
      {
        why: 'A term without a name',
        count: 7,
        lines: [
          { file: 'a.obo', line: 12, why: 'X:1 has no name' },
          { file: 'a.obo', line: null, why: '=SUM(A1)\tand more' },
        ],
      },
    ]);
    expect(name).toBe('mein-wörterbuch-2-import.tsv');
    expect(content.split('\n')).toEqual([
      'file\tline\twhat',
      'a.obo\t12\tX:1 has no name',
      "a.obo\t\t'=SUM(A1) and more",
      '\t\tA term without a name: 5 more',
      '',
    ]);
  });
});
