/** Files about the project itself: terms to ask an ontology for, what was added and blocked, what an import skipped. */
import { verdictsOf, decidedConcept } from '../../core/decision/verdict.js';
import type { DecisionEvent } from '../../core/decision/events.js';
import type { ConceptId } from '../../core/ids.js';
import { reportAsText } from '../../formats/kb-import/report.js';
import { serialiseNewTerms, type NewTerm, type RowFormat } from '../../formats/new-terms.js';
import type { AppState } from '../app-state.js';

/** Every provisional concept, with how often it was meant and where first. */
export function newTermRows({ project, events }: AppState, format: RowFormat): string {
  const meant = meantConcepts(events);
  const terms = project.overlay.concepts.map((concept): NewTerm => {
    const uses = meant.get(concept.id) ?? [];
    return { concept, mentions: uses.length, example: uses[0] ? surroundings(uses[0]) : '' };
  });
  return serialiseNewTerms(terms, format);
}

/** What the curator added to and blocked in the knowledge bases in use, as JSON. */
export function overlayFile({ project, library, opened }: AppState): string {
  const used = (opened?.kbs ?? []).map(({ hash, info }) => {
    const origin = library.installed.find((kb) => kb.hash === hash)?.origin ?? null;
    return { hash, id: info.id, title: info.title, version: info.version, origin };
  });
  const file = {
    format: 'seraph-overlay',
    formatVersion: 1,
    knowledgeBases: used,
    scopes: project.scopes,
    ...project.overlay,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What the import that is shown left out and why. */
export function importReport({ importing }: AppState): string {
  return reportAsText(importing?.outcome?.reasons ?? []);
}

function meantConcepts(events: readonly DecisionEvent[]): ReadonlyMap<ConceptId, readonly DecisionEvent[]> {
  const meant = new Map<ConceptId, DecisionEvent[]>();
  for (const verdict of verdictsOf(events)) {
    const id = decidedConcept(verdict)?.conceptId;
    if (id === undefined || verdict.settled === null) continue;
    const uses = meant.get(id);
    if (uses) uses.push(verdict.settled);
    else meant.set(id, [verdict.settled]);
  }
  return meant;
}

/** Characters on each side of an example's mention. */
const AROUND = 60;

function surroundings({ contextBefore, mentionText, contextAfter }: DecisionEvent): string {
  return `${contextBefore.slice(-AROUND)}${mentionText}${contextAfter.slice(0, AROUND)}`.trim();
}
