import { useId } from 'react';
import type { Finder, Theme } from '../../state/app-state.js';
import { useApp, useAppState } from '../app-context.js';

const THEMES: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: 'system', label: 'System' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
];

const FINDERS: readonly { readonly finder: Finder; readonly label: string }[] = [
  { finder: 'model', label: 'The model, told the names' },
  { finder: 'names', label: 'Names of the knowledge bases' },
];

/** Name on decisions, how mentions are found, and light or dark. */
export function Preferences() {
  const app = useApp();
  const theme = useAppState((state) => state.theme);
  const curator = useAppState((state) => state.curator);
  const finder = useAppState((state) => state.finder);
  const isWithoutTagger = useAppState((state) => state.isWithoutTagger);
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
      <fieldset className="radios" aria-describedby={`${id}-finder`}>
        <legend>Find mentions by</legend>
        {FINDERS.map((choice) => (
          <label key={choice.finder}>
            <input
              type="radio"
              name="finder"
              checked={finder === choice.finder}
              onChange={() => app.setFinder(choice.finder)}
            />
            {choice.label}
          </label>
        ))}
        <p id={`${id}-finder`} className="quiet">
          {isWithoutTagger
            ? 'The model in use cannot find mentions: the names are used until another one is loaded.'
            : 'A change looks for mentions anew. Those that you decided, marked or moved stay as they are.'}
        </p>
      </fieldset>
      <fieldset className="radios">
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
