/** What a release says of one concept. */
import type { ConceptDraft } from '../clean-concept.js';
import type { Fact } from '../fact-store.js';
import { KIND } from './rf2-release.js';

/** Group of concepts by the tag at the end of their fully specified name. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['disorder', 'Disease'],
  ['finding', 'Disease'],
  ['morphologic abnormality', 'Disease'],
  ['substance', 'Chemical'],
  ['product', 'Chemical'],
  ['medicinal product', 'Chemical'],
  ['medicinal product form', 'Chemical'],
  ['clinical drug', 'Chemical'],
  ['body structure', 'Anatomy'],
  ['cell structure', 'Anatomy'],
  ['cell', 'Anatomy'],
  ['organism', 'Species'],
  ['procedure', 'Procedure'],
  ['regime/therapy', 'Procedure'],
  ['physical object', 'Device'],
]);

/** `Ache (finding)`: the name and its tag. */
const TAGGED = /^(.*\S)\s+\(([^()]+)\)$/;

/** Also tells the tag, for filters; null for a concept without names in the wished languages. */
export function rf2Draft(
  id: string,
  facts: Iterable<Fact>,
  group: string,
): { readonly tag: string; readonly draft: ConceptDraft } | null {
  const texts = new Map<number, string[]>();
  for (const { kind, text } of facts) {
    const known = texts.get(kind);
    if (known) known.push(text);
    else texts.set(kind, [text]);
  }
  const of = (kind: number): readonly string[] => texts.get(kind) ?? [];
  const [fullName = ''] = of(KIND.fullName);
  const [, plainName = fullName, tag = ''] = TAGGED.exec(fullName) ?? [];
  const names = [...of(KIND.preferred), plainName, ...of(KIND.synonym)].filter((name) => name !== '');
  const [name] = names;
  if (name === undefined) return null;
  const draft: ConceptDraft = {
    id,
    name,
    synonyms: names.map((synonym) => ({ name: synonym, scope: 'exact' })),
    group: GROUPS.get(tag) ?? group,
    semanticTypes: tag === '' ? [] : [tag],
    parents: of(KIND.parent),
    definition: of(KIND.definition)[0] ?? null,
    obsolete: texts.has(KIND.inactive)
      ? { replacedBy: of(KIND.replacedBy), consider: of(KIND.consider) }
      : null,
  };
  return { tag, draft };
}
