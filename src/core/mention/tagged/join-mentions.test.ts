import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mention } from '../../text/document.js';
import { compareSpans, overlaps, spanOf, textOf } from '../../text/span.js';
import { doc } from '../../text/testing/marked.js';
import { withoutOverlap } from '../finder.js';
import { mentionIdOf } from '../mention-id.js';
import type { TaggedSpan } from '../tagger.js';
import { joinMentions } from './join-mentions.js';

const SEED = 20261124;

const tagged = (span: Mention['span'], type = 'Disease', confidence = 0.9): TaggedSpan => ({
  span,
  type,
  confidence,
});
const known = (span: Mention['span'], type = 'Disease', more: Partial<Mention> = {}): Mention => ({
  id: mentionIdOf(span),
  span,
  type,
  origin: 'dictionary',
  ...more,
});
const told = (text: string, mentions: readonly Mention[]): string[] =>
  mentions.map(({ span, type, origin, longForm }) =>
    [textOf(text, span), type, origin, ...(longForm === undefined ? [] : [longForm])].join(', '),
  );

describe('joinMentions', () => {
  it('takes what the model tagged, and keeps what the finder knows of the same mention', () => {
    const { text, span } = doc('<a>Lithium</a> and <b>renal harm</b>');
    const both = known(span('a'), 'Chemical', { origin: 'abbreviation', longForm: 'lithium salt' });
    expect(joinMentions(text, [both], [tagged(span('a'), 'Chemical'), tagged(span('b'))])).toEqual([
      both,
      { id: mentionIdOf(span('b')), span: span('b'), type: 'Disease', origin: 'model' },
    ]);
  });

  it('believes the model about types, and about names that it did not tag', () => {
    const { text, span } = doc('<a>Ague</a> and <b>lead</b>');
    const dictionary = [known(span('a'), 'Chemical'), known(span('b'), 'Chemical')];
    expect(told(text, joinMentions(text, dictionary, [tagged(span('a'))]))).toEqual(['Ague, Disease, model']);
  });

  it('keeps the types that the model does not know, where nothing else stands', () => {
    const { text, span } = doc('<a>TP53</a> in <c>breast <b>cancer</b></c>');
    const dictionary = [known(span('a'), 'Gene'), known(span('b'), 'Anatomy')];
    expect(told(text, joinMentions(text, dictionary, [tagged(span('c'))]))).toEqual([
      'TP53, Gene, dictionary',
      'breast cancer, Disease, model',
    ]);
  });

  it('passes over what the model itself thinks improbable', () => {
    const { text, span } = doc('<a>Ague</a>');
    expect(joinMentions(text, [], [tagged(span('a'), 'Disease', 0.4)])).toEqual([]);
  });

  it('marks a defined short form wherever it stands once its long form and half of its places are mentions', () => {
    const { text, span } = doc('Severe <a>marsh ague</a> (<b>MA</b>) was seen. MA came back. DMA is not.');
    expect(told(text, joinMentions(text, [], [tagged(span('a')), tagged(span('b'))]))).toEqual([
      'marsh ague, Disease, model',
      'MA, Disease, abbreviation, marsh ague',
      'MA, Disease, abbreviation, marsh ague',
    ]);
    expect(told(text, joinMentions(text, [], [tagged(span('a'))]))).toEqual(['marsh ague, Disease, model']);
  });

  it('marks words again that the model is sure of in one place, as whole words in any capitals', () => {
    const { text, span } = doc(
      '<a>Lithium</a> and <b>ague</b>: lithium, LITHIUM, lithiums, lithiumate; ague.',
    );
    const found = [tagged(span('a'), 'Chemical', 0.95), tagged(span('b'), 'Disease', 0.7)];
    expect(told(text, joinMentions(text, [], found))).toEqual([
      'Lithium, Chemical, model',
      'ague, Disease, model',
      'lithium, Chemical, model',
      'LITHIUM, Chemical, model',
      'lithiums, Chemical, model',
    ]);
  });

  it('does not shift places in a text that grows when it is lower-cased', () => {
    const { text, span } = doc('İİİ <a>lithium</a>, then lithium');
    const mentions = joinMentions(text, [], [tagged(span('a'), 'Chemical', 0.95)]);
    expect(mentions.map((mention) => textOf(text, mention.span))).toEqual(['lithium', 'lithium']);
  });

  it('leaves a longer mention around a short form whole', () => {
    const { text, span } = doc('<a>Marsh ague</a> (<c>MA</c>). <b>MA syndrome</b> too.');
    const mentions = joinMentions(
      text,
      [],
      ['a', 'b', 'c'].map((name) => tagged(span(name))),
    );
    expect(mentions.map((mention) => textOf(text, mention.span))).toEqual([
      'Marsh ague',
      'MA',
      'MA syndrome',
    ]);
  });

  it('gives mentions in order that do not overlap, whatever it is given', () => {
    const text = 'Marsh ague (MA) and MA, then lithium (Li) 12';
    const spans = fc
      .tuple(fc.nat(text.length - 4), fc.integer({ min: 1, max: 12 }))
      .map(([start, length]) => spanOf(start, Math.min(text.length, start + length)));
    const types = fc.constantFrom('Disease', 'Chemical', 'Gene');
    fc.assert(
      fc.property(
        fc
          .array(fc.tuple(spans, types).map(([span, type]) => known(span, type)))
          .map((mentions) => withoutOverlap(text, mentions)),
        fc.array(fc.tuple(spans, types).map(([span, type]) => tagged(span, type))),
        (dictionary, found) => {
          const mentions = joinMentions(text, dictionary, found);
          expect(mentions).toEqual(mentions.toSorted((a, b) => compareSpans(a.span, b.span)));
          mentions.forEach((mention, at) => {
            const next = mentions[at + 1];
            if (next) expect(overlaps(mention.span, next.span)).toBe(false);
          });
          expect(new Set(mentions.map(({ id }) => id)).size).toBe(mentions.length);
        },
      ),
      { seed: SEED },
    );
  });
});
