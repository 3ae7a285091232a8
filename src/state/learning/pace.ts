import type { TrainingPace } from '../../core/training/job.js';
import type { ModelApi, TrainingApi } from '../../rpc/protocol.js';
import type { RespawningClient } from '../../rpc/respawning-client.js';

/** How fast a run of training may go: linking comes first, and the curator's pause before all. */
export interface Pace {
  /** A run began: it is told what holds now. */
  begin(): void;
  end(): void;
  pause(isPaused: boolean): void;
  /** The page waits for the linker, or no longer. */
  linking(isLinking: boolean): void;
}

/** Tells the training worker what changes, while it has a run. It is never started for that. */
export function createPace(training: Pick<RespawningClient<TrainingApi>, 'call'>): Pace {
  let isRunning = false;
  let isPaused = false;
  let isLinking = false;
  let told: TrainingPace = 'full';

  const tell = (): void => {
    const pace = isPaused ? 'paused' : isLinking ? 'yielding' : 'full';
    if (!isRunning || pace === told) return;
    told = pace;
    // A worker that died is told of by the call that trains.
    training.call('setPace', { pace }).catch(() => undefined);
  };

  return {
    begin() {
      isRunning = true;
      isPaused = false;
      told = 'full';
      tell();
    },
    end() {
      isRunning = false;
    },
    pause(paused) {
      isPaused = paused;
      tell();
    },
    linking(busy) {
      isLinking = busy;
      tell();
    },
  };
}

/** Calls that the curator waits for. */
const WAITED_FOR = new Set<keyof ModelApi>(['link', 'tag']);

/** The model's client, which says whenever the page begins and ends to wait for it. */
export function watched(
  model: RespawningClient<ModelApi>,
  onWaiting: (isWaiting: boolean) => void,
): RespawningClient<ModelApi> {
  let waiting = 0;
  return {
    ...model,
    call(method, params, options) {
      const answer = model.call(method, params, options);
      if (WAITED_FOR.has(method)) {
        if (++waiting === 1) onWaiting(true);
        const settled = (): void => {
          if (--waiting === 0) onWaiting(false);
        };
        answer.then(settled, settled);
      }
      return answer;
    },
  };
}
