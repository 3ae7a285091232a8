/** What the curator changes about the project: the knowledge bases it links to, names added and blocked, new concepts. */
import { problemOfName, type NameProblem } from '../../core/project/draft.js';
import { nextProvisionalId, type DoingProjectEvent } from '../../core/project/fold.js';
import type { ConceptId } from '../../core/ids.js';
import { createConcept, type Concept, type SynonymScope } from '../../core/kb/knowledge-base.js';
import { normaliseName } from '../../core/kb/normalise-name.js';
import type { TypeScope } from '../../core/project/project.js';
import { notify, type Context } from '../context.js';
import { correct } from '../decide.js';
import type { Engines } from '../engines.js';
import { takeIn } from '../follow-log.js';
import { changeProject } from './change-project.js';

/** What the curator says of a concept that no knowledge base has; the id is given to it. */
export type NewConcept = Pick<Concept, 'name' | 'group'> & Partial<Concept>;

export interface ProjectCommands {
  chooseKbs(scopes: readonly TypeScope[]): Promise<void>;
  addSynonym(conceptId: ConceptId, name: string, scope: SynonymScope): Promise<void>;
  /** @param isMeant also links the focused mention to it */
  addConcept(concept: NewConcept, isMeant: boolean): Promise<void>;
  /** @param conceptId null: the name is not offered for any concept */
  blockName(conceptId: ConceptId | null, name: string): Promise<void>;
}

export function createProjectCommands(context: Context, engines: Engines): ProjectCommands {
  const { store } = context;

  /** Writes it, and lets search and linking follow. */
  const change = async (action: DoingProjectEvent['action'], said: string): Promise<boolean> => {
    const isWritten = await changeProject(context, action, said);
    if (isWritten) {
      store.setState({ dialog: null });
      void engines.openProject();
    }
    return isWritten;
  };

  return {
    async chooseKbs(scopes) {
      await change({ kind: 'choose-kbs', scopes }, 'Chose the knowledge bases.');
    },
    async addSynonym(conceptId, name, scope) {
      const { project, concepts } = store.getState();
      const known = concepts.get(conceptId) ?? { id: conceptId, name: '', synonyms: [] };
      const problem = problemOfName(project.overlay, known, name);
      if (problem !== null) {
        notify(context, 'error', PROBLEMS[problem]);
        return;
      }
      const action = { kind: 'add-synonym', conceptId, name, scope } as const;
      await change(action, `${name.trim()} is now a name of ${concepts.get(conceptId)?.name ?? conceptId}`);
    },
    async addConcept(said, isMeant) {
      if (normaliseName(said.name) === '') {
        notify(context, 'error', PROBLEMS.empty);
        return;
      }
      // Another tab may have given the next id away.
      await takeIn(context);
      const id = nextProvisionalId(store.getState().projectEvents);
      const concept = createConcept({ ...said, name: said.name.trim(), id });
      if (!(await change({ kind: 'add-concept', concept }, `Added ${concept.name} as ${id}`))) return;
      if (isMeant) await correct(context, { concept, matched: concept.name, kbHash: null });
    },
    async blockName(conceptId, name) {
      if (normaliseName(name) === '') return;
      await change({ kind: 'block-name', conceptId, name }, `${name} will not be offered`);
    },
  };
}

const PROBLEMS: Readonly<Record<NameProblem, string>> = {
  empty: 'There is no name to add. Nothing was changed. Write the name and try again.',
  present: 'The concept has this name already. Nothing was changed.',
  blocked:
    'This name is blocked for the concept. Nothing was changed. Take the block back first if it is to be offered.',
};
