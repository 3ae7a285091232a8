import type { LoadedModel } from '../../src/rpc/protocol.js';
import type { Surroundings } from './browser.js';
import { milliseconds, quartilesOf, whole } from './quartiles.js';
import { KINDS, type Traffic } from './traffic.js';

/** Milliseconds since the navigation. */
export interface Start {
  readonly kbOpen: number;
  readonly modelLoaded: number;
  /** The model has taken up the knowledge base. */
  readonly linkable: number;
  /** The page asks for the mentions of the document. */
  readonly linkAsked: number;
  readonly firstSuggestion: number;
}

export interface AppFigures {
  readonly surroundings: Surroundings;
  readonly model: LoadedModel;
  /** Empty profile. */
  readonly cold: Start;
  /** Profile of before, in a new browser process; the suggestions were forgotten, so that they are made anew. */
  readonly fresh: readonly Start[];
  /** The same with the suggestions of before: time until they are shown. */
  readonly kept: readonly number[];
  readonly traffic: {
    /** Until the first suggestion of the first start. */
    readonly cold: Traffic;
    /** After it, until the release is kept for use without a network. */
    readonly offline: Traffic;
    readonly warm: readonly Traffic[];
  };
  /** Bytes of JavaScript after gzip. */
  readonly firstLoad: { readonly page: number; readonly workers: number };
  /** Milliseconds from the request: until the result arrives at the page, until it is on the screen. */
  readonly links: readonly { readonly call: number; readonly shown: number }[];
}

export interface Conditions {
  /** Load average of one minute before the run. */
  readonly load: number;
  /** The build was older than its sources. */
  readonly isStale: boolean;
}

/** For readers, and as one value for programs; times in milliseconds, sizes in bytes. */
export function reportOf(figures: AppFigures, conditions: Conditions): { text: string; json: object } {
  const { surroundings, model, cold, fresh, kept, traffic, firstLoad, links } = figures;
  const freshStarts = quartilesOf(fresh.map(({ firstSuggestion }) => firstSuggestion));
  const keptStarts = quartilesOf(kept);
  const calls = quartilesOf(links.map(({ call }) => call));
  const shown = quartilesOf(links.map((link) => link.shown));
  const warmBytes = quartilesOf(traffic.warm.map(({ total }) => total));
  const typical = typicalOf(fresh);
  const text = [
    surroundings.userAgent,
    `${surroundings.hardwareConcurrency} processors seen, cross-origin isolated: ${surroundings.crossOriginIsolated ? 'yes' : 'no'}, load before the run: ${conditions.load.toFixed(1)}`,
    `${model.id}, ${whole(model.bytes)} bytes of weights, on ${model.backend}: ${model.reason}`,
    '',
    `first suggestion, cold:                  ${whole(cold.firstSuggestion)} ms (n = 1)`,
    `  ${phasesOf(cold)}`,
    `first suggestion, warm, made anew:       ${milliseconds(freshStarts)}`,
    `  ${phasesOf(typical)}`,
    `first suggestion, warm, from storage:    ${milliseconds(keptStarts)}`,
    `link of one abstract, call to result:    ${milliseconds(calls)}`,
    `link of one abstract, call to screen:    ${milliseconds(shown)}`,
    '',
    `bytes sent until the first suggestion, cold: ${whole(traffic.cold.total)} (${KINDS.map((kind) => `${kind} ${whole(traffic.cold.bytes[kind])}`).join(', ')})`,
    `bytes sent after it, for offline use:        ${whole(traffic.offline.total)} (${traffic.offline.answers} answers)`,
    `bytes sent, warm:                            ${whole(warmBytes.median)} (${traffic.warm.at(-1)?.answers ?? 0} answers in the last)`,
    `first-load JavaScript after gzip: page ${whole(firstLoad.page)}, workers ${whole(firstLoad.workers)} bytes`,
  ].join('\n');
  const json = {
    ...surroundings,
    ...conditions,
    model: model.id,
    model_bytes: model.bytes,
    backend: model.backend,
    reason: model.reason,
    threads: threadsOf(model),
    cold_ms: cold,
    warm_ms: freshStarts,
    warm_phases_ms: typical,
    kept_ms: keptStarts,
    link_ms: calls,
    link_shown_ms: shown,
    cold_bytes: { ...traffic.cold.bytes, total: traffic.cold.total },
    offline_bytes: traffic.offline.total,
    warm_bytes: warmBytes.median,
    first_load_js_gzip_bytes: firstLoad,
  };
  return { text, json };
}

/** The median of each phase. */
function typicalOf(starts: readonly Start[]): Start {
  const median = (name: keyof Start) => quartilesOf(starts.map((start) => start[name])).median;
  return {
    kbOpen: median('kbOpen'),
    modelLoaded: median('modelLoaded'),
    linkable: median('linkable'),
    linkAsked: median('linkAsked'),
    firstSuggestion: median('firstSuggestion'),
  };
}

function phasesOf({ kbOpen, modelLoaded, linkable, linkAsked }: Start): string {
  return (
    `knowledge base open at ${whole(kbOpen)}, model loaded at ${whole(modelLoaded)}, ` +
    `linkable at ${whole(linkable)}, link asked for at ${whole(linkAsked)} ms`
  );
}

/** As the application says it: "WASM with 2 threads". */
function threadsOf({ reason }: LoadedModel): number | null {
  const threads = /(\d+) threads?/.exec(reason)?.[1];
  return threads === undefined ? null : Number(threads);
}
