import { useMemo } from 'react';
import type { Sha256 } from '../../core/ids.js';
import { useAppState } from '../app-context.js';

/** Title and version of a knowledge base by its hash; says so where it is not in this browser. */
export function useKbNames(): (hash: Sha256) => { readonly title: string; readonly version: string } {
  const installed = useAppState((state) => state.library.installed);
  const opened = useAppState((state) => state.opened);
  return useMemo(() => {
    const known = new Map([...(opened?.kbs ?? []), ...installed].map(({ hash, info }) => [hash, info]));
    return (hash) =>
      known.get(hash) ?? { title: `A knowledge base that is not here (${hash.slice(0, 8)})`, version: '' };
  }, [installed, opened]);
}
