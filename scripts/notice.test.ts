import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageFile from '../package.json' with { type: 'json' };
import facts from '../training/model_card/facts.json' with { type: 'json' };
import { librariesIn, packageOf } from './build/libraries-named.js';

const libraries = librariesIn(readFileSync('NOTICE', 'utf8'));

describe('NOTICE', () => {
  it.each([...libraries])('says %s is under %s, as the package does', (name, licence) => {
    const { license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
      license: string;
    };
    expect(licence).toBe(license);
  });

  it('names every dependency but the umbrella package, which only pins versions', () => {
    const missing = Object.keys(packageFile.dependencies).filter((name) => !libraries.has(name));
    expect(missing).toEqual(['@tensorflow/tfjs']);
  });

  it.each(facts.sources)('names $name, which the model was trained on, and its free licence', (source) => {
    const notice = readFileSync('NOTICE', 'utf8').replace(/\s+/g, ' ');
    const at = notice.indexOf(source.name);
    expect(at).toBeGreaterThan(-1);
    if (/^(CC|MIT|Apache)/.test(source.licence)) {
      expect(notice.slice(at, at + 200)).toContain(source.licence);
    }
  });
});

describe('librariesIn', () => {
  it('reads rows of names and a licence below the heading, nothing else', () => {
    const notice =
      'x  MIT\n\nLibraries in the built application\n---\na, @b/c   MIT\nd    ISC\n\nTheir own files\n';
    expect([...librariesIn(notice)]).toEqual([
      ['a', 'MIT'],
      ['@b/c', 'MIT'],
      ['d', 'ISC'],
    ]);
  });
});

describe('packageOf', () => {
  it.each([
    ['/app/node_modules/long/src/long.js', 'long'],
    ['/app/node_modules/@tensorflow/tfjs-core/dist/index.js', '@tensorflow/tfjs-core'],
    ['/app/node_modules/a/node_modules/@b/c/index.js?commonjs', '@b/c'],
    ['/app/src/main.tsx', undefined],
  ])('%s', (id, name) => {
    expect(packageOf(id)).toBe(name);
  });
});
