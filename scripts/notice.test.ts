import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import packageFile from '../package.json' with { type: 'json' };

const notice = readFileSync('NOTICE', 'utf8');

it.each(Object.keys(packageFile.dependencies))('NOTICE names %s and its licence', (name) => {
  const { license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
    license: string;
  };
  const named = name.startsWith('@tensorflow/tfjs-') ? '@tensorflow/tfjs' : name;
  const line = notice.split('\n').find((text) => new RegExp(`(^|, )${named}(,| )`).test(text));
  expect(line).toContain(license);
});
