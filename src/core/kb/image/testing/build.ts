import type { Sha256 } from '../../../ids.js';
import type { Concept } from '../../knowledge-base.js';
import { DESCRIPTION } from '../../testing/random-concepts.js';
import { KbImageBuilder } from '../image-builder.js';

export const HASH = 'ab'.repeat(32) as Sha256;

/** The image of a few concepts. */
export function imageOf(concepts: readonly Concept[]): Uint8Array<ArrayBuffer> {
  const builder = new KbImageBuilder();
  for (const concept of concepts) builder.add(concept);
  const steps = builder.finish(DESCRIPTION, HASH);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
