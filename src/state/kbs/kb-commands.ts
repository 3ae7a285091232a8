/** Everything that may be done about knowledge bases, as the screen calls it. */
import type { ConceptId, Sha256 } from '../../core/ids.js';
import type { ImportChoice } from '../../core/kb/import.js';
import type { SynonymScope } from '../../core/kb/knowledge-base.js';
import type { OfferedKb } from '../../core/kb/offered.js';
import type { TypeScope } from '../../core/project/project.js';
import type { Context } from '../context.js';
import type { Engines } from '../engines.js';
import type { Queue } from '../queue.js';
import { createProjectCommands, type NewConcept, type ProjectCommands } from './edit-project.js';
import { createImporting, type ImportCommands } from './importing.js';
import type { MigrationSelection } from './kb-state.js';
import { createKbLibrary, type KbLibraryCommands } from './library.js';
import { createMigrating, type MigrationCommands } from './migrating.js';

export interface KbMethods {
  /** Shows the page of knowledge bases. */
  readonly openLibrary: () => void;
  readonly installKb: (kb: OfferedKb) => void;
  readonly cancelInstall: (hash: Sha256) => void;
  readonly removeKb: (hash: Sha256) => void;
  /** Looks at the curator's own files (`AppState.importing`). */
  readonly startImport: (files: readonly File[]) => void;
  readonly changeImport: (choice: ImportChoice) => void;
  readonly confirmImport: () => void;
  /** While an import runs, stops it and shows its preview again; else forgets the files. What was imported stays. */
  readonly cancelImport: () => void;
  readonly chooseKbs: (scopes: readonly TypeScope[]) => void;
  readonly addSynonym: (conceptId: ConceptId, name: string, scope: SynonymScope) => void;
  /** `isMeant`: the focused mention is linked to it, too. */
  readonly addConcept: (concept: NewConcept, isMeant: boolean) => void;
  /** `conceptId` null: for any concept. */
  readonly blockName: (conceptId: ConceptId | null, name: string) => void;
  /** Compares two installed versions (`AppState.migration`). */
  readonly startMigration: (before: Sha256, after: Sha256) => void;
  readonly applyMigration: (selection: MigrationSelection) => void;
  readonly cancelMigration: () => void;
}

export interface KbCommands {
  readonly library: KbLibraryCommands;
  readonly importing: ImportCommands;
  readonly project: ProjectCommands;
  readonly migrating: MigrationCommands;
}

export function createKbCommands(context: Context, engines: Engines): KbCommands {
  return {
    library: createKbLibrary(context),
    importing: createImporting(context),
    project: createProjectCommands(context, engines),
    migrating: createMigrating(context, engines),
  };
}

/** @param aside starts what need not wait for the commands before it, as long as a download */
export function kbMethods(
  { library, importing, project, migrating }: KbCommands,
  queue: Pick<Queue, 'run'>,
  aside: (work: Promise<unknown>) => void,
): KbMethods {
  return {
    openLibrary: () => aside(library.open()),
    installKb: (kb) => aside(library.install(kb)),
    cancelInstall: (hash) => library.cancelInstall(hash),
    removeKb: (hash) => queue.run(() => library.remove(hash)),
    startImport: (files) => aside(importing.start(files)),
    changeImport: (choice) => aside(importing.change(choice)),
    confirmImport: () => aside(importing.confirm()),
    cancelImport: () => importing.cancel(),
    chooseKbs: (scopes) => queue.run(() => project.chooseKbs(scopes)),
    addSynonym: (conceptId, name, scope) => queue.run(() => project.addSynonym(conceptId, name, scope)),
    addConcept: (concept, isMeant) => queue.run(() => project.addConcept(concept, isMeant)),
    blockName: (conceptId, name) => queue.run(() => project.blockName(conceptId, name)),
    startMigration: (before, after) => aside(migrating.start(before, after)),
    applyMigration: (selection) => queue.run(() => migrating.apply(selection)),
    cancelMigration: () => migrating.cancel(),
  };
}
