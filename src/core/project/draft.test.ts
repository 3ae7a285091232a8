import { describe, expect, it } from 'vitest';
import type { EventId } from '../ids.js';
import { createConcept } from '../kb/knowledge-base.js';
import { draftProjectEvent, draftProjectReversal, problemOfName } from './draft.js';
import type { DoingProjectEvent } from './fold.js';
import { NO_OVERLAY } from './scopes.js';
import { idOf, provisional } from './testing/log.js';

const by = { id: 'p1' as EventId, time: '2026-01-01T00:00:00.000Z', curator: 'ada' };

describe('draftProjectEvent', () => {
  it('tidies names: what is added as written, what is blocked as it is compared', () => {
    const synonym = { kind: 'add-synonym', conceptId: idOf('C1'), scope: 'broad' } as const;
    expect(draftProjectEvent(by, { ...synonym, name: ' Sore Eye\n' }).action).toEqual({
      ...synonym,
      name: 'Sore Eye',
    });
    const block = { kind: 'block-name', conceptId: null } as const;
    expect(draftProjectEvent(by, { ...block, name: ' Sore\tEye' })).toEqual({
      ...by,
      action: { ...block, name: 'sore eye' },
    });
  });

  it.each([
    { kind: 'add-synonym', conceptId: idOf('C1'), scope: 'exact', name: ' \u2003' },
    { kind: 'block-name', conceptId: null, name: '' },
    { kind: 'add-concept', concept: provisional(1, '  ') },
    { kind: 'add-concept', concept: createConcept({ id: idOf('MESH:D1'), name: 'Fever' }) },
  ] as const)('refuses what would damage the project: $kind', (action) => {
    expect(() => draftProjectEvent(by, action)).toThrow(expect.objectContaining({ kind: 'bad-format' }));
  });

  it('names its target when it takes one back', () => {
    const action = { kind: 'block-name', conceptId: null, name: 'cold' } as const;
    const target: DoingProjectEvent = { ...by, id: 'p7' as EventId, sequence: 7, action };
    expect(draftProjectReversal('undo', target, by)).toEqual({
      ...by,
      action: { kind: 'undo', target: 'p7' },
    });
  });
});

describe('problemOfName', () => {
  const concept = createConcept({
    id: idOf('C1'),
    name: 'Sore Eye',
    synonyms: [{ name: 'Red Eye', scope: 'related' }],
  });
  const overlay = {
    ...NO_OVERLAY,
    synonyms: [{ conceptId: idOf('C1'), name: 'Pink Eye', scope: 'exact' as const }],
    blocked: [
      { conceptId: idOf('C2'), name: 'eye' },
      { conceptId: null, name: 'it' },
    ],
  };

  it.each([
    ['', 'empty'],
    ['\u00a0 ', 'empty'],
    ['SORE  eye', 'present'],
    ['red eye', 'present'],
    ['pink eye', 'present'],
    ['It', 'blocked'],
    ['Eye', null],
    ['sore eyes', null],
  ])('%j: %s', (name, problem) => {
    expect(problemOfName(overlay, concept, name)).toBe(problem);
  });

  it('knows what is blocked for one concept only', () => {
    expect(problemOfName(overlay, { ...concept, id: idOf('C2') }, 'Eye')).toBe('blocked');
  });
});
