import { describe, expect, it } from 'vitest';
import { addCounts, closingLine, playwrightCounts, vitestCounts } from './counts.mjs';

const unit = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

describe('counts of the gate', () => {
  it('adds up both reporters', () => {
    const sum = addCounts(
      vitestCounts({ ...unit, testResults: [] }),
      playwrightCounts({ stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 4 }, errors: [] }),
    );
    expect(closingLine(sum)).toBe('13 passed, 3 failed, 7 skipped');
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [] },
    ];
    expect(vitestCounts({ ...unit, testResults }).failed).toBe(2);
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(playwrightCounts({ stats, errors: [{}] }).failed).toBe(1);
  });
});
