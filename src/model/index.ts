/** What the rest of Seraph uses of the model runtime. */
export { createEngine, type ModelEngine } from './bart/engine.js';
export { chooseBackend, type BackendCandidate, type BackendName, type ChosenBackend } from './backend.js';
export {
  convertCheckpoint,
  TOKENIZER_FILE,
  type Checkpoint,
  type ConvertOptions,
  type ModelCard,
} from './weights/convert.js';
export {
  exportCheckpoint,
  type ExportedCheckpoint,
  type ExportedTensor,
} from './weights/export-checkpoint.js';
export { TENSOR_TYPES } from './quant/tensor-types.js';
export { dtypeRules, SHIPPED_DTYPES } from './weights/dtype-rules.js';
export { CONFIG_FILE, LAYOUT_FILE, type Tokenize } from './weights/hugging-face.js';
export { loadModel, type LoadedWeights, type ModelSource } from './weights/load.js';
export { MANIFEST_FILE, parseManifest, type ModelManifest } from './weights/manifest.js';
export { loadMentionHead, type HeadSource } from './mention-head/head-file.js';
export { vectorReaderOf } from './name-encoder/meanings.js';
export { NAME_ENCODER_FILE, writeNameEncoder } from './name-encoder/name-encoder-file.js';
export { nameEncoderFrom } from './name-encoder/name-encoder-from.js';
export { OTHER_NAMES_FILE, readOtherNames } from './other-names/other-names-file.js';
export { taggerOf } from './mention-head/tagger.js';
