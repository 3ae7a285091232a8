import { describe, expect, it } from 'vitest';
import { createImportReport, reportAsText } from './report.js';

describe('createImportReport', () => {
  it('counts all, keeps the first of each reason, the most frequent first', () => {
    const report = createImportReport();
    report.add({ file: 'a', line: null, why: 'rare' });
    for (let line = 1; line <= 1_000; line++) report.add({ file: 'a', line, why: 'often' });
    const [often, rare] = report.reasons();
    expect(often).toMatchObject({ why: 'often', count: 1_000 });
    expect(often?.lines.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(rare).toEqual({ why: 'rare', count: 1, lines: [{ file: 'a', line: null, why: 'rare' }] });
    expect(reportAsText(report.reasons())).toMatch(
      /^1000 × often\n {2}a:1\n[^]* {2}and 980 more\n\n1 × rare\n {2}a\n$/,
    );
  });

  it('does not grow with reasons without end', () => {
    const report = createImportReport();
    for (let line = 1; line <= 5_000; line++) report.add({ file: 'a', line, why: `reason ${line}` });
    const reasons = report.reasons();
    expect(reasons.length).toBeLessThan(300);
    expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
    expect(reasons[0]).toMatchObject({ why: 'other remarks' });
  });
});
