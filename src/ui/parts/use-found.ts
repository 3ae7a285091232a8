import { useEffect, useState } from 'react';
import type { Sha256 } from '../../core/ids.js';
import type { SearchHit } from '../../state/app-state.js';
import { wordsOf } from '../../state/context.js';
import { useApp } from '../app-context.js';

/** Milliseconds of quiet before a question is asked. */
const WAIT = 60;
const LISTED = 6;

interface Found {
  readonly hits: readonly SearchHit[];
  /** Why there is no answer, or null. */
  readonly failed: string | null;
}

const NOTHING: Found = { hits: [], failed: null };

/** Concepts in use that match what is typed, of one knowledge base or of any; the newest answer. */
export function useFound(query: string, kb: Sha256 | null): Found {
  const app = useApp();
  const [found, setFound] = useState(NOTHING);
  useEffect(() => {
    let isNewest = true;
    const show = (answer: Found): void => {
      if (isNewest) setFound(answer);
    };
    const timer = setTimeout(() => {
      app.find(query).then(
        (hits) => {
          const own = hits.filter(({ kbHash }) => kb === null || kbHash === kb);
          show({ hits: own.slice(0, LISTED), failed: null });
        },
        (error: unknown) => show({ hits: [], failed: wordsOf(error) }),
      );
    }, WAIT);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [app, query, kb]);
  return found;
}
