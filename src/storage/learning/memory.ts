/** What learning keeps, in one tab and gone with it. What callers may go on writing to is copied. */
import type { AdapterVersion } from '../../core/adapter/version.js';
import type { Sha256 } from '../../core/ids.js';
import type { ImportedPair } from '../../core/preference/imported-pair.js';
import type {
  AdapterRepository,
  KeptRun,
  ReferenceRepository,
  ReferenceScores,
  RunRepository,
  TeachingRepository,
} from '../../core/repositories.js';
import type { SourceDocument } from '../../core/text/document.js';
import type { Checkpoint } from '../../core/training/checkpoint.js';
import type { TrainingJob } from '../../core/training/job.js';
import { checkVersionFile } from './check-version-file.js';

export class MemoryAdapterRepository implements AdapterRepository {
  readonly #versions = new Map<Sha256, AdapterVersion>();
  readonly #files = new Map<Sha256, Uint8Array>();

  list(): Promise<readonly AdapterVersion[]> {
    const order = ({ time, hash }: AdapterVersion): string => `${time} ${hash}`;
    const versions = [...this.#versions.values()];
    return Promise.resolve(versions.sort((left, right) => (order(left) < order(right) ? -1 : 1)));
  }

  async add(version: AdapterVersion, file: Uint8Array): Promise<void> {
    await checkVersionFile(version.hash, file);
    this.#files.set(version.hash, file.slice());
    if (!this.#versions.has(version.hash)) this.#versions.set(version.hash, version);
  }

  rename(hash: Sha256, name: string): Promise<void> {
    const version = this.#versions.get(hash);
    if (version) this.#versions.set(hash, { ...version, name });
    return Promise.resolve();
  }

  remove(hash: Sha256): Promise<void> {
    this.#versions.delete(hash);
    this.#files.delete(hash);
    return Promise.resolve();
  }

  file(hash: Sha256): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.#files.get(hash)?.slice());
  }
}

export class MemoryRunRepository implements RunRepository {
  #run: KeptRun | undefined;

  begin(job: TrainingJob): Promise<void> {
    if (this.#run?.job.id !== job.id) this.#run = { job, checkpoint: null };
    return Promise.resolve();
  }

  save(id: TrainingJob['id'], checkpoint: Checkpoint): Promise<void> {
    // The trainer goes on in the same arrays.
    if (this.#run?.job.id === id) this.#run = { job: this.#run.job, checkpoint: structuredClone(checkpoint) };
    return Promise.resolve();
  }

  load(): Promise<KeptRun | undefined> {
    return Promise.resolve(structuredClone(this.#run));
  }

  clear(): Promise<void> {
    this.#run = undefined;
    return Promise.resolve();
  }
}

export class MemoryReferenceRepository implements ReferenceRepository {
  readonly #scores = new Map<string, ReferenceScores>();

  get(baseHash: Sha256, keys: readonly string[]): Promise<readonly (ReferenceScores | undefined)[]> {
    return Promise.resolve(keys.map((key) => this.#scores.get(`${baseHash} ${key}`)));
  }

  put(baseHash: Sha256, scores: ReadonlyMap<string, ReferenceScores>): Promise<void> {
    for (const [key, score] of scores) this.#scores.set(`${baseHash} ${key}`, score);
    return Promise.resolve();
  }
}

export class MemoryTeachingRepository implements TeachingRepository {
  readonly #pairs = new Map<string, ImportedPair>();
  #gold: readonly SourceDocument[] = [];

  pairs(): Promise<readonly ImportedPair[]> {
    return Promise.resolve([...this.#pairs.values()]);
  }

  addPairs(pairs: readonly ImportedPair[]): Promise<number> {
    const before = this.#pairs.size;
    for (const pair of pairs) if (!this.#pairs.has(pair.key)) this.#pairs.set(pair.key, pair);
    return Promise.resolve(this.#pairs.size - before);
  }

  removePairs(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#pairs.delete(key);
    return Promise.resolve();
  }

  gold(): Promise<readonly SourceDocument[]> {
    return Promise.resolve(this.#gold);
  }

  setGold(documents: readonly SourceDocument[]): Promise<void> {
    this.#gold = [...documents];
    return Promise.resolve();
  }
}
