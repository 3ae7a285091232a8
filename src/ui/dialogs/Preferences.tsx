import { useId } from 'react';
import type { Theme } from '../../state/app-state.js';
import { useApp, useAppState } from '../app-context.js';

const THEMES: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: 'system', label: 'System' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
];

/** Name on decisions, and light or dark. */
export function Preferences() {
  const app = useApp();
  const theme = useAppState((state) => state.theme);
  const curator = useAppState((state) => state.curator);
  const id = useId();
  return (
    <form className="preferences" onSubmit={(event) => event.preventDefault()}>
      <label htmlFor={id}>Your name, written with each decision</label>
      <input
        id={id}
        className="field"
        defaultValue={curator}
        onBlur={(event) => app.setCurator(event.target.value)}
      />
      <fieldset className="themes">
        <legend>Light or dark</legend>
        {THEMES.map((choice) => (
          <label key={choice.theme}>
            <input
              type="radio"
              name="theme"
              checked={theme === choice.theme}
              onChange={() => app.setTheme(choice.theme)}
            />
            {choice.label}
          </label>
        ))}
      </fieldset>
    </form>
  );
}
