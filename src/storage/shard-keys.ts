/** Ranges of keys in the store of shards: `[key, generation, position]`. An empty array sorts after strings and numbers. */
import type { ShardManifest } from './schema.js';

export const everyShardOf = (key: string): IDBKeyRange => IDBKeyRange.bound([key], [key, []]);

export const shardsOf = (key: string, generation: string): IDBKeyRange =>
  IDBKeyRange.bound([key, generation], [key, generation, []]);

/** Shards of every key that begins with `prefix`. */
export const shardsBeginning = (prefix: string): IDBKeyRange =>
  IDBKeyRange.bound([prefix], [`${prefix}\uffff`]);

/** The key that a group's shards lie under: its own, but for one that got its name only when it was whole. */
export const placeOf = ({ key, under }: Pick<ShardManifest, 'key' | 'under'>): string => under ?? key;

/** All shards under a group's own key but those that the group stands by. */
export function shardsBeside(key: string, standing: ShardManifest | undefined): readonly IDBKeyRange[] {
  if (standing === undefined || placeOf(standing) !== key) return [everyShardOf(key)];
  const { generation } = standing;
  return [
    IDBKeyRange.bound([key], [key, generation], false, true),
    IDBKeyRange.bound([key, generation, []], [key, []]),
  ];
}
