import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { SeraphError } from '../core/errors.js';
import type { App } from '../state/app.js';
import type { AppState } from '../state/app-state.js';

export const AppContext = createContext<App | null>(null);

/** The application; `main.tsx` provides it. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new SeraphError('internal', 'The screen has no application behind it. Reload the page.');
  return app;
}

/** A part of the state. The selector must return the same value for the same state. */
export function useAppState<T>(selector: (state: AppState) => T): T {
  return useStore(useApp().store, selector);
}
