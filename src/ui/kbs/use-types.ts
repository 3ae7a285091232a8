import { useMemo } from 'react';
import { ANY_TYPE } from '../../core/project/project.js';
import { useAppState } from '../app-context.js';

/** Types of mention that knowledge bases are for or that the project links on their own, in alphabetical order. */
export function useTypes(): readonly string[] {
  const installed = useAppState((state) => state.library.installed);
  const scopes = useAppState((state) => state.project.scopes);
  return useMemo(() => {
    const types = new Set(['Disease', 'Chemical']);
    for (const { groups } of installed) for (const group of Object.keys(groups)) types.add(group);
    for (const { type } of scopes) types.add(type);
    types.delete(ANY_TYPE);
    types.delete('');
    return [...types].sort((a, b) => a.localeCompare(b, 'en'));
  }, [installed, scopes]);
}
