import { lazy, Suspense, useEffect } from 'react';
import type { App as SeraphApp } from '../state/app.js';
import { AppContext, useApp, useAppState } from './app-context.js';
import { Bar } from './bar/Bar.js';
import { TaskLine } from './bar/TaskLine.js';
import { Dialogs } from './dialogs/Dialogs.js';
import { DocumentsPage } from './pages/DocumentsPage.js';
import { Panel } from './panel/Panel.js';
import { ErrorBoundary } from './parts/ErrorBoundary.js';
import { LiveRegion } from './parts/LiveRegion.js';
import { Notices } from './parts/Notices.js';
import { DocumentText } from './text/DocumentText.js';
import { useDropAndPaste } from './use-drop-and-paste.js';
import { useKeys } from './use-keys.js';

// Not needed for the first document: they come when they are asked for.
const KbsPage = lazy(() => import('./kbs/KbsPage.js'));
const LearningPage = lazy(() => import('./learning/LearningPage.js'));

/** The whole screen. */
export function App({ app }: { readonly app: SeraphApp }) {
  return (
    <AppContext value={app}>
      <ErrorBoundary app={app}>
        <Screen />
      </ErrorBoundary>
    </AppContext>
  );
}

function Screen() {
  const app = useApp();
  const page = useAppState((state) => state.page);
  const isDropping = useDropAndPaste(app);
  useKeys(app);
  useTheme();
  useWarningOnClose();
  return (
    <div className="screen">
      <Bar />
      <TaskLine />
      {page === 'document' && (
        <div className="desk">
          <DocumentText />
          <Panel />
        </div>
      )}
      {page === 'documents' && <DocumentsPage />}
      {page === 'learning' && (
        <Suspense fallback={<main className="page" aria-busy="true" aria-label="Learning" />}>
          <LearningPage />
        </Suspense>
      )}
      {page === 'kbs' && (
        <Suspense fallback={<main className="page" aria-busy="true" aria-label="Knowledge bases" />}>
          <KbsPage />
        </Suspense>
      )}
      <Notices />
      <Dialogs />
      <LiveRegion />
      {isDropping && <div className="drop">Drop to import</div>}
    </div>
  );
}

function useTheme(): void {
  const theme = useAppState((state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}

/** In memory only, decisions end with the tab: the browser asks before it closes. */
function useWarningOnClose(): void {
  const isAtRisk = useAppState(({ persistence, events }) => persistence === 'memory' && events.length > 0);
  useEffect(() => {
    if (!isAtRisk) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isAtRisk]);
}
