import { describe, expect, it } from 'vitest';
import { writeAdapterFile } from '../../formats/adapter/adapter-file.js';
import { TINY_BASE, tinyAdapter } from '../../formats/testing/tiny-adapter.js';
import type { App } from '../app.js';
import type { ExportedFile } from '../exports.js';
import { started, until } from '../testing/drive.js';
import { modelHash } from '../testing/fakes.js';
import './learning-work.js';

const versions = (app: App) => app.store.getState().versions;
const notices = (app: App) => app.store.getState().notices.map(({ text }) => text);
const weights = (baseHash = modelHash) =>
  new File([writeAdapterFile({ adapter: tinyAdapter(3), baseHash })], 'adapter_model.safetensors');

describe('a version', () => {
  it('comes in, goes out as a zip, and is known again when that comes back', async () => {
    const { app } = await started();
    app.importVersion([weights()]);
    await until(() => versions(app).length === 1);
    const [version] = versions(app);
    expect(version).toMatchObject({
      origin: 'imported',
      baseHash: modelHash,
      training: null,
      shape: { rank: 3, alpha: 12 },
    });
    let file: ExportedFile<Uint8Array<ArrayBuffer>> | undefined;
    app.exportVersion(version?.hash ?? modelHash, (made) => (file = made));
    await until(() => file !== undefined);
    expect(file?.name).toMatch(/^seraph-imported-.*\.zip$/);
    app.importLearning([new File([file?.content ?? ''], 'back.zip')]);
    await until(() => notices(app).length > 0);
    expect(notices(app)).toEqual([expect.stringMatching(/is here already: Imported.*Nothing was changed/)]);
    expect(versions(app)).toHaveLength(1);
  });

  it('of another base model, and what is none, are refused and change nothing', async () => {
    const { app, services } = await started();
    app.importVersion([weights(TINY_BASE)]);
    await until(() => notices(app).length > 0);
    expect(notices(app)[0]).toMatch(/another base model/);
    app.importLearning([new File(['Dear Anna,'], 'letter.zip')]);
    await until(() => notices(app).length > 1);
    expect(await services.learning.versions.list()).toEqual([]);
  });
});
