import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldProject, isBlocked, nextProvisionalId, type DoingProjectEvent } from './fold.js';
import { ANY_TYPE } from './project.js';
import { kbsInUse, overlayFor, scopeFor, startingProject, wholeKb } from './scopes.js';
import { hashOf, idOf, provisional, TestProjectLog } from './testing/log.js';

const SEED = 20261124;
const START = startingProject(hashOf('a'));

const add = (name: string, conceptId = 'C1') =>
  ({ kind: 'add-synonym', conceptId: idOf(conceptId), name, scope: 'exact' }) as const;
const block = (name: string, conceptId: string | null = null) =>
  ({ kind: 'block-name', conceptId: conceptId === null ? null : idOf(conceptId), name }) as const;

describe('foldProject', () => {
  it('begins with what it is given, and keeps it while nothing is chosen', () => {
    expect(foldProject([], START)).toBe(START);
    expect(START.scopes).toEqual([{ type: ANY_TYPE, kbs: [wholeKb(hashOf('a'))] }]);
  });

  it('puts chosen scopes in place of those before, and takes them back', () => {
    const log = new TestProjectLog();
    const scopes = [{ type: 'Disease', kbs: [wholeKb(hashOf('b')), wholeKb(hashOf('c'))] }];
    const chosen = log.do({ kind: 'choose-kbs', scopes });
    expect(foldProject(log.events, START).scopes).toEqual(scopes);
    log.undo(chosen);
    expect(foldProject(log.events, START)).toEqual(START);
  });

  it('replaces a version in every scope, keeps its filter, and does not use one twice', () => {
    const log = new TestProjectLog();
    const filtered = { ...wholeKb(hashOf('b')), branches: [idOf('C7')] };
    log.do({
      kind: 'choose-kbs',
      scopes: [
        { type: 'Disease', kbs: [filtered, wholeKb(hashOf('c'))] },
        { type: 'Symptom', kbs: [wholeKb(hashOf('d')), wholeKb(hashOf('b'))] },
      ],
    });
    const replaced = log.do({ kind: 'replace-kb', before: hashOf('b'), after: hashOf('d') });
    expect(foldProject(log.events, START).scopes).toEqual([
      { type: 'Disease', kbs: [{ ...filtered, kb: hashOf('d') }, wholeKb(hashOf('c'))] },
      { type: 'Symptom', kbs: [wholeKb(hashOf('d'))] },
    ]);
    log.undo(replaced);
    expect(kbsInUse(foldProject(log.events, START))).toEqual(['b', 'c', 'd'].map(hashOf));
  });

  it('uses the knowledge bases of types with a scope of their own before those of all others', () => {
    const scopes = [
      { type: '*', kbs: [wholeKb(hashOf('a'))] },
      { type: 'Disease', kbs: [wholeKb(hashOf('b')), wholeKb(hashOf('a'))] },
    ];
    expect(kbsInUse({ ...START, scopes })).toEqual(['b', 'a'].map(hashOf));
  });

  it('blocks a name for a concept, for any, and not once it is undone', () => {
    const log = new TestProjectLog();
    const one = log.do(block(' Cold  Sore ', 'C1'));
    const overlay = () => foldProject(log.events, START).overlay;
    expect(isBlocked(overlay(), idOf('C1'), 'cold sore')).toBe(true);
    expect(isBlocked(overlay(), idOf('C2'), 'cold sore')).toBe(false);
    expect(isBlocked(overlay(), null, 'cold sore')).toBe(false);
    log.do(block('Cold Sore'));
    expect(isBlocked(overlay(), idOf('C2'), 'cold sore')).toBe(true);
    log.undo(one);
    expect(isBlocked(overlay(), idOf('C1'), 'cold sore')).toBe(true);
    expect(overlay().blocked).toHaveLength(1);
  });

  it('holds a synonym once, however it is written, until the last that added it is undone', () => {
    const log = new TestProjectLog();
    const first = log.do(add('Sore Eye'));
    log.do(add('sore  eye'));
    expect(foldProject(log.events, START).overlay.synonyms.map(({ name }) => name)).toEqual(['Sore Eye']);
    log.undo(first);
    expect(foldProject(log.events, START).overlay.synonyms.map(({ name }) => name)).toEqual(['sore  eye']);
  });

  it(`is the fold of what an editor's two stacks keep (seed ${SEED})`, () => {
    const deed = fc.oneof(
      fc.constantFrom('undo', 'redo'),
      fc.constantFrom('sore eye', 'red eye', 'pink eye').map((name) => add(name)),
      fc.constantFrom('sore eye', 'red eye').map((name) => block(name)),
      fc.constantFrom('b', 'c').map((digit) => ({
        kind: 'replace-kb' as const,
        before: hashOf('a'),
        after: hashOf(digit),
      })),
      fc.nat(3).map((number) => ({ kind: 'add-concept' as const, concept: provisional(number, 'new eye') })),
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const log = new TestProjectLog();
        const done: DoingProjectEvent[] = [];
        const undone: DoingProjectEvent[] = [];
        for (const each of deeds) {
          if (each === 'undo' || each === 'redo') {
            const [from, to] = each === 'undo' ? [done, undone] : [undone, done];
            const target = from.pop();
            if (target === undefined) continue;
            log[each](target);
            to.push(target);
          } else {
            done.push(log.do(each));
            undone.length = 0;
          }
        }
        // What was undone and done again stands at its old place in the log.
        const kept = [...done].sort((a, b) => a.sequence - b.sequence);
        expect(foldProject(log.events, START)).toEqual(foldProject(kept, START));
      }),
      { seed: SEED },
    );
  });
});

describe('nextProvisionalId', () => {
  it('rises, and never gives an id of an undone concept again', () => {
    const log = new TestProjectLog();
    expect(nextProvisionalId(log.events)).toBe('SERAPH:0000001');
    const added = log.do({ kind: 'add-concept', concept: provisional(41, 'Moon fever') });
    log.undo(added);
    expect(nextProvisionalId(log.events)).toBe('SERAPH:0000042');
    expect(foldProject(log.events, START).overlay.concepts).toEqual([]);
  });
});

describe('scopeFor and overlayFor', () => {
  const project = {
    scopes: [
      { type: 'Disease', kbs: [wholeKb(hashOf('b'))] },
      { type: ANY_TYPE, kbs: [wholeKb(hashOf('c'))] },
    ],
    overlay: {
      ...START.overlay,
      concepts: [provisional(1, 'x', 'Disease'), provisional(2, 'y', 'Gene'), provisional(3, 'z')],
    },
  };

  it("gives a type its own scope, others the one for any, and each group's concepts to its type", () => {
    const groups = (type: string) => {
      const scope = scopeFor(project, type);
      return scope && overlayFor(project, scope).concepts.map(({ name }) => name);
    };
    expect(groups('Disease')).toEqual(['x', 'z']);
    expect(groups('Gene')).toEqual(['y', 'z']);
    expect(scopeFor(project, 'Cell')?.type).toBe(ANY_TYPE);
    expect(scopeFor({ ...project, scopes: project.scopes.slice(0, 1) }, 'Cell')).toBeNull();
  });
});
