import { describe, expect, it } from 'vitest';
import type { ConceptId, MentionId } from '../ids.js';
import type { Mention } from '../text/document.js';
import { doc } from '../text/testing/marked.js';
import { allEvidence } from './all-evidence.js';
import { documentSupport, NO_SUPPORT } from './document-support.js';
import { memoryFrom, type Memory } from './memory.js';
import { NO_OTHER_NAMES, otherNamesOf } from './other-names.js';
import { concept, kbOf } from './testing/tiny-kb.js';

const kb = kbOf([
  concept('X0', 'Cold Fever', 'Fever, Cold'),
  concept('X1', 'Winter Cough'),
  concept('X2', 'Summer Cough'),
  concept('X3', 'Myotonic Dystrophy'),
]);
const id = (text: string): ConceptId => text as ConceptId;
const NOTHING: Memory = new Map();
const about = (
  text: string,
  memory = NOTHING,
  document = NO_SUPPORT,
  longForm: string | null = null,
  others = NO_OTHER_NAMES,
) => {
  const found = allEvidence(kb, [], { text, longForm }, memory, document, others);
  return new Map(found.map((evidence) => [kb.concepts.idAt(evidence.conceptIndex) as string, evidence]));
};
const mentionsOf = (marked: string): { text: string; mentions: readonly Mention[] } => {
  const { text, span } = doc(marked);
  const marks = [...marked.matchAll(/<(\w)>/g)].map((match) => match[1] ?? '');
  const mentions = marks.map((mark) => ({
    id: mark as MentionId,
    span: span(mark),
    type: 'Disease',
    origin: 'file' as const,
  }));
  return { text, mentions };
};

describe('allEvidence', () => {
  it('counts decisions on the text, also on concepts that are gone, and on each concept', () => {
    const memory = memoryFrom([
      { text: 'cold fever', longForm: null, conceptId: id('X0') },
      { text: 'cold fever', longForm: null, conceptId: id('GONE') },
      { text: 'the shivers', longForm: null, conceptId: id('X0') },
    ]);
    expect(about('cold fever', memory).get('X0')).toMatchObject({
      remembered: 1,
      rememberedMost: 1,
      conceptUses: 2,
    });
  });

  it('finds names that are near, and says how near, which words are missing, and where', () => {
    const found = about('chronic winter coughing');
    const likeness = found.get('X1')?.likeness;
    expect(likeness?.name).toBe('winter cough');
    expect(likeness?.similarity).toBeGreaterThan(0.4);
    expect(likeness?.textOnly).toBeGreaterThan(0);
    expect(likeness?.nameOnly).toBe(0);
    expect([...found.keys()]).toEqual(['X1']);
    expect(about('winter cough').get('X1')?.likeness).toMatchObject({
      similarity: expect.closeTo(1, 6) as number,
      textOnly: 0,
    });
  });

  it('remembers what was decided on a similar text, the more the more alike', () => {
    const memory = memoryFrom([
      { text: 'severe hacking', longForm: null, conceptId: id('X2') },
      { text: 'hacking', longForm: null, conceptId: id('X1') },
    ]);
    const found = about('very severe hacking', memory);
    expect(found.get('X2')?.nearRemembered).toMatchObject({ text: 'severe hacking', share: 1 });
    expect(found.get('X2')?.nearRemembered?.similarity).toBeGreaterThan(
      found.get('X1')?.nearRemembered?.similarity ?? 1,
    );
    expect(found.get('X2')?.remembered).toBe(0);
  });

  it('knows what other vocabularies call a concept, and counts it less where several are called so', () => {
    const others = otherNamesOf([
      { id: 'X0', names: ['jack frost disease', 'shakes'] },
      { id: 'X1', names: ['shakes'] },
      { id: 'GONE', names: ['shakes', 'gone disease'] },
    ]);
    const called = (text: string) => about(text, NOTHING, NO_SUPPORT, null, others);
    expect(called('Jack Frost diseases').get('X0')?.other).toEqual({
      text: 'jack frost disease',
      similarity: expect.closeTo(0.9, 1) as number,
      equal: true,
      share: 1,
    });
    expect(called('mild jack frost disease').get('X0')?.other?.equal).toBe(false);
    const shakes = called('shakes');
    expect([shakes.get('X0')?.other?.share, shakes.get('X1')?.other?.share]).toEqual([0.5, 0.5]);
    expect(called('gone disease').size).toBe(called('jack frost disease').size);
    expect(called('winter cough').get('X1')?.other).toBeNull();
  });

  it('finds OMIM numbers in knowledge bases that write them with a prefix', () => {
    const omim = kbOf([concept('OMIM:100', 'Winter Cough')]);
    const others = otherNamesOf([{ id: '100', names: ['hacking'] }]);
    const [found] = allEvidence(omim, [], { text: 'hacking', longForm: null }, NOTHING, NO_SUPPORT, others);
    expect(found?.other?.text).toBe('hacking');
  });

  it('takes a composite mention for each of its parts', () => {
    const found = about('winter and summer coughs');
    expect([found.get('X1')?.part, found.get('X2')?.part]).toEqual(['winter coughs', 'summer coughs']);
    expect(about('winter cough').get('X1')?.part).toBeNull();
  });
});

describe('documentSupport', () => {
  it('counts other wordings of the concept in the document, not the mention itself', () => {
    const { text, mentions } = mentionsOf('<a>cold fever</a>, <b>fevers, cold</b> and <c>the shivers</c>');
    const memory = memoryFrom([{ text: 'the shivers', longForm: null, conceptId: id('X0') }]);
    const support = documentSupport(kb, text, mentions, memory);
    expect(about('cold fever', memory, support).get('X0')?.inDocument).toBe(1);
    expect(about('the shivers', memory, support).get('X0')?.inDocument).toBe(1);
    expect(about('winter cough', memory, support).get('X1')?.inDocument).toBe(0);
  });

  it('reads a short form that is not defined as the mention whose words begin so, in any order', () => {
    const { text, mentions } = mentionsOf('<a>myotonic dystrophy</a> and <b>DM</b>');
    const support = documentSupport(kb, text, mentions, NOTHING);
    expect(about('DM', NOTHING, support).get('X3')?.spelledOut).toBe(true);
    expect(about('CF', NOTHING, support).get('X3')).toBeUndefined();
    const named = kbOf([concept('X3', 'Myotonic Dystrophy'), concept('X4', 'Cheese Disease', 'DM')]);
    const other = documentSupport(named, text, mentions, NOTHING);
    const words = { text: 'DM', longForm: null };
    const found = allEvidence(named, [], words, NOTHING, other, NO_OTHER_NAMES);
    expect(found.map(({ exact, spelledOut }) => [exact, spelledOut])).toEqual([[true, false]]);
    expect(about('DM', NOTHING, support, 'winter cough').get('X3')).toBeUndefined();
  });
});
