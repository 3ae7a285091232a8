import { Component, type ReactNode } from 'react';
import type { App } from '../../state/app.js';
import { download } from '../download.js';

interface Props {
  readonly app: App;
  readonly children: ReactNode;
}

/** What is left when the screen itself fails: the truth about it, and a way to take the decisions along. */
export class ErrorBoundary extends Component<Props, { readonly failure: string | null }> {
  override readonly state: { readonly failure: string | null } = { failure: null };

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <main className="broken">
        <h1>The screen stopped working</h1>
        <p>
          Something failed while drawing it ({failure}). Your decisions are in this browser’s storage; none is
          lost. Reload the page. If it happens again, export the log and report it.
        </p>
        <p className="broken-actions">
          <button type="button" className="button button-main" onClick={() => location.reload()}>
            Reload
          </button>
          <button
            type="button"
            className="button"
            onClick={() => void this.props.app.exports.log().then(download)}
          >
            Export the log
          </button>
        </p>
      </main>
    );
  }
}
