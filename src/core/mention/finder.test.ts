import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId } from '../ids.js';
import { tablesOf } from '../kb/array-tables.js';
import { createConcept, exactSynonyms, type Concept } from '../kb/knowledge-base.js';
import { checkSpan, compareSpans, spanOf, textOf } from '../text/span.js';
import { doc } from '../text/testing/marked.js';
import { createMentionFinder } from './finder.js';
import { buildNameIndex } from './name-index.js';

const SEED = 20260106;

function concept(group: string, name: string, ...synonyms: readonly string[]): Concept {
  return createConcept({
    id: `ID ${name}` as ConceptId,
    name,
    synonyms: exactSynonyms(synonyms, name),
    group,
  });
}

const CONCEPTS: readonly Concept[] = [
  concept('Disease', 'Diabetes Mellitus, Type 2', 'Type 2 Diabetes', 'NIDDM'),
  concept('Disease', 'Diabetes Mellitus', 'Diabetes'),
  concept('Disease', 'Breast Neoplasms'),
  concept('Disease', 'Acquired Immunodeficiency Syndrome', 'AIDS'),
  concept('Disease', 'Parkinson Disease'),
  concept('Disease', 'Anemia', 'Biopsies of anemia'),
  concept('Disease', 'Mediterranean Fever'),
  concept('Disease', 'Skin Metastasis', 'Virus'),
  concept('Disease', 'Diseases', 'Syndrome', 'MI'),
  concept('Disease', 'Myocardial Infarction'),
  concept('Chemical', 'Tacrolimus', 'FK 506', 'FR-900506'),
  concept('Chemical', 'Lithium Carbonate'),
  concept('Chemical', 'Lithium'),
  concept('Chemical', 'Lead'),
  concept('Chemical', '506'),
];

function found(text: string, concepts = CONCEPTS) {
  return createMentionFinder(buildNameIndex(tablesOf(concepts)))(text);
}

function words(text: string, concepts = CONCEPTS): string[] {
  return found(text, concepts).map(({ span }) => textOf(text, span));
}

