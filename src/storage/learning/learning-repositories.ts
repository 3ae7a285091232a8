import type {
  AdapterRepository,
  ReferenceRepository,
  RunRepository,
  TeachingRepository,
} from '../../core/repositories.js';
import type { Database } from '../database.js';
import {
  MemoryAdapterRepository,
  MemoryReferenceRepository,
  MemoryRunRepository,
  MemoryTeachingRepository,
} from './memory.js';
import { IndexedDbReferenceRepository } from './reference-repository.js';
import { IndexedDbRunRepository } from './run-repository.js';
import { IndexedDbTeachingRepository } from './teaching-repository.js';
import { IndexedDbAdapterRepository } from './version-repository.js';

/** What learning in the tab keeps. */
export interface LearningRepositories {
  readonly versions: AdapterRepository;
  readonly runs: RunRepository;
  readonly references: ReferenceRepository;
  readonly teaching: TeachingRepository;
}

export function indexedDbLearning(database: Database): LearningRepositories {
  return {
    versions: new IndexedDbAdapterRepository(database),
    runs: new IndexedDbRunRepository(database),
    references: new IndexedDbReferenceRepository(database),
    teaching: new IndexedDbTeachingRepository(database),
  };
}

/** Gone with the tab, or with the worker that made them. */
export function memoryLearning(): LearningRepositories {
  return {
    versions: new MemoryAdapterRepository(),
    runs: new MemoryRunRepository(),
    references: new MemoryReferenceRepository(),
    teaching: new MemoryTeachingRepository(),
  };
}
