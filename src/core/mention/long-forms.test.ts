import { describe, expect, it } from 'vitest';
import type { Mention } from '../text/document.js';
import { doc } from '../text/testing/marked.js';
import { withLongForms } from './long-forms.js';
import { mentionIdOf } from './mention-id.js';

/** Mentions at `<a>` … `<e>`, those named in `diseases` of another type; words and long forms come back. */
function read(marked: string, diseases = ''): readonly (readonly [string, string | undefined])[] {
  const { text, span } = doc(marked);
  const marks = [...marked.matchAll(/<([a-e])>/g)].map((match) => match[1] ?? '');
  const mentions = marks.map((mark): Mention => ({
    id: mentionIdOf(span(mark)),
    span: span(mark),
    type: diseases.includes(mark) ? 'Disease' : 'Chemical',
    origin: 'file',
  }));
  return withLongForms(text, mentions).map(({ span: { start, end }, longForm }) => [
    text.slice(start, end),
    longForm,
  ]);
}

describe('withLongForms', () => {
  it.each([
    [
      'letters that are not its own',
      '<a>fluorouracil</a> (<b>5-FU</b>) and later <c>5-FU</c>',
      '5-FU',
      'fluorouracil',
    ],
    ['one letter', 'with <a>phlorizin</a> (<b>P</b>). <c>P</c> was', 'P', 'phlorizin'],
    [
      'more in the parentheses',
      '<a>ammonium acetate</a> (<b>NH4Ac</b>: 6 mmol) <c>NH4Ac</c>',
      'NH4Ac',
      'ammonium acetate',
    ],
    ['no space', '<a>potassium</a>(<b>K</b>) <c>K</c>', 'K', 'potassium'],
  ])('takes the mention before: %s', (_, marked, form, expected) => {
    expect(read(marked)).toEqual([
      [expected, undefined],
      [form, expected],
      [form, expected],
    ]);
  });

  it('takes the definition that the letters make first', () => {
    const marked = 'in severe <a>renal failure</a> (<b>RF</b>), an acute rheumatic <c>renal failure</c>';
    expect(read(marked)[1]).toEqual(['RF', 'renal failure']);
    expect(read('acid <a>reflux</a> of bile (<b>ARB</b>)')[1]?.[1]).toBe('acid reflux of bile');
  });

  it.each([
    ['a part of something longer', '<a>ethinylestradiol</a> (<b>CPA</b>/EE)'],
    ['another type', '<a>cyclosporine</a> (<c>HUS</c>)'],
    ['a longer text', '<a>iron</a> (<b>Ferrum</b>)'],
    ['a word in small letters', '<a>physostigmine</a> (<b>eserine</b>)'],
    ['words between', '<a>fluorouracil</a> as before (<b>5-FU</b>)'],
    ['several words', '<a>methylprednisolone</a> (<b>M 80 mg</b>)'],
  ])('leaves %s', (_, marked) => {
    expect(read(marked, 'c').map(([, longForm]) => longForm)).toEqual([undefined, undefined]);
  });

  it('keeps a long form that is there', () => {
    const { text, span } = doc('<a>potassium</a> (<b>K</b>)');
    const mentions = (['a', 'b'] as const).map((mark) => ({
      id: mentionIdOf(span(mark)),
      span: span(mark),
      type: 'Chemical',
      origin: 'file' as const,
      longForm: 'kept',
    }));
    expect(withLongForms(text, mentions)).toEqual(mentions);
  });
});