describe('createMentionFinder', () => {
  it('finds whole words, the longest name, with type, origin and a stable id', () => {
    const { text, span } = doc('<a>Type 2 diabetes</a> and <b>lithium</b> carbonation');
    expect(found(text)).toEqual([
      { id: 'm-0-15', span: span('a'), type: 'Disease', origin: 'dictionary' },
      { id: 'm-20-27', span: span('b'), type: 'Chemical', origin: 'dictionary' },
    ]);
  });

  it.each([
    ['capitals', 'LITHIUM Carbonate', ['LITHIUM Carbonate']],
    ['line breaks', 'lithium\ncarbonate', ['lithium\ncarbonate']],
    ['hyphens', 'lithium-carbonate', ['lithium-carbonate']],
    ['other hyphens', 'lithium\u2010carbonate', ['lithium\u2010carbonate']],
    ['plural', 'anemias', ['anemias']],
    ['plural in -ies', 'biopsy of anemia', ['biopsy of anemia']],
    ['singular', 'breast neoplasm', ['breast neoplasm']],
    ['Latin plural', 'skin metastases and viruses', ['skin metastases', 'viruses']],
    ['everyday words', 'breast cancers', ['breast cancers']],
    ['British spelling', 'anaemia, breast tumours', ['anaemia', 'breast tumours']],
    ["an 's inside", "Parkinson's disease", ["Parkinson's disease"]],
    ["an 's behind is left out", "lithium's", ['lithium']],
    ['letters and digits joined', 'FK506, FK-506, FK 506', ['FK506', 'FK-506', 'FK 506']],
    ['letters and digits apart', 'FR 900506', ['FR 900506']],
    ['comma inversion as a name', 'diabetes mellitus, type 2', ['diabetes mellitus, type 2']],
    ['a compound with a hyphen', 'lithium-induced', ['lithium']],
  ])('meets %s', (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([
    ['parts of words', 'lithiumlike prediabetes diabetes2'],
    ['letters with marks of their own', 'lithium\u0301'],
    ['names across punctuation', 'breast. Neoplasms'],
    ['short capitals written small', 'hearing aids and niddm'],
    ['names of two letters', 'an old MI'],
    ['names without a letter', 'in 506 patients'],
    ['the stop list', 'diseases and a syndrome, which lead to'],
  ])('passes over %s', (_, text) => {
    expect(words(text)).toEqual([]);
  });

  it('keeps the longer of two that overlap in part', () => {
    const names = ['acute renal', 'renal failure', 'failure of heart'].map((name) =>
      concept('Disease', name),
    );
    const text = 'acute renal failure, renal failure of heart';
    expect(words(text, names)).toEqual(['renal failure', 'failure of heart']);
  });

  it('needs the capitals of short names, and takes their plural', () => {
    expect(words('AIDS and two NIDDMs')).toEqual(['AIDS', 'NIDDMs']);
  });
});

describe('abbreviations', () => {
  it('become mentions everywhere with the long form and its type, however short', () => {
    const text = 'MI was old. Myocardial infarction (MI) and two MIs, not MIX or mi.';
    expect(
      found(text).map(({ span, longForm, type, origin }) => [textOf(text, span), longForm, type, origin]),
    ).toEqual([
      ['MI', 'Myocardial infarction', 'Disease', 'abbreviation'],
      ['Myocardial infarction', undefined, 'Disease', 'dictionary'],
      ['MI', 'Myocardial infarction', 'Disease', 'abbreviation'],
      ['MIs', 'Myocardial infarction', 'Disease', 'abbreviation'],
    ]);
  });

  it('take a long form that ends in a name', () => {
    const text = 'familial Mediterranean fever (FMF). FMF is';
    expect(found(text).map(({ span, longForm }) => [textOf(text, span), longForm])).toEqual([
      ['Mediterranean fever', undefined],
      ['FMF', 'familial Mediterranean fever'],
      ['FMF', 'familial Mediterranean fever'],
    ]);
  });

  it('of something else are no mention, even when the KB has the letters as a name', () => {
    expect(words('assessment of infant daily sleep (AIDS). AIDS was high, with AIDS-like lithium.')).toEqual([
      'lithium',
    ]);
  });

  it('of two things at once, and quantities, are none', () => {
    expect(words('breast cancer/diabetes (BC/D), ten diabetes (10 d)')).toEqual([
      'breast cancer',
      'diabetes',
      'diabetes',
    ]);
  });

  it('are kept whole inside a longer name', () => {
    expect(words('Diabetes (Di). Type 2 diabetes')).toEqual(['Diabetes', 'Di', 'Type 2 diabetes']);
  });
});

describe(`against all pairs of word ends (seed ${SEED})`, () => {
  const vocabulary = ['renal', 'acute', 'failure'];
  const name = fc
    .array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(' '));
  const gap = fc.constantFrom(' ', '-', '\n', ', ', '. ', ' \u{1f9ec} ');
  const text = fc
    .array(fc.tuple(fc.constantFrom(...vocabulary), gap), { maxLength: 15 })
    .map((parts) => parts.flat().join(''));

  it('finds the same: at each word its longest name, then longest first without overlap', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), text, (names, sample) => {
        const concepts = names.map((entry) => concept('Disease', entry));
        const expected = slowSearch(names, sample);
        const mentions = found(sample, concepts);
        for (const { span } of mentions) checkSpan(sample, span);
        expect(mentions.map(({ span }) => span)).toEqual(expected);
      }),
      { seed: SEED },
    );
  });
});

/** The definition, by trying every stretch of text between word ends. */
function slowSearch(names: readonly string[], text: string) {
  const known = new Set(names);
  const starts = [...text.matchAll(/\b[a-z]/g)].map((match) => match.index);
  const ends = [...text.matchAll(/[a-z]\b/g)].map((match) => match.index + 1);
  const longest = starts.flatMap((start) => {
    const hits = ends.filter(
      (end) => end > start && known.has(text.slice(start, end).replace(/[-\n]/g, ' ')),
    );
    const end = hits.at(-1);
    return end === undefined ? [] : [spanOf(start, end)];
  });
  const kept: ReturnType<typeof spanOf>[] = [];
  for (const span of longest.sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((other) => span.end <= other.start || other.end <= span.start)) kept.push(span);
  }
  return kept.sort(compareSpans);
}
