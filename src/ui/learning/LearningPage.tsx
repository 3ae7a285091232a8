import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { LEARNING_TABS, type LearningTab } from '../../state/learning/learning-state.js';
import { useApp, useAppState } from '../app-context.js';
import { PageFrame } from '../parts/PageFrame.js';
import './learning.css';
import { MemoryTab } from './memory/MemoryTab.js';
import { PairsTab } from './pairs/PairsTab.js';
import { TrainTab } from './train/TrainTab.js';
import { useTabNotes } from './use-tab-notes.js';
import { VersionsTab } from './versions/VersionsTab.js';

const PARTS: Readonly<Record<LearningTab, { readonly label: string; readonly Part: () => React.ReactNode }>> =
  {
    pairs: { label: 'Pairs', Part: PairsTab },
    train: { label: 'Train', Part: TrainTab },
    versions: { label: 'Versions', Part: VersionsTab },
    memory: { label: 'Memory', Part: MemoryTab },
  };

/** What decisions teach: pairs, the training on them, the versions that come of it, and what is remembered at once. */
export default function LearningPage() {
  const app = useApp();
  const tab = useAppState((state) => state.learningTab);
  const notes = useTabNotes();
  return (
    <PageFrame title="Learning">
      <Tabs
        className="tabs"
        selectedKey={tab}
        onSelectionChange={(key) => app.openLearning(key as LearningTab)}
      >
        <TabList className="tab-list" aria-label="Parts of learning">
          {LEARNING_TABS.map((id) => (
            <Tab key={id} id={id} className="tab">
              {PARTS[id].label} <span className="quiet">{notes[id]}</span>
            </Tab>
          ))}
        </TabList>
        {LEARNING_TABS.map((id) => {
          const { Part } = PARTS[id];
          return (
            <TabPanel key={id} id={id} className="tab-panel">
              <Part />
            </TabPanel>
          );
        })}
      </Tabs>
    </PageFrame>
  );
}
