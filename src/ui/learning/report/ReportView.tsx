import type { JudgedRun } from '../../../state/learning/learning-state.js';
import { counted } from '../../counted.js';
import { Curves } from '../charts/Curves.js';
import { duration } from '../figures.js';
import { ContributionsTable } from './ContributionsTable.js';
import { FiguresTable } from './FiguresTable.js';
import { Flips } from './Flips.js';
import { KeepForm } from './KeepForm.js';
import { ending, verdict } from './report-words.js';
import './report.css';

/** What training did, before it is kept. */
export function ReportView({ run }: { readonly run: JudgedRun }) {
  const { job, outcome } = run;
  const { figures, flips, curve, steps, seconds, backend, unknownPairs } = outcome.report;
  return (
    <>
      <section className="part" aria-labelledby="learning-report">
        <h3 id="learning-report">What training did</h3>
        <p className="part-lead">{verdict(figures)}</p>
        <p className="quiet part-lead">
          {counted(job.training.length, 'pair')}, {counted(steps, 'step')} in {duration(seconds)} on {backend}
          . {[ending(outcome.report), leftOut(unknownPairs)].filter(Boolean).join(' ')}
        </p>
        <KeepForm run={run} />
      </section>
      <section className="part" aria-labelledby="learning-figures">
        <h3 id="learning-figures">Old against new</h3>
        <FiguresTable figures={figures} />
      </section>
      {figures.contributions && (
        <section className="part" aria-labelledby="learning-contributions">
          <h3 id="learning-contributions">What memory brings, and what training</h3>
          <p className="quiet part-lead">
            Memory is what the page remembers of your decisions at once, without training. On the decisions
            held out, as if neither had seen them.
          </p>
          <ContributionsTable contributions={figures.contributions} />
        </section>
      )}
      <section className="part" aria-labelledby="learning-flips">
        <h3 id="learning-flips">What would change</h3>
        <Flips flips={flips} />
      </section>
      <section className="part" aria-labelledby="learning-curves">
        <h3 id="learning-curves">How it went</h3>
        <Curves curve={curve} steps={steps} loss={job.settings.loss} />
      </section>
    </>
  );
}

/** Nothing where all pairs could be used. */
function leftOut(pairs: number): string {
  if (pairs === 0) return '';
  return `${counted(pairs, 'pair')} had a name that no knowledge base in use has, and ${pairs === 1 ? 'was' : 'were'} left out.`;
}
