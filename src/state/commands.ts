/** What each command of the keyboard does. Buttons and menus use the same ids. */
import * as decide from './decide.js';
import * as edit from './edit-mentions.js';
import type { Context } from './context.js';
import type { Engines } from './engines.js';
import { undoOrRedo } from './history.js';
import type { CommandId } from './keymap.js';
import type { Library } from './library.js';
import * as move from './navigate.js';
import type { Pipeline } from './pipeline.js';
import type { SearchCommands } from './search.js';

export type Commands = Readonly<Record<CommandId, () => unknown>>;

export function createCommands(
  context: Context,
  {
    pipeline,
    engines,
    library,
    search,
    openKbs,
    openLearning,
  }: {
    pipeline: Pipeline;
    engines: Engines;
    library: Library;
    search: SearchCommands;
    openKbs: () => Promise<void>;
    openLearning: () => unknown;
  },
): Commands {
  const { store } = context;
  const candidate = (step: 1 | -1) => () =>
    move.focusCandidate(context, store.getState().candidateIndex + step);
  const reverse = (kind: 'undo' | 'redo') => () =>
    undoOrRedo(context, kind, { open: library.open, pipeline, engines });
  const end =
    (which: 'start' | 'end', step: 1 | -1, unit: 'character' | 'word' = 'character') =>
    () =>
      edit.moveSpanEnd(context, which, step, unit);

  return {
    'next-mention': () => move.moveMention(context, 1),
    'previous-mention': () => move.moveMention(context, -1),
    'next-undecided': () => move.moveMention(context, 1, true),
    'previous-undecided': () => move.moveMention(context, -1, true),
    'next-candidate': candidate(1),
    'previous-candidate': candidate(-1),
    accept: () => decide.accept(context),
    'accept-1': () => decide.accept(context, 0),
    'accept-2': () => decide.accept(context, 1),
    'accept-3': () => decide.accept(context, 2),
    'accept-4': () => decide.accept(context, 3),
    'accept-5': () => decide.accept(context, 4),
    reject: () => decide.reject(context),
    nil: () => decide.decideNil(context),
    'nil-reason': () => decide.openNilReason(context),
    search: () => search.open(),
    identical: () => decide.openIdentical(context),
    'edit-span': () => edit.startSpanEdit(context),
    'new-mention': () => edit.newMention(context, pipeline),
    type: () => {
      if (decide.focused(context)) store.setState({ dialog: { kind: 'type' } });
    },
    'delete-mention': () => edit.deleteMention(context, pipeline),
    'open-concept': () => move.openConcept(context),
    'add-synonym': () => move.openAddSynonym(context),
    undo: reverse('undo'),
    redo: reverse('redo'),
    'next-document': () => library.step(1),
    'previous-document': () => library.step(-1),
    'go-document': () => move.goTo(context, 'document'),
    'go-documents': () => move.goTo(context, 'documents'),
    'go-learning': openLearning,
    'go-kbs': openKbs,
    import: () => store.setState({ dialog: { kind: 'paste', failed: [] } }),
    help: () => store.setState({ dialog: { kind: 'help' } }),
    escape: () => move.escape(context),
    'end-right': end('end', 1),
    'end-left': end('end', -1),
    'start-right': end('start', 1),
    'start-left': end('start', -1),
    'end-word-right': end('end', 1, 'word'),
    'end-word-left': end('end', -1, 'word'),
    'start-word-right': end('start', 1, 'word'),
    'start-word-left': end('start', -1, 'word'),
    'keep-span': () => edit.keepSpan(context, pipeline),
  };
}
