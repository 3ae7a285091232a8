import { useAppState } from '../../app-context.js';
import { ReportView } from '../report/ReportView.js';
import { InterruptedView } from './InterruptedView.js';
import { Preparing } from './Preparing.js';
import { RunView } from './RunView.js';
import './train.css';

/** Training: its data and settings, a run on its way, or what came of it. */
export function TrainTab() {
  const training = useAppState((state) => state.training);
  switch (training?.stage) {
    case undefined:
      return <Preparing />;
    case 'running':
      return <RunView run={training} />;
    case 'interrupted':
      return <InterruptedView run={training} />;
    case 'judged':
      return <ReportView run={training} />;
  }
}
