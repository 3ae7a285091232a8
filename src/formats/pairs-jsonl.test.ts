import { describe, expect, it } from 'vitest';
import { mentionOf, shownOf, TestLog } from '../core/decision/testing/log.js';
import { CONTEXT_CHARACTERS } from '../core/decision/draft.js';
import { NO_EXCLUSIONS } from '../core/preference/exclusions.js';
import type { ImportedPair } from '../core/preference/imported-pair.js';
import { pairKey } from '../core/preference/pair-key.js';
import { pairsOf, type PreferencePair } from '../core/preference/pairs.js';
import { trainingSet } from '../core/preference/training-set.js';
import type { ConceptId } from '../core/ids.js';
import { DEFAULT_TRAINING } from '../core/training/settings.js';
import { spanOf } from '../core/text/span.js';
import { parse, rowsOf, serialize, type PairRow } from './pairs-jsonl.js';

const trained = (pair: PreferencePair): PairRow => ({ pair, weight: 1.25, part: 'training' });

const tremor = { ...mentionOf('tremor'), longForm: 'essential $& tremor' };
const log = new TestLog();
log.do({
  mention: tremor,
  action: { kind: 'accept', conceptId: 'C2' as ConceptId, name: 'tremor, essential', rank: 2 },
  shown: shownOf('tremor', 'tremor, essential'),
});
log.do({
  mention: mentionOf('Fever'),
  action: { kind: 'correct', conceptId: 'C9' as ConceptId, name: 'q fever' },
  shown: shownOf('fever', 'hay fever'),
});
const pairs = pairsOf(log.events);
const lines = serialize(pairs.map(trained));
const rows = lines.split('\n').map((line): unknown => (line === '' ? null : JSON.parse(line)));

describe('serialize', () => {
  it('writes one line a pair, in TRL explicit-prompt layout with provenance', () => {
    expect(rows).toHaveLength(4);
    expect(rows[3]).toBeNull();
    expect(rows[0]).toEqual({
      prompt:
        'Fever and ataxia with START essential $& tremor END after lithium in one patient. essential $& tremor is',
      chosen: ' tremor, essential',
      rejected: ' tremor',
      source: 'Fever and ataxia with START essential $& tremor END after lithium in one patient.',
      prefix: 'essential $& tremor is',
      mention: 'tremor',
      long_form: 'essential $& tremor',
      mention_type: 'Disease',
      context_before: 'Fever and ataxia with ',
      context_after: ' after lithium in one patient.',
      chosen_id: 'C2',
      chosen_rank: 2,
      chosen_score: -0.5,
      rejected_id: 'C1',
      rejected_rank: 1,
      rejected_score: -0.25,
      document_id: 'd1',
      mention_id: tremor.id,
      decision_id: 'e1',
      time: '2026-01-01T00:00:00.000Z',
      curator: 'ada',
      model_hash: null,
      kb_hash: null,
      weight: 1.25,
      part: 'training',
    });
  });

  it('has the same keys in the same order on every line, the three of TRL first', () => {
    const keys = rows.slice(0, 3).map((row) => Object.keys(row as object));
    expect(keys[1]).toEqual(keys[0]);
    expect(keys[2]).toEqual(keys[0]);
    expect(keys[0]?.slice(0, 3)).toEqual(['prompt', 'chosen', 'rejected']);
  });

  it('has a prompt that follows from the columns of the log alone, its white space made single', () => {
    const around = 'fever \n '.repeat(CONTEXT_CHARACTERS);
    const text = `${around}Tremor${around}`;
    const far = new TestLog();
    far.do({
      mention: { ...mentionOf('tremor'), span: spanOf(around.length, around.length + 6) },
      text,
      action: { kind: 'accept', conceptId: 'C2' as ConceptId, name: 'Tremor, Essential', rank: 2 },
      shown: shownOf('Tremor', 'Tremor, Essential'),
    });
    const [line = ''] = serialize(pairsOf(far.events).map(trained)).split('\n');
    const row = JSON.parse(line) as Record<string, string>;
    const { context_before: before = '', context_after: after = '' } = row;
    expect([before, after]).toEqual([around.slice(-CONTEXT_CHARACTERS), around.slice(0, CONTEXT_CHARACTERS)]);
    const single = (part: string) => part.trim().split(/\s+/).join(' ');
    expect(row.source).toBe(`${single(before)} START Tremor END ${single(after)}`);
    expect(row).toMatchObject({
      prefix: 'Tremor is',
      prompt: `${row.source} Tremor is`,
      // Names as the trie has them.
      chosen: ' tremor, essential',
      rejected: ' tremor',
    });
  });
});

describe('rowsOf', () => {
  it('says of each pair what training does with it', () => {
    const exclusions = {
      ...NO_EXCLUSIONS,
      pairs: new Map(
        pairs.slice(1, 2).map((pair) => [pairKey(pair), { isExcluded: true, sequence: 1 }] as const),
      ),
    };
    const { entries } = trainingSet({
      events: log.events,
      imported: [],
      exclusions,
      settings: { ...DEFAULT_TRAINING, heldOut: 0 },
    });
    expect(rowsOf(entries).map(({ part }) => part)).toEqual(['training', 'excluded', 'training']);
    expect(rowsOf(entries)[1]).toEqual({ pair: pairs[1], weight: 0, part: 'excluded' });
  });
});

