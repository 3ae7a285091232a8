/** What state needs from the outside, as interfaces: the composition root gives the real ones, tests give fakes. */
import type { SourceDocument } from '../core/text/document.js';
import type {
  AdapterRepository,
  DocumentRepository,
  Journal,
  RunRepository,
  SettingsRepository,
  TeachingRepository,
} from '../core/repositories.js';
import type { KbApi, ModelApi, TrainingApi } from '../rpc/protocol.js';
import type { RespawningClient } from '../rpc/respawning-client.js';

/** The other tabs of this browser that show the same log. */
export interface OtherTabs {
  /** Tells them that this tab wrote to the log. */
  tellAppended(): void;
  /** The listener is called when one of them did. */
  onAppended(listener: () => void): void;
}

/** What slows long work down. */
export interface Surroundings {
  /** The tab is out of sight, and the browser may hold it back. */
  readonly isHidden: boolean;
  /** False where it is not known. */
  readonly isOnBattery: boolean;
}

export interface Services {
  readonly kb: RespawningClient<KbApi>;
  readonly model: RespawningClient<ModelApi>;
  readonly journal: Journal;
  readonly documents: DocumentRepository;
  readonly settings: SettingsRepository;
  readonly training: RespawningClient<TrainingApi>;
  readonly learning: {
    readonly versions: AdapterRepository;
    readonly runs: RunRepository;
    readonly teaching: TeachingRepository;
  };
  /**
   * Takes the right to train, which one tab has at a time; null while another has it, else the function that gives it
   * back. Where the browser cannot tell, it is given.
   */
  readonly claimTraining: () => Promise<(() => void) | null>;
  /** The listener is told at once and at each change. */
  readonly watchSurroundings: (listener: (surroundings: Surroundings) => void) => void;
  readonly otherTabs: OtherTabs;
  /** `memory` when the browser refused to store anything. */
  readonly persistence: 'durable' | 'memory';
  /** Asks the browser never to clear the storage by itself. May wait for the curator's answer to a question of its own. */
  readonly askForPromise: () => Promise<boolean>;
  /** Whether the page may share memory between threads. */
  readonly crossOriginIsolated: boolean;
  /** What the curator must know about storage from the start, or null. */
  readonly notice: string | null;
  /** Addresses of the files that the workers read: the list of knowledge bases, and the one of it that a new project has. */
  readonly urls: {
    readonly library: string;
    readonly starterKb: string;
    readonly tokenizer: string;
    readonly model: string;
  };
  /** Fetches the built-in sample, shown when there is no document yet. */
  readonly sample: () => Promise<SourceDocument>;
  /** Uniform numbers in [0, 1), for document keys. */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A fresh key for events and mentions. */
  readonly newId: () => string;
}
