import { useSyncExternalStore } from 'react';
import { useAppState } from '../../app-context.js';

const QUERY = '(prefers-color-scheme: dark)';

function subscribe(onChange: () => void): () => void {
  const dark = matchMedia(QUERY);
  dark.addEventListener('change', onChange);
  return () => dark.removeEventListener('change', onChange);
}

/** Light or dark, as the screen is now: for what is painted and does not follow a style sheet. */
export function useScheme(): 'light' | 'dark' {
  const theme = useAppState((state) => state.theme);
  const isDark = useSyncExternalStore(subscribe, () => matchMedia(QUERY).matches);
  return theme === 'system' ? (isDark ? 'dark' : 'light') : theme;
}
