/**
 * Labels that name one document each. The first document of a label keeps it; a further one gets `-2`, `-3` and so on,
 * passing over labels that are there already: `12`, `12`, `12-2` become `12`, `12-3`, `12-2`.
 */
export function uniqueLabels(labels: readonly string[]): readonly string[] {
  const given = new Set(labels);
  const used = new Set<string>();
  const last = new Map<string, number>();
  return labels.map((label) => {
    if (!used.has(label)) {
      used.add(label);
      return label;
    }
    let number = last.get(label) ?? 1;
    let fresh: string;
    do fresh = `${label}-${++number}`;
    while (given.has(fresh) || used.has(fresh));
    last.set(label, number);
    used.add(fresh);
    return fresh;
  });
}
