import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { LEARNING_TABS, type LearningTab } from '../../state/learning/learning-state.js';
import { useApp, useAppState } from '../app-context.js';
import { PageFrame } from '../parts/PageFrame.js';
import './learning.css';
import { MemoryTab } from './memory/MemoryTab.js';
import { PairsTab } from './pairs/PairsTab.js';
import { TrainTab } from './train/TrainTab.js';
import { useTabNotes } from './use-tab-notes.js';
import { VersionsTab } from './versions/VersionsTab.js';

const PARTS: Readonly<Record<LearningTab, { readonly label: string; readonly Part: () => ReactNode }>> = {
  pairs: { label: 'Pairs', Part: PairsTab },
  train: { label: 'Train', Part: TrainTab },
  versions: { label: 'Versions', Part: VersionsTab },
  memory: { label: 'Memory', Part: MemoryTab },
};

/** Steps along the tabs. */
const STEPS: Readonly<Record<string, (at: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  Home: () => 0,
  End: () => -1,
};

/** What decisions teach: pairs, the training on them, the versions that come of it, and what is remembered at once. */
export default function LearningPage() {
  const app = useApp();
  const tab = useAppState((state) => state.learningTab);
  const notes = useTabNotes();
  const list = useRef<HTMLDivElement>(null);
  const { Part } = PARTS[tab];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = LEARNING_TABS.at(step(LEARNING_TABS.indexOf(tab)) % LEARNING_TABS.length) ?? tab;
    app.openLearning(next);
    list.current?.querySelector<HTMLElement>(`#learning-tab-${next}`)?.focus();
  };
  return (
    <PageFrame title="Learning">
      <div
        className="tab-list"
        role="tablist"
        aria-label="Parts of learning"
        ref={list}
        onKeyDown={onKeyDown}
      >
        {LEARNING_TABS.map((id) => (
          <button
            key={id}
            type="button"
            id={`learning-tab-${id}`}
            className="tab"
            role="tab"
            aria-selected={id === tab}
            aria-controls="learning-panel"
            tabIndex={id === tab ? 0 : -1}
            onClick={() => app.openLearning(id)}
          >
            {PARTS[id].label} <span className="quiet">{notes[id]}</span>
          </button>
        ))}
      </div>
      <div id="learning-panel" role="tabpanel" aria-labelledby={`learning-tab-${tab}`}>
        <Part />
      </div>
    </PageFrame>
  );
}
