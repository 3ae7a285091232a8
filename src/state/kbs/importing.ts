/** Bringing in the curator's own knowledge base: look, choose, import. Nothing is kept before it is whole. */
import type { ImportChoice, ImportPreview } from '../../core/kb/import.js';
import { announce, isAborted, withTask, wordsOf, type Context } from '../context.js';
import type { ImportDraft } from './kb-state.js';
import { refreshInstalled } from './library.js';

export interface ImportCommands {
  /** Looks at files; what was there of an earlier import is dropped. */
  start(files: readonly File[]): Promise<void>;
  /** Shows the files as another choice would read them. */
  change(choice: ImportChoice): Promise<void>;
  confirm(): Promise<void>;
  /** While an import runs, stops it and shows its preview again; else forgets the files. What was imported stays. */
  cancel(): void;
}

export function createImporting(context: Context): ImportCommands {
  const { store, services } = context;
  let abort = new AbortController();

  /** Ends what is under way. */
  const begin = (): AbortController => {
    abort.abort();
    return (abort = new AbortController());
  };
  const change = (mine: AbortController, part: Partial<ImportDraft>): void => {
    if (mine !== abort) return;
    store.setState(({ importing }) => ({ importing: importing && { ...importing, ...part } }));
  };

  const look = async (mine: AbortController, choice: ImportChoice | null): Promise<void> => {
    const { importing } = store.getState();
    if (!importing) return;
    const { files, preview } = importing;
    // Another format has filters and columns of its own.
    const isOther = choice !== null && choice.format !== preview?.format;
    try {
      const seen = await services.kb.call(
        'preview',
        { files, format: choice?.format ?? null, choice: isOther ? null : choice },
        { signal: mine.signal },
      );
      const kept = choice === null || isOther ? choiceOf(seen) : choice;
      change(mine, { step: 'preview', preview: seen, choice: kept, failed: null });
    } catch (error) {
      if (!isAborted(error)) change(mine, { step: 'preview', failed: wordsOf(error) });
    }
  };

  return {
    async start(files) {
      const mine = begin();
      store.setState({ page: 'kbs', dialog: null, importing: { ...EMPTY, files } });
      await look(mine, null);
    },
    async change(choice) {
      const { importing } = store.getState();
      if (importing?.step !== 'preview') return;
      const mine = begin();
      change(mine, { choice });
      await look(mine, choice);
    },
    async confirm() {
      const { importing } = store.getState();
      if (importing?.step !== 'preview' || !importing.choice) return;
      const { files, choice } = importing;
      const mine = begin();
      change(mine, { step: 'importing', failed: null, progress: null });
      const total = files.reduce((sum, { size }) => sum + size, 0);
      const { title } = choice.description;
      const first = { task: `Reading ${title}`, done: 0, total, unit: 'bytes' } as const;
      try {
        const outcome = await withTask(context, first, mine, (options) =>
          services.kb.call(
            'import',
            { files, choice },
            {
              ...options,
              onProgress(progress) {
                options.onProgress(progress);
                change(mine, { progress });
              },
            },
          ),
        );
        await refreshInstalled(context);
        change(mine, { step: 'done', outcome, progress: null });
        announce(context, `${title} is in this browser: ${outcome.read.toLocaleString('en')} concepts.`);
      } catch (error) {
        change(mine, {
          step: 'preview',
          failed: isAborted(error) ? STOPPED : wordsOf(error),
          progress: null,
        });
      }
    },
    cancel() {
      if (store.getState().importing?.step === 'importing') {
        abort.abort();
        return;
      }
      begin();
      store.setState({ importing: null });
    },
  };
}

const EMPTY: ImportDraft = {
  files: [],
  step: 'reading',
  preview: null,
  choice: null,
  progress: null,
  outcome: null,
  failed: null,
};

const STOPPED =
  'The import was stopped. Nothing of it was kept, and all that was there before is as it was. Import again when you like.';

/** What most knowledge bases are brought in for; where a file has types of its own, those count. */
const USUAL_GROUP = 'Disease';

/** What is done when the curator changes nothing. */
function choiceOf({ format, description, filters, table }: ImportPreview): ImportChoice {
  return {
    format,
    description,
    filters: Object.fromEntries(filters.map(({ id, chosen }) => [id, chosen])),
    mapping: table?.mapping ?? null,
    group: USUAL_GROUP,
  };
}
