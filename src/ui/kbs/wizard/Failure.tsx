import { useApp } from '../../app-context.js';

/** What went wrong, in the words of the error; nothing else on the page has changed. */
export function Failure({ words }: { readonly words: string }) {
  const app = useApp();
  return (
    <div className="failure" role="alert">
      <p>{words}</p>
      <button type="button" className="button" onClick={app.cancelImport}>
        Close
      </button>
    </div>
  );
}
