import { describe, expect, it } from 'vitest';
import type { MentionId } from '../ids.js';
import { doc } from '../text/testing/marked.js';
import { readingOf } from './reading.js';
import { concept, kbOf } from './testing/tiny-kb.js';

const kb = kbOf([
  concept('X0', 'MDMA', 'N-Methyl-3,4-methylenedioxyamphetamine'),
  concept('X1', 'Fluorouracil', '5-FU'),
  concept('X2', 'AT protein', 'AT'),
]);

function longFormOf(form: string, longForm?: string): string | undefined {
  const { text, span } = doc(`then <m>${form}</m> was`);
  const mention = { id: 'm' as MentionId, span: span('m'), type: 'Chemical', origin: 'file' as const };
  return readingOf(kb, text, longForm === undefined ? mention : { ...mention, longForm }).longForm;
}

describe('readingOf', () => {
  it('reads a short form that is a name itself, where what stood before it is none', () => {
    expect(longFormOf('MDMA', 'ecstasy')).toBeUndefined();
  });

  it.each([
    ['both are names', '5-FU', 'fluorouracil'],
    ['neither is a name', 'T', 'testosterone'],
    ['the long form alone is a name', 'P', 'fluorouracil'],
    ['its letters spell the long form', 'AT', 'ataxia telangiectasia'],
  ])('keeps the long form where %s', (_, form, longForm) => {
    expect(longFormOf(form, longForm)).toBe(longForm);
  });

  it('leaves a mention without a long form', () => {
    expect(longFormOf('MDMA')).toBeUndefined();
  });

  it('takes time in step with the length of the long form', () => {
    expect(longFormOf('MDMA', 'm'.repeat(20_000))).toBeUndefined();
  });
});
