/** Examples in a model's pieces. */
import type { InputLayout } from '../../core/link/layout.js';
import { buildInput, namePieces } from '../../core/link/source.js';
import type { Tokenizer } from '../../core/tokenizer/tokenizer.js';
import type { TrainingExample } from '../../core/training/job.js';
import type { PreparedExample } from '../../core/training/preference-model.js';

/** The example as the linker would read its mention, and as it would write its names. */
export function prepareExample(
  layout: InputLayout,
  tokenizer: Tokenizer,
  { key, text, mention, chosen, rejected, weight, documentId }: TrainingExample,
): PreparedExample {
  const closed = (name: string) => [...namePieces(layout, tokenizer, name), layout.eos];
  return {
    key,
    input: buildInput(layout, tokenizer, text, mention),
    chosen: closed(chosen),
    rejected: rejected === null ? null : closed(rejected),
    weight,
    ...(documentId === undefined ? {} : { documentId }),
  };
}
