import type { Progress } from '../../core/progress.js';
import { withTask, type Context } from '../context.js';

/**
 * Lets the search be made ready, shown in the bar only where that takes time. What goes wrong, or is cancelled, is tried
 * again, and told, by the first search.
 */
export async function prepareSearch(context: Context, abort: AbortController): Promise<void> {
  let show: ((progress: Progress) => void) | null = null;
  const preparing = context.services.kb.call('prepareSearch', null, {
    signal: abort.signal,
    onProgress(progress) {
      if (show) {
        show(progress);
        return;
      }
      const run: Parameters<typeof withTask<null>>[3] = ({ onProgress }) => {
        show = onProgress;
        return preparing;
      };
      withTask(context, progress, abort, run).catch(() => undefined);
    },
  });
  await preparing.catch(() => undefined);
}
