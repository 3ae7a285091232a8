import type { OpenSections } from '../../bytes/sections.js';
import type { Slices } from '../slices.js';
import type { ImageSection } from './image-format.js';

/** Lists whose starts and numbers lie in two sections. */
export function slicesIn(sections: OpenSections, starts: ImageSection, values: ImageSection): Slices {
  return { starts: sections.u32(starts), values: sections.u32(values) };
}
