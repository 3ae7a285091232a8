/** What the loop of training needs of a model, whatever computes it. */
import type { Adapter } from '../adapter/adapter.js';
import type { ScorerInput } from '../decode/scorer.js';
import type { DocumentId, TokenId } from '../ids.js';
import type { ReferenceScores } from '../repositories.js';
import type { TrainingSettings } from './settings.js';

/** An example in the model's pieces. */
export interface PreparedExample {
  readonly key: string;
  readonly input: ScorerInput;
  /** Pieces of the names with end-of-sequence. */
  readonly chosen: readonly TokenId[];
  readonly rejected: readonly TokenId[] | null;
  readonly weight: number;
  /** As of the example that it was made from. */
  readonly documentId?: DocumentId;
}

/** What decides the loss. */
export type LossSettings = Pick<TrainingSettings, 'loss' | 'beta' | 'supervised' | 'replay'>;

/** The examples of one pass through the model, and what they count. */
export interface MicroBatch {
  readonly examples: readonly PreparedExample[];
  /** Parallel to the examples: under the base model alone. Not looked at by the `positive` loss. */
  readonly references: readonly ReferenceScores[];
  readonly replay: readonly PreparedExample[];
  /** What the sum of the examples' weighted losses is divided by: the weights of the whole step. */
  readonly totalWeight: number;
  /** Replayed examples of the whole step. */
  readonly totalReplay: number;
}

/** What a pass gives. Losses and gradients of the passes of one step are to be summed. */
export interface PassResult {
  /** Preference loss, plus `supervised` and `replay` times theirs. */
  readonly loss: number;
  /** The preference loss alone. */
  readonly preference: number;
  /** Summed log-probabilities of each example's names; null for one without a rejected name, or under `positive`. */
  readonly scores: readonly (ReferenceScores | null)[];
  /** Of each factor of the adapter, in the order [a0, b0, a1, b1, …]. */
  readonly gradients: readonly Float32Array[];
}

/** A frozen model with an adapter that is being trained. One call at a time. */
export interface PreferenceModel {
  /** The adapter that counts from now on. */
  setAdapter(adapter: Adapter): void;
  /** Scores of examples that have a rejected name; `withAdapter` false: of the base model alone. */
  score(
    examples: readonly PreparedExample[],
    options: { readonly withAdapter: boolean },
  ): Promise<readonly ReferenceScores[]>;
  pass(batch: MicroBatch, settings: LossSettings): Promise<PassResult>;
}
