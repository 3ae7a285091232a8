import type { InstalledKb } from '../../core/kb/import.js';
import { ANY_TYPE } from '../../core/project/project.js';
import { useApp, useAppState } from '../app-context.js';
import { added, typeWords, usesFor, withUses } from './scopes.js';
import { useTypes } from './use-types.js';

/** Puts a knowledge base to use for a type of mention; first those that it has most concepts for. */
export function UseFor({ kb }: { readonly kb: InstalledKb }) {
  const app = useApp();
  const scopes = useAppState((state) => state.project.scopes);
  const installed = useAppState((state) => state.library.installed);
  const types = useTypes();
  const countOf = (type: string): number => kb.groups[type] ?? 0;
  const own = types.filter((type) => countOf(type) > 0).sort((a, b) => countOf(b) - countOf(a));
  const choices = [...own, ...types.filter((type) => !own.includes(type)), ANY_TYPE];
  const isUsed = (type: string): boolean => usesFor(scopes, type).some((use) => use.kb === kb.hash);
  return (
    <div className="use-for" role="group" aria-label={`Use ${kb.info.title} for`}>
      <span>Use it for</span>
      {choices.map((type) => (
        <button
          key={type}
          type="button"
          className="button"
          aria-pressed={isUsed(type)}
          onClick={() =>
            app.chooseKbs(withUses(scopes, type, installed, (uses) => toggled(uses, kb, isUsed(type))))
          }
        >
          {isUsed(type) && '✓ '}
          {typeWords(type, scopes)}
        </button>
      ))}
    </div>
  );
}

function toggled(uses: Parameters<typeof added>[0], kb: InstalledKb, isUsed: boolean) {
  return isUsed ? uses.filter((use) => use.kb !== kb.hash) : added(uses, kb.hash);
}
