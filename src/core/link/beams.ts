/**
 * Beams per mention in the app, in `evaluate` and for fitting the combiner. Ten, ANGEL's number, give nothing more here and
 * take 1.4 times as long: docs/ablation.md (the generator alone), docs/evidence.md (`system`).
 */
export const BEAMS = 5;
