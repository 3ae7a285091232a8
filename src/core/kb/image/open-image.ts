import { openSections } from '../../bytes/sections.js';
import type { Sha256 } from '../../ids.js';
import type { NameIndex } from '../../mention/name-index.js';
import type { KbInfo } from '../knowledge-base.js';
import type { KbTables } from '../tables.js';
import { ImageConceptTable } from './image-concepts.js';
import { IMAGE_FORMAT, type ImageAbout } from './image-format.js';
import { imageNameIndex } from './image-name-index.js';
import { ImageNameTable } from './image-names.js';

/** A knowledge base read from its image. */
export interface KbImage extends KbTables {
  readonly info: KbInfo;
  /** Of the knowledge base's file. */
  readonly hash: Sha256;
  /** Semantic groups with how many concepts each has. */
  readonly groups: Readonly<Record<string, number>>;
  /** For the finder of mentions. */
  readonly nameIndex: NameIndex;
  /** Size of the image, which is what it takes in memory. */
  readonly bytes: number;
}

/**
 * Opens an image where it lies: header checks and views. Damage inside a section is found by `verifyImage`, not here.
 * `bytes` must not change while it is used.
 *
 * @throws {SeraphError} `bad-format`, `bad-version`, `bad-hash` (header)
 */
export function openImage(bytes: Uint8Array): KbImage {
  const sections = openSections(bytes, IMAGE_FORMAT);
  // Written by the builder, and checked with the header's checksum.
  const { info, hash, groups } = sections.about as ImageAbout;
  const names = new ImageNameTable(sections);
  const concepts = new ImageConceptTable(
    sections,
    groups.map(([name]) => name),
  );
  return {
    info,
    hash,
    groups: Object.fromEntries(groups),
    names,
    concepts,
    nameIndex: imageNameIndex(sections, { names, concepts }),
    bytes: bytes.length,
  };
}

/** Checks every byte of an image. @throws as `openImage`, and `bad-hash` for a damaged section */
export function verifyImage(bytes: Uint8Array): void {
  openSections(bytes, IMAGE_FORMAT).verify();
}
