import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstWord, parseClause, plainValue, quotedValue, unescapeObo } from './clauses.js';

/** As OBO 1.4 asks a writer to: every character with a meaning gets a backslash. */
function escapeObo(text: string): string {
  return text
    .replace(/[\\"!{}[\]():,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`);
}

const texts = fc.string({ unit: fc.constantFrom(...Array.from('ab "\\!{}[]():,=\n\tß𝛂')) });

describe('reading what was escaped', () => {
  it('gives the text back', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(unescapeObo(escapeObo(text))).toBe(text);
      }),
      { seed: 4 },
    );
  });

  it('gives quoted text back, whatever follows', () => {
    const rests = fc.constantFrom(
      '',
      ' []',
      ' EXACT layperson [PMID:1 "a \\" b"]',
      ' RELATED [] {x="y"} ! z',
    );
    fc.assert(
      fc.property(texts, rests, (text, rest) => {
        expect(quotedValue(`"${escapeObo(text)}"${rest}`)?.text).toBe(text);
      }),
      { seed: 4 },
    );
  });

  it('gives a plain value back without its modifiers and comment', () => {
    const rests = fc.constantFrom('', ' {source="x"}', ' ! some name', ' {a="b"} ! c');
    fc.assert(
      fc.property(texts, rests, (text, rest) => {
        expect(plainValue(escapeObo(text) + rest)).toBe(text.trim());
      }),
      { seed: 4 },
    );
  });
});

describe('plainValue', () => {
  it.each([
    ['HP:1 ! the root', 'HP:1'],
    ['2-{[(x)]}acid', '2-{[(x)]}acid'],
    ['acid {salt}', 'acid {salt}'],
    ['acid {xref="X:1"}', 'acid'],
    ['wham! bam', 'wham! bam'],
    ['{a="b"}', ''],
    ['! all comment', ''],
  ])('%s', (written, meant) => {
    expect(plainValue(written)).toBe(meant);
  });
});

describe('quotedValue', () => {
  it('keeps scope and type apart from references in brackets', () => {
    expect(quotedValue('"a" EXACT layperson [X:1 RELATED]')?.words).toEqual(['EXACT', 'layperson']);
  });

  it.each(['plain', '"open', '"open \\"', ''])('is null for %j', (written) => {
    expect(quotedValue(written)).toBeNull();
  });
});

describe('parseClause', () => {
  it('splits at the first colon', () => {
    expect(parseClause('xref: MESH:D1', 3)).toEqual({ tag: 'xref', value: 'MESH:D1', line: 3 });
  });

  it.each(['no tag here', ': value', '', 'name\\: x'])('is null for %j', (line) => {
    expect(parseClause(line, 1)).toBeNull();
  });
});

it('takes the first word of an id with what trails it', () => {
  expect(firstWord('HP:1 {source="a ! b"} ! name')).toBe('HP:1');
});