describe('parse', () => {
  const [first] = lines.split('\n');
  const changed = (change: object, without: readonly string[] = []): string => {
    const row = { ...(JSON.parse(first ?? '') as Record<string, unknown>), ...change };
    return JSON.stringify(Object.fromEntries(Object.entries(row).filter(([key]) => !without.includes(key))));
  };
  const onlyPair = (line: string): ImportedPair => {
    const { pairs: read, failed } = parse(line, 'x.jsonl');
    expect(failed).toEqual([]);
    const [pair, another] = read;
    if (!pair || another) throw new Error(`There are ${read.length} pairs.`);
    return pair;
  };
  const failureOf = (line: string): string | undefined => {
    const { pairs: read, failed } = parse(`\n${line}`, 'x.jsonl');
    expect(read).toEqual([]);
    expect(failed.map((failure) => failure.line)).toEqual([2]);
    return failed[0]?.reason;
  };
  const SEEN = ['mention', 'long_form', 'context_before', 'context_after'];

  it('gives back the pairs that were written, under their keys', () => {
    const { pairs: read, failed } = parse(lines, 'pairs.jsonl');
    expect(failed).toEqual([]);
    expect(read).toEqual(
      pairs.map((pair) => ({
        key: pairKey(pair),
        mentionText: pair.mentionText,
        longForm: pair.longForm,
        contextBefore: pair.contextBefore,
        contextAfter: pair.contextAfter,
        mentionType: pair.mentionType,
        chosen: pair.chosen,
        rejected: pair.rejected,
        documentId: pair.documentId,
        decisionId: pair.eventId,
        time: pair.time,
        curator: pair.curator,
        modelHash: null,
        kbHash: null,
        file: 'pairs.jsonl',
      })),
    );
  });

  it('writes what it read as it was, but for the mention’s own id', () => {
    const { pairs: read } = parse(lines, 'pairs.jsonl');
    const again = serialize(read.map((pair) => ({ pair, weight: 1.25, part: 'training' })));
    const expected = lines.replace(/"mention_id":"[^"]*"/g, '"mention_id":null');
    expect(again).toBe(expected);
    expect(parse(again, 'pairs.jsonl').pairs).toEqual(read);
  });

  it('reads the good lines whatever the bad ones are, and numbers these', () => {
    const content = `\ufeff${lines}\r\n{"chosen": "a"}\nno JSON\n[]\n${changed({ chosen: ' fever ' })}\n{"a":`;
    const { pairs: read, failed } = parse(content, 'x.jsonl');
    expect(read.map(({ chosen }) => chosen.name)).toEqual([
      'tremor, essential',
      'q fever',
      'q fever',
      'fever',
    ]);
    expect(failed.map(({ line }) => line)).toEqual([5, 6, 7, 9]);
    expect(failed[0]?.reason).toMatch(/^rejected: .*all others are read\.$/);
    expect(failed[1]?.reason).toContain('not JSON');
  });

  it('reads a plain line of TRL by its source and prefix', () => {
    const pair = onlyPair(
      JSON.stringify({
        prompt: 'ignored',
        chosen: ' Q  Fever',
        rejected: ' hay fever',
        source: 'START  END START with START Q-fever END in\nmay',
        prefix: 'Q-fever is',
      }),
    );
    expect(pair).toMatchObject({
      mentionText: 'Q-fever',
      longForm: null,
      contextBefore: 'START END START with ',
      contextAfter: ' in may',
      chosen: { conceptId: 'q fever', name: 'q fever', rank: null, score: null },
      rejected: { conceptId: 'hay fever', name: 'hay fever' },
      documentId: null,
      time: null,
    });
    expect(pair.key).toBe(pairKey(pair));
  });

  it('knows the mention of a source without a prefix by its marks', () => {
    const pair = onlyPair(changed({ source: 'START a cold END' }, [...SEEN, 'prefix']));
    expect(pair).toMatchObject({ mentionText: 'a cold', contextBefore: '', contextAfter: '' });
  });

  it('takes numbers as ids, and a hash that is none for nothing', () => {
    const pair = onlyPair(
      changed({ chosen_id: 17, document_id: 12345, kb_hash: 'v3', model_hash: 'ab'.repeat(32) }),
    );
    expect(pair).toMatchObject({
      chosen: { conceptId: '17' },
      documentId: '12345',
      kbHash: null,
      modelHash: 'ab'.repeat(32),
    });
  });

  it('keeps as much context as the log does, without half a character', () => {
    const context = 'x'.repeat(CONTEXT_CHARACTERS - 1);
    const pair = onlyPair(
      changed({ context_before: `more 😀${context}`, context_after: `${context}😀 more` }),
    );
    expect([pair.contextBefore, pair.contextAfter]).toEqual([context, context]);
  });

  it.each<[string, string, string]>([
    ['chosen', changed({ chosen: 7 }), 'chosen: '],
    ['an empty name', changed({ rejected: ' \t' }), 'rejected: '],
    ['an endless name', changed({ rejected: 'a'.repeat(4001) }), 'rejected: '],
    ['a rank that is a word', changed({ chosen_rank: 'first' }), 'chosen_rank: '],
    ['one name', changed({ rejected: ' Tremor,  essential' }), 'the same name'],
    ['one concept', changed({ rejected_id: 'C2' }), 'the same concept'],
    ['excluded', changed({ part: 'excluded' }), 'excluded'],
    ['a prompt alone', changed({}, [...SEEN, 'source', 'prefix']), 'give source and prefix, or mention'],
    ['no marks', changed({ source: 'a tremor' }, SEEN), 'nowhere'],
    ['another mention', changed({ prefix: 'fever is' }, SEEN), 'must have “fever” between START and END'],
    ['two places', changed({ source: 'START a END or START b END' }, [...SEEN, 'prefix']), 'more than once'],
  ])('tells what is wrong or missing: %s', (_, line, words) => {
    expect(failureOf(line)).toContain(words);
  });

  it('is not slowed down by a source full of marks', () => {
    expect(failureOf(changed({ source: 'START END '.repeat(50_000) }, SEEN))).toContain('nowhere');
  });
});
