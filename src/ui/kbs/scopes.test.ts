import { describe, expect, it } from 'vitest';
import type { Sha256 } from '../../core/ids.js';
import { wholeKb } from '../../core/project/scopes.js';
import type { KbUse } from '../../core/project/project.js';
import { added, moved, usedFor, withUses } from './scopes.js';

const use = (kb: string): KbUse => wholeKb(kb as Sha256);
const installed = [{ hash: 'a' as Sha256, groups: { Disease: 2, Chemical: 1 } }];
const ids = (uses: readonly KbUse[]): string => uses.map(({ kb }) => kb).join('');

describe('the scopes of a project', () => {
  it('moves a knowledge base by one place and stops at the ends', () => {
    const uses = [use('a'), use('b'), use('c')];
    expect(ids(moved(uses, 2, -1))).toBe('acb');
    expect(ids(moved(uses, 0, 1))).toBe('bac');
    expect(ids(moved(uses, 0, -1))).toBe('abc');
    expect(ids(moved(uses, 2, 1))).toBe('abc');
  });

  it('adds a knowledge base once, with a scope for its type where there was none', () => {
    const once = withUses([], 'Disease', installed, (uses) => added(uses, 'a' as Sha256));
    expect(once).toEqual([{ type: 'Disease', kbs: [use('a')] }]);
    expect(withUses(once, 'Disease', installed, (uses) => added(uses, 'a' as Sha256))).toEqual(once);
  });

  it('begins the scope of a type with what it was linked to as one of the others', () => {
    const others = { type: '*', kbs: [use('a')] };
    const own = withUses([others], 'Disease', installed, (uses) => added(uses, 'b' as Sha256));
    expect(own).toEqual([others, { type: 'Disease', kbs: [use('a'), use('b')] }]);
  });

  it('begins it with nothing that has no concept of the type', () => {
    const others = { type: '*', kbs: [use('a')] };
    const own = withUses([others], 'Phenotype', installed, (uses) => added(uses, 'b' as Sha256));
    expect(own).toEqual([others, { type: 'Phenotype', kbs: [use('b')] }]);
  });

  it('drops the scope of a type that has no knowledge base left, and no other', () => {
    const scopes = [
      { type: 'Disease', kbs: [use('a')] },
      { type: '*', kbs: [use('a')] },
    ];
    expect(usedFor(scopes, 'a' as Sha256)).toEqual(['Disease', 'every other type']);
    expect(usedFor(scopes.slice(1), 'a' as Sha256)).toEqual(['every type']);
    expect(withUses(scopes, 'Disease', installed, () => [])).toEqual([scopes[1]]);
  });
});
