import { useApp } from '../../app-context.js';

interface FailureProps {
  readonly words: string;
  /** Where nothing else leads out. */
  readonly hasClose: boolean;
}

/** What went wrong, in the words of the error; nothing else on the page has changed. */
export function Failure({ words, hasClose }: FailureProps) {
  const app = useApp();
  return (
    <div className="failure" role="alert">
      <p>{words}</p>
      {hasClose && (
        <button type="button" className="button" onClick={app.cancelImport}>
          Close
        </button>
      )}
    </div>
  );
}
