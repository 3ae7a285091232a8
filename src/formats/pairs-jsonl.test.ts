import { describe, expect, it } from 'vitest';
import { mentionOf, shownOf, TestLog } from '../core/decision/testing/log.js';
import { CONTEXT_CHARACTERS } from '../core/decision/draft.js';
import { pairsOf } from '../core/preference/pairs.js';
import type { ConceptId } from '../core/ids.js';
import { spanOf } from '../core/text/span.js';
import { serialize } from './pairs-jsonl.js';

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
const rows = serialize(pairsOf(log.events))
  .split('\n')
  .map((line): unknown => (line === '' ? null : JSON.parse(line)));

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
    const [line = ''] = serialize(pairsOf(far.events)).split('\n');
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
