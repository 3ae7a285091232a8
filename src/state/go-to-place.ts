import type { DocumentId } from '../core/ids.js';
import type { Place } from '../core/training/job.js';
import type { Context } from './context.js';
import { focusFirst, focusMention } from './navigate.js';

/**
 * Shows a mention in its text. Returns false, and stays where it is, when the document is not on the list.
 * @param open shows another document
 */
export async function goToPlace(
  context: Context,
  { documentId, mentionId }: Place,
  open: (id: DocumentId) => Promise<void>,
): Promise<boolean> {
  const { store } = context;
  const { currentId, documents } = store.getState();
  if (!documents.some(({ id }) => id === documentId)) return false;
  store.setState({ page: 'document', spanDraft: null });
  if (currentId !== documentId) await open(documentId);
  focusMention(context, mentionId);
  focusFirst(context);
  return true;
}
