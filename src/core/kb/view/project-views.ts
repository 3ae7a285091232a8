import { SeraphError } from '../../errors.js';
import type { Sha256 } from '../../ids.js';
import type { KbUse, Project, TypeScope } from '../../project/project.js';
import { kbsInUse, overlayFor, scopeFor, wholeKb } from '../../project/scopes.js';
import type { LoadedKb, ViewPart } from './loaded-kb.js';
import { ReferenceCache } from './references.js';
import { createKbView, type KbView } from './view.js';

/** The knowledge bases that were read, and what was worked out about them: for one project after another. */
export class KbPool {
  readonly references = new ReferenceCache();

  constructor(readonly kbs: ReadonlyMap<Sha256, LoadedKb>) {}

  /** @throws SeraphError `kb-missing` */
  partOf(use: KbUse): ViewPart {
    const kb = this.kbs.get(use.kb);
    if (kb !== undefined) return { kb, use };
    throw new SeraphError(
      'kb-missing',
      'A knowledge base of this project is not in this browser. Your documents and decisions are safe. ' +
        'Install it again, or take it out of the project.',
      { expected: use.kb, got: null },
    );
  }
}

/** A project's knowledge bases as its types of mention see them. Each view is made when first asked for. */
export interface ProjectViews {
  /** What mentions of a type are linked to; one view for all types that share a scope, null where there is none. */
  viewFor(type: string): KbView | null;
  /** The same by scope. */
  viewOf(scope: TypeScope): KbView;
  /** Every knowledge base in use, whole, with all that was added: for search and for cards. */
  whole(): KbView;
}

/** @throws SeraphError `kb-missing`, by its functions, when the pool lacks a knowledge base of the project */
export function createProjectViews(project: Project, pool: KbPool): ProjectViews {
  const views = new Map<TypeScope, KbView>();
  let all: KbView | null = null;
  const viewOf = (scope: TypeScope): KbView => {
    const known = views.get(scope);
    if (known) return known;
    const parts = scope.kbs.map((use) => pool.partOf(use));
    const view = createKbView(parts, overlayFor(project, scope), pool.references);
    views.set(scope, view);
    return view;
  };
  return {
    viewOf,
    viewFor: (type) => {
      const scope = scopeFor(project, type);
      return scope === null ? null : viewOf(scope);
    },
    whole: () =>
      (all ??= createKbView(
        kbsInUse(project).map((hash) => pool.partOf(wholeKb(hash))),
        project.overlay,
        pool.references,
      )),
  };
}
