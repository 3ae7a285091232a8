import { useMemo } from 'react';
import { useAppState } from '../../app-context.js';

/** What documents are called, by id; one that is not on the list is a removed one. */
export function useLabels(): (documentId: string) => string {
  const documents = useAppState((state) => state.documents);
  return useMemo(() => {
    const labels = new Map<string, string>(documents.map(({ id, label }) => [id, label]));
    return (documentId) => labels.get(documentId) ?? 'removed document';
  }, [documents]);
}
